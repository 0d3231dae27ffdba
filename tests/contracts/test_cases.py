"""The reference cases through the public functions: every dialogue loads, and settles where it should."""

from __future__ import annotations

import json
from typing import Any

import pytest

import detente as dt
from reference import WORKED, Case, dialogues, published, worked
from strategies import judge_of

PRISONERS = {"nash": [0], "sseq": [0, 3], "seq": [0, 3], "smr": [0, 3], "gmr": [0, 3], "sim": [0, 3]}
RIVER = {"nash": [7, 10, 18], "sseq": [7, 10, 18], "seq": [7, 10, 18], "smr": [4, 7, 10, 15, 18]}
RIVER["gmr"] = sorted([*RIVER["smr"], 3, 6, 16, 19, 22])


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
    for file in WORKED
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
    assert len(WORKED) >= 10
    assert len(FOUND) >= 20


@pytest.mark.parametrize("number", range(3))
def test_single_parties_upset_what_is_no_equilibrium(number: int) -> None:
    case = worked("coalitions")["expected"][number]
    found = settles(parsed(case["dialogue"]))
    for code, expected in case["expected"].items():
        for name, upset in expected["unstable_coalitions"].items():
            alone = [group for group in upset if len(group) == 1]
            assert (int(code) in found[name]) == (not alone), (code, name)


@pytest.mark.parametrize("number", range(2))
def test_the_true_equilibria_of_a_hypergame(number: int) -> None:
    case = worked("hypergame")["expected"][number]
    found = settles(parsed(case["dialogue"]))
    for name, expected in case["expected"].items():
        assert found[name] == expected["true"], name


# ---- published models, through the public functions


@pytest.mark.parametrize("case", published(), ids=lambda case: case.name)
def test_published_models_state_by_state(case: Case) -> None:
    result = dt.equilibria(case.dialogue, stable=True)
    assert result.states.feasible == case.feasible
    assert {c: {p: list(codes) for p, codes in table.items()} for c, table in result.stable.items()} == case.stable
    assert settles(case.dialogue) == case.equilibria
