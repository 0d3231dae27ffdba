"""One suite for every engine: what the interface promises, against the slow judge and the published tables.

A class of three lines runs it for an engine (`test_engines.py`). `EngineSuite` asks about single states, `SolverSuite`
besides about sets of states.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import prod

import pytest

from definitions import Judge
from detente.engine.concepts import CONCEPTS
from detente.engine.interface import Engine, Solver, everyone
from detente.model.dialogue import Dialogue
from reference import Case, published
from sanction_checks import checks
from strategies import Model, random_model

BLOCKS = range(10)
STRONGER = [("nash", "sseq"), ("sseq", "seq"), ("seq", "gmr"), ("sseq", "smr"), ("smr", "gmr")]

State = tuple[int, ...]


def models(block: int, most: int) -> list[Model]:
    """Random dialogues with holes, ties, one-way options and options of several levels (`strategies`)."""
    return [random_model(seed, most=most) for seed in range(block * 12, block * 12 + 12)]


def every(dialogue: Dialogue) -> list[State]:
    """All settings of the options, by code."""
    return [dialogue.state(code) for code in range(prod(dialogue.radices))]


def order(model: Model, party: str, s: State, t: State) -> tuple[int, int, int]:
    """Better first; of equally good ones fewest changes, then the file's code."""
    changed = sum(a != b for a, b in zip(s, t, strict=True))
    return -model.judge.rank[party][t], changed, model.dialogue.code(t)


def deterred(judge: Judge, concept: str, party: str, s: State, t: State, lean: bool) -> bool:
    return bool(judge.sanctions(concept, party, s, t, lean and concept in ("seq", "sseq")))


class EngineSuite:
    """What every engine answers about single states."""

    engine: Callable[[Dialogue], Engine]

    @pytest.mark.parametrize("block", BLOCKS)
    def test_moves_and_preferences(self, block: int) -> None:
        for model in models(block, 40):
            judge, asked = model.judge, type(self).engine(model.dialogue)
            assert set(asked.movers) == set(judge.owners), model.seed
            for s in judge.states:
                assert asked.feasible(s)
                for party in judge.parties:
                    better = judge.UI[party, s]
                    assert set(asked.moves(party, s)) == judge.R[party, s], model.seed
                    assert set(asked.improvements(party, s)) == better
                    assert asked.count(party, s) == len(better)
                    assert set(asked.lean(party, s)) == judge.lean[party, s]
                    assert {t for t in better if asked.is_lean(party, s, t)} == judge.lean[party, s]
                    assert list(asked.best(party, s)) == sorted(better, key=lambda t: order(model, party, s, t))

    @pytest.mark.parametrize("block", BLOCKS)
    def test_preferences_are_those_of_the_dialogue_pair_by_pair(self, block: int) -> None:
        for model in models(block, 24):
            judge, asked = model.judge, type(self).engine(model.dialogue)
            for party in judge.parties:
                rank = judge.rank[party]
                for a in judge.states:
                    assert all(asked.prefers(party, a, b) == (rank[a] > rank[b]) for b in judge.states), model.seed

    @pytest.mark.parametrize("block", BLOCKS)
    def test_states_that_a_rule_excludes_are_nowhere(self, block: int) -> None:
        for model in models(block, 40):
            asked = type(self).engine(model.dialogue)
            there = {s for s in every(model.dialogue) if asked.feasible(s)}
            assert there == set(model.judge.states), model.seed

    @pytest.mark.parametrize("block", BLOCKS)
    @pytest.mark.parametrize("lean", [False, True])
    def test_sanctions_are_there_exactly_when_deterred_and_check(self, block: int, lean: bool) -> None:
        for model in models(block, 16):
            judge, asked = model.judge, type(self).engine(model.dialogue)
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

    @pytest.mark.parametrize("block", BLOCKS)
    def test_verdicts(self, block: int) -> None:
        for model in models(block, 24):
            judge, asked = model.judge, type(self).engine(model.dialogue)
            for concept in CONCEPTS:
                for lean in (False, True) if concept.answer == "improvements" else (False,):
                    held = {s for s in judge.states if everyone(asked, s, concept, lean=lean)}
                    assert held == judge.equilibria(concept.name, lean), (model.seed, concept.name, lean)

    @pytest.mark.parametrize("case", published(), ids=lambda case: case.name)
    def test_published_models_state_by_state(self, case: Case) -> None:
        dialogue = case.dialogue
        asked = type(self).engine(dialogue)
        states = [s for s in every(dialogue) if asked.feasible(s)]
        assert len(states) == case.feasible
        for concept in CONCEPTS:
            stable = {
                party.id: [dialogue.code(s) for s in states if asked.stable(party.id, s, concept)]
                for party in dialogue.parties
            }
            assert stable == case.stable[concept.name], concept.name
            held = [dialogue.code(s) for s in states if everyone(asked, s, concept)]
            assert held == case.equilibria[concept.name], concept.name


class SolverSuite(EngineSuite):
    """What an engine that knows all states at once answers besides."""

    engine: Callable[[Dialogue], Solver]

    @pytest.mark.parametrize("block", BLOCKS)
    def test_stable_sets(self, block: int) -> None:
        for model in models(block, 40):
            judge, asked = model.judge, type(self).engine(model.dialogue)
            for concept in CONCEPTS:
                for party in judge.parties:
                    stable = asked.where(party, concept)
                    held = {s for s in judge.states if judge.stable(concept.name, party, s)}
                    assert stable.count() == len(held), (model.seed, concept.name, party)
                    assert all((s in stable) == (s in held) for s in judge.states)

    @pytest.mark.parametrize("block", BLOCKS)
    def test_a_stronger_concept_holds_nowhere_that_a_weaker_one_does_not(self, block: int) -> None:
        for model in models(block, 40):
            asked = type(self).engine(model.dialogue)
            for strong, weak in STRONGER:
                for party in model.judge.parties:
                    beyond = asked.where(party, strong) & ~asked.where(party, weak)
                    assert beyond.count() == 0, (model.seed, strong, weak, party)

    @pytest.mark.parametrize("block", BLOCKS)
    def test_sets_of_states(self, block: int) -> None:
        for model in models(block, 40):
            judge, asked = model.judge, type(self).engine(model.dialogue)
            nash, gmr = judge.equilibria("nash"), judge.equilibria("gmr")
            firm, feared = asked.equilibria("nash"), asked.equilibria("gmr")
            pairs = ((firm, nash), (feared & ~firm, gmr - nash), (firm | feared, nash | gmr))
            for states, expected in pairs:
                codes = sorted(map(model.dialogue.code, expected))
                assert states.count() == len(expected)
                assert [model.dialogue.code(s) for s in states.some(3)] == codes[:3]
                assert all((s in states) == (s in expected) for s in judge.states)
                for k, seen in enumerate(states.levels()):
                    assert seen == tuple(any(s[k] == level for s in expected) for level in range(len(seen)))
