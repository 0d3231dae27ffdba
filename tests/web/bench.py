"""A workbench that runs for a test, on a port of its own, in front of a folder that the test may fill."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn

from detente.formats import shipped
from detente.store import open_store
from detente.web.app import application
from detente.web.door import Door
from detente.web.jobs import Jobs
from detente.web.readings import Readings
from detente.web.server import HOST, listening
from detente.web.workbench import Workbench
from detente.web.workers import Pool

DIALOGUES = ("river", "us-pakistan-2010", "classroom-chicken")
"""What stands in the folder of the workbench that all tests share."""


@dataclass(frozen=True)
class Running:
    """Where it is, the folder it serves, the key."""

    url: str
    folder: Path
    door: Door

    def client(self, **headers: str) -> httpx.Client:
        """A program that has the key."""
        given = {"authorization": f"Bearer {self.door.token}", **headers}
        return httpx.Client(base_url=self.url, headers=given, timeout=120, verify=False)  # it has no certificate


@contextmanager
def running(folder: Path, *names: str, language: str = "en", size: int = 2) -> Iterator[Running]:
    """A workbench in front of a folder that holds the shipped dialogues of these names."""
    for name in names:
        file = shipped(name)
        assert file is not None
        (folder / f"{name}.yaml").write_text(file.read_text("utf-8"), "utf-8")
    with listening(0) as line:
        door = Door(f"{HOST}:{line.getsockname()[1]}")
        bench = Workbench(
            store=open_store(folder), pool=Pool(size), jobs=Jobs(), readings=Readings(), door=door, author="ann",
            language=language,
        )  # fmt: skip
        server = uvicorn.Server(uvicorn.Config(application(bench), log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [line]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield Running(f"http://{door.host}", folder, door)
        server.should_exit = True
        thread.join(timeout=10)
