"""Whole briefs of random dialogues against the literal judge (`make bench` judges ten thousand)."""

from __future__ import annotations

import random

import pytest

import detente as dt
from briefs import claims, mutant, random_talks, shuffled, survives, trivial, wrong
from detente.analyses.facts import facts

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_brief_claims_the_definitions_bear_out(seed: int) -> None:
    talks = random_talks(seed)
    if talks is not None:
        assert not list(wrong(talks))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_entries_changes_nothing(seed: int) -> None:
    talks = random_talks(seed)
    if talks is not None:
        assert claims(shuffled(talks, random.Random(seed))) == claims(talks)


def test_an_ask_more_moves_nobody() -> None:
    for seed in SEEDS:
        talks = random_talks(seed)
        if talks is not None:
            assert facts(trivial(talks)).drift == facts(talks).drift


def test_mutants_of_files_are_dialogues_or_errors() -> None:
    text, draw = dt.dump(dt.load("river")), random.Random(1)
    sound = sum(survives(mutant(draw, text)) for _ in range(60))
    assert 5 < sound < 60
