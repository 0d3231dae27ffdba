"""A dialogue as a game in strategic form (`.nfg`): a party's strategies are the combinations of its options' levels.

Weights become payoffs, exactly; a list of priorities or a ranking becomes numbers that keep its order. A game knows no
moves, so one-way options and everything said about the way are left behind, and so are rules: a combination that a rule
excludes is there all the same, worse for everybody than any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from detente.engine.local.worth import preference
from detente.errors import TooLarge
from detente.formats.left import left
from detente.model.dialogue import Dialogue, Option, State

MAX_PROFILES = 2**14
"""Combinations that are written."""


def write(dialogue: Dialogue) -> tuple[str, tuple[str, ...]]:
    """The dialogue as `.nfg` text, and what was left behind, in words. TooLarge beyond 2^14 combinations."""
    if dialogue.possible > MAX_PROFILES:
        raise TooLarge("combinations of strategies to be written", dialogue.possible, MAX_PROFILES)
    own = [dialogue.options_of(party.id) for party in dialogue.parties]
    strategies = [list(product(*(range(len(option.levels)) for option in options))) for options in own]
    names = [[_name(options, levels) for levels in choices] for options, choices in zip(own, strategies, strict=True)]
    order = list(product(*reversed(strategies)))
    states = [_state(dialogue, own, profile[::-1]) for profile in order]
    columns = [_payoffs(dialogue, party.id, states) for party in dialogue.parties]
    head = [
        f"NFG 1 R {_quoted(dialogue.title)} {{ {' '.join(_quoted(p.name) for p in dialogue.parties)} }}",
        f"{{ {' '.join('{ ' + ' '.join(map(_quoted, own)) + ' }' for own in names)} }}",
        _quoted(dialogue.note),
        "",
    ]
    rows = (" ".join(str(column[k]) for column in columns) for k in range(len(states)))
    return "\n".join([*head, *rows]) + "\n", tuple(_left(dialogue, states))


def _name(options: Sequence[Option], levels: Sequence[int]) -> str:
    """A strategy by the levels of the party's options; of a single option the level alone."""
    said = [option.levels[level] for option, level in zip(options, levels, strict=True)]
    if len(options) == 1:
        return said[0]
    return ", ".join(f"{option.text}: {level}" for option, level in zip(options, said, strict=True)) or "none"


def _state(dialogue: Dialogue, own: Sequence[Sequence[Option]], profile: Sequence[Sequence[int]]) -> State:
    levels = {o.id: level for options, chosen in zip(own, profile, strict=True)
              for o, level in zip(options, chosen, strict=True)}  # fmt: skip
    return tuple(levels[option.id] for option in dialogue.options)


def _payoffs(dialogue: Dialogue, party: str, states: Sequence[State]) -> list[Fraction]:
    found = _worths(dialogue, party, states)
    worst = min(found) - 1
    return [value if dialogue.feasible(state) else worst for value, state in zip(found, states, strict=True)]


def _worths(dialogue: Dialogue, party: str, states: Sequence[State]) -> list[Fraction]:
    """The sum of the weights that hold in each state; of priorities and rankings how many classes lie below it."""
    weights = dialogue.preferences[party].weights
    if weights:
        return [sum((w.value for w in weights if dialogue.holds(w.expr, state)), Fraction(0)) for state in states]
    made = preference(dialogue, party)
    found = [made.worth(state) for state in states]
    height = {worth: Fraction(k) for k, worth in enumerate(sorted(set(found)))}
    return [height[worth] for worth in found]


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _left(dialogue: Dialogue, states: Sequence[State]) -> Iterator[str]:
    ruled = sum(not dialogue.feasible(state) for state in states)
    if ruled:
        yield f"rules: the {ruled} combinations that they exclude are there, worse for everybody than any other"
    one_way = [option.id for option in dialogue.options if option.direction != "both"]
    if one_way:
        yield f"which way options can go ({', '.join(one_way)}): a game knows no moves"
    ordered = [p.id for p in dialogue.parties if not dialogue.preferences[p.id].weights]
    if ordered:
        yield f"priorities and rankings of {', '.join(ordered)}: written as numbers that keep their order"
    yield from left(dialogue)
