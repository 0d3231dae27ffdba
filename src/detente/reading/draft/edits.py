"""Additions to a dialogue file, gathered as data and then written into its text, which otherwise stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]


def bare(text: str) -> bool:
    """Whether a file holds nothing, or nothing but comments."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


@dataclass(kw_only=True)
class Additions:
    """A file's plain data, growing, with what was added and where. It lives while one text is being made."""

    data: dict[str, Any]
    edits: list[tuple[str, Path, Any]] = field(default_factory=list)
    made: set[Path] = field(default_factory=set)

    def get(self, *path: str | int) -> Any:
        """What stands at a path; None if nothing does."""
        at: Any = self.data
        for step in path:
            if isinstance(at, Mapping):
                at = at.get(step)
            elif isinstance(at, list) and isinstance(step, int) and step < len(at):
                at = at[step]
            else:
                return None
        return at

    def mapping(self, *path: str | int) -> dict[str, Any]:
        """The mapping at a path; an empty one if there is none."""
        found = self.get(*path)
        return found if isinstance(found, dict) else {}

    def listing(self, *path: str | int) -> list[Any]:
        """The list at a path; an empty one if there is none."""
        found = self.get(*path)
        return found if isinstance(found, list) else []

    def put(self, path: Path, value: Any) -> None:
        """A new entry of a mapping; missing mappings above it are begun."""
        above, step = path[:-1], path[-1]
        if not isinstance(self.get(*above), dict):
            self.put(above, {step: value})
            return
        self.get(*above)[step] = value
        self._record("set", path, value)

    def push(self, path: Path, value: Any) -> int:
        """A new last item of a list, begun if it is missing; its index."""
        found = self.get(*path)
        if not isinstance(found, list):
            self.put(path, [value])
            return 0
        found.append(value)
        self._record("append", path, value, (*path, len(found) - 1))
        return len(found) - 1

    def _record(self, kind: str, path: Path, value: Any, place: Path | None = None) -> None:
        """An edit, unless it lies in something that an earlier edit adds: that one holds the same object."""
        place = place or path
        if not any(place[:k] in self.made for k in range(1, len(place))):
            self.edits.append((kind, path, value))
            self.made.add(place)

    def text(self, before: str, file: str) -> str:
        """The file's text with everything added; the text before it is untouched. Raises InputError."""
        from detente.formats.edit import append, set_value
        from detente.formats.emit import to_yaml

        if bare(before):
            return before + "\n" * (before[-1:] not in ("", "\n")) + to_yaml(self.data)
        for kind, path, value in self.edits:
            before = (append if kind == "append" else set_value)(before, path, value, file)
        return before
