"""What happened after the date of a dialogue's file: the file's own `happened`, and NAME.happened.yaml beside it.

No analysis reads it; what scores forecasts does. So the file beside can grow while the dialogue, and its digest, stay.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from detente.errors import InputError
from detente.formats import shipped, text_of
from detente.formats.build import sources_of
from detente.formats.build_talks import happened as built
from detente.formats.nodes import from_yaml
from detente.formats.place import Place
from detente.formats.records import HappenedFile
from detente.formats.scope import Scope
from detente.formats.shapes import read
from detente.model.dialogue import Dialogue, Happened, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What happened, in the order of the files, and the sources of the file beside."""

    happened: tuple[Happened, ...]
    sources: tuple[Source, ...] = ()


def after(source: str | os.PathLike[str], dialogue: Dialogue) -> After:
    """What happened after the date of a dialogue that was loaded from `source`.

    InputError with every problem of the file beside; where there is none, what the dialogue's own file says.
    """
    beside = _beside(os.fspath(source))
    if beside is None:
        return After(happened=dialogue.happened)
    own = _read(beside, dialogue)
    return After(happened=(*dialogue.happened, *own.happened), sources=own.sources)


def _beside(source: str) -> Path | None:
    """The file that belongs to a dialogue's file or to a shipped dialogue, if it is there."""
    path = Path(source)
    path = shipped(source) or path if not path.suffix else path
    beside = path.with_name(f"{path.stem}.happened.yaml") if path.stem else path
    return beside if source != "-" and beside.is_file() else None


def _read(path: Path, dialogue: Dialogue) -> After:
    file = str(path)
    root, _ = from_yaml(text_of(path, file), file)
    place = Place(file, root, HappenedFile)
    if root.kind not in ("map", "empty"):
        place.wrong((), "this file must hold `happened:`, a list of what came after")
        raise InputError(*place.problems)
    raw, faults = read(root.plain_data() or {}, HappenedFile)
    for fault in faults:
        place.fault(fault)
    if raw is None:
        raise InputError(*place.problems)
    scope = Scope.around(dialogue, tuple(raw.sources), place)
    made = After(happened=built(raw.happened, scope), sources=sources_of(raw.sources, scope))
    for id in raw.sources:
        scope.label(id, ("sources", id))
        if dialogue.has("sources", id):
            place.wrong(("sources", id), f"the dialogue has a source `{id}` already;", "cite it, or rename this one.")
    if place.problems:
        raise InputError(*place.problems)
    return made
