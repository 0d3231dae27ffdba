"""The lean reading of many states at once, against the slow judge and against single states."""

import numpy as np
import pytest

import detente.engine.arrays.lean_sets as lean_sets
from detente.engine.arrays.space import build
from detente.engine.interface import everyone
from detente.engine.solved import solved
from effort import effort
from strategies import random_dialogue, random_model


@pytest.mark.parametrize("at_once", [1, 7, lean_sets.AT_ONCE])
@pytest.mark.parametrize("block", range(4))
def test_lean_steps_and_settlements_are_those_of_the_judge(
    block: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lean_sets, "AT_ONCE", at_once)
    for seed in range(block * 12, block * 12 + 12):
        model = random_model(seed, most=40)
        space, judge = build(model.dialogue), model.judge
        cells = space.feasible_cells()
        for party in space.layout.owners:
            before, after = (map(space.state_of, ends) for ends in lean_sets.lean_steps(space, party, cells))
            made = {s: set(judge.lean[party, s]) for s in judge.states if judge.lean[party, s]}
            steps: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
            for s, t in zip(before, after, strict=True):
                steps.setdefault(s, set()).add(t)
            assert steps == made, seed
        for concept in ("seq", "sseq"):
            kept = {space.state_of(cell) for cell in lean_sets.settled(space, cells, concept)}
            assert kept == judge.equilibria(concept, lean=True), (seed, concept)


def test_only_the_states_asked_about_are_told_in_their_order() -> None:
    for seed in range(40):
        dialogue = random_dialogue(seed, most=60)
        space = build(dialogue)
        cells = space.feasible_cells()[::-3].copy()
        kept = lean_sets.settled(space, cells, "seq")
        engine = solved(dialogue).engine
        assert kept.tolist() == [c for c in cells.tolist() if everyone(engine, space.state_of(c), "seq", lean=True)]


def test_states_are_looked_at_together() -> None:
    """Ten times the states asked about take hardly more calls."""
    space = build(random_dialogue(3, most=4_000, least=10))
    cells = space.feasible_cells()
    spent = []
    for asked in (cells[:: len(cells) // 20], cells):
        with effort() as one:
            lean_sets.settled(space, np.asarray(asked), "seq")
        spent.append(one.calls)
    assert spent[1] < 4 * spent[0] + 500
