"""What is the dilemma, and whose? (drama theory)

Each character takes a position and says what it will do without agreement (the threatened future). A dilemma is what
makes a position, a promise or a threat of its own hard to believe. Two readings, each named in the result:

* DT1, six dilemmas: Howard 1999 (Confrontation Analysis, CCRP) in the wording of Bryant 2003, with the temptations of
  single parties;
* DT2, three dilemmas, option by option: Bryant 2016.

Definitions with their edge cases: docs/analyses/dilemmas.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from detente.engine.interface import Engine
from detente.engine.solved import solved
from detente.errors import NoAnswer
from detente.kept import kept
from detente.methods.reasons.granting import named_levels
from detente.methods.reasons.positions import Stand, completed, positions, said, threatened
from detente.model.dialogue import Dialogue, State, permitted
from detente.model.naming import Place, place, started
from detente.model.nearest import unknown

Version = Literal["DT1", "DT2"]

WAYS_OUT: Mapping[str, tuple[str, ...]] = {
    "cooperation": ("bind_oneself", "remove_temptation", "give_position_up"),
    "trust": ("guarantee", "make_keeping_attractive", "ask_what_would_be_kept"),
    "deterrence": ("worsen_threat", "sweeten_position", "new_arguments", "soften_position"),
    "inducement": ("make_threat_bearable", "show_resolve", "accept_or_compromise"),
    "threat": ("commit_in_advance", "smaller_threat", "drop_threat"),
    "positioning": ("adopt_position", "say_why_not", "talk_other_out_of_it"),
    "persuasion": ("worsen_threat", "sweeten_position", "new_arguments", "soften_position"),
    "rejection": ("make_threat_bearable", "show_resolve", "accept_or_compromise"),
}
"""The usual ways out of each dilemma, as codes; the wording is the report's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dilemma:
    """One dilemma: `who` has it, `toward` whom (None: with itself), `about` which options.

    `option` is the one option of a DT2 dilemma (else None). `indifferent`: it rests on a tie. `to` is the state that
    tempts, for the dilemmas that are about a temptation. `ways` are codes of `WAYS_OUT`.
    """

    kind: str
    who: str
    toward: str | None = None
    option: str | None = None
    about: tuple[str, ...]
    indifferent: bool = False
    to: Place | None = None
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A position (`party`'s), the threatened future or the stated intentions that rules forbid.

    Dilemmas that need it are not computed.
    """

    what: Literal["position", "threatened", "intentions"]
    party: str | None
    place: Place
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dilemmas:
    """Who faces which dilemma.

    `positions`: what each character demands, by level name; `given` names those whose position the file states.
    `positions_completed`, `threatened`, `stated_intentions`: codes of states, all described in `places`. `phase`:
    whether all positions agree. `six` is empty in version DT2, `dt2` in version DT1.
    """

    version: Version
    characters: tuple[str, ...]
    positions: dict[str, dict[str, str]]
    given: tuple[str, ...]
    positions_completed: dict[str, int]
    threatened: int
    stated_intentions: int
    places: tuple[Place, ...]
    phase: Literal["collaboration", "confrontation"]
    findings: tuple[Finding, ...]
    six: tuple[Dilemma, ...]
    dt2: tuple[Dilemma, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """All that the predicates look at. What a party makes of states is asked of feasible ones alone."""

    dialogue: Dialogue
    engine: Engine
    characters: tuple[str, ...]
    stands: dict[str, Stand]
    positions: dict[str, State]
    future: State
    said: State

    def feasible(self, state: State) -> bool:
        return self.engine.feasible(state)

    def prefers(self, party: str, a: State, b: State) -> bool:
        return self.engine.prefers(party, a, b)

    def changed(self, a: State, b: State) -> tuple[str, ...]:
        return tuple(o.id for o, x, y in zip(self.dialogue.options, a, b, strict=True) if x != y)

    def temptation(self, party: str, state: State) -> State | None:
        """The best improvement of a party from there, of these the one with the fewest options changed."""
        return next(self.engine.best(party, state), None)

    def owner(self, option: str) -> str:
        return self.dialogue.option(option).by


@kept
def dilemmas(dialogue: Dialogue, *, version: Version = "DT1") -> Dilemmas:
    """The dilemmas of the parties at the table, in the reading `version`: DT1 (six) or DT2 (three).

    Positions, intentions and doubts are those of the file, else derived from asks and answers. Raises NoAnswer when
    the dialogue has no status quo or nobody at the table.
    """
    if version not in ("DT1", "DT2"):
        raise unknown("version of the dilemmas", version, ("DT1", "DT2"))
    scene = _scene(dialogue)
    findings = tuple(_findings(scene))
    codes = {party: dialogue.code(state) for party, state in scene.positions.items()}
    future, intentions = dialogue.code(scene.future), dialogue.code(scene.said)
    return Dilemmas(
        version=version,
        characters=scene.characters,
        positions={party: named_levels(dialogue, stand) for party, stand in scene.stands.items()},
        given=tuple(party for party in scene.characters if party in dialogue.positions),
        positions_completed=codes,
        threatened=future,
        stated_intentions=intentions,
        places=tuple(place(dialogue, code) for code in sorted({*codes.values(), future, intentions})),
        phase="collaboration" if len(set(codes.values())) == 1 else "confrontation",
        findings=findings,
        six=tuple(_six(scene)) if version == "DT1" else (),
        dt2=tuple(_three(scene)) if version == "DT2" else (),
    )


def _scene(dialogue: Dialogue) -> _Scene:
    sq = started(dialogue, "which the dilemmas need")
    if not dialogue.table:
        raise NoAnswer("The dilemmas are those of the parties at the table, and nobody is at the table.")
    stands = positions(dialogue, dialogue.table, sq)
    return _Scene(
        dialogue=dialogue,
        engine=solved(dialogue).engine,
        characters=dialogue.table,
        stands=stands,
        positions=completed(dialogue, stands, sq),
        future=threatened(dialogue, sq),
        said=said(dialogue, sq),
    )


def _findings(scene: _Scene) -> Iterator[Finding]:
    named: list[tuple[Any, str | None, State]] = [("position", p, s) for p, s in scene.positions.items()]
    for what, party, state in [*named, ("threatened", None, scene.future), ("intentions", None, scene.said)]:
        if not scene.feasible(state):
            dialogue = scene.dialogue
            rules = tuple(rule.id for rule in dialogue.excluding(state))
            yield Finding(what=what, party=party, place=place(dialogue, dialogue.code(state)), rules=rules)


# ---- DT1: six dilemmas -----------------------------------------------------------------------------------------------


def _six(scene: _Scene) -> Iterator[Dilemma]:
    pairs = [(i, j) for i in scene.characters for j in scene.characters if i != j]
    for i in scene.characters:
        yield from _tempted(scene, "cooperation", i, None, scene.positions[i])
    for i, j in pairs:
        yield from _tempted(scene, "trust", i, j, scene.positions[i])
    for i, j in pairs:
        yield from _deterrence(scene, i, j)
    for i, j in pairs:
        yield from _inducement(scene, i, j)
    if len(set(scene.positions.values())) > 1:
        for i in scene.characters:
            yield from _tempted(scene, "threat", i, None, scene.future)
    for i, j in pairs:
        yield from _positioning(scene, i, j)


def _tempted(scene: _Scene, kind: str, who: str, toward: str | None, state: State) -> Iterator[Dilemma]:
    """Cooperation, trust and threat: somebody would rather leave the state than stay in it."""
    if not scene.feasible(state):
        return
    best = scene.temptation(toward or who, state)
    if best is not None:
        to = place(scene.dialogue, scene.dialogue.code(best))
        yield _dilemma(kind, who, toward, scene.changed(best, state), to=to)


def _deterrence(scene: _Scene, i: str, j: str) -> Iterator[Dilemma]:
    """The threatened future is no worse for j than what i demands: j need not yield."""
    demand = scene.positions[i]
    sound = _at_issue(scene, i, j) and scene.feasible(demand) and scene.feasible(scene.future)
    if sound and not scene.prefers(j, demand, scene.future):
        tied = not scene.prefers(j, scene.future, demand)
        yield _dilemma("deterrence", i, j, _issue(scene, i, j, j), indifferent=tied)


def _inducement(scene: _Scene, i: str, j: str) -> Iterator[Dilemma]:
    """What j demands is no worse for i than the threatened future: that i would refuse it is hard to believe."""
    demand = scene.positions[j]
    sound = _at_issue(scene, i, j) and scene.feasible(demand) and scene.feasible(scene.future)
    if sound and not scene.prefers(i, scene.future, demand):
        tied = not scene.prefers(i, demand, scene.future)
        yield _dilemma("inducement", i, j, _issue(scene, i, j, i), indifferent=tied)


def _positioning(scene: _Scene, i: str, j: str) -> Iterator[Dilemma]:
    """i likes the other's position better than its own."""
    own, other = scene.positions[i], scene.positions[j]
    if scene.feasible(own) and scene.feasible(other) and scene.prefers(i, other, own):
        yield _dilemma("positioning", i, j, scene.changed(own, other))


def _at_issue(scene: _Scene, i: str, j: str) -> bool:
    return scene.positions[i] != scene.positions[j]


def _issue(scene: _Scene, i: str, j: str, first: str) -> tuple[str, ...]:
    """The options on which two positions differ, those of `first` before the rest."""
    issue = scene.changed(scene.positions[i], scene.positions[j])
    return tuple(sorted(issue, key=lambda option: scene.owner(option) != first))


# ---- DT2: three dilemmas, option by option ---------------------------------------------------------------------------


def _three(scene: _Scene) -> Iterator[Dilemma]:
    for index, option in enumerate(scene.dialogue.options):
        k, intended = option.by, scene.said[index]
        for i in scene.characters:
            wanted = scene.stands[i].get(option.id)
            if k == i or k not in scene.characters or wanted is None:
                continue
            doubted = _doubted(scene, i, option.id, wanted)
            if doubted is None:
                continue
            if wanted != intended:
                kind, who, toward = ("rejection", k, i) if doubted else ("persuasion", i, k)
                yield _dilemma(kind, who, toward, (option.id,), option=option.id)
            elif doubted:
                yield _dilemma("trust", i, k, (option.id,), option=option.id)


def _doubted(scene: _Scene, i: str, option: str, wanted: int) -> bool | None:
    """Whether i doubts what the option's owner says it will do; None if that cannot be told (a forbidden state).

    A character with doubts in the file has those and no others. Else it doubts what its owner would gain by not doing.
    """
    given = [doubt for doubt in scene.dialogue.doubts if doubt.who == i]
    if given:
        return any(doubt.option == option for doubt in given)
    if not scene.feasible(scene.said):
        return None
    k = scene.owner(option)
    at = scene.dialogue.option_index(option)
    for level in _towards(scene, option, scene.said[at], wanted):
        state = (*scene.said[:at], level, *scene.said[at + 1 :])
        if scene.feasible(state) and scene.prefers(k, state, scene.said):
            return True
    return False


def _towards(scene: _Scene, option: str, here: int, wanted: int) -> list[int]:
    """The levels the owner could go to: any, or only those nearer to what is wanted if it does not intend that."""
    declared = scene.dialogue.option(option)
    levels = [k for k in range(len(declared.levels)) if k != here and permitted(declared.direction, here, k)]
    if here == wanted:
        return levels
    return [k for k in levels if min(here, wanted) <= k <= max(here, wanted)]


def _dilemma(
    kind: str,
    who: str,
    toward: str | None,
    about: tuple[str, ...],
    *,
    option: str | None = None,
    indifferent: bool = False,
    to: Place | None = None,
) -> Dilemma:
    return Dilemma(
        kind=kind,
        who=who,
        toward=toward,
        option=option,
        about=about,
        indifferent=indifferent,
        to=to,
        ways=WAYS_OUT[kind],
    )
