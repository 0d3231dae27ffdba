"""Processes that do the work, so that a page is never kept waiting by another's question, and what is cancelled ends.

A process does one task at a time. A task is a function of `detente.web.tasks`, its arguments and its result plain
data. To cancel is to end the process and to start another in its place: there is no work that will not stop.
"""

from __future__ import annotations

import asyncio
import inspect
import multiprocessing
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

from detente.errors import DetenteError
from detente.report.language import current, speaking

Told = Callable[[int, int], None]
"""How far a task is: so many parts done, of so many."""

OFTEN = 0.1
"""Seconds between two words of a process about how far it is."""


class Refused(Exception):
    """What a task could not do: the parts of a problem, fit for a user's eyes."""

    def __init__(self, status: int, title: str, detail: str, more: dict[str, Any]) -> None:
        self.status, self.title, self.detail, self.more = status, title, detail, more
        super().__init__(detail)


class Lost(Exception):
    """The process that did the task is gone, or the task failed for a reason that is our defect."""


class Worker:
    """One process, and the pipe to it. `last`: what it worked on last, which it still remembers."""

    def __init__(self, context: Any) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_live, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.last = ""

    def ask(self, task: str, arguments: tuple[Any, ...], language: str, told: Told | None) -> Any:
        """The result of a task; waits for it. Raises Refused, Lost."""
        try:
            self.pipe.send((task, arguments, language))
            while True:
                kind, said = self.pipe.recv()
                if kind == "done":
                    return said
                if kind == "refused":
                    raise Refused(*said)
                if kind == "defect":
                    raise Lost(said)
                if told is not None:
                    told(*said)
        except (EOFError, OSError):
            raise Lost("the process that worked on it ended") from None

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        return bool(self.process.is_alive())

    def end(self) -> None:
        """Ends the process, whatever it does."""
        self.process.kill()
        self.process.join(timeout=5)
        self.pipe.close()


def _live(pipe: Connection) -> None:
    """What a process does with its life: task after task, until nobody is there to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that started this one
    from detente.web import tasks

    while True:
        try:
            task, arguments, language = pipe.recv()
            with speaking(language):  # a process does not remember whom it worked for
                pipe.send(_done(getattr(tasks, task), arguments, _often(pipe)))
        except (EOFError, OSError):
            return


def _done(function: Callable[..., Any], arguments: tuple[Any, ...], told: Told) -> tuple[str, Any]:
    from detente.web import problems

    try:
        more = {"told": told} if "told" in inspect.signature(function).parameters else {}
        return "done", function(*arguments, **more)
    except DetenteError as error:
        return "refused", (*problems.status(error), str(error), problems.told(error))
    except (RecursionError, MemoryError) as error:
        return "refused", (413, "Too large", f"This is too large for the program ({type(error).__name__}).", {})
    except Exception as error:
        return "defect", f"{type(error).__name__}: {error}"


def _often(pipe: Connection) -> Told:
    """Says how far it is, but not more often than anybody can see."""
    last = 0.0

    def told(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= OFTEN or done == total:
            last = time.monotonic()
            pipe.send(("told", (done, total)))

    return told


class Pool:
    """So many processes. Long tasks leave one of them free, so that a page always finds somebody to answer it."""

    def __init__(self, size: int = 3) -> None:
        kinds = multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context("forkserver" if "forkserver" in kinds else "spawn")
        if hasattr(self._context, "set_forkserver_preload"):
            self._context.set_forkserver_preload(["detente.web.tasks", "detente.web.warm"])
        self.size = size
        self._idle: list[Worker] = []
        self._made = 0
        self._free = asyncio.Semaphore(size)
        self._long = asyncio.Semaphore(max(1, size - 1))
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="work")

    async def warm(self) -> None:
        """Starts the processes, so that the first question need not wait for them."""
        made = [await self._in_thread(Worker, self._context) for _ in range(self.size)]
        self._idle += made

    async def run(
        self, task: str, *arguments: Any, key: str = "", long: bool = False, told: Told | None = None,
        language: str = "",
    ) -> Any:  # fmt: skip
        """The result of a task. `key`: what it is about; a process that knows it is preferred. `language`: in which it
        speaks, unless in that of whoever asks.

        Where this is cancelled, the process is ended. Raises Refused, Lost.
        """
        if long:
            async with self._long:
                return await self.run(task, *arguments, key=key, told=told, language=language)
        async with self._free:
            worker = await self._taken(key)
            try:
                result = await self._in_thread(worker.ask, task, arguments, language or current().code, told)
            except asyncio.CancelledError:
                worker.end()
                raise
            except Lost:
                if not worker.alive:
                    worker.end()
                raise
            finally:
                if worker.alive:
                    worker.last = key
                    self._idle.append(worker)
            return result

    async def _taken(self, key: str) -> Worker:
        """An idle process, by choice the one that worked on the same; a new one where there is none."""
        self._idle = [worker for worker in self._idle if worker.alive]
        for worker in self._idle:
            if worker.last == key:
                break
        else:
            worker = self._idle[0] if self._idle else await self._in_thread(Worker, self._context)
        if worker in self._idle:
            self._idle.remove(worker)
        return worker

    async def _in_thread(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)

    def close(self) -> None:
        """Ends all processes."""
        for worker in self._idle:
            worker.end()
        self._idle = []
        self._threads.shutdown(wait=False, cancel_futures=True)
