"""Work shared on a Dask cluster, which other people run: a scheduler at an address, workers that have Détente."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pickle import dumps, loads
from socket import create_connection
from typing import TYPE_CHECKING, Any

from detente.errors import InputError, MissingExtra

if TYPE_CHECKING:
    from detente.scale import Spread

ANSWER = 5
"""Seconds in which a scheduler has to answer."""

PATIENCE = 10
"""Seconds without any worker after which the work is done here."""

AHEAD = 4
"""Parts that are handed out for each thread of the cluster."""

_ADDRESS = re.compile(r"(?:\w+://)?(?P<host>[\w.-]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})")

_functions: OrderedDict[str, Callable[[Any], Any]] = OrderedDict()


def _call(key: str, function: bytes, part: Any) -> Any:
    """On a worker: the function applied to a part. What a function keeps for later parts it keeps from call to call."""
    if key not in _functions:
        while len(_functions) > 4:
            _functions.popitem(last=False)
        _functions[key] = loads(function)
    return _functions[key](part)


@contextmanager
def cluster(address: str) -> Iterator[Spread]:
    """Share work on the cluster at an address. InputError if no scheduler answers; MissingExtra without Dask."""
    try:
        import distributed
    except ImportError as error:
        raise MissingExtra("A Dask cluster", "scale") from error
    for name in ("distributed", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what it has to say is said here, or is of no use
    _knock(address)
    connect: Any = distributed.Client
    try:
        client = connect(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise _silent(address, error) from error
    try:
        yield _Cluster(client).spread
    finally:
        client.close(timeout=2)


def _knock(address: str) -> None:
    """Make sure, at once, that a scheduler with workers is there: Dask's client would go on trying for ever."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise InputError(f"`{address}` is not the address of a Dask scheduler; write tcp://HOST:PORT, as tcp://10.0.0.5:8786")
    try:
        create_connection((found["host"].strip("[]"), int(found["port"])), ANSWER).close()
        about = asyncio.run(asyncio.wait_for(_identity(address), ANSWER))
    except TimeoutError as error:
        raise _silent(address, TimeoutError("what listens there says nothing that Dask understands")) from error
    except (OSError, OverflowError, ValueError) as error:
        raise _silent(address, error) from error
    if about.get("type") != "Scheduler" or not about.get("workers"):
        raise _silent(address, ValueError(f"a {str(about.get('type', 'stranger')).lower()} without workers"))


async def _identity(address: str) -> dict[str, Any]:
    """What the scheduler says it is."""
    import distributed

    call: Any = distributed.rpc
    async with call(address) as scheduler:
        return dict(await scheduler.identity())


def _silent(address: str, error: Exception) -> InputError:
    return InputError(
        f"no Dask scheduler with workers answers at {address} ({_first(error)}). Start one with `dask scheduler` and "
        "workers with `dask worker ADDRESS`, and give the address that it prints"
    )


def _first(error: BaseException) -> str:
    """What an error says, in one line."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return (said.splitlines() or [type(error).__name__])[0].rstrip(".")


class _Cluster:
    """A client and what it is asked."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def spread(self, function: Callable[[Any], Any], parts: Iterable[Any]) -> Iterator[Any]:
        """The results in order; no more parts are out than keep the cluster busy."""
        sent = dumps(function)
        key = sha256(sent).hexdigest()
        waiting: deque[tuple[Any, Any]] = deque()
        left = iter(parts)
        while True:
            ahead = AHEAD * max(1, self._threads())
            for part in left:
                waiting.append((part, self.client.submit(_call, key, sent, part, pure=False)))
                if len(waiting) > ahead:
                    break
            if not waiting:
                return
            part, future = waiting.popleft()
            yield self._result(function, part, future)

    def _threads(self) -> int:
        if self.client.status != "running":
            return 0
        try:
            return sum(self.client.nthreads().values())
        except (OSError, TimeoutError):
            return 0

    def _result(self, function: Callable[[Any], Any], part: Any, future: Any) -> Any:
        """A part's result: from the cluster, which replaces workers that are lost; from here once none is left."""
        from distributed import CancelledError, KilledWorker

        patience = PATIENCE
        while patience:
            try:
                return future.result(timeout=1)
            except TimeoutError:
                patience = PATIENCE if self._threads() else patience - 1
            except (KilledWorker, CancelledError, OSError):
                break
            except ImportError as error:
                raise InputError(f"the cluster's workers cannot load Détente: {_first(error)}") from error
        return function(part)
