"""The shared reference cases through the public functions: every dialogue loads, and settles where it should."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import detente as dt
from strategies import judge_of

CASES = Path(__file__).parents[3] / "shared" / "cases"
DEFINITIONS, MODELS = (
    sorted((CASES / folder).glob("*.json")) if CASES.is_dir() else [] for folder in ("definitions", "graph-model")
)
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not here")

PRISONERS = {"nash": [0], "sseq": [0, 3], "seq": [0, 3], "smr": [0, 3], "gmr": [0, 3], "sim": [0, 3]}
RIVER = {"nash": [7, 10, 18], "sseq": [7, 10, 18], "seq": [7, 10, 18], "smr": [4, 7, 10, 15, 18]}
RIVER["gmr"] = sorted([*RIVER["smr"], 3, 6, 16, 19, 22])


def dialogues(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every dialogue in a case file, with its place there."""
    if isinstance(value, dict) and {"parties", "options"} <= set(value):
        yield path, value
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from dialogues(part, f"{path}/{key}")


def parsed(data: dict[str, Any]) -> dt.Dialogue:
    """A dialogue of a case file, its views and unanswered asks as the format has them now."""
    data = json.loads(json.dumps(data).replace('"answer": "none"', '"answer": "unanswered"'))
    if isinstance(data.get("views"), dict):
        data["views"] = [
            {"who": who, "of": of, **view} for who, others in data["views"].items() for of, view in others.items()
        ]
    return dt.parse(json.dumps(data))


def settles(dialogue: dt.Dialogue) -> dict[str, list[int]]:
    """The codes of the equilibria of each concept; each state's own list of concepts and the counts agree."""
    result = dt.equilibria(dialogue, stable=True)
    found = {
        name: sorted(set.intersection(*(set(codes) for codes in table.values())))
        for name, table in result.stable.items()
    }
    for name, codes in found.items():
        assert sorted(e.code for e in result.equilibria if name in e.concepts) == codes
        assert result.counts[name] == len(codes)
    return found


FOUND = [
    pytest.param(file.stem, path, data, id=f"{file.stem}{path}")
    for file in DEFINITIONS
    for path, data in dialogues(json.loads(file.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(("file", "path", "data"), FOUND)
def test_every_dialogue_settles_where_the_definitions_say(file: str, path: str, data: dict[str, Any]) -> None:
    dialogue = parsed(data)
    judge = judge_of(dialogue)
    found = settles(dialogue)
    for name, codes in found.items():
        assert codes == sorted(dialogue.code(s) for s in judge.equilibria(name)), name
    if data.get("ranking") == {"one": [2, 3, 0, 1], "two": [1, 3, 0, 2]}:
        assert found == PRISONERS
    if len(dialogue.parties) == 3 and "release" in dialogue.levels:
        assert {name: found[name] for name in RIVER} == RIVER


def test_the_files_hold_the_dialogues_they_should() -> None:
    assert len(DEFINITIONS) >= 10
    assert len(FOUND) >= 20


@pytest.mark.parametrize("number", range(3))
def test_single_parties_upset_what_is_no_equilibrium(number: int) -> None:
    case = json.loads((CASES / "definitions" / "coalitions.json").read_text(encoding="utf-8"))["expected"][number]
    found = settles(parsed(case["dialogue"]))
    for code, expected in case["expected"].items():
        for name, upset in expected["unstable_coalitions"].items():
            alone = [group for group in upset if len(group) == 1]
            assert (int(code) in found[name]) == (not alone), (code, name)


@pytest.mark.parametrize("number", range(2))
def test_the_true_equilibria_of_a_hypergame(number: int) -> None:
    case = json.loads((CASES / "definitions" / "hypergame.json").read_text(encoding="utf-8"))["expected"][number]
    found = settles(parsed(case["dialogue"]))
    for name, expected in case["expected"].items():
        assert found[name] == expected["true"], name


# ---- published models, as dialogue files


def said(statement: Any) -> str:
    """A statement of the plain form as an expression of the file."""
    if isinstance(statement, list):
        parts = [f"o{option}" if sign == "Y" else f"not o{option}" for option, sign in statement]
        return " and ".join(parts) or "true"
    if "any" in statement:
        return " or ".join(f"({said(part)})" for part in statement["any"])
    left, right = (said(part) for part in statement.get("iff") or statement["if"])
    return f"({left}) iff ({right})" if "iff" in statement else f"if ({left}) then ({right})"


def as_file(model: dict[str, Any]) -> dict[str, Any]:
    makers = {f"d{k}": maker for k, maker in enumerate(model["decision_makers"])}
    owner = {option: party for party, maker in makers.items() for option in maker["options"]}
    return {
        "parties": {party: {"name": maker["name"]} for party, maker in makers.items()},
        "options": {
            f"o{k}": {"by": owner[k], "text": option["name"], "direction": option["direction"]}
            for k, option in enumerate(model["options"])
        },
        "rules": [{"never": said(condition)} for condition in model["infeasible"]],
        "ranking": {party: maker["ranking"] for party, maker in makers.items() if maker.get("ranking")},
        "priorities": {
            party: [said(statement) for statement in maker["preferences"]]
            for party, maker in makers.items()
            if not maker.get("ranking")
        },
    }


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.stem)
def test_published_models_state_by_state(file: Path) -> None:
    case = json.loads(file.read_text(encoding="utf-8"))
    expected = case["expected"]
    dialogue = dt.parse(json.dumps(as_file(case["model"])))
    result, ids = dt.equilibria(dialogue, stable=True), {p.name: p.id for p in dialogue.parties}
    assert result.states.feasible == expected["states_feasible"]
    for concept, table in expected["stable"].items():
        for party, codes in table.items():
            assert list(result.stable[concept][ids[party]]) == codes, (concept, party)
    found = settles(dialogue)
    for concept, codes in expected["equilibria"].items():
        assert found[concept] == codes, concept
