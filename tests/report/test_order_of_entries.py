"""Which of many settlements a page shows does not hang on the order in which the file lists its options."""

from __future__ import annotations

import random

import pytest

import detente as dt
from detente.report import wording

OPTIONS = [f"  {id}: {{by: {by}, text: Note {id}{ask}}}" for id, by, ask in [
    ("n1", "a", ""), ("n2", "b", ""), ("n3", "a", ", asked_by: b"), ("n4", "b", ", asked_by: a"), ("n5", "a", ""),
]]  # fmt: skip
TALKS = """
parties: {{a: {{}}, b: {{}}}}
options:
{}
priorities: {{a: [n4, not n3], b: [n3, not n4]}}
status_quo: {{}}
"""


def _shown(order: list[str]) -> tuple[set[frozenset[str]], dict[str, object]]:
    talks = dt.parse(TALKS.format("\n".join(order)))
    result = dt.brief(talks)
    told = {frozenset(wording.difference(talks, talks.state(s.code), talks.status_quo)) for s in result.settlements}
    return told, {one.ask: (one.drift, one.deal, one.chance) for one in result.facts.asks}


@pytest.mark.parametrize("seed", range(6))
def test_a_shuffled_file_shows_the_same(seed: int) -> None:
    """Of states equally near the one with the smaller code may be shown; these differ only in what nobody minds."""
    order = OPTIONS[:]
    random.Random(seed).shuffle(order)
    told, fates = _shown(order)
    plain, known = _shown(OPTIONS)
    assert fates == known
    assert {frozenset(w for w in one if w in ("Note n3", "Note n4")) for one in told} == {
        frozenset(w for w in one if w in ("Note n3", "Note n4")) for one in plain
    }
