"""Single states: sanctions, credible moves, and the lean reading, against the slow judge."""

from __future__ import annotations

import pytest

from definitions import Judge, State
from detente.engine.arrays import lean, space, witness
from detente.engine.arrays.single import Arrays
from detente.engine.concepts import CONCEPTS
from detente.formats import parse
from sanction_checks import checks
from strategies import judge_of, random_model

BLOCKS = range(10)


def models(block: int, most: int = 24):
    for seed in range(block * 12, block * 12 + 12):
        model = random_model(seed, most=most)
        yield seed, model.judge, space.build(model.dialogue)


def shortest(judge: Judge, party: str, s: State, t: State, concept: str) -> int | None:
    """The least number of steps of a sanction, by widening rings of (state, last mover)."""
    steps = judge.R if concept in ("gmr", "smr") else judge.UI
    deters = judge.sanctions(concept, party, s, t)
    ring, seen, length = {(t, party)}, {(t, party)}, 0
    while ring:
        length += 1
        ring = {
            (there, other)
            for here, last in ring
            for other in judge.parties
            if other not in (party, last)
            for there in steps[other, here]
        } - seen
        if any(state in deters for state, _ in ring):
            return length
        seen |= ring
    return None


@pytest.mark.parametrize("block", BLOCKS)
def test_moves_improvements_and_names_of_states(block: int) -> None:
    for seed, judge, here in models(block, 60):
        for s in judge.states:
            cell = here.cell_of(s)
            assert here.state_of(cell) == s == here.dialogue.state(here.code_of(cell))
            assert here.cell_of_code(here.code_of(cell)) == cell
            for party in judge.parties:
                moves, better = here.moves(party, cell), here.improvements(party, cell)
                assert list(moves) == sorted(here.cell_of(t) for t in judge.R[party, s]), seed
                assert list(better) == sorted(here.cell_of(t) for t in judge.UI[party, s]), seed


@pytest.mark.parametrize("block", BLOCKS)
def test_sanctions_are_there_exactly_when_deterred_check_and_are_shortest(block: int) -> None:
    for seed, judge, here in models(block, 16):
        engine = Arrays(here)
        for (party, s), better in judge.UI.items():
            cell = here.cell_of(s)
            for concept in CONCEPTS:
                for t in better:
                    found = engine.sanction(party, s, t, concept)
                    least = shortest(judge, party, s, t, concept.name)
                    assert (None if found is None else len(found.steps)) == least, (seed, party, s, t, concept.name)
                    assert found is None or checks(engine, found)
            free = {t for t in better if not judge.sanctions("seq", party, s, t)}
            assert {here.state_of(t) for t in witness.unsanctioned(here, party, cell)} == free


def test_a_forged_sanction_does_not_check() -> None:
    from dataclasses import replace

    forged = 0
    for _, judge, here in (found for block in range(8) for found in models(block, 24)):
        engine = Arrays(here)
        for (party, s), better in judge.UI.items():
            for t in better:
                found = engine.sanction(party, s, t, "seq")
                if found is None:
                    continue
                last = found.steps[-1]
                assert not checks(engine, replace(found, steps=()))
                assert not checks(engine, replace(found, concept="nash"))
                assert not checks(engine, replace(found, steps=(*found.steps, last)))
                assert not checks(engine, replace(found, steps=(replace(last, mover=party),)))
                assert not checks(engine, replace(found, steps=(replace(last, after=last.before),)))
                forged += 1
    assert forged > 20


@pytest.mark.parametrize("block", BLOCKS)
def test_the_lean_reading(block: int) -> None:
    for seed, judge, here in models(block, 36):
        asked = lean.Lean(here)
        for s in judge.states:
            cell = here.cell_of(s)
            for name in ("seq", "sseq"):
                for party in judge.parties:
                    expected = judge.stable(name, party, s, lean=True)
                    assert asked.stable(party, cell, name) == expected, (seed, name, party, s)
                    assert not expected or judge.stable(name, party, s)


def test_a_party_may_answer_leanly_twice_running() -> None:
    """North stays only since South would answer by one lean step and then by another; both at once are not lean."""
    dialogue = parse(
        """
parties: {north: {name: North}, south: {name: South}}
options:
  push: {by: north, text: Push}
  close: {by: south, text: Close}
  arm: {by: south, text: Arm}
priorities:
  north: [not (close and arm), push]
weights:
  south: {close and not arm: 1, arm: 2}
"""
    )
    here = space.build(dialogue)
    asked, start = lean.Lean(here), here.cell_of((0, 0, 0))
    closed, both = here.cell_of((1, 1, 0)), here.cell_of((1, 1, 1))
    pushed = here.cell_of((1, 0, 0))
    assert both not in asked.improvements("south", pushed)
    assert closed in asked.improvements("south", pushed) and both in asked.improvements("south", closed)
    assert asked.stable("north", start, "seq") and judge_of(dialogue).stable("seq", "north", (0, 0, 0), lean=True)


def test_lean_differs_from_plain_somewhere() -> None:
    judges = (judge for block in range(4) for _, judge, _ in models(block))
    assert any(judge.equilibria("seq") - judge.equilibria("seq", lean=True) for judge in judges)
