"""Where things stand: paths of a file's data to lines, and the problems and notices found on the way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from detente.errors import Problem
from detente.formats.nodes import Node, Notice, Path, meant, suggest
from detente.formats.records import DialogueFile, Entry
from detente.formats.shapes import Fault, fields
from detente.formats.shorten import shorten

MAX_PROBLEMS = 100
MAX_MESSAGE = 500


class Place:
    """A file's name and tree, and what was found wrong with it so far.

    `misshapen`: parts of the data were left blank by `mended`, and blanks are no further problem.
    """

    def __init__(self, file: str, root: Node, record: type[Entry] = DialogueFile) -> None:
        self.file, self.root, self.record = file, root, record
        self._seen: dict[Problem, None] = {}
        self._more = 0
        self.misshapen = False
        self.notices: list[Notice] = []

    @property
    def stem(self) -> str:
        """The file's name without folder and suffix."""
        return PurePath(self.file).stem or "untitled"

    def line(self, *path: str | int) -> int:
        """The line where the value at that path begins (of its key, in a mapping)."""
        line, node = self.root.line, self.root
        for step in path:
            found = node.child(step)
            if found is None:
                continue  # a step of the record that the file spells shorter
            line, node = found[0].line, found[1]
        return line

    def wrong(self, path: Path, message: str, hint: str = "") -> None:
        """Notes a problem at a path."""
        message, hint = shorten(message, MAX_MESSAGE), shorten(hint, MAX_MESSAGE)
        problem = Problem(message=message, hint=hint, file=self.file, line=self.line(*path))
        if len(self._seen) < MAX_PROBLEMS:
            self._seen[problem] = None
        else:
            self._more += 1

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, each thing once, in the order of the file."""
        more = Problem(message=f"and {self._more:,} more problems", file=self.file)
        found = sorted(self._seen, key=lambda problem: problem.line or 0)
        return (*found, *((more,) if self._more else ()))

    def notice(self, path: Path, code: str, message: str) -> None:
        """Notes a warning at a path."""
        message = shorten(message, MAX_MESSAGE)
        self.notices.append(Notice(code=code, message=message, file=self.file, line=self.line(*path)))

    def fault(self, fault: Fault) -> None:
        """Notes a problem with the shape of the data."""
        self.misshapen = True
        if len(self._seen) >= MAX_PROBLEMS:
            self._more += 1
            return
        path, kind, message = fault
        *above, last = path or ("",)
        entry = _spelled(tuple(above))
        where = f" of {entry}" if entry else ""
        if kind == "missing":
            self.wrong(tuple(above), f"`{last}`{where} is missing")
        elif kind == "unknown":
            self.wrong(path, f"`{shorten(str(last))}` is not a known field{where};", self._mend(path))
        else:
            what = f"`{last}`{where}" if isinstance(last, str) else _spelled(path)
            self.wrong(path, f"{what}: {message}")

    def _mend(self, path: Path) -> str:
        node = self.root.at(path)
        parent = self.root.at(path[:-1])
        cut = node is not None and node.kind == "empty" and parent is not None and parent.flow
        if path[-1] == "<<":
            return "merging with `<<` is not part of the format: write the fields out."
        if cut:
            return "a comma in unquoted text? quote it."
        if " " in str(path[-1]).strip():
            return "a colon with a space behind it makes a field: put the whole text into quotation marks."
        known = fields(path[:-1], self.record)
        return meant(str(path[-1]), known) or suggest(str(path[-1]), known) or f"known are {', '.join(sorted(known))}."


def mended(data: Any, faults: Iterable[Fault]) -> Any:
    """The data without its misshapen parts, what is needed being left blank; for looking on, never for use.

    None if what is wrong would make sound parts look wrong, too (a whole section, an option's levels).
    """
    for path, kind, _ in faults:
        if path[0] in ("parties", "options", "circumstances") and (len(path) < 3 or "levels" in path):
            return None
        parent = data
        for step in path[:-1]:
            if not _steps_into(parent, step):
                return None
            parent = parent[step]
        last = path[-1]
        if not isinstance(parent, dict):
            return None
        if kind == "missing" or last in _NEEDED:
            parent[last] = ""
        else:
            parent.pop(last, None)
    return data


_NEEDED = frozenset({"by", "of", "who", "that", "never", "option"})


def _steps_into(parent: Any, step: str | int) -> bool:
    if isinstance(parent, dict):
        return step in parent
    return isinstance(parent, list) and isinstance(step, int) and step < len(parent)


def _spelled(path: Path) -> str:
    """A place in the words of a reader, who counts from one: "`happened`, item 1"."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"item {step + 1}")
        elif parts and parts[-1].startswith("`"):
            parts[-1] = f"{parts[-1][:-1]}.{step}`"
        else:
            parts.append(f"`{step}`")
    return ", ".join(parts)
