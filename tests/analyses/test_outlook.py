"""The outlook: against plain enumeration, the published example, and its own stated error."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from outlook_naive import naive_outlook, random_uncertain

from detente.analyses.outlook import outlook
from detente.engine.arrays.space import build
from detente.errors import InputError, NoAnswer
from detente.formats import parse
from detente.methods.chances.combinations import combined, drawn, items
from detente.methods.chances.draws import look, needed, rounds, wilson, within
from detente.model.change import apply
from walks import played

RIVER = """
parties: {upland: {}, lowland: {}, farmers: {at_table: false}}
circumstances: {dry_year: {now: true, chance: likely}}
options:
  release: {by: upland, asked_by: lowland, levels: [none, half, full]}
  pay: {by: lowland, asked_by: upland}
  dam: {by: upland, direction: forward}
  protest: {by: farmers}
asks:
  some: {of: upland, by: lowland, that: release >= half}
rules: [{never: release is full and dry_year}]
priorities:
  upland:
    - {id: own, want: not release is full, sure: likely}
    - pay
    - {id: half, want: if pay then release is half, sure: roughly even chance}
    - dam
  lowland: [release >= half, not dam, not pay unless release >= half]
  farmers: [protest iff release is none]
status_quo: {dam: no}
"""


def chance(result, ask):
    return next(one.chance for one in result.asks if one.ask == ask)


def test_the_example_of_the_definitions():
    result = outlook(parse(RIVER), replies="plain")
    assert chance(result, "some") == pytest.approx(4969 / 9600)
    made = {(one.item, one.ask): one for one in result.differences}
    assert made["dry_year", "some"].difference == pytest.approx(-13 / 240)
    assert made["own", "some"].difference == pytest.approx(-13 / 240)
    assert made["dry_year", "some"].share == pytest.approx(13 / 53)
    assert ("half", "some") not in made


@pytest.mark.parametrize("seed", range(200))
def test_exact_is_plain_enumeration(seed):
    dialogue = random_uncertain(seed)
    moves, choose = (("lean", "best"), ("credible", "best"), ("credible", "any"), ("improving", "best"))[seed % 4]
    states, asks, left_out, made, settles = naive_outlook(dialogue, moves, choose)
    if not states:
        with pytest.raises(NoAnswer):
            outlook(dialogue)
        return
    asked = {} if moves == "lean" else {"moves": moves, "choose": choose, "replies": "plain"}
    result = outlook(dialogue, **asked)
    assert {one.code: one.chance for one in result.states} == pytest.approx(states)
    assert {one.ask: one.chance for one in result.asks} == pytest.approx(asks, abs=1e-12)
    assert result.left_out == pytest.approx(left_out)
    told = {(one.ask, one.item): (one.difference, one.share) for one in result.differences}
    for key, (difference, share) in made.items():
        assert told.get(key, (0, 0)) == pytest.approx((difference, share), abs=1e-9)
    assert set(told) <= set(made)
    assert result.equilibrium_count == len(settles) and result.equilibria is not None
    for one in result.equilibria:
        assert (one.firm, one.credible) == pytest.approx(settles[one.code])
        assert one.free is None or one.credible > one.firm


def test_parts_of_any_size_come_to_the_same(monkeypatch):
    dialogue = random_uncertain(7)
    whole = outlook(dialogue)
    for most in (1, 3):
        monkeypatch.setattr("detente.methods.chances.sums.MOST", most)
        assert outlook(dialogue) == whole


def test_draws_come_to_the_same_as_working_out_each_on_its_own():
    dialogue = parse(RIVER)
    result = outlook(dialogue, draws=1500, seed=4, replies="plain")
    assert (result.mode, result.draws, result.seed) == ("drawn", 1500, 4)
    batch = drawn(items(dialogue), 0, 1500, 4)
    total = Fraction(0)
    for row, weight in zip(batch.rows, batch.weights.tolist(), strict=True):
        space = build(apply(dialogue, *combined(items(dialogue), row)))
        for end in played([space] * 3, space.cell_of(dialogue.status_quo)).ends:
            for cell, share in zip(end.nodes, end.shares, strict=True):
                total += weight * end.chance * share * (space.state_of(cell)[0] > 0)
    assert chance(result, "some") == float(total / 1500)


def test_drawn_is_within_its_stated_error_in_nearly_all_seeds():
    dialogue = parse(RIVER)
    exact = outlook(dialogue)
    misses = 0
    for seed in range(200):
        result = outlook(dialogue, draws=500, seed=seed)
        assert result.error == pytest.approx(within(500, 3))
        misses += any(abs(chance(result, ask.id) - chance(exact, ask.id)) > result.error for ask in dialogue.asks)
    assert misses <= 10


def test_draws_stop_once_all_are_known_within_the_error(monkeypatch):
    dialogue = parse(RIVER)
    exact = outlook(dialogue)
    monkeypatch.setattr("detente.analyses.outlook.MAX_COMBINATIONS", 1)
    looks = set()
    for seed in range(40):
        result = outlook(dialogue, seed=seed, error=0.04)
        looks.add(result.draws)
        assert result.draws in (1000, 2000, 4000) and result.error == 0.04
        assert all(abs(chance(result, ask.id) - chance(exact, ask.id)) <= 0.04 for ask in dialogue.asks)
    assert looks <= {look(k) for k in range(3)}
    assert outlook(dialogue, seed=3, error=0.04) == outlook(dialogue, seed=3, error=0.04)


def test_the_first_draws_are_the_same_however_many_follow():
    found = items(parse(RIVER))
    whole = drawn(found, 0, 3000, 1)
    parts = [drawn(found, a, b, 1) for a, b in ((0, 700), (700, 2300), (2300, 3000))]
    count = Counter()
    for part in parts:
        count.update(dict(zip(map(bytes, part.rows), part.weights.tolist(), strict=True)))
    assert count == dict(zip(map(bytes, whole.rows), whole.weights.tolist(), strict=True))
    assert [*rounds(0, 5000)] == [(0, 1000), (1000, 2000), (2000, 4000), (4000, 5000)]
    assert [*rounds(32_000, 140_000)] == [(32_000, 64_000), (64_000, 128_000), (128_000, 140_000)]


def test_nothing_uncertain_gives_the_one_result():
    certain = RIVER.replace(", chance: likely", "").replace(", sure: likely", "").replace(
        ", sure: roughly even chance", "")
    result = outlook(parse(certain))
    assert result.items == () and result.combinations == 1
    assert [(one.code, one.chance) for one in result.states] == [(18, 1)]
    result = outlook(parse(certain), replies="plain")
    assert [(one.code, one.chance) for one in result.states] == [(7, 0.5), (18, 0.5)]


def test_the_published_figures_of_wilson_and_hoeffding():
    assert wilson(0, 50, 1.96) == pytest.approx((0, 0.0713), abs=1e-4)
    assert wilson(34 / 50, 50, 1.96) == pytest.approx((0.5419, 0.7924), abs=1e-4)
    assert [needed(0.01, 1), needed(0.02, 1), needed(0.01, 10)] == [18445, 4612, 29958]


def test_an_interrupt_keeps_what_is_known(monkeypatch):
    monkeypatch.setattr("detente.methods.chances.sums.MOST", 2)

    def interrupted(work, parts):
        for k, part in enumerate(parts):
            if k == 3:
                raise KeyboardInterrupt
            yield work(part)

    result = outlook(parse(RIVER), spread=interrupted)
    assert not result.complete and result.states and result.combinations == 6
    with pytest.raises(KeyboardInterrupt):
        outlook(parse(RIVER), spread=lambda work, parts: _at_once())


def _at_once():
    raise KeyboardInterrupt
    yield


def test_what_cannot_be_asked():
    with pytest.raises(NoAnswer):
        outlook(parse("parties: {a: {}}\noptions: {x: {by: a}}\nrules: [{never: not x}]\n"))
    with pytest.raises(InputError):
        outlook(parse(RIVER), error=0.0)
