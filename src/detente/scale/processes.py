"""Work shared among processes of this machine."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.scale import Spread

RESTARTS = 3
"""How often lost processes are replaced without a part being finished, before the part is worked out here."""

_function: Callable[[Any], Any] | None = None


def _start(function: Callable[[Any], Any]) -> None:
    """In a new process: keep the function, and leave an interrupt to the process that started this one."""
    global _function
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _function = function


def _call(part: Any) -> Any:
    assert _function is not None
    return _function(part)


@contextmanager
def processes(workers: int) -> Iterator[Spread]:
    """Share work among so many processes. They are kept from one use to the next and end with the context."""
    pools: dict[int, _Pool] = {}

    def spread(function: Callable[[Any], Any], parts: Iterable[Any]) -> Iterator[Any]:
        pool = pools.get(id(function))
        if pool is None:
            pool = pools[id(function)] = _Pool(function, workers)
        return pool.map(parts)

    try:
        yield spread
    finally:
        for pool in pools.values():
            pool.close()


class _Pool:
    """Processes that know one function."""

    def __init__(self, function: Callable[[Any], Any], workers: int) -> None:
        self.function, self.workers = function, workers
        self.executor = self._started()

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, initializer=_start, initargs=(self.function,))

    def map(self, parts: Iterable[Any]) -> Iterator[Any]:
        """The results in order; no more parts are held than keep all processes busy."""
        waiting: deque[tuple[Any, Future[Any] | None]] = deque()
        left = iter(parts)
        lost = 0
        while True:
            for part in left:
                waiting.append((part, self._submit(part)))
                if len(waiting) > 2 * self.workers:
                    break
            if not waiting:
                return
            part, future = waiting[0]
            try:
                result = self.function(part) if future is None else future.result()
            except BrokenProcessPool:
                lost += 1
                self._restart()
                waiting = deque((part, self._again(part, future)) for part, future in waiting)
                if lost > RESTARTS:
                    waiting[0] = part, None
                continue
            lost = 0
            waiting.popleft()
            yield result

    def _submit(self, part: Any) -> Future[Any] | None:
        """The part handed to a process; None if there is none left, which shows when its turn comes."""
        try:
            return self.executor.submit(_call, part)
        except BrokenProcessPool:
            self._restart()
            return self.executor.submit(_call, part)

    def _again(self, part: Any, future: Future[Any] | None) -> Future[Any] | None:
        """What was finished stays; the rest is handed out again."""
        if future is not None and future.done() and not future.cancelled() and future.exception() is None:
            return future
        return self._submit(part)

    def _restart(self) -> None:
        self.executor.shutdown(wait=False, cancel_futures=True)
        self.executor = self._started()

    def close(self) -> None:
        """End the processes; what they are at is let go."""
        self.executor.shutdown(wait=False, cancel_futures=True)
