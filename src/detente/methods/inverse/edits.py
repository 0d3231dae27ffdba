"""The catalogue of leverage: every single edit of the file that might move a target, and who could bring it about.

An edit is one of five kinds: a circumstance takes its other value; a rule is lifted; a statement of a party other than
the asker is dropped, or moves by at most two places; the asker puts together a package of its own options
(definitions 4). In one set: at most one package and one edit for each statement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Literal

from detente.errors import TooLarge
from detente.model.change import Change, DropStatement, Fix, LiftRule, MoveStatement, SetCircumstance
from detente.model.dialogue import Dialogue, Option

Kind = Literal["circumstance", "lift_rule", "drop", "move", "fix"]
Reach = Literal["package", "persuasion", "capacity", "circumstance"]

FARTHEST = 2
"""How many places a statement may move."""

MAX_PACKAGES = 4096
"""Packages beyond this number are refused: nobody reads them, and each would have to be tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit of the file.

    `id` is the circumstance, rule, statement or group it is about; `party` whose statement, or whose package; `to` the
    circumstance's new value; `places` how far a statement moves (negative: up, towards more important); `levels` the
    level of every option in a package and `changes` those of them that differ from the status quo. `reach` says who
    could bring it about: the asker by a *package*, somebody by *persuasion* of `party`, somebody by a *capacity* that
    lifts the rule, or nobody (*circumstance*). `number` is its place in the catalogue.
    """

    kind: Kind
    id: str = ""
    party: str = ""
    to: bool | None = None
    places: int = 0
    levels: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)
    reach: Reach
    number: int

    @property
    def cost(self) -> tuple[int, int, int]:
        """What orders sets of equal size: outside the asker's reach, places moved, options in the package."""
        return int(self.kind != "fix"), abs(self.places), len(self.changes)

    def does_less(self, other: Edit) -> bool:
        """Whether it is the other edit or a smaller one of the same: fewer changes in a package, fewer places."""
        if (self.kind, self.id, self.party, self.to) != (other.kind, other.id, other.party, other.to):
            return False
        if self.kind == "fix":
            return self.changes.items() <= other.changes.items()
        return self.places * other.places >= 0 and abs(self.places) <= abs(other.places)


def least(sets: Sequence[Sequence[Edit]]) -> tuple[int, ...]:
    """The sets, by their places, that do no more of the same than another one does.

    >>> pay = Edit(kind="fix", party="a", changes={"pay": "yes"}, reach="package", number=0)
    >>> more = Edit(kind="fix", party="a", changes={"pay": "yes", "visa": "yes"}, reach="package", number=1)
    >>> least([[pay], [more]])
    (0,)
    """
    alike: dict[object, list[int]] = {}
    ordered = [sorted(one, key=_about) for one in sets]  # a set has one edit of each kind about one entry
    for n, one in enumerate(ordered):
        alike.setdefault(tuple(map(_about, one)), []).append(n)

    def needed(n: int) -> bool:
        others = (ordered[k] for k in alike[tuple(map(_about, ordered[n]))] if k != n)
        return not any(all(a.does_less(b) for a, b in zip(o, ordered[n], strict=True)) for o in others)

    return tuple(filter(needed, range(len(sets))))


def _about(edit: Edit) -> tuple[str, str, str, int]:
    return edit.kind, edit.id, edit.party, (edit.places > 0) - (edit.places < 0)


def catalogue(dialogue: Dialogue, asker: str, silent: Collection[str] = ()) -> tuple[Edit, ...]:
    """All edits, in file order: circumstances, rules, the others' statements party by party, the asker's packages.

    `silent`: the ids of lines that say nothing: to move one changes nothing, to drop one the places of the others.

    >>> import detente as dt
    >>> [(edit.kind, edit.id) for edit in catalogue(dt.load("classroom-prisoners"), "northland")][:4]
    [('drop', 'south-safe'), ('drop', 'south-strong'), ('move', 'south-safe'), ('move', 'south-strong')]
    """
    lines = (fields for fields in _lists(dialogue, asker) if fields["kind"] == "drop" or fields["id"] not in silent)
    raw = [*_facts(dialogue), *lines, *_packages(dialogue, asker)]
    return tuple(Edit(**fields, number=number) for number, fields in enumerate(raw))


def change(dialogue: Dialogue, edit: Edit) -> Change:
    """The edit as a change that `model.change.apply` takes.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> change(prisoners, catalogue(prisoners, "northland")[0])
    DropStatement(id='south-safe')
    """
    match edit.kind:
        case "circumstance":
            return SetCircumstance(id=edit.id, value=bool(edit.to))
        case "lift_rule":
            return LiftRule(id=edit.id)
        case "drop":
            return DropStatement(id=edit.id)
        case "move":
            return MoveStatement(id=edit.id, places=edit.places)
        case "fix":
            index = {option.id: option.levels.index for option in dialogue.options}
            return Fix(levels=tuple((id, index[id](level)) for id, level in edit.levels.items()))


def attainable(option: Option, start: int | None) -> range:
    """The levels an option can be brought to from level `start` in its direction (all, where there is no start).

    >>> import detente as dt
    >>> dam = dt.load("river").option("dam")  # once begun it cannot be undone
    >>> attainable(dam, 0), attainable(dam, 1)
    (range(0, 2), range(1, 2))
    """
    count = len(option.levels)
    if start is None or option.direction == "both":
        return range(count)
    return range(start, count) if option.direction == "forward" else range(start + 1)


def packages(dialogue: Dialogue, asker: str) -> Iterator[dict[str, int]]:
    """Every attainable setting of all options of the asker, the first option changing fastest.

    >>> import detente as dt
    >>> list(packages(dt.load("classroom-prisoners"), "northland"))
    [{'north_arms': 0}, {'north_arms': 1}]
    """
    options = dialogue.options_of(asker)
    ranges = [attainable(option, _start(dialogue, option.id)) for option in reversed(options)]
    for levels in product(*ranges):
        yield dict(zip((option.id for option in options), reversed(levels), strict=True))


def _start(dialogue: Dialogue, option: str) -> int | None:
    """The level of today, as far as the file knows it."""
    known = dialogue.status_quo or dialogue.known
    return None if known is None else known[dialogue.option_index(option)]


def _facts(dialogue: Dialogue) -> Iterator[dict[str, Any]]:
    for fact in dialogue.circumstances:
        yield {"kind": "circumstance", "id": fact.id, "to": not fact.now, "reach": "circumstance"}
    for rule in dialogue.every_rule:
        yield {"kind": "lift_rule", "id": rule.id, "reach": "capacity"}


def _lists(dialogue: Dialogue, asker: str) -> Iterator[dict[str, Any]]:
    for party in dialogue.parties:
        if party.id == asker:
            continue
        items = dialogue.preferences[party.id].priorities
        base = {"party": party.id, "reach": "persuasion"}
        for item in items:
            for statement in item.statements:
                yield {"kind": "drop", "id": statement.id, **base}
        for place, item in enumerate(items):
            for places in range(-FARTHEST, FARTHEST + 1):
                if places and 0 <= place + places < len(items):
                    yield {"kind": "move", "id": item.id, "places": places, **base}


def _packages(dialogue: Dialogue, asker: str) -> Iterator[dict[str, Any]]:
    options = {option.id: option for option in dialogue.options_of(asker)}
    if not options:
        return
    number = 1
    for option in options.values():
        number *= len(attainable(option, _start(dialogue, option.id)))
    if number > MAX_PACKAGES:
        raise TooLarge(f"packages that {asker} could put together", number, MAX_PACKAGES)
    for package in packages(dialogue, asker):
        levels = {id: options[id].levels[level] for id, level in package.items()}
        changes = {id: levels[id] for id, level in package.items() if level != _start(dialogue, id)}
        yield {"kind": "fix", "party": asker, "levels": levels, "changes": changes, "reach": "package"}
