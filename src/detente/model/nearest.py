"""What to say when a name is not there: the nearest that is."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from detente.errors import InputError

_SHOWN = 8


def unknown(kind: str, name: str, known: Iterable[str]) -> InputError:
    """The error for a `kind` ("statement", "option" …) of that name, with the nearest that exists as its mend."""
    there = tuple(dict.fromkeys(known))
    near = get_close_matches(name, there, n=1, cutoff=0.6)
    what, _of, owner = kind.partition(" of ")
    missing = f"{owner} has no {what} `{name}`" if owner.startswith("`") else f"no {kind} `{name}`"
    if near:
        return InputError(f"{missing}; did you mean `{near[0]}`?")
    if not there:
        return InputError(f"{missing}; the dialogue has none")
    more = ", …" if len(there) > _SHOWN else ""
    return InputError(f"{missing}; there is {', '.join(f'`{t}`' for t in there[:_SHOWN])}{more}")
