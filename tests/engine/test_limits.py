"""The engine at its edges: long lists, large groups, exact weights, few parties, many states."""

from __future__ import annotations

import random
import tracemalloc
from concurrent import futures
from math import prod

import numpy as np
import pytest

from definitions import Judge
from detente.engine.arrays import simultaneous, solve, space
from detente.engine.concepts import CONCEPTS
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue, Equally, Option, Party, Preferences, Rule, Statement, Weight
from detente.model.expression import And, Expr, Name, Not
from effort import effort
from strategies import expression, judge_of

NAMES = [c.name for c in CONCEPTS]


def talks(options: dict[str, str], preferences: dict[str, Preferences], **more) -> Dialogue:
    """A dialogue of yes-or-no options (`levels` for others), each by the party beside it."""
    levels = more.pop("levels", {})
    parties = more.pop("parties", sorted({*options.values(), *preferences}))
    return Dialogue(
        title="edge",
        parties=tuple(Party(id=p, name=p) for p in parties),
        options=tuple(Option(id=o, by=p, text="", levels=levels.get(o, ("no", "yes"))) for o, p in options.items()),
        preferences={p: preferences.get(p, Preferences()) for p in parties},
        **more,
    )


def listed(wants: list[Expr]) -> Preferences:
    return Preferences(priorities=tuple(Statement(id=f"s{k}", want=w) for k, w in enumerate(wants)))


def same_order(ours: np.ndarray, theirs: list) -> None:
    """Two rankings say the same of every pair."""
    place = {key: k for k, key in enumerate(sorted(set(theirs)))}
    literal = np.array([place[key] for key in theirs])
    ours = ours.astype(np.int64)
    assert (np.sign(ours[:, None] - ours) == np.sign(literal[:, None] - literal)).all()


def compared(dialogue: Dialogue, party: str, keys) -> None:
    """The engine's ranking of a party against a literal key of each state."""
    here = space.build(dialogue)
    states = [here.state_of(cell) for cell in range(here.layout.size)]
    same_order(here.flat_ranks[party], [keys(state) for state in states])


@pytest.mark.parametrize("length", [*range(1, 131, 3), 30, 31, 32, 61, 62, 63, 64, 92, 93, 122, 123, 124, 130])
def test_a_list_of_any_length_is_lexicographic(length: int) -> None:
    """One line outweighs all later ones together, be they a hundred: no rounding, no overflow."""
    draw = random.Random(length)
    dialogue = talks({f"o{k}": "a" for k in range(5)} | {"z": "b"}, {}, levels={"o1": ("n", "h", "f")})
    # The first lines tell few states apart, so that the order hangs on the late ones, too.
    wants: list[Expr] = [And((Name("o0"), Name("o2"), Name("z"), Not(Name("z")))) for _ in range(length // 2)]
    wants += [expression(draw, list(dialogue.options), 2) for _ in range(length - len(wants))]
    dialogue = talks(
        {f"o{k}": "a" for k in range(5)} | {"z": "b"}, {"a": listed(wants)}, levels={"o1": ("n", "h", "f")}
    )
    compared(dialogue, "a", lambda state: tuple(dialogue.holds(want, state) for want in wants))


@pytest.mark.parametrize("late", [61, 62, 63, 91, 92, 129])
def test_the_last_of_many_lines_still_decides_and_an_earlier_one_outweighs_it(late: int) -> None:
    never = And((Name("x"), Not(Name("x"))))
    wants: list[Expr] = [never] * (late - 1) + [Not(Name("x")), Name("y")]
    here = space.build(talks({"x": "a", "y": "a"}, {"a": listed(wants)}))
    order = sorted(range(4), key=lambda cell: here.rank("a", cell), reverse=True)
    assert [here.state_of(cell) for cell in order] == [(0, 1), (0, 0), (1, 1), (1, 0)]
    assert len({here.rank("a", cell) for cell in range(4)}) == 4


@pytest.mark.parametrize("seed", range(25))
def test_groups_of_equal_weight_count_how_many_hold(seed: int) -> None:
    """Groups of two to nine, several of them, among single lines, until the whole is more than 62 bits wide."""
    draw = random.Random(seed)
    options = {f"o{k}": "ab"[k % 2] for k in range(6)}
    plain = talks(options, {})
    entries: list[Statement | Equally] = []
    for k in range(draw.randint(3, 30)):
        items = tuple(
            Statement(id=f"s{k}-{m}", want=expression(draw, list(plain.options), 2)) for m in range(draw.randint(2, 9))
        )
        entries.append(items[0] if draw.random() < 0.3 else Equally(id=f"g{k}", items=items))
    dialogue = talks(options, {"a": Preferences(priorities=tuple(entries))})

    def key(state):
        return tuple(
            sum(dialogue.holds(s.want, state) for s in (e.items if isinstance(e, Equally) else (e,))) for e in entries
        )

    compared(dialogue, "a", key)


def test_nine_of_nine_outweigh_nothing_above_them() -> None:
    names = [f"o{k}" for k in range(10)]
    group = Equally(id="g", items=tuple(Statement(id=n, want=Name(n)) for n in names[1:]))
    dialogue = talks(
        dict.fromkeys(names, "a"), {"a": Preferences(priorities=(Statement(id="t", want=Name("o0")), group))}
    )
    compared(dialogue, "a", lambda state: (state[0], sum(state[1:])))


def weighted(values: dict[str, float]) -> Dialogue:
    weights = tuple(Weight(expr=Name(o), value=v) for o, v in values.items())
    return talks(dict.fromkeys(values, "a"), {"a": Preferences(weights=weights)})


def test_decimal_weights_are_added_exactly() -> None:
    """0.1 and 0.2 together are 0.3: a tie, as everybody with a pencil would have it."""
    here = space.build(weighted({"x": 0.1, "y": 0.2, "z": 0.3}))
    one, other = here.cell_of((1, 1, 0)), here.cell_of((0, 0, 1))
    assert here.rank("a", one) == here.rank("a", other)
    assert here.rank("a", here.cell_of((1, 1, 1))) > here.rank("a", other) > here.rank("a", here.cell_of((0, 1, 0)))


@pytest.mark.parametrize(
    "values",
    [
        {"x": 1e300, "y": -1e300, "z": 1e-300, "w": 1.0},
        {"x": 2.0**63, "y": 1.0, "z": -1.0, "w": 0.5},
        {"x": 0.1, "y": 0.7, "z": 0.8, "w": -0.8},
        {"x": 0.0, "y": -0.0, "z": 1e-12, "w": 3.0},
    ],
)
def test_weights_of_any_size_are_compared_exactly(values: dict[str, float]) -> None:
    from fractions import Fraction

    dialogue = weighted(values)
    exact = [Fraction(repr(v)) for v in values.values()]
    compared(dialogue, "a", lambda state: sum(v for v, level in zip(exact, state, strict=True) if level))


def test_no_rank_is_below_zero() -> None:
    """-1 stands for what is infeasible or out of reach; weights below nothing must not look like it."""
    here = space.build(weighted({"x": -2.0, "y": -1.0, "z": 1.0}))
    assert sorted(int(r) for r in here.flat_ranks["a"]) == [0, 1, 1, 2, 2, 3, 3, 4]


def test_a_ranking_is_taken_as_it_stands_and_what_it_leaves_out_ranks_last() -> None:
    dialogue = talks({"x": "a", "y": "b"}, {"a": Preferences(ranking=((3,), (0, 2)))})
    here = space.build(dialogue)
    rank = {dialogue.code(here.state_of(c)): here.rank("a", c) for c in range(4)}
    assert rank[3] > rank[0] == rank[2] > rank[1]


# ---- few of everything


def agrees(dialogue: Dialogue) -> dict[str, set]:
    """Every verdict against the slow judge; the equilibria of each concept."""
    judge: Judge = judge_of(dialogue)
    here = space.build(dialogue)
    found = {**solve.solve(here), "sim": simultaneous.stable(here)}
    agreed = {}
    for name in (*NAMES, "sim"):
        for party in judge.parties:
            ours = {here.state_of(int(c)) for c in np.flatnonzero(found[name][party])}
            assert ours == {s for s in judge.states if judge.stable(name, party, s)}, (name, party)
        agreed[name] = judge.equilibria(name)
    return agreed


def test_one_party_alone_takes_what_it_likes_best() -> None:
    found = agrees(talks({"x": "a", "y": "a"}, {"a": listed([Name("x"), Not(Name("y"))])}))
    assert set(map(frozenset, found.values())) == {frozenset({(1, 0)})}


def test_a_party_without_options_is_stable_everywhere() -> None:
    dialogue = talks({"x": "a"}, {"b": listed([Not(Name("x"))])}, parties=["b", "a", "c"])
    found = agrees(dialogue)
    assert found["nash"] == {(0,), (1,)}
    assert solve.solve(space.build(dialogue))["nash"]["b"].all()


def test_an_option_with_one_level_changes_nothing() -> None:
    dialogue = talks({"x": "a", "y": "b"}, {"a": listed([Name("x")])}, levels={"y": ("only",)})
    assert agrees(dialogue)["nash"] == {(1, 0)}


def test_a_party_whose_only_option_is_pinned_by_the_rules() -> None:
    wants = {"a": listed([Name("x")]), "b": listed([Name("y")])}
    dialogue = talks({"x": "a", "y": "b"}, wants, rules=(Rule(id="r", never=Name("y")),))
    assert agrees(dialogue)["nash"] == {(1, 0)}


def test_one_feasible_state_is_an_equilibrium_of_everything() -> None:
    dialogue = talks(
        {"x": "a", "y": "b"},
        {"a": listed([Not(Name("x"))])},
        rules=(Rule(id="r", never=Not(Name("x"))), Rule(id="q", never=Name("y"))),
    )
    assert set(map(frozenset, agrees(dialogue).values())) == {frozenset({(1, 0)})}


# ---- many states


def wide(bits: int, parties: int = 4, holes: bool = False) -> Dialogue:
    """2^bits states, options dealt round; each party wants a bit of everything."""
    draw = random.Random(bits)
    options = {f"o{k}": f"p{k % parties}" for k in range(bits)}
    plain = talks(options, {})
    wants = {f"p{n}": listed([expression(draw, list(plain.options), 2) for _ in range(8)]) for n in range(parties)}
    rules = (Rule(id="r", never=And((Name("o0"), Name("o1")))),) if holes else ()
    return talks(options, wants, rules=rules)


def test_too_many_states_are_refused_before_memory_is_touched() -> None:
    large = talks({f"o{k}": f"p{k % 3}" for k in range(60)}, {})
    tracemalloc.start()
    told = "1,152,921,504,606,846,976 is more than the limit of 16,777,216"
    with effort() as spent, pytest.raises(TooLarge, match=told):
        space.build(large)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent.calls < 4000
    assert peak < 1_000_000


def test_the_limit_is_where_it_is_said_to_be() -> None:
    at = talks({f"o{k}": f"p{k % 3}" for k in range(24)}, {})
    space.check_size(at)
    with pytest.raises(TooLarge):
        space.check_size(talks({f"o{k}": f"p{k % 3}" for k in range(24)} | {"z": "p0"}, {}))


def test_sim_is_refused_beyond_its_own_limit() -> None:
    assert simultaneous.LIMIT == 2**16
    here = space.build(talks({f"o{k}": f"p{k % 3}" for k in range(17)}, {}))
    with pytest.raises(TooLarge, match="131,072 is more than the limit of 65,536"):
        simultaneous.stable(here)


@pytest.mark.parametrize("holes", [False, True])
def test_two_threads_find_what_one_finds(holes: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    here = space.build(wide(18, holes=holes))
    assert prod(here.layout.shape) == solve.THREADED
    made = []
    pool = futures.ThreadPoolExecutor
    monkeypatch.setattr(futures, "ThreadPoolExecutor", lambda n: made.append(n) or pool(n))
    threaded = solve.solve(here)
    assert made
    made.clear()
    monkeypatch.setattr(solve, "THREADED", 2**30)
    alone = solve.solve(here)
    assert not made
    for name in NAMES:
        for party, mask in alone[name].items():
            assert (threaded[name][party] == mask).all(), (name, party)


def test_many_states_are_judged_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The threaded path on a small model: its verdicts are those of the definition."""
    monkeypatch.setattr(solve, "THREADED", 1)
    agrees(wide(5, parties=3, holes=True))
