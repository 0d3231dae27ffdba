"""Small conflicts with what is known of them, and the published models of `tests/cases`, state by state."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from detente.engine.arrays import simultaneous, solve, space
from detente.formats import load
from detente.model.dialogue import Dialogue, Option, Party, Preferences, Rule, Statement
from detente.model.expression import Compare, Expr, If, Iff, Name, Not, Or
from reference import Case, published
from strategies import judge_of


def game(one: list[int], two: list[int]) -> Dialogue:
    """Two parties with one option each, yes = cooperate; rankings by code, best first."""
    return Dialogue(
        title="two by two",
        parties=(Party(id="one", name="One"), Party(id="two", name="Two")),
        options=(Option(id="c1", by="one", text=""), Option(id="c2", by="two", text="")),
        preferences={
            "one": Preferences(ranking=tuple((code,) for code in one)),
            "two": Preferences(ranking=tuple((code,) for code in two)),
        },
    )


def codes(here: space.Space, mask: np.ndarray) -> list[int]:
    return sorted(here.code_of(int(cell)) for cell in np.flatnonzero(mask))


def verdicts(dialogue: Dialogue) -> tuple[space.Space, dict[str, dict[str, list[int]]], dict[str, list[int]]]:
    """Stable codes by concept and party, and equilibria by concept."""
    here = space.build(dialogue)
    found = {**solve.solve(here), "sim": simultaneous.stable(here)}
    stable = {name: {party: codes(here, mask) for party, mask in table.items()} for name, table in found.items()}
    agreed = {name: codes(here, np.logical_and.reduce(list(table.values()))) for name, table in found.items()}
    return here, stable, agreed


def test_prisoners() -> None:
    _, stable, agreed = verdicts(game([2, 3, 0, 1], [1, 3, 0, 2]))
    assert stable["nash"] == {"one": [0, 2], "two": [0, 1]}
    for name in ("sseq", "seq", "smr", "gmr", "sim"):
        assert stable[name] == {"one": [0, 2, 3], "two": [0, 1, 3]}, name
    assert agreed.pop("nash") == [0]
    assert set(map(tuple, agreed.values())) == {(0, 3)}


def test_chicken() -> None:
    _, stable, agreed = verdicts(game([2, 3, 1, 0], [1, 3, 2, 0]))
    assert stable["nash"] == {"one": [1, 2], "two": [1, 2]}
    assert agreed["nash"] == agreed["seq"] == agreed["sseq"] == [1, 2]
    assert agreed["gmr"] == agreed["smr"] == [1, 2, 3]
    assert agreed["sim"] == [1, 2, 3]


RIVER = {"nash": [7, 10, 18], "sseq": [7, 10, 18], "seq": [7, 10, 18], "smr": [4, 7, 10, 15, 18]}
RIVER["gmr"] = sorted([*RIVER["smr"], 3, 6, 16, 19, 22])
CLASSES = {
    "upland": [[10, 22], [4, 16], [9, 21], [3, 15], [6, 7, 18, 19], [0, 1, 12, 13]],
    "lowland": [[1, 4, 13, 16], [7, 10, 19, 22], [0, 12], [3, 15], [6, 18], [9, 21]],
    "farmers": [[1, 4, 7, 10, 12, 15, 18, 21], [0, 3, 6, 9, 13, 16, 19, 22]],
}


def river() -> Dialogue:
    """The river of the reference: upland, lowland and farmers in a dry year, where a full release cannot be."""
    release, pay, dam, protest = (Name(n) for n in ("release", "pay", "dam", "protest"))
    half = Name("release")  # at least half
    return Dialogue(
        title="River",
        parties=tuple(Party(id=p, name=p) for p in ("upland", "lowland", "farmers")),
        options=(
            Option(id="release", by="upland", text="", levels=("none", "half", "full")),
            Option(id="pay", by="lowland", text=""),
            Option(id="dam", by="upland", text="", direction="forward"),
            Option(id="protest", by="farmers", text=""),
        ),
        rules=(Rule(id="dry", never=full()),),
        preferences={
            "upland": wants("u", Not(full()), pay, If(pay, half), dam),
            "lowland": wants("l", half, Not(dam), Or((Not(pay), half))),
            "farmers": wants("f", Iff(protest, Not(release))),
        },
    )


def full() -> Expr:
    return Compare("release", "is", "full")


def wants(prefix: str, *exprs: Expr) -> Preferences:
    return Preferences(priorities=tuple(Statement(id=f"{prefix}{k}", want=e) for k, e in enumerate(exprs)))


def test_river() -> None:
    here, _, agreed = verdicts(river())
    assert {name: agreed[name] for name in RIVER} == RIVER
    for party, classes in CLASSES.items():
        ranked: dict[int, list[int]] = {}
        for cell in here.feasible_cells():
            ranked.setdefault(here.rank(party, int(cell)), []).append(here.code_of(int(cell)))
        assert [sorted(ranked[r]) for r in sorted(ranked, reverse=True)] == classes


def test_the_shipped_river_is_a_river() -> None:
    """The shipped example has the same options; its states are numbered alike."""
    assert [o.id for o in load("river").options] == ["release", "pay", "dam", "protest"]


# ---- the published models, state by state


@pytest.mark.parametrize("case", published(), ids=lambda case: case.name)
def test_published_model(case: Case) -> None:
    here, stable, agreed = verdicts(case.dialogue)
    assert len(here.feasible_cells()) == case.feasible
    assert stable == case.stable
    assert agreed == case.equilibria


@pytest.mark.parametrize("case", published(), ids=lambda case: case.name)
def test_what_the_source_tells_is_what_comes_out_or_the_difference_has_a_reason(case: Case) -> None:
    for concept, codes in case.reported.items():
        assert (codes == case.equilibria[concept]) != (concept in case.differs), concept
    assert set(case.differs) <= set(case.reported)


@pytest.mark.parametrize("case", [case for case in published() if case.numbers], ids=lambda case: case.name)
def test_the_numbers_of_the_source_name_every_state_once(case: Case) -> None:
    named = sorted(code for codes in case.numbers.values() for code in codes)
    assert named == sorted(d.code(s) for d in [case.dialogue] for s in judge_of(d).states)


def test_no_test_looks_outside_the_project() -> None:
    """Whatever a test reads lies in the project: no path climbs beyond its root."""
    tests = Path(__file__).parents[1]
    for file in tests.rglob("*.py"):
        depth = len(file.relative_to(tests).parts)  # so many steps up is the root
        climbs = [int(n) for n in re.findall(r"parents\[(\d+)\]", file.read_text(encoding="utf-8"))]
        assert max(climbs, default=0) <= depth, file


def test_with_single_moves_as_answers_garrison_comes_out_as_gmcr_plus_has_it() -> None:
    """The reason that is given for the difference: each answer is one move of one other party."""
    case = next(case for case in published() if case.name.endswith("garrison"))
    judge = judge_of(case.dialogue)

    def moves(party: str, here: tuple[int, ...]) -> set[tuple[int, ...]]:
        return {s for s in judge.states if {judge.owners[k] for k in range(len(s)) if s[k] != here[k]} == {party}}

    def held(party: str, here: tuple[int, ...], there: tuple[int, ...], symmetric: bool) -> bool:
        rank, others = judge.rank[party], [p for p in judge.parties if p != party]
        worse = [s for p in others for s in moves(p, there) if rank[s] <= rank[here]]
        return any(not symmetric or all(rank[t] <= rank[here] for t in moves(party, s)) for s in worse)

    for concept in ("gmr", "smr"):
        stable = [
            case.dialogue.code(s) for s in judge.states
            if all(held(p, s, t, concept == "smr") for p in judge.parties for t in judge.UI[p, s])
        ]  # fmt: skip
        assert sorted(stable) == case.reported[concept]
