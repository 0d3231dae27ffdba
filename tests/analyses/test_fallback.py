"""Fallback bargaining: the papers' examples, a naive reading of the definition, and the known facts."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from detente.errors import InputError
from detente.methods.bargaining import fallback as fallback_module
from detente.methods.bargaining.fallback import fallback, undominated
from reference import worked


def groups(text):
    """"ab c" is the ranking with a and b tied above c."""
    return [list(part) for part in text.split()]


def literal(rankings, quota, reading, impasse=None):
    """The definition, word for word: descend one step at a time until some alternative has enough approvals."""
    impasse = impasse or {}
    items = sorted({x for g in rankings.values() for group in g for x in group} - set(impasse.values()))
    place = {p: {x: k for k, group in enumerate(g) for x in group} for p, g in rankings.items()}

    def depth(p, x):
        if p in impasse and place[p][x] >= place[p][impasse[p]]:
            return None
        if reading == "class":
            return 1 + len({place[p][y] for y in items if place[p][y] < place[p][x]})
        return 1 + sum(place[p][y] < place[p][x] for y in items)

    for d in range(1, len(items) + 1):
        approvals = {x: sum(depth(p, x) is not None and depth(p, x) <= d for p in rankings) for x in items}
        most = max(approvals.values(), default=0)
        if most >= quota:
            best = [x for x in items if approvals[x] == most]
            vector = {x: tuple(place[p][x] for p in rankings) for x in items}
            kept = [x for x in best if not any(beats(vector[y], vector[x]) for y in best)]
            return d, most, best, kept
    return None


def beats(a, b):
    return a != b and all(x <= y for x, y in zip(a, b, strict=True))


def seen(result):
    return None if result.impasse else (result.depth, result.support, sorted(result.set), sorted(result.undominated))


def test_two_with_opposite_rankings_meet_in_the_middle():
    result = fallback({"1": groups("a b c d"), "2": groups("d c b a")})
    assert (result.depth, result.set) == (3, ("b", "c"))


def test_a_compromise_that_neither_majority_nor_condorcet_would_choose():
    rankings = {"1": groups("a b c"), "2": groups("a b c"), "3": groups("c b a")}
    assert fallback(rankings, quota=1).set == fallback(rankings, quota=2).set == ("a",)
    whole = fallback(rankings)
    assert (whole.depth, whole.set) == (2, ("b",))


@pytest.mark.parametrize(("quota", "depth"), [(1, 1), (2, 2), (3, 3)])
def test_a_cycle_leaves_all_three(quota, depth):
    result = fallback({"1": groups("a b c"), "2": groups("b c a"), "3": groups("c a b")}, quota=quota)
    assert (sorted(result.set), result.depth) == (["a", "b", "c"], depth)


def test_ties_by_number_given_up_and_by_class():
    rankings = {"1": groups("ab cde"), "2": groups("e d c a b")}
    number, classes = fallback(rankings), fallback(rankings, reading="class")
    assert (number.depth, sorted(number.set), number.undominated) == (3, ["c", "d", "e"], ("e",))
    assert (classes.depth, sorted(classes.set), classes.undominated) == (2, ["d", "e"], ("e",))


def test_no_agreement_is_a_floor_and_no_alternative():
    none = {"1": "I", "2": "I"}
    assert fallback({"1": groups("a x I b"), "2": groups("b I x a")}, impasse=none).impasse
    met = fallback({"1": groups("a x I b"), "2": groups("b x I a")}, impasse=none)
    assert (met.depth, met.set) == (2, ("x",))


def test_river_packages():
    rankings = {
        "upland": [[10], [4], [9], [3], [6, 7], [0, 1]],
        "lowland": [[1, 4], [7, 10], [0], [3], [6], [9]],
    }
    assert fallback(rankings).set == (4,)
    assert sorted(fallback(rankings, reading="class").set) == [4, 10]


def test_ten_states_drafting_a_treaty_of_three_provisions():
    """Brams, Kilgour & Sanver 2007, their example of ten players, preferences by distance from each one's ideal."""
    items = ["".join(bits) for bits in product("01", repeat=3)]
    ideals = ["000", "100", "010", "001", "110", "101", "011", "110", "101", "011"]

    def distance(x, y):
        return sum(a != b for a, b in zip(x, y, strict=True))

    rankings = {str(k): [[x for x in items if distance(x, top) == d] for d in range(4)] for k, top in enumerate(ideals)}
    by_class, by_number = fallback(rankings, reading="class"), fallback(rankings)
    assert (by_class.set, by_class.depth, by_number.set, by_number.depth) == (("000",), 3, ("000",), 5)
    assert sorted(fallback(rankings, quota=6).set) == ["001", "010", "100", "111"]


def random_rankings(rng, ties):
    parties, count = rng.randint(1, 5), rng.randint(1, 7)
    items = "abcdefg"[:count]
    rankings = {}
    for p in range(parties):
        if ties:
            levels = {x: rng.randrange(count) for x in items}
            ranking = [[x for x in items if levels[x] == k] for k in range(count)]
            rankings[str(p)] = [group for group in ranking if group]
        else:
            rankings[str(p)] = [[x] for x in rng.sample(items, count)]
    return rankings, items


@pytest.mark.parametrize("reading", ["better", "class"])
def test_as_the_literal_definition(reading):
    rng = random.Random(1)
    impasses = 0
    for _ in range(400):
        rankings, items = random_rankings(rng, ties=rng.random() < 0.7)
        quota = rng.randint(1, len(rankings))
        none = {p: rng.choice(items) for p in rankings} if rng.random() < 0.5 else None
        expected = literal(rankings, quota, reading, none)
        impasses += expected is None
        assert seen(fallback(rankings, quota=quota, reading=reading, impasse=none)) == expected
    assert impasses > 20


def test_facts_of_the_paper_for_strict_rankings():
    rng = random.Random(2)
    for _ in range(300):
        rankings, items = random_rankings(rng, ties=False)
        n, m = len(rankings), len(items)
        result = fallback(rankings)
        assert result.depth <= (n - 1) * m // n + 1
        assert len(result.set) <= n
        assert result.set == result.undominated
        place = {p: {x: k for k, group in enumerate(g) for x in group} for p, g in rankings.items()}
        assert result.depth == 1 + min(max(place[p][x] for p in rankings) for x in items)


def test_what_cannot_be_used_is_told():
    with pytest.raises(InputError, match="quota"):
        fallback({"1": groups("a b")}, quota=2)
    with pytest.raises(InputError, match="same alternatives"):
        fallback({"1": groups("a b"), "2": groups("a c")})
    with pytest.raises(InputError, match="twice"):
        fallback({"1": groups("a a")})
    with pytest.raises(InputError, match="at least one party"):
        fallback({})


@pytest.mark.parametrize("case", worked("fallback")["expected"], ids=lambda case: case["name"])
def test_computed_examples(case):
    for key, expected in case["expected"].items():
        reading, quota = key.split(", q=")
        result = fallback(case["rankings"], quota=int(quota), reading=reading, impasse=case.get("impasse"))
        if expected.get("impasse"):
            assert result.impasse
        else:
            assert seen(result) == (
                expected["depth"], expected["support"], sorted(expected["set"]), sorted(expected["undominated"])
            )


@pytest.mark.parametrize("seed", range(40))
def test_what_is_dominated_is_the_same_by_blocks(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(seed)
    worth = draw.integers(0, 2 + seed % 7, size=(1 + seed % 4, 40))
    naive = [not any((worth[:, j] >= one).all() and (worth[:, j] > one).any() for j in range(40)) for one in worth.T]
    monkeypatch.setattr(fallback_module, "AT_ONCE", 1 + seed % 9)
    assert undominated(worth).tolist() == naive
