"""One change of a dialogue's text, as a board or a list makes it: small, at one place, comments and order kept.

Each kind of change is a function of the text and of named values, in `KINDS`; what it leaves must be a sound dialogue
wherever the text was one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from detente.errors import InputError
from detente.formats import edit
from detente.formats.emit import Word
from detente.formats.nodes import data_at, from_yaml
from detente.formats.reorder import line_path
from detente.formats.yaml import read
from detente.model.dialogue import Dialogue
from detente.model.expression import parse
from detente.model.ids import derived
from detente.model.naming import check_known, level_index
from detente.model.nearest import unknown

Steps = edit.Steps


def revise(text: str, change: Mapping[str, Any]) -> dict[str, Any]:
    """`{text, from, to}`: the text with the change made, and the first and last line of it that are otherwise.

    `change`: its `kind`, and the values of that kind. InputError where the text is unsound, names nothing of it, or
    would be unsound afterwards.
    """
    given = dict(change)
    kind = given.pop("kind", "")
    if kind not in KINDS:
        raise unknown("kind of change", str(kind), KINDS)
    changed = KINDS[kind](text, **given)
    read(changed, "text")
    first, last = _lines(text, changed)
    return {"text": changed, "from": first, "to": last}


def _lines(before: str, after: str) -> tuple[int, int]:
    old, new = before.split("\n"), after.split("\n")
    blocks = [op for op in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if op[0] != "equal"]
    if not blocks:
        return 1, 1
    return blocks[0][3] + 1, max(blocks[-1][4], blocks[0][3] + 1)


def _dialogue(text: str) -> Dialogue:
    return read(text, "text")[0]


def _data(text: str) -> dict[str, Any]:
    data = from_yaml(text, "text")[0].plain_data()
    return data if isinstance(data, dict) else {}


# ---- the board -------------------------------------------------------------------------------------------------------


def status_quo(source: str, *, option: str, level: str) -> str:
    """What is so now: the top-level status quo if the file states one there, else that of the last round that has."""
    value = _level(_dialogue(source), option, level)
    data = _data(source)
    stated = [i for i, one in enumerate(data.get("rounds") or ()) if isinstance(one, dict) and one.get("status_quo")]
    inside = not data.get("status_quo") and bool(stated) and stated[-1] == len(data["rounds"]) - 1
    path: Steps = ("rounds", stated[-1], "status_quo") if inside else ("status_quo",)
    return _set(source, (*path, option), value)


def position(source: str, *, party: str, option: str, level: str | None = None) -> str:
    """What a party stands for on an option; without a level it is left open."""
    dialogue = _dialogue(source)
    check_known(dialogue, "party", party)
    if level is not None:
        return _set(source, ("positions", party, option), _level(dialogue, option, level))
    given = (_data(source).get("positions") or {}).get(party) or {}
    return edit.remove(source, ("positions", party, option)) if option in given else source


def fact(source: str, *, circumstance: str, now: bool) -> str:
    """Whether a circumstance is true now."""
    dialogue = _dialogue(source)
    check_known(dialogue, "circumstance", circumstance)
    return _set(source, ("circumstances", circumstance, "now"), now)


def answer(source: str, *, round: str, ask: str, answer: str, granted: str = "") -> str:
    """What an ask was answered in a round; a note and its evidence stay."""
    dialogue = _dialogue(source)
    ids = [one.id for one in dialogue.rounds]
    if round not in ids:
        raise unknown("round", round, ids)
    check_known(dialogue, "ask", ask)
    path: Steps = ("rounds", ids.index(round), "answers", ask)
    there = ((_data(source)["rounds"][ids.index(round)].get("answers")) or {}).get(ask)
    if not granted and not isinstance(there, dict):
        return _set(source, path, answer)
    if not isinstance(there, dict):
        return _set(source, path, {"answer": answer, "granted": granted})
    changed = edit.set_value(source, (*path, "answer"), answer)
    if granted:
        return edit.set_value(changed, (*path, "granted"), Word(granted))
    return edit.remove(changed, (*path, "granted")) if "granted" in there else changed


def _level(dialogue: Dialogue, option: str, level: str) -> Word:
    check_known(dialogue, "option", option)
    return Word(dialogue.option(option).levels[level_index(dialogue.option(option), level)])


def _set(text: str, path: Steps, value: Any) -> str:
    """The value at a path whose mappings need not all be there yet."""
    for k in range(1, len(path)):
        if _missing(_data(text), path[:k]):
            rest: Any = value
            for step in reversed(path[k:]):
                rest = {step: rest}
            return edit.set_value(text, path[:k], rest)
    return edit.set_value(text, path, value)


def _missing(data: Any, path: Steps) -> bool:
    try:
        return data_at(data, path) is None
    except (KeyError, IndexError, TypeError):
        return True


# ---- lists -----------------------------------------------------------------------------------------------------------


def move(source: str, *, id: str, places: int) -> str:
    """A line of a list so many places further down (negative: up); a member of a group moves within the group."""
    path = line_path(_dialogue(source), source, id)
    at = path[-1]
    assert isinstance(at, int)
    count = len(data_at(_data(source), path[:-1]))
    return edit.move(source, path, min(max(at + places, 0), count - 1))


def drop(source: str, *, id: str) -> str:
    """A line or a group leaves its list."""
    return edit.remove(source, line_path(_dialogue(source), source, id))


def want(source: str, *, party: str, want: str, because: str = "", before: str = "") -> str:
    """A new line of a party's list, before another of it, else last."""
    dialogue = _dialogue(source)
    check_known(dialogue, "party", party)
    parse(want)
    line = {"want": want, "because": because} if because else want
    path: Steps = ("priorities", party)
    if _missing(_data(source), path):
        return _set(source, path, [line])
    at = line_path(dialogue, source, before)[2] if before else len(data_at(_data(source), path))
    return edit.insert(source, path, int(at), line)


def line(source: str, *, id: str, want: str | None = None, because: str | None = None) -> str:
    """What a line of a list says, or why."""
    path = line_path(_dialogue(source), source, id)
    there = data_at(_data(source), path)
    if want is not None:
        parse(want)
    if not isinstance(there, dict):
        said = there if want is None else want
        return edit.set_value(source, path, {"want": said, "because": because} if because else said)
    for key, value in (("want", want), ("because", because)):
        if value is not None:
            source = edit.set_value(source, (*path, key), value)
    return source


# ---- new entries -----------------------------------------------------------------------------------------------------


def ask(source: str, *, by: str, option: str, level: str | None = None, text: str = "") -> str:
    """A new ask for an option of another party: at a level, else at its last."""
    dialogue = _dialogue(source)
    check_known(dialogue, "party", by)
    check_known(dialogue, "option", option)
    owned = dialogue.option(option)
    wanted = level or owned.levels[-1]
    switched = option if wanted == owned.levels[1] else f"not {option}"
    sign = f"{option} >= {wanted}" if len(owned.levels) > 2 else switched
    id = derived(option, {one.id for one in dialogue.asks})
    entry = {"of": owned.by, "by": by, "that": sign, "text": text or owned.text}
    return _set(source, ("asks", id), entry)


def option(
    source: str, *, by: str, text: str, id: str = "", levels: Sequence[str] = (), asked_by: str = ""
) -> str:  # fmt: skip
    """A new option of a party, after all others, so that no code of a state changes; `asked_by`: who asks for it."""
    dialogue = _dialogue(source)
    check_known(dialogue, "party", by)
    if asked_by:
        check_known(dialogue, "party", asked_by)
    if id and dialogue.has("options", id):
        raise InputError(f"there is an option `{id}` already")
    name = id or _named(text, "option", dialogue.levels)
    given = {"by": by, "asked_by": asked_by, "text": text, "levels": list(levels)}
    entry = {key: value for key, value in given.items() if value}
    return _set(source, ("options", name), entry)


def party(source: str, *, name: str, id: str = "", code: str = "", at_table: bool = True) -> str:
    """A new party; one that is not at the table only acts."""
    taken = {one.id for one in _dialogue(source).parties}
    if not name.strip():
        raise InputError("a party needs a name")
    if id in taken:
        raise InputError(f"there is a party `{id}` already")
    entry = {"name": name} | ({"code": code} if code else {}) | ({} if at_table else {"at_table": False})
    return _set(source, ("parties", id or _named(name, "party", taken)), entry)


def _named(text: str, kind: str, taken: Container[str]) -> str:
    """An id that expressions can mention, made of a text, else of what it is the name of."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9_]+", plain) or [kind]
    stem = "_".join([kind, *words] if words[0][0].isdigit() else words)
    return derived(stem, taken).replace("-", "_")


def round(source: str, *, id: str = "", date: str = "", place: str = "") -> str:
    """A new round, after the last."""
    ids = {one.id for one in _dialogue(source).rounds}
    if id in ids:
        raise InputError(f"there is a round `{id}` already")
    entry = {"id": id or derived(f"round {len(ids) + 1}", ids), "date": date, "place": place}
    kept = {key: value for key, value in entry.items() if value}
    return _set(source, ("rounds",), [kept]) if not ids else edit.append(source, ("rounds",), kept)


def set(source: str, *, path: Sequence[str | int], value: Any) -> str:
    """The value at any place of the file; null takes away what stands there."""
    if not path:
        raise InputError("a path names at least one key")
    return edit.remove(source, tuple(path)) if value is None else _set(source, tuple(path), value)


KINDS: dict[str, Callable[..., str]] = {
    "status_quo": status_quo, "position": position, "fact": fact, "answer": answer, "move": move, "drop": drop,
    "want": want, "line": line, "ask": ask, "option": option, "party": party, "round": round, "set": set,
}  # fmt: skip
"""What a change may be. The keyword-only parameters of a function are the values of its kind."""
