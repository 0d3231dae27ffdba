"""The array engine against the slow judge on 600 random dialogues, and what must hold between concepts."""

from __future__ import annotations

import random

import numpy as np
import pytest

from detente.engine.arrays import ladder, one_way, simultaneous, solve, space
from detente.engine.concepts import CONCEPTS
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue, Option, Party, Preferences, Rule, Statement
from strategies import LEVELS, Model, expression, judge_of, random_model

RULED = [c.name for c in CONCEPTS]
STRONGER = [("nash", "sseq"), ("sseq", "seq"), ("seq", "gmr"), ("sseq", "smr"), ("smr", "gmr"), ("nash", "sim")]


def verdicts(here: space.Space) -> dict[str, dict[str, np.ndarray]]:
    return {**solve.solve(here), "sim": simultaneous.stable(here)}


def states(here: space.Space, mask: np.ndarray) -> set[tuple[int, ...]]:
    return {here.state_of(int(cell)) for cell in np.flatnonzero(mask)}


@pytest.mark.parametrize("block", range(20))
def test_every_verdict_is_the_one_of_the_definition(block: int) -> None:
    for seed in range(block * 30, block * 30 + 30):
        model = random_model(seed)
        here = space.build(model.dialogue)
        found = verdicts(here)
        assert states(here, here.feasible) == set(model.judge.states), seed
        for name in (*RULED, "sim"):
            for party in model.judge.parties:
                expected = {s for s in model.judge.states if model.judge.stable(name, party, s)}
                assert states(here, found[name][party]) == expected, (seed, name, party)
        check_order(model, here, found)
        check_inclusions(found, seed)


def check_order(model: Model, here: space.Space, found: dict[str, dict[str, np.ndarray]]) -> None:
    """Rankings are those of the dialogue, pair by pair; equilibria are what all agree on."""
    cells = here.feasible_cells()
    for party in model.judge.parties:
        literal = np.array([model.judge.rank[party][here.state_of(int(c))] for c in cells])
        ours = here.flat_ranks[party][cells]
        both = np.sign(literal[:, None] - literal), np.sign(ours[:, None].astype(np.int64) - ours)
        assert (both[0] == both[1]).all(), (model.seed, party)
    for concept in CONCEPTS:
        agreed = here.feasible.copy()
        for mask in found[concept.name].values():
            agreed &= mask
        assert (solve.everywhere(here, solve.stable(here, concept)) == agreed).all()


def check_inclusions(found: dict[str, dict[str, np.ndarray]], seed: int) -> None:
    for strong, weak in STRONGER:
        for party, mask in found[strong].items():
            assert not (mask & ~found[weak][party]).any(), (seed, strong, weak, party)


def test_the_random_models_hold_what_they_are_meant_to() -> None:
    """A generator that never made holes, ties or one-way moves would prove nothing."""
    models = [random_model(seed) for seed in range(200)]
    games = [m.judge for m in models]
    assert sum(len(g.states) < np.prod(g.levels) for g in games) > 50
    assert sum(any(d != "both" for d in g.directions) for g in games) > 30
    assert sum(3 in g.levels for g in games) > 50
    assert sum(set(g.parties) != set(g.owners) for g in games) > 10
    assert {len(g.parties) for g in games} == {2, 3, 4}
    for name in RULED[1:]:
        assert any(g.equilibria(name) - g.equilibria("nash") for g in games[:60]), name


@pytest.mark.parametrize("seed", range(12))
def test_a_batch_is_its_members_one_by_one(seed: int) -> None:
    here = space.build(random_model(seed).dialogue)
    plan, draw = here.layout, np.random.default_rng(seed)
    ranks = [draw.integers(0, 5, (7, *plan.shape)) for _ in plan.owners]
    if len(ranks) > 1:
        ranks[0] = ranks[0][0]  # one party is the same in all
    masks = draw.random((7, *plan.shape)) < 0.8
    for feasible in (here.feasible, masks):
        together = solve.solve_arrays(plan.levels, plan.directions, feasible, ranks)
        for k in range(7):
            mask = feasible if feasible.ndim == len(plan.shape) else feasible[k]
            single = [r if r.ndim == len(plan.shape) else r[k] for r in ranks]
            alone = solve.solve_arrays(plan.levels, plan.directions, mask, single)
            for row, other in zip(together, alone, strict=True):
                for a, b in zip(row, other, strict=True):
                    assert (a[k] == b).all()


def test_negative_and_huge_ranks_mean_only_their_order() -> None:
    levels, ways, mask = ((3,), (3,)), (("both",), ("both",)), np.ones((3, 3), bool)
    draw = np.random.default_rng(5)
    plain = [draw.integers(0, 6, (3, 3)) for _ in range(2)]
    spread = [(r - 3) * 2**60 for r in plain]
    for a, b in zip(
        solve.solve_arrays(levels, ways, mask, plain), solve.solve_arrays(levels, ways, mask, spread), strict=True
    ):
        assert all((x == y).all() for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize("shape", [(3, 4000), (4000, 3), (70, 70)])
def test_long_and_short_axes_go_the_same_way(shape: tuple[int, int]) -> None:
    """Tall ladders, wide ladders and chunks: compared with improvements looked up cell by cell."""
    draw = np.random.default_rng(shape[0])
    mask = draw.random(shape) < 0.9
    ranks = [draw.integers(0, 40, shape) for _ in shape]
    ways = (("both",), ("both",))
    seq = solve.stable_arrays([(k,) for k in shape], ways, mask, ranks, CONCEPTS[2])[0]
    for cell in draw.choice(np.flatnonzero(mask), 40):
        row, column = divmod(int(cell), shape[1])
        better = [r for r in range(shape[0]) if mask[r, column] and ranks[0][r, column] > ranks[0][row, column]]
        worst = [
            min((ranks[0][r, c] for c in range(shape[1]) if mask[r, c] and ranks[1][r, c] > ranks[1][r, column]),
                default=99)
            for r in better
        ]
        assert seq[row, column] == all(w <= ranks[0][row, column] for w in worst)


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_simultaneous_answers_worked_out_piece_by_piece(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    here = space.build(random_model(seed).dialogue)
    whole = simultaneous.stable(here)
    monkeypatch.setattr(simultaneous, "CHUNK", 8)
    pieces = simultaneous.stable(here)
    assert all((whole[party] == pieces[party]).all() for party in whole)
    agreed = np.logical_and.reduce([here.feasible, *whole.values()])
    assert (simultaneous.equilibria(here) == agreed).all()


@pytest.mark.parametrize("price", [0, 4, 10**9])
@pytest.mark.parametrize("seed", range(4))
def test_many_one_way_options(seed: int, price: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Down the ladder, from place to place, or whichever is cheaper: the verdicts are those of the definition."""
    monkeypatch.setattr(ladder, "PASS", price)
    draw = random.Random(seed)
    ways = ["forward", "back", "forward", "both", "forward", "both"]
    draw.shuffle(ways)
    levels = [2, 2, 3, 2, 2, 2]
    draw.shuffle(levels)
    options = tuple(
        Option(id=f"o{k}", by="p1" if k == 5 else "p0", text="", levels=LEVELS[levels[k]], direction=way)
        for k, way in enumerate(ways)
    )
    wants = {
        p: Preferences(priorities=tuple(
            Statement(id=f"{p}{k}", want=expression(draw, list(options), 2)) for k in range(5)
        )) for p in ("p0", "p1")
    }  # fmt: skip
    rules = (Rule(id="r", never=expression(draw, list(options), 2)),) if seed % 2 else ()
    dialogue = Dialogue(
        title="one way", parties=(Party(id="p0", name=""), Party(id="p1", name="")), options=options, rules=rules,
        preferences=wants,
    )  # fmt: skip
    judge, here = judge_of(dialogue), space.build(dialogue)
    for name, by_party in verdicts(here).items():
        for party, mask in by_party.items():
            assert states(here, mask) == {s for s in judge.states if judge.stable(name, party, s)}, (name, party)


def test_one_way_options_beyond_reckoning_are_refused_at_once() -> None:
    """Sixteen million states fit into memory; the ways that twenty one-way options leave open do not fit into a day."""
    options = tuple(Option(id=f"o{k}", by=f"p{k // 20}", text="", direction="forward") for k in range(22))
    parties = (Party(id="p0", name=""), Party(id="p1", name=""))
    here = space.build(Dialogue(title="", parties=parties, options=options))
    with pytest.raises(TooLarge, match="comparisons that the one-way options of one party need"):
        solve.solve(here)
    with pytest.raises(TooLarge, match="some of them one-way"):
        one_way.permitted(here.layout.levels[0], here.layout.directions[0])
    first = here.moves("p0", 0)
    assert len(first) == 2**20 - 1
