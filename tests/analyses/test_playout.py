"""The play-out: the chain against simulation and against powers of its matrix; where it stays; whose turn it is."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from outlook_naive import Game, combinations, random_uncertain

from detente.engine.arrays.solve import everywhere, stable
from detente.engine.arrays.space import build
from detente.methods.chances.markov import walk
from detente.methods.chances.steps import chain_of, steps
from strategies import random_dialogue
from walks import models_of, played


def random_chain(seed, size=12):
    """A graph as the play-out makes them: from a node some successors, each with the chance 1/k."""
    draw = random.Random(seed)
    chain, edge = {}, [0]
    while edge:
        node = edge.pop()
        if node in chain:
            continue
        after = draw.sample([n for n in range(size) if n != node], draw.choice((0, 1, 1, 2, 3)))
        chain[node] = [(to, len(after)) for to in after]
        edge += after
    return chain


@pytest.mark.parametrize("seed", range(100))
def test_the_chain_is_its_matrix_multiplied_for_ever(seed):
    chain = random_chain(seed)
    place = {node: k for k, node in enumerate(chain)}
    table = np.zeros((len(chain), len(chain)))
    for node, after in chain.items():
        for to, k in after:
            table[place[node], place[to]] = 1 / k
        if not after:
            table[place[node], place[node]] = 1
    lazy = (table + np.eye(len(table))) / 2
    for _ in range(60):
        lazy = lazy @ lazy
        lazy /= lazy.sum(axis=1, keepdims=True)
    found = walk(chain, 0)
    shares = {node: end.chance * share for end in found.ends for node, share in zip(end.nodes, end.shares, strict=True)}
    assert sum(shares.values()) == 1 and all(isinstance(share, Fraction) for share in shares.values())
    for node, k in place.items():
        assert float(shares.get(node, 0)) == pytest.approx(lazy[place[0], k], abs=1e-9)
    recurrent = set(shares)
    left = [node for node in chain if node not in recurrent]
    inner = table[np.ix_([place[n] for n in left], [place[n] for n in left])]
    if 0 in left:
        visits = np.linalg.solve(np.eye(len(left)) - inner, np.ones(len(left)))
        assert float(found.steps) == pytest.approx(visits[left.index(0)])


@pytest.mark.parametrize("seed", range(5))
def test_the_chain_is_what_playing_it_comes_to(seed):
    chain, draw = random_chain(seed), random.Random(seed)
    found = walk(chain, 0)
    outcome = {node: n for n, end in enumerate(found.ends) for node in end.nodes}
    ended, moves, times = Counter(), 0, 4000
    for _ in range(times):
        node = 0
        while node not in outcome:
            node = draw.choice(chain[node])[0]
            moves += 1
        ended[outcome[node]] += 1
    for n, end in enumerate(found.ends):
        assert ended[n] / times == pytest.approx(float(end.chance), abs=0.04)
    assert moves / times == pytest.approx(float(found.steps), abs=0.1 * (1 + float(found.steps)))


def test_a_large_chain_is_solved_in_floating_point():
    chain = {n: [(n + 1, 2), (0, 2)] for n in range(300)} | {300: []}
    found = walk(chain, 0)
    assert found.ends[0].nodes == (300,) and isinstance(found.ends[0].chance, float)
    assert walk({n: [(n + 1, 1)] for n in range(100)} | {100: []}, 0).steps == 100


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize(("moves", "concept"), [("credible", "seq"), ("improving", "nash")])
def test_play_stays_exactly_where_equilibria_are(seed, moves, concept):
    space = build(random_dialogue(seed, most=24))
    there = set(np.flatnonzero(everywhere(space, stable(space, concept))).tolist())
    for cell in space.feasible_cells().tolist():
        stays = not len(steps([models_of([space])] * len(space.layout.owners), cell, moves).before)
        assert stays == (cell in there)


@pytest.mark.parametrize("seed", range(60))
def test_many_models_at_once_are_each_on_its_own(seed):
    dialogue = random_uncertain(seed)
    spaces = [build(changed) for _, _, changed in combinations(dialogue)]
    start = spaces[0].cell_of(dialogue.status_quo)
    made = steps([models_of(spaces)] * len(spaces[0].layout.owners), start)
    cells = spaces[0].layout.size
    for model, space in enumerate(spaces):
        mine = made.before // cells == model
        if not space.flat_feasible[start]:
            assert not mine.any()
            continue
        rows = zip(made.before[mine] % cells, made.after[mine] % cells, made.k[mine], strict=True)
        chain = chain_of([tuple(map(int, row)) for row in rows], start)
        assert walk(chain, start) == played([space] * len(space.layout.owners), start)


@pytest.mark.parametrize("seed", range(60))
def test_nobody_wants_to_move_twice_running(seed):
    dialogue = random_dialogue(seed, most=24)
    game = Game(dialogue)
    for s in game.states:
        for party in game.parties:
            found = game.credible(party, s)
            best = [t for t in found if game.rank[party][t] == max(game.rank[party][u] for u in found)]
            assert not any(game.credible(party, t) for t in best)
