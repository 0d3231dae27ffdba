"""One instance of the open benchmark: its dialogue, made up from its numbers, and what the engines know of it.

Counts: in how many states it can settle under each concept. Verdicts: which parties stay in two states, the status quo
and the one in which all that is asked for is done: under each concept a mark for each party that has options, in file
order: 1 stays, 0 leaves, ? not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from math import prod

from detente.certificates.verify import check
from detente.engine.arrays.single import Arrays
from detente.engine.concepts import CONCEPTS, NASH, Concept
from detente.engine.diagrams.single import Diagrams
from detente.engine.interface import LIMIT, Engine
from detente.engine.parts.single import Parts
from detente.engine.parts.split import parts
from detente.errors import TooLarge
from detente.formats import parse
from detente.formats.generated import Links, generated
from detente.methods.by_part.settling import Firm
from detente.model.dialogue import Dialogue, State

NAMES = tuple(concept.name for concept in CONCEPTS)
EASY_FIRST = sorted(CONCEPTS, key=lambda concept: (concept.answer == "improvements", concept.name != NASH.name))
READ = 2**10
"""So many moves, of one party or of all, are looked at one by one where a verdict is read literally."""

SMALL = 2**16
"""Verdicts are put together from parts of no more states; else diagrams are asked, which do not mind."""

Verdicts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The numbers that an instance is made up from, as `detente generate` takes them."""

    fronts: int
    options: int
    parties: int
    links: Links
    seed: int

    def text(self) -> str:
        """Its dialogue file."""
        return generated(**asdict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an instance. None and "?": not known.

    `sha256`: of the dialogue file. `by`: for each engine that was asked the concepts that it counted. `firm`: the code
    of a state in which it can settle firmly, the first by code. `granted`: that of the second state with `verdicts`
    (those in the status quo are the first). `certified`: how many of the verdicts, and of whether `firm` is so, were
    read literally, without an engine.
    """

    sha256: str
    states: int
    feasible: int | None
    counts: Mapping[str, int | None]
    by: Mapping[str, tuple[str, ...]]
    firm: int | None
    granted: int
    verdicts: tuple[Verdicts, Verdicts]
    certified: int


def known(recipe: Recipe, seconds: float) -> Known:
    """All that the engines know of an instance, each in its time. AssertionError where two of them disagree."""
    text = recipe.text()
    dialogue = parse(text)
    small = Arrays.of(dialogue) if dialogue.possible <= LIMIT else None
    home = dialogue.status_quo or (0,) * len(dialogue.options)
    states = (home, _granted(dialogue, home))
    # Asked first, and of each state in a time of its own: what comes to no end works on.
    singles = [Diagrams(dialogue, seconds=seconds) for _ in states]
    engine = small or _in_parts(dialogue) or singles[0]
    verdicts = [_verdicts((engine, single), state) for state, single in zip(states, singles, strict=True)]
    large = Diagrams(dialogue, seconds=seconds)
    each = {"arrays": _counts(small, NAMES) if small else {}, "parts": _firm(dialogue), "diagrams": _diagrams(large)}
    counts = _agreed(recipe, each)
    firm = dialogue.code(large.equilibria(NASH).some(1)[0]) if counts[NASH.name] and each["diagrams"] else None
    fresh = Diagrams(dialogue)  # Nash takes a moment; the others' time may be over
    written = [
        one for state, told in zip(states, verdicts, strict=True) for one in _written((engine, fresh), state, told)
    ]
    return Known(
        sha256=sha256(text.encode()).hexdigest(),
        states=dialogue.possible,
        feasible=fresh.feasible_states.count(),
        counts=counts,
        by={name: tuple(found) for name, found in each.items()},
        firm=firm,
        granted=dialogue.code(states[1]),
        verdicts=(verdicts[0], verdicts[1]),
        certified=_read(dialogue, [*_firmly(dialogue, firm), *written]),
    )


def _agreed(recipe: Recipe, each: Mapping[str, Mapping[str, int]]) -> dict[str, int | None]:
    counts: dict[str, int | None] = dict.fromkeys(NAMES)
    for engine, found in each.items():
        for name, count in found.items():
            assert counts[name] in (None, count), f"{recipe}: {engine} counts {count} under {name}, not {counts[name]}"
            counts[name] = count
    return counts


def _granted(dialogue: Dialogue, home: State) -> State:
    """The status quo with all that is asked for done in full, option by option in file order, where rules let it."""
    state = home
    for k, option in enumerate(dialogue.options):
        if any(ask.option == option.id for ask in dialogue.asks):
            more = (*state[:k], len(option.levels) - 1, *state[k + 1 :])
            state = more if dialogue.feasible(more) else state
    return state


def _counts(engine: Arrays | Diagrams, names: tuple[str, ...]) -> dict[str, int]:
    return {name: engine.equilibria(name).count() for name in names}


def _diagrams(engine: Diagrams) -> dict[str, int]:
    """The counts that diagrams come to an end with."""
    found = {}
    for concept in EASY_FIRST:
        try:
            found |= _counts(engine, (concept.name,))
        except TooLarge:
            break
    return found


def _firm(dialogue: Dialogue) -> dict[str, int]:
    """The number of firm states as the product of those of the parts."""
    if parts(dialogue).largest > LIMIT:
        return {}
    return {NASH.name: Firm(dialogue).count}


def _in_parts(dialogue: Dialogue) -> Parts | None:
    return Parts.of(dialogue) if parts(dialogue).largest <= SMALL else None


def _verdicts(engines: Sequence[Engine], state: State) -> Verdicts:
    found = {
        concept.name: "".join(_verdict(engines, party, state, concept) for party in engines[0].movers)
        for concept in EASY_FIRST
    }
    return {name: found[name] for name in NAMES}


def _verdict(engines: Sequence[Engine], party: str, state: State, concept: Concept) -> str:
    """Whether a party stays, of the first engine that knows."""
    for engine in engines:
        try:
            return str(int(engine.stable(party, state, concept)))
        except TooLarge:
            continue
    return "?"


def again(recipe: Recipe, verdicts: tuple[Verdicts, Verdicts], seconds: float) -> tuple[Verdicts, Verdicts]:
    """Verdicts of the two states, those asked once more that are not known."""
    dialogue = parse(recipe.text())
    home = dialogue.status_quo or (0,) * len(dialogue.options)
    first, second = zip((home, _granted(dialogue, home)), verdicts, strict=True)
    return _again(dialogue, *first, seconds), _again(dialogue, *second, seconds)


def _again(dialogue: Dialogue, state: State, verdicts: Verdicts, seconds: float) -> Verdicts:
    engine, found = Diagrams(dialogue, seconds=seconds), dict(verdicts)
    for concept in EASY_FIRST:
        pairs = zip(engine.movers, verdicts[concept.name], strict=True)
        marks = (_verdict((engine,), party, state, concept) if mark == "?" else mark for party, mark in pairs)
        found[concept.name] = "".join(marks)
    return found


# ---- read literally --------------------------------------------------------------------------------------------------


def _read(dialogue: Dialogue, verdicts: Sequence[Mapping[str, object]]) -> int:
    """How many verdicts hold when they are read literally. AssertionError for one that does not."""
    for verdict in verdicts:
        assert check(dialogue, verdict), verdict
    return len(verdicts)


def _moves(dialogue: Dialogue, party: str) -> int:
    """The most moves that a party can have."""
    return prod(len(option.levels) for option in dialogue.options if option.by == party)


def _firmly(dialogue: Dialogue, firm: int | None) -> Iterator[dict[str, object]]:
    """That a state is firm: nobody has an improvement."""
    parties = [party.id for party in dialogue.parties]
    if firm is not None and all(_moves(dialogue, party) <= READ for party in parties):
        yield {"kind": "equilibrium", "state": firm, "concept": NASH.name, "stays": {party: {} for party in parties}}


def _written(engines: tuple[Engine, Diagrams], state: State, verdicts: Verdicts) -> Iterator[dict[str, object]]:
    """The verdicts in a state that can be read literally: all of a small dialogue, else those under Nash."""
    (engine, single), dialogue = engines, engines[1].dialogue
    for name in NAMES if dialogue.possible <= READ else (NASH.name,):
        for party, mark in zip(engine.movers, verdicts[name], strict=True):
            told = {"state": dialogue.code(state), "party": party, "concept": name}
            if mark == "1" and _moves(dialogue, party) <= READ:
                yield {**told, "kind": "stays", "sanctions": dict(_sanctions(engine, party, state, name))}
            elif mark == "0":
                there = single.leaves(party, state, name)
                assert there is not None
                yield {**told, "kind": "leaves", "to": dialogue.code(there)}


def _sanctions(engine: Engine, party: str, state: State, name: str) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    code = engine.dialogue.code
    for there in engine.improvements(party, state):
        sanction = engine.sanction(party, state, there, name)
        assert sanction is not None
        yield str(code(there)), [(step.mover, code(step.after)) for step in sanction.steps]
