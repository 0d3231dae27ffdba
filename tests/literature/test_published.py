"""Small conflicts with what is known of them, state by state; the larger published ones where the shared cases are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.engine.arrays import simultaneous, solve, space
from detente.engine.concepts import CONCEPTS
from detente.formats import load
from detente.model.dialogue import Dialogue, Option, Party, Preferences, Rule, Statement
from detente.model.expression import And, Compare, Const, Expr, If, Iff, Name, Not, Or

SHARED = Path(__file__).parents[3] / "shared" / "cases" / "graph-model"


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


# ---- the shared cases, where they are


def conjunction(literals: list[list[Any]]) -> Expr:
    if not literals:
        return Const(True)
    return And(tuple(Name(f"o{k}") if sign == "Y" else Not(Name(f"o{k}")) for k, sign in literals))


def statement(entry: Any) -> Expr:
    """A statement of the plain form: a conjunction, or any, if, iff of conjunctions."""
    if isinstance(entry, list):
        return conjunction(entry)
    if "any" in entry:
        return Or(tuple(map(conjunction, entry["any"])))
    kind = "iff" if "iff" in entry else "if"
    left, right = (statement(part) for part in entry[kind])
    return Iff(left, right) if kind == "iff" else If(left, right)


def dialogue_of(model: dict[str, Any]) -> Dialogue:
    makers = model["decision_makers"]
    owner = {k: f"d{n}" for n, maker in enumerate(makers) for k in maker["options"]}
    return Dialogue(
        title=model["name"],
        parties=tuple(Party(id=f"d{n}", name=maker["name"]) for n, maker in enumerate(makers)),
        options=tuple(
            Option(id=f"o{k}", by=owner[k], text=o["name"], direction=o["direction"])
            for k, o in enumerate(model["options"])
        ),
        rules=tuple(Rule(id=f"r{k}", never=conjunction(c)) for k, c in enumerate(model["infeasible"])),
        preferences={
            f"d{n}": Preferences(ranking=tuple(tuple(group) for group in maker["ranking"]))
            if maker.get("ranking")
            else wants(f"d{n}-", *map(statement, maker["preferences"]))
            for n, maker in enumerate(makers)
        },
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not here")
@pytest.mark.parametrize("name", ["prisoners", "elmira", "garrison", "syriairaq"])
def test_shared_case(name: str) -> None:
    case = json.loads((SHARED / f"{name}.json").read_text(encoding="utf-8"))
    dialogue, expected = dialogue_of(case["model"]), case["expected"]
    here, stable, agreed = verdicts(dialogue)
    ids = {party.name: party.id for party in dialogue.parties}
    assert len(here.feasible_cells()) == expected["states_feasible"]
    for concept, table in expected["stable"].items():
        for party, wanted in table.items():
            assert stable[concept][ids[party]] == wanted, (concept, party)
    for concept, wanted in expected["equilibria"].items():
        assert agreed[concept] == wanted, concept
    assert set(expected["stable"]) >= {c.name for c in CONCEPTS} - {"sseq"}
