"""One suite for every engine: what the interface promises of single states, against the slow judge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from definitions import Judge
from detente.engine.arrays.single import Arrays
from detente.engine.concepts import CONCEPTS
from detente.engine.interface import Engine, checks, everyone
from detente.model.dialogue import Dialogue
from strategies import Model, random_model

ENGINES: dict[str, Callable[[Dialogue], Engine]] = {"arrays": Arrays.of}
BLOCKS = range(10)


def models(block: int, most: int) -> list[Model]:
    return [random_model(seed, most=most) for seed in range(block * 12, block * 12 + 12)]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Callable[[Dialogue], Engine]:
    return ENGINES[request.param]


@pytest.mark.parametrize("block", BLOCKS)
def test_moves_and_preferences(engine: Callable[[Dialogue], Engine], block: int) -> None:
    for model in models(block, 40):
        judge, asked = model.judge, engine(model.dialogue)
        for s in judge.states:
            assert asked.feasible(s)
            for party in judge.parties:
                better = judge.UI[party, s]
                assert set(asked.moves(party, s)) == judge.R[party, s], model.seed
                assert set(asked.improvements(party, s)) == better
                assert asked.count(party, s) == len(better)
                assert set(asked.lean(party, s)) == judge.lean[party, s]
                assert all(asked.prefers(party, t, s) and not asked.prefers(party, s, t) for t in better)
                assert list(asked.best(party, s)) == sorted(better, key=lambda t: order(model, party, s, t))


def order(model: Model, party: str, s: tuple[int, ...], t: tuple[int, ...]) -> tuple[int, int, int]:
    changed = sum(a != b for a, b in zip(s, t, strict=True))
    return -model.judge.rank[party][t], changed, model.dialogue.code(t)


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("lean", [False, True])
def test_sanctions_are_there_exactly_when_deterred_and_check(
    engine: Callable[[Dialogue], Engine], block: int, lean: bool
) -> None:
    for model in models(block, 16):
        judge, asked = model.judge, engine(model.dialogue)
        for (party, s), better in judge.UI.items():
            for concept in CONCEPTS:
                for t in better:
                    found = asked.sanction(party, s, t, concept, lean=lean)
                    assert (found is not None) == deterred(judge, concept.name, party, s, t, lean), model.seed
                    if found is not None:
                        assert checks(asked, found)
                        assert (found.party, found.state, found.improvement) == (party, s, t)
                        assert not checks(asked, replace(found, steps=()))
                        assert not checks(asked, replace(found, steps=(*found.steps, found.steps[-1])))
                        assert not checks(asked, replace(found, concept="nash"))


def deterred(judge: Judge, concept: str, party: str, s: tuple[int, ...], t: tuple[int, ...], lean: bool) -> bool:
    return bool(judge.sanctions(concept, party, s, t, lean and concept in ("seq", "sseq")))


@pytest.mark.parametrize("block", BLOCKS)
def test_verdicts(engine: Callable[[Dialogue], Engine], block: int) -> None:
    for model in models(block, 24):
        judge, asked = model.judge, engine(model.dialogue)
        for concept in CONCEPTS:
            for lean in (False, True) if concept.answer == "improvements" else (False,):
                held = {s for s in judge.states if everyone(asked, s, concept, lean=lean)}
                assert held == judge.equilibria(concept.name, lean), (model.seed, concept.name, lean)


@pytest.mark.parametrize("block", BLOCKS)
def test_sets_of_states(block: int) -> None:
    for model in models(block, 40):
        judge, solved = model.judge, Arrays.of(model.dialogue)
        nash, gmr = judge.equilibria("nash"), judge.equilibria("gmr")
        firm, feared = solved.equilibria("nash"), solved.equilibria("gmr")
        pairs = ((firm, nash), (feared & ~firm, gmr - nash), (firm | feared, nash | gmr))
        for states, expected in pairs:
            codes = sorted(map(model.dialogue.code, expected))
            assert states.count() == len(expected)
            assert [model.dialogue.code(s) for s in states.some(3)] == codes[:3]
            assert all((s in states) == (s in expected) for s in judge.states)
            for k, seen in enumerate(states.levels()):
                assert seen == tuple(any(s[k] == level for s in expected) for level in range(len(seen)))
