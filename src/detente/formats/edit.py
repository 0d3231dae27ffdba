"""Edits of a dialogue file as its writer left it: the text outside the edit stays as it is, character by character.

A round trip through a YAML library joins lines and moves comments; so an edit is made in the text itself, at the
place the parser names, and the result is read again: if it does not say exactly what the edit asked for, nothing
is changed and the edit is refused.
"""

from __future__ import annotations

import copy
import re
from typing import Any

from detente.errors import InputError, Problem
from detente.formats.emit import flow, item_lines, scalar
from detente.formats.nodes import Node, Path, data_at, from_yaml

Steps = tuple[str | int, ...]


def set_value(text: str, path: Steps, value: Any, file: str = "text") -> str:
    """The text with `value` (text, number, Boolean, list or mapping) at a path of keys and indices.

    What stands there is replaced, in its quotes if it had some; a missing key is added at the end of its mapping.
    Raises InputError where the path leads nowhere.
    """
    root, _ = from_yaml(text, file)
    node = root.at(path)
    if node is None:
        parent = root.at(path[:-1])
        if parent is None or parent.kind not in ("map", "empty") or not isinstance(path[-1], str):
            raise _lost(path, file)
        changed = _add(text, parent, {path[-1]: value})
    else:
        changed = _replace(text, node, _inside_flow(root, path), value)
    wanted = _with_value(root.plain_data(), path, _as_written(value))
    return _checked(changed, wanted, path, file)


def append(text: str, path: Steps, value: Any, file: str = "text") -> str:
    """The text with `value` as the last item of the list at a path; a missing or empty list is begun."""
    root, _ = from_yaml(text, file)
    node = root.at(path)
    if node is None or node.kind == "empty":
        return set_value(text, path, [value], file)
    if node.kind != "list":
        raise _lost(path, file)
    wanted = copy.deepcopy(root.plain_data())
    data_at(wanted, path).append(_as_written(value))
    return _checked(_add(text, node, [value]), wanted, path, file)


def insert(text: str, path: Steps, place: int, value: Any, file: str = "text") -> str:
    """The text with `value` in the list at a path, before the item that stands at `place` (else last)."""
    root, _ = from_yaml(text, file)
    count = len(_items(root.at(path)))
    changed = append(text, path, value, file)
    return changed if place >= count else move(changed, (*path, count), place, file)


def remove(text: str, path: Steps, file: str = "text") -> str:
    """The text without what stands at a path, and without the comments that stand directly above it."""
    root, _ = from_yaml(text, file)
    parent = root.at(path[:-1])
    at = _index(parent, path[-1])
    if parent is None or at is None:
        raise _lost(path, file)
    wanted = copy.deepcopy(root.plain_data())
    del data_at(wanted, path[:-1])[path[-1]]
    parts = _items(parent)
    if len(parts) == 1:
        return set_value(text, path[:-1], [] if parent.kind == "list" else {}, file)
    if parent.flow:
        start, end = (parts[0][0], parts[1][0]) if at == 0 else (parts[at - 1][1], parts[at][1])
    else:
        start, end = _regions(text, parts)[at]
    return _checked(text[:start] + text[end:], wanted, path, file)


def move(text: str, path: Steps, place: int, file: str = "text") -> str:
    """The text with the item of a list at another place of that list, with its comments."""
    root, _ = from_yaml(text, file)
    parent, at = root.at(path[:-1]), path[-1]
    parts = _items(parent)
    if parent is None or parent.kind != "list" or not isinstance(at, int) or not 0 <= at < len(parts):
        raise _lost(path, file)
    wanted = copy.deepcopy(root.plain_data())
    listed = data_at(wanted, path[:-1])
    listed.insert(place, listed.pop(at))
    order = list(range(len(parts)))
    order.insert(place, order.pop(at))
    regions = parts if parent.flow else _regions(text, parts)
    return _checked(_reordered(text, regions, order), wanted, path, file)


def wrap(text: str, path: Steps, first: int, number: int, file: str = "text") -> str:
    """The text with some items of a list, one after another, as a group (`equally`) in their place."""
    root, _ = from_yaml(text, file)
    parent = root.at(path)
    parts = _items(parent)[first : first + number]
    if parent is None or parent.kind != "list" or len(parts) < number:
        raise _lost((*path, first), file)
    wanted = copy.deepcopy(root.plain_data())
    listed = data_at(wanted, path)
    listed[first : first + number] = [{"equally": listed[first : first + number]}]
    if parent.flow:
        start, end = parts[0][0], parts[-1][1]
        changed = f"{text[:start]}{{equally: [{text[start:end]}]}}{text[end:]}"
    else:
        regions = _regions(text, _items(parent))
        start, end = regions[first][0], regions[first + number - 1][1]
        dash = text.rfind("-", 0, parts[0][0])
        inner = "".join(" " * 4 + line if line.strip() else line for line in text[start:end].splitlines(keepends=True))
        changed = f"{text[:start]}{' ' * _column(text, dash)}- equally:\n{inner}{text[end:]}"
    return _checked(changed, wanted, path, file)


def _reordered(text: str, regions: list[tuple[int, int]], order: list[int]) -> str:
    """The text with what stands in its regions in another order; what is between the regions stays."""
    pieces, at = [], 0
    for (start, end), taken in zip(regions, order, strict=True):
        piece = text[slice(*regions[taken])]
        block = text[slice(*regions[0])].endswith("\n")
        pieces += [text[at:start], piece + "\n" if block and not piece.endswith("\n") else piece]
        at = end
    return "".join(pieces) + text[at:]


def _items(node: Node | None) -> list[tuple[int, int]]:
    """Where the parts of a list or mapping begin and end in the text."""
    if node is None:
        return []
    if node.pairs is not None:
        return [(key.start, value.end if value.end > key.end else key.end) for key, value in node.pairs]
    return [(item.start, item.end) for item in node.items or ()]


def _index(parent: Node | None, step: str | int) -> int | None:
    """The how-manyth part of a list or mapping a step names."""
    if parent is None:
        return None
    names = [key.text for key, _value in parent.pairs] if parent.pairs is not None else range(len(parent.items or ()))
    return list(names).index(step) if step in names else None


def _regions(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Whole lines for each part of a block: from the comments directly above it to its end."""
    starts: list[int] = []
    for start, _end in parts:
        line = text.rfind("\n", 0, start) + 1
        floor = starts[-1] + 1 if starts else 0
        while line > floor and _is_comment(text, above := text.rfind("\n", 0, line - 1) + 1):
            line = above
        starts.append(line)
    last = parts[-1][1]
    after = last if last and text[last - 1] == "\n" else text.find("\n", last) + 1
    return list(zip(starts, [*starts[1:], after or len(text)], strict=True))


def _is_comment(text: str, line: int) -> bool:
    return text[line:].split("\n", 1)[0].lstrip().startswith("#")


# ---- where ---------------------------------------------------------------------------------------------------------


def _inside_flow(root: Node, path: Path) -> bool:
    """Whether what stands at a path is written between brackets, so that no line may be broken there."""
    return any((node := root.at(path[:k])) is not None and node.flow for k in range(len(path)))


def _lost(path: Path, file: str) -> InputError:
    place = ".".join(map(str, path))
    return InputError(Problem(message=f"there is no `{place}` to edit", file=file))


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)


# ---- changes to the text -------------------------------------------------------------------------------------------


def _replace(text: str, node: Node, in_flow: bool, value: Any) -> str:
    before, after = text[: node.start], text[node.end :]
    if node.kind == "empty" and node.start == node.end:
        before = before.rstrip(" ") + " "
    if node.style in ("|", ">"):
        after = "\n" + after if not after.startswith("\n") else after
    if isinstance(value, dict | list) and value and not in_flow and not node.flow and node.kind != "text":
        return _replace_block(text, node, value)
    said = flow(value) if isinstance(value, dict | list) else _in_quotes(value, node.style)
    if node.kind in ("map", "list") and not node.flow:
        before = before.rstrip() + " "  # a block begins on its own line; one value follows its key
    return before + said + after


def _in_quotes(value: Any, style: str) -> str:
    """A scalar in the kind of quotes that its predecessor had."""
    if isinstance(value, str) and style in ("'", '"') and scalar(value) == value:
        return f"{style}{value.replace(style, style * 2) if style == chr(39) else value}{style}"
    return scalar(value)


def _replace_block(text: str, node: Node, value: Any) -> str:
    if node.kind == "empty":
        return text[: node.start].rstrip(" ") + " " + flow(value) + text[node.end :]
    column = _column(text, node.start)
    lines = "\n".join(item_lines(value, column)).lstrip(" ")
    return text[: node.start] + lines + text[node.end :]


def _add(text: str, node: Node, value: Any) -> str:
    """One more entry (a mapping of one, or a list of one) at the end of the collection."""
    if node.kind == "empty":
        return _replace(text, node, False, value)
    if node.flow:
        inner = flow(value)[1:-1]
        head = text[: node.end - 1].rstrip()
        comma = "" if text[node.start + 1 : node.end - 1].strip() == "" else " " if head.endswith(",") else ", "
        return head + comma + inner + text[node.end - 1 :]
    column = _column(text, node.start)
    end = text.find("\n", max(node.end - 1, 0))  # a trailing comment stays on its line
    end = len(text) if end < 0 else end
    end = len(text[:end].rstrip("\n"))  # text over several lines ends after the empty lines behind it
    lines = "\n".join(item_lines(value, column))
    return text[:end] + ("\n\n" if _apart(text, _items(node)) else "\n") + lines + text[end:]


def _apart(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether the last two parts of a collection have an empty line between them: a new one has, too."""
    between = text[parts[-2][1] - 1 : parts[-1][0]] if len(parts) > 1 else ""
    return re.search(r"\n[ \t]*\n", between) is not None


# ---- what the result must say --------------------------------------------------------------------------------------


def _as_written(value: Any) -> Any:
    """A value as the file's reader sees it: every scalar is text."""
    if isinstance(value, dict):
        return {str(key): _as_written(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_as_written(part) for part in value]
    return value if isinstance(value, str) else scalar(value)


def _with_value(data: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(data)
    parent = changed
    for i, step in enumerate(path[:-1]):
        if parent[step] is None:
            parent[step] = {}
        parent = data_at(changed, path[: i + 1])
    parent[path[-1]] = value
    return changed


def _checked(changed: str, wanted: Any, path: Path, file: str) -> str:
    try:
        said = from_yaml(changed, file)[0].plain_data()
    except InputError:
        said = None
    if said != wanted:
        place = ".".join(map(str, path))
        raise InputError(Problem(message=f"`{place}` cannot be edited where it stands (is it shared by `&` and `*`?);",
                                 hint="edit the file by hand.", file=file))
    return changed
