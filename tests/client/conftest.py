"""The client must be built before it can be asked."""

import fcntl
import shutil
import subprocess
from pathlib import Path
from tempfile import gettempdir

import pytest

HERE = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def client() -> None:
    """`make client`, once whatever the number of test processes."""
    if shutil.which("npm") is None or shutil.which("make") is None:
        pytest.skip("the client is built by node: install node 20 with npm, and make")
    with Path(gettempdir(), f"detente-client-{HERE.stat().st_ino}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(["make", "client"], cwd=HERE, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
