"""Questions that take longer than a request should: asked for in one request, fetched in another, cancelled at will."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal

from detente.errors import InputError
from detente.web.workers import Lost, Refused

State = Literal["waiting", "working", "done", "failed", "cancelled"]

KEPT = 200
"""Jobs that are remembered; the oldest that are over go first."""

AT_ONCE = 50
"""Jobs that may wait or work at the same time."""


@dataclass(slots=True, eq=False)
class Job:
    """One question on its way. `done`: how much of it, 0 to 1 (None: it cannot say); `about`: what was asked."""

    about: str
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    state: State = "waiting"
    done: float | None = None
    began: float = field(default_factory=time.monotonic)
    ended: float | None = None
    result: Any = None
    error: Exception | None = None
    task: asyncio.Task[Any] | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "failed", "cancelled")

    def told(self, done: int, total: int) -> None:
        """How far it is; called by the thread that listens to the process."""
        self.state, self.done = "working", done / total if total else None
        loop = self.task.get_loop() if self.task else None
        if loop is not None:
            loop.call_soon_threadsafe(self.news.set)

    def said(self) -> dict[str, Any]:
        """The job as the door speaks of it."""
        seconds = round((self.ended or time.monotonic()) - self.began, 2)
        said = {"job": self.id, "about": self.about, "state": self.state, "done": self.done, "seconds": seconds}
        return said | ({"detail": str(self.error)} if self.error else {})

    async def events(self) -> AsyncIterator[dict[str, Any]]:
        """What it says of itself, once now and then whenever something is otherwise, until it is over."""
        while True:
            self.news.clear()
            yield self.said()
            if self.over:
                return
            await self.news.wait()


class Jobs:
    """The jobs of one workbench."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}

    def begin(self, about: str) -> Job:
        """A new job. InputError where too many are on their way."""
        if sum(not job.over for job in self._jobs.values()) >= AT_ONCE:
            raise InputError(f"{AT_ONCE} questions are on their way already; cancel one, or wait")
        job = Job(about)
        self._jobs[job.id] = job
        for old in [one for one in self._jobs.values() if one.over][: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[old.id]
        return job

    def start(self, job: Job, work: Coroutine[Any, Any, Any]) -> None:
        """Sets it going."""
        job.state = "working"
        job.task = asyncio.ensure_future(self._live(job, work))

    async def _live(self, job: Job, work: Coroutine[Any, Any, Any]) -> None:
        try:
            job.result, job.state = await work, "done"
        except asyncio.CancelledError:
            job.state = "cancelled"
        except (Refused, Lost) as error:
            job.error, job.state = error, "failed"
        job.ended = time.monotonic()
        job.news.set()

    def get(self, id: str) -> Job | None:
        """The job of that id."""
        return self._jobs.get(id)

    async def cancel(self, job: Job) -> None:
        """Ends it; when this returns the process that worked on it is gone."""
        if job.task is not None and not job.over:
            job.task.cancel()
            await asyncio.wait({job.task})
