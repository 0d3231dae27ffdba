"""Scores against the definitions written out; the parts add up to the score exactly."""

from fractions import Fraction
from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.methods.forecasts.scores import CUT, EDGES, band, brier, calibration, log_score, parts, scores
from detente.report.wording import BANDS

CHANCES = st.one_of(st.sampled_from([0.0, 1.0, 0.5, 0.2, *EDGES]), st.floats(0, 1))
PAIRS = st.lists(st.tuples(CHANCES, st.booleans()), min_size=1, max_size=30)


def naive_brier(pairs):
    return sum((Fraction(p) - (1 if came else 0)) ** 2 for p, came in pairs) / Fraction(len(pairs))


@given(PAIRS)
def test_scores_are_the_means_of_their_definitions(pairs):
    found = scores(pairs)
    assert found.count == len(pairs) and found.brier == float(naive_brier(pairs))
    cut = [min(max(p, 0.01), 0.99) for p, _ in pairs]
    told = [log(p) if came else log(1 - p) for p, (_, came) in zip(cut, pairs, strict=True)]
    assert isclose(found.log, -sum(told) / len(told), rel_tol=1e-12)


@given(PAIRS)
def test_the_parts_are_murphys_and_add_up(pairs):
    groups = {}
    for p, came in pairs:
        groups.setdefault(band(p), []).append((Fraction(p), Fraction(int(came))))
    n, base = Fraction(len(pairs)), sum(Fraction(int(came)) for _, came in pairs) / len(pairs)
    reliability = resolution = Fraction()
    for members in groups.values():
        k = len(members)
        mean, rate = sum(p for p, _ in members) / k, sum(o for _, o in members) / k
        reliability += k * (mean - rate) ** 2 / n
        resolution += k * (rate - base) ** 2 / n
    # What is left within bands: the variance of the chances less twice their covariance with what came (Stephenson)
    within = Fraction()
    for members in groups.values():
        k = len(members)
        mean, rate = sum(p for p, _ in members) / k, sum(o for _, o in members) / k
        within += sum((p - mean) ** 2 - 2 * (p - mean) * (o - rate) for p, o in members) / n
    found = parts(pairs)
    assert found.reliability == float(reliability) and found.resolution == float(resolution)
    assert found.uncertainty == float(base * (1 - base)) and found.within == float(within)
    assert reliability - resolution + base * (1 - base) + within == naive_brier(pairs)


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0]), st.booleans()), min_size=1))
def test_with_one_chance_to_a_band_nothing_is_left_within(pairs):
    assert parts(pairs).within == 0.0


@given(PAIRS)
def test_every_chance_is_counted_in_its_band_once(pairs):
    found = calibration(pairs)
    assert sum(one.count for one in found) == len(pairs)
    assert sum(one.came for one in found) == sum(came for _, came in pairs)
    for one in found:
        members = [(p, c) for p, c in pairs if (p == one.low if one.low == one.high else one.low <= p < one.high)]
        members = [m for m in members if one.low == one.high or 0 < m[0] < 1]
        assert (one.count, one.came) == (len(members), sum(c for _, c in members))
        assert one.low <= one.mean <= one.high
    assert [one.low for one in found] == sorted(one.low for one in found)


def test_the_bands_are_those_of_the_words():
    assert tuple(low for _, low, _ in BANDS[1:]) == EDGES


@pytest.mark.parametrize("came", [True, False])
def test_a_certainty_that_fails_costs_no_more_than_the_cut(came):
    assert log_score(1.0 - came, came) == -log(CUT) and log_score(float(came), came) == -log(1 - CUT)
    assert brier(1.0 - came, came) == 1 and brier(float(came), came) == 0


def test_nothing_has_no_score():
    found = scores([])
    assert (found.count, found.brier, found.log) == (0, None, None) and parts([]) is None and calibration([]) == ()


def test_an_example_worked_by_hand():
    """Three of four came that were given 0.75, one of two that were given 0.25."""
    pairs = [(0.75, True)] * 3 + [(0.75, False), (0.25, True), (0.25, False)]
    found = scores(pairs)
    assert found.brier == float((3 * Fraction(1, 16) + Fraction(9, 16) + Fraction(9, 16) + Fraction(1, 16)) / 6)
    made = parts(pairs)
    assert made.reliability == float(Fraction(2, 6) * Fraction(1, 16))
    assert made.resolution == float(Fraction(4, 6) * Fraction(1, 144) + Fraction(2, 6) * Fraction(1, 36))
    assert made.uncertainty == float(Fraction(4, 6) * Fraction(2, 6))
