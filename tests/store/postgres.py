"""A PostgreSQL of the tests' own: unprivileged, in a temporary folder, on a socket that nobody else knows."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

NONE = "no PostgreSQL: install Debian's package `postgresql` (`make postgres`) to run these tests"
PORT = 54329


def binary(name):
    """Where a program of PostgreSQL lies: Debian keeps them off the path."""
    places = [*sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), Path(shutil.which(name) or "/none")]
    return next((path for path in places if path.is_file()), None)


def available():
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return False
    return os.name == "posix" and binary("initdb") is not None and binary("pg_ctl") is not None


def _nobody():
    """The user that runs it: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    return {"user": "postgres" if "postgres" in names else "nobody", "extra_groups": []}


class Server:
    """`url` while it runs."""

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="detente-pg-"))
        self.who = _nobody()
        if self.who:
            shutil.chown(self.folder, self.who["user"])
        self._run("initdb", "-D", self.folder / "data", "-A", "trust", "-U", "detente", "-E", "UTF8", "-N")
        options = f"-k {self.folder} -p {PORT} -c listen_addresses= -c shared_buffers=16MB"
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", options, "start")
        self.url = f"postgresql://detente@/postgres?host={self.folder}&port={PORT}"
        return self

    def __exit__(self, *fault):
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, name, *arguments):
        command = [str(binary(name)), *map(str, arguments)]
        done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False, timeout=120, **self.who)  # fmt: skip
        assert done.returncode == 0, done.stdout.decode()

    def empty(self):
        """The URL of the database, with nothing in it."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return self.url
