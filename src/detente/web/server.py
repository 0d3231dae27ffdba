"""A workbench that runs: where its dialogues are, the socket, the address, the browser."""

from __future__ import annotations

import errno
import getpass
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from detente.errors import InputError, MissingExtra
from detente.formats import FORMATS

if TYPE_CHECKING:
    from detente.store import Store

HOST = "127.0.0.1"


def run(where: str, *, port: int, browser: bool, say: Callable[[str], None]) -> None:
    """Serves until it is interrupted. InputError where there is nothing to serve or the port is taken."""
    try:
        import uvicorn

        from detente.web.app import application
    except ImportError:
        raise MissingExtra("The workbench", "web") from None
    from detente.report.language import current
    from detente.web.door import Door
    from detente.web.jobs import Jobs
    from detente.web.readings import Readings
    from detente.web.workbench import Workbench
    from detente.web.workers import Pool

    store, name = opened(where)
    with listening(port) as line:
        door = Door(f"{HOST}:{line.getsockname()[1]}")
        bench = Workbench(
            store=store, pool=Pool(), jobs=Jobs(), readings=Readings(), door=door, author=author(),
            language=current().code,
        )  # fmt: skip
        address = door.address(f"/d/{quote(name, safe='')}" if name else "/")
        say(f"Détente is open at {address}")
        say(f"(Ctrl-C ends it. Only this machine can reach it; its dialogues are in {store.place}.)")
        settings = uvicorn.Config(
            application(bench), log_level="warning", lifespan="on", access_log=False, server_header=False,
            timeout_graceful_shutdown=2,
        )  # fmt: skip
        if browser:
            import webbrowser

            webbrowser.open(address)
        uvicorn.Server(settings).run(sockets=[line])


def opened(where: str) -> tuple[Store, str]:
    """The store that is meant, and the dialogue in it that is to be opened ("" for none).

    A folder, a database, a dialogue file (its folder is the store), or the name of a shipped dialogue, which is put
    into the user's own store. InputError for anything else.
    """
    from detente.formats import shipped
    from detente.store import open_store

    path = Path(where)
    if path.is_file() and path.suffix in (".yaml", ".yml"):
        return open_store(path.parent), path.stem
    if path.is_file() and path.suffix in FORMATS:
        raise InputError(f"`{where}` is no YAML file; open its folder, and bring it in there")
    example = None if path.exists() else shipped(where)
    if example is None:
        return open_store(where), ""
    store = open_store()
    if where not in store.dialogues():
        store.save(where, example.read_text(encoding="utf-8"), None)
    return store, where


def listening(port: int) -> socket.socket:
    """A socket on this machine alone. InputError where the port is taken or may not be had."""
    line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        line.bind((HOST, port))
    except OSError as fault:
        line.close()
        what = "taken" if fault.errno == errno.EADDRINUSE else "not to be had"
        raise InputError(f"port {port} is {what}; leave --port out for a free one") from None
    line.listen(128)
    return line


def author() -> str:
    """Who saves here: the name that the machine knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
