"""Long work shared: among processes of this machine, or on a Dask cluster. Results are the same, bit for bit.

An analysis takes a `Spread`: like `map`, from a function and its parts to the results in the order of the parts, but at
liberty to work them out elsewhere. Analyses know nothing of this room; a surface hands them what it gives.

    from detente.scale import sharing
    with sharing(workers=4) as spread:
        dt.outlook(talks, spread=spread)

A worker that is lost in the middle costs time and nothing else: its parts are worked out again by others, and here
where none is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from detente.errors import InputError

Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""From a function and its parts to the results, in the order of the parts."""

MOST = 256
"""More processes than this are taken for a slip of the pen."""


def sharing(*, workers: int = 1, scheduler: str = "") -> AbstractContextManager[Spread]:
    """How work is to be shared: here (one worker), among processes, or on the cluster at an address.

    InputError for numbers of workers that make no sense, both at once, or a scheduler that does not answer;
    MissingExtra without Dask.
    """
    if not 1 <= workers <= MOST:
        raise InputError(f"workers must be 1 to {MOST}, not {workers}")
    if scheduler:
        if workers > 1:
            raise InputError("give a number of workers here or a scheduler that has workers, not both")
        from detente.scale.cluster import cluster

        return cluster(scheduler)
    if workers == 1:
        return nullcontext(map)
    from detente.scale.processes import processes

    return processes(workers)
