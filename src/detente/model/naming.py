"""States and levels as people write them (`release=half,pay=yes`, or a code) and as results name them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from detente.errors import InputError, NoAnswer
from detente.model.dialogue import Dialogue, Levels, Option, State
from detente.model.nearest import unknown

_LEVEL = r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<plain>.*?))"""
_PAIR = re.compile(rf"\s*(?P<option>[^=,\s]+)\s*=\s*{_LEVEL}\s*(?:,(?=\s*[^=,\s]+\s*=|\s*\Z)|\Z)", re.DOTALL)
_SYNONYMS = {"true": "yes", "on": "yes", "yes": "yes", "false": "no", "off": "no", "no": "no"}


def started(dialogue: Dialogue, why: str) -> State:
    """The status quo. NoAnswer where there is none: `why` says what hangs on it; of one that is not wholly known what
    is not known, and the mend."""
    if dialogue.status_quo is not None:
        return dialogue.status_quo
    open_ = _not_known(dialogue, ())
    if not open_:
        raise NoAnswer(f"This dialogue has no status quo, {why}.")
    names, first = " and ".join(f"`{o.id}`" for o in open_), ",".join(f"{o.id}={spelled(o.levels[0])}" for o in open_)
    raise NoAnswer(
        f"The status quo is not wholly known, {why}: say in the file at which level {names} "
        f"{'is' if len(open_) == 1 else 'are'}, or suppose it (`--status-quo {first}`)."
    )


def _not_known(dialogue: Dialogue, said: Collection[str]) -> list[Option]:
    """The options of which the file does not know at which level they are, but for those of which it is said."""
    pairs = zip(dialogue.options, dialogue.known or (), strict=False)
    return [option for option, level in pairs if level is None and option.id not in said]


def spelled(level: str) -> str:
    """A level as it is typed after `=`."""
    return f'"{level}"' if re.search(r"[\s,\"']", level) else level


def parse_state(dialogue: Dialogue, text: str) -> State:
    """`OPTION=LEVEL,…`, changes to the status quo (without one: to every option at its first level); a code; or the id
    of a facilitator's text, what it proposes.

    An empty text is the status quo itself. What the status quo leaves unknown has to be said. The state may be
    infeasible. InputError for anything else.
    """
    text = text.strip()
    if re.fullmatch(rf"[+-]?\d{{1,{_digits(dialogue)}}}", text):
        code = int(text)
        if not 0 <= code < dialogue.possible:
            raise InputError(f"there is no state {code}; codes go from 0 to {dialogue.possible - 1:,}")
        return dialogue.state(code)
    base = dialogue.status_quo or tuple(level or 0 for level in dialogue.known or (0,) * len(dialogue.options))
    drafted = next((one.sets for one in dialogue.texts if one.id == text), None)
    changed = drafted or (parse_levels(dialogue, text) if text else ())
    if dialogue.status_quo is None and (open_ := _not_known(dialogue, [id for id, _level in changed])):
        added = ",".join([*([text] if text else []), *(f"{o.id}={spelled(o.levels[0])}" for o in open_)])
        names = " and ".join(f"`{option.id}`" for option in open_)
        raise InputError(f"the status quo does not say at which level {names} is: name it, too (as in `{added}`)")
    return dialogue.with_levels(base, changed)


def _digits(dialogue: Dialogue) -> int:
    """As many digits as a code may have, with room for one that there is not; more is no number to anybody."""
    return min(4_000, max(100, dialogue.possible.bit_length() // 3 + 1))


def parse_levels(dialogue: Dialogue, text: str) -> Levels:
    """`OPTION=LEVEL,…`: some options and a level for each. A level may have a comma in it, or stand in quotes."""
    found: dict[str, int] = {}
    at = 0
    while at < len(text) or not found:
        pair = _PAIR.match(text, at)
        if pair is None:
            raise InputError(f"`{text}` does not say OPTION=LEVEL,… (as in `{_example(dialogue, text)}`)")
        id = pair["option"]
        check_known(dialogue, "option", id)
        word = next(part for part in (pair["double"], pair["single"], pair["plain"]) if part is not None)
        level = level_index(dialogue.option(id), word)
        if found.setdefault(id, level) != level:
            raise InputError(f"`{text}` gives option `{id}` two levels")
        at = pair.end()
    return tuple(found.items())


def _example(dialogue: Dialogue, text: str) -> str:
    """How it could be said, of the option that is named, if it is one."""
    id = text[text.rfind(",") + 1 :].strip()
    return f"{id}={spelled(dialogue.option(id).levels[-1])}" if dialogue.has("options", id) else "release=half,pay=yes"


def level_index(option: Option, word: str) -> int:
    """Where a level stands in its option's order; true and on are understood as yes, false and off as no."""
    if word in option.levels:
        return option.levels.index(word)
    other = _SYNONYMS.get(word.lower(), "")
    if other in option.levels:
        return option.levels.index(other)
    raise unknown(f"level of `{option.id}`", word, option.levels)


def named(dialogue: Dialogue, code: int) -> dict[str, str]:
    """The state of that code: option -> name of its level, every option, in file order."""
    levels = dialogue.state(code)
    return {option.id: option.levels[k] for option, k in zip(dialogue.options, levels, strict=True)}


def changes(dialogue: Dialogue, before: State, after: State) -> dict[str, str]:
    """What a step changes: option -> name of its level afterwards, in file order."""
    pairs = zip(dialogue.options, before, after, strict=True)
    return {option.id: option.levels[now] for option, was, now in pairs if was != now}


def titles(dialogue: Dialogue, *rooms: str) -> dict[str, str]:
    """id -> what the file calls it, of all entries in these rooms ("asks", "options", "parties" …)."""
    entries = [entry for room in rooms for entry in getattr(dialogue, room)]
    return {entry.id: next(filter(None, (getattr(entry, f, "") for f in ("text", "name", "because"))), entry.id)
            for entry in entries}  # fmt: skip


ROOMS = {"party": "parties", "option": "options", "ask": "asks", "circumstance": "circumstances", "rule": "rules"}
"""The kinds of entries that are named, and where they stand."""


def check_known(dialogue: Dialogue, kind: str, id: str) -> None:
    """InputError, with the nearest that there is, unless the dialogue has an entry of this kind and id."""
    if not dialogue.has(ROOMS[kind], id):
        raise unknown(kind, id, titles(dialogue, ROOMS[kind]))


def check_limit(limit: int | None) -> None:
    """InputError for a limit below 0, which would silently drop the end of a list."""
    if limit is not None and limit < 0:
        raise InputError(f"`limit` must be 0 or more, not {limit}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A state, by its code and by the level of each option."""

    code: int
    state: dict[str, str]


def place(dialogue: Dialogue, code: int) -> Place:
    """The state of that code, named both ways."""
    return Place(code=code, state=named(dialogue, code))


def places(dialogue: Dialogue, codes: Iterable[int]) -> tuple[Place, ...]:
    """Many states, named both ways."""
    return tuple(place(dialogue, code) for code in codes)
