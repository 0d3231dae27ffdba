"""A dialogue as an exercise for a class: variants of it, what each role knows, and where a group's result stands."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from detente.analyses.facts import Facts, Standing, Verdict, facts
from detente.analyses.gathering import Gathering
from detente.engine.solved import solved
from detente.errors import InputError, NoAnswer
from detente.methods.chances.drift import wanted
from detente.methods.settling.degrees import Degree
from detente.methods.settling.ways import settlements
from detente.model.change import Change, MoveStatement, SetCircumstance, apply
from detente.model.dialogue import Dialogue, State, distance, permitted
from detente.model.naming import Place, changes, parse_levels, place, started

TRIES = 50
"""So often another variant is drawn where the status quo of one cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A variant of a dialogue, the same for the same seed: facts as drawn by their chances, and of each list that has
    two lines one line a place higher. Seed 0: the dialogue itself."""

    seed: int
    dialogue: Dialogue
    edits: tuple[Change, ...]


def variant(dialogue: Dialogue, seed: int) -> Variant:
    """The variant of that seed. InputError for a negative seed; NoAnswer where none can be drawn."""
    if seed < 0:
        raise InputError(f"the seed must be a whole number, 0 or more, not {seed}")
    if not seed:
        return Variant(seed=0, dialogue=dialogue, edits=())
    draw = random.Random(seed)
    for _ in range(TRIES):
        edits = _edits(dialogue, draw)
        made = apply(dialogue, *edits)
        if made.status_quo is None or made.feasible(made.status_quo):
            return Variant(seed=seed, dialogue=made, edits=edits)
    raise NoAnswer("No variant was found in which the status quo can be: the rules leave too little room.")


def _edits(dialogue: Dialogue, draw: random.Random) -> tuple[Change, ...]:
    turned = [SetCircumstance(fact.id, now) for fact in dialogue.circumstances
              if fact.chance and (now := draw.random() < fact.chance.value) != fact.now]  # fmt: skip
    lists = [preferences.priorities for preferences in dialogue.preferences.values()]
    moved = [MoveStatement(draw.choice(lines[1:]).id, -1) for lines in lists if len(lines) > 1]
    return (*turned, *moved)


# ---- a group's result ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """A party that would leave the result by a move of its own, and what that changes."""

    party: str
    changes: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """Where a group's result stands.

    `result`: the state agreed; `changes`: against the status quo. `broken`: rules that forbid it, `stuck`: options that
    cannot get there; with either all below is empty. `standing`: what holds it. `leavers`: who would leave it.
    `verdicts`: for each party at the table whether it is better off than if nothing is signed, over all ends of that.
    `beats`: nobody there is worse off and somebody better. `asks`: how far each is met. `nearest`: the settlement
    nearest to it, and how many level steps away (0: it is one; None: there is none). `best`: the package that the
    program would tell first, and what it changes against the result; "" where it is none.
    """

    result: Place
    changes: dict[str, str]
    broken: tuple[str, ...]
    stuck: tuple[str, ...]
    standing: Standing | None
    leavers: tuple[Leaver, ...]
    verdicts: dict[str, Verdict]
    beats: bool
    asks: dict[str, Degree]
    nearest: Place | None
    steps: int | None
    best: Place | None
    apart: dict[str, str]


def debrief(dialogue: Dialogue, agreed: str) -> Debrief:
    """Where a result stands on the settlements and deals. `agreed`: OPTION=LEVEL,… (the rest as in the status quo).

    InputError for what names no option or level; NoAnswer without a status quo; TooLarge beyond what can be solved.
    """
    quo = started(dialogue, "so there is nothing that a result could be compared with")
    if not dialogue.feasible(quo):
        raise NoAnswer("The status quo is infeasible, so there is nothing that a result could be compared with.")
    state = dialogue.with_levels(quo, parse_levels(dialogue, agreed))
    broken = tuple(rule.id for rule in dialogue.excluding(state))
    stuck = tuple(option.id for option, now, then in zip(dialogue.options, quo, state, strict=True)
                  if not permitted(option.direction, now, then))  # fmt: skip
    nothing = Debrief(
        result=place(dialogue, dialogue.code(state)), changes=changes(dialogue, quo, state), broken=broken, stuck=stuck,
        standing=None, leavers=(), verdicts={}, beats=False, asks={}, nearest=None, steps=None, best=None, apart={},
    )  # fmt: skip
    return nothing if broken or stuck else _placed(dialogue, state, nothing)


def _placed(dialogue: Dialogue, state: State, told: Debrief) -> Debrief:
    base, engine = Gathering(dialogue, None), solved(dialogue).engine
    verdicts: dict[str, Verdict] = {party: _verdict(base, party, state) for party in dialogue.table}
    found = list(settlements(dialogue, [*base.ends]).found)
    nearest = min(found, key=lambda other: (distance(state, other), dialogue.code(other)), default=None)
    best = base.deal.packages[0].signed if base.deal and base.deal.packages else None
    return replace(
        told,
        standing=base.standing(state),
        leavers=tuple(
            Leaver(party=party, changes=changes(dialogue, state, there[0]))
            for party in engine.movers if (there := wanted(engine, party, state))
        ),
        verdicts=verdicts,
        beats="worse" not in verdicts.values() and "better" in verdicts.values(),
        asks={ask.id: base.degrees.of(ask.that, state) for ask in dialogue.asks},
        nearest=None if nearest is None else place(dialogue, dialogue.code(nearest)),
        steps=None if nearest is None else distance(state, nearest),
        best=best,
        apart={} if best is None else changes(dialogue, state, dialogue.state(best.code)),
    )  # fmt: skip


def _verdict(base: Gathering, party: str, state: State) -> Verdict:
    """Worse if somewhere worse than where it drifts, better if nowhere worse and somewhere better."""
    engine = base.engine
    if any(engine.prefers(party, end, state) for end in base.ends):
        return "worse"
    return "better" if any(engine.prefers(party, state, end) for end in base.ends) else "same"


def key(found: Variant) -> Facts:
    """What the teacher knows: the facts of the variant."""
    return facts(found.dialogue)
