"""What to say when a name is not there: the nearest that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from detente.errors import InputError

_SHOWN = 8
_NEAR = 3
_SMALL = frozenset({"the", "and", "for", "with", "from", "into", "its", "les", "des", "une", "aux", "par"})


def unknown(kind: str, name: str, known: Iterable[str] | Mapping[str, object]) -> InputError:
    """The error for a `kind` ("statement", "option" …) of that name, with the nearest that exists as its mend.

    `known`: the names that exist; where one has a text as its title, it is near if that has a word of `name`, too.
    """
    listed = known if isinstance(known, Mapping) else {}
    titles = {id: title for id, title in listed.items() if isinstance(title, str)}
    there = tuple(dict.fromkeys(known))
    near = get_close_matches(name, there, n=1, cutoff=0.6)
    shared = {id: len(_words(name) & _words(titles.get(id, ""))) for id in there if id not in near}
    alike = sorted((id for id, count in shared.items() if count), key=lambda id: -shared[id])
    what, _of, owner = kind.partition(" of ")
    missing = f"{owner} has no {what} `{name}`" if owner.startswith("`") else f"no {kind} `{name}`"
    if near or alike:
        meant = [_named(id, titles) for id in (*near, *alike)[:_NEAR]]
        return InputError(f"{missing}; did you mean {' or '.join(meant)}?")
    if not there:
        return InputError(f"{missing}; the dialogue has none")
    more = ", …" if len(there) > _SHOWN else ""
    return InputError(f"{missing}; there is {', '.join(f'`{t}`' for t in there[:_SHOWN])}{more}")


def _named(id: str, titles: Mapping[str, str]) -> str:
    title = titles.get(id, id)
    return f"`{id}`" if title == id else f"`{id}` ({title})"


def _words(text: str) -> frozenset[str]:
    """The words of a text that tell it from others."""
    return frozenset(word for word in re.findall(r"[^\W_]+", text.casefold()) if len(word) > 2) - _SMALL
