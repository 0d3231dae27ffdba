"""A dialogue, solved, as one value: work is shared, never the results of another dialogue."""

from __future__ import annotations

import gc
import pickle
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from types import CodeType
from typing import Any
from weakref import ref

import numpy as np
import pytest

from detente import load
from detente.analyses.brief import brief
from detente.engine.arrays import ranking, solve, space
from detente.engine.concepts import CONCEPTS
from detente.engine.solved import KEPT, solved
from detente.model.change import DropStatement, LiftRule, MoveStatement, SetCircumstance, apply
from detente.plain import plain
from detente.report.brief.page import view
from strategies import random_model


@contextmanager
def calls(*functions: Any) -> Iterator[Counter[str]]:
    """Count the calls of some functions made inside the block."""
    counted: dict[CodeType, str] = {function.__code__: function.__name__ for function in functions}
    seen: Counter[str] = Counter()

    def count(frame: Any, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code in counted:
            seen[counted[frame.f_code]] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield seen
    finally:
        sys.setprofile(before)


def test_a_brief_builds_and_ranks_no_more_than_it_must() -> None:
    """It built its states 74 times and ranked 424 times before sections shared what one of them worked out."""
    talks = load("us-pakistan-2010")
    with calls(space.build, ranking.ranking, solve.solve) as seen:
        plain(brief(talks))  # with all that the annex says
    assert seen["build"] <= 60 and seen["ranking"] <= 130 and seen["solve"] <= 45, seen
    with calls(space.build, ranking.ranking, solve.solve) as again:
        solved(talks).stable()
    assert not again


def test_the_two_pages_do_without_what_only_the_annex_says() -> None:
    talks = load("us-pakistan-2010")
    result = brief(talks)
    view(talks, result)
    assert not {"equilibria", "settlements", "cases", "paths", "deals", "alignment", "check"} & set(vars(result))


@pytest.mark.parametrize("seed", range(60))
def test_a_changed_dialogue_that_starts_from_another_is_solved_as_if_it_did_not(seed: int) -> None:
    dialogue = random_model(seed, most=40).dialogue
    solved(dialogue).stable()
    statements = [s.id for p in dialogue.preferences.values() for s in p.statements]
    changes = [*(DropStatement(s) for s in statements[:2]), *(LiftRule(r.id) for r in dialogue.rules[:1])]
    for change in changes:
        alone, like = apply(dialogue, change), apply(dialogue, change)
        mine, other = solved(like, like=dialogue), solved(alone)
        assert np.array_equal(mine.space.feasible, other.space.feasible)
        for a, b in zip(mine.space.ranks, other.space.ranks, strict=True):
            assert np.array_equal(a, b)
        for concept in CONCEPTS:
            one, two = mine.stable(concept)[concept.name], other.stable(concept)[concept.name]
            assert list(one) == list(two) and all(np.array_equal(one[p], two[p]) for p in one)
            assert np.array_equal(mine.equilibria(concept), other.equilibria(concept))


def test_what_says_the_same_is_shared_and_nothing_else() -> None:
    river = load("river")
    base = solved(river).space
    turned = apply(river, SetCircumstance("dry_year", False))
    parties = [p.id for p in river.parties]
    with calls(ranking.ranking) as ranked:
        other = solved(turned, like=river).space
    mentions = {
        p for p in parties for s in river.preferences[p].statements if "dry_year" in str(s.want)
    }
    assert ranked["ranking"] == len(mentions)
    for party, a, b in zip(parties, base.ranks, other.ranks, strict=True):
        assert (a is b) == (party not in mentions)


def test_it_goes_with_its_dialogue_and_is_no_part_of_its_value() -> None:
    talks = load("river")
    solved(talks).stable()
    copy = pickle.loads(pickle.dumps(talks))
    assert copy == talks and set(vars(copy)) == {each.name for each in fields(talks)}
    gone = ref(solved(talks))
    del talks
    gc.collect()
    assert gone() is None


def test_no_more_is_kept_than_is_said() -> None:
    base = load("us-pakistan-2010")
    moved = next(p.id for p in base.preferences["us"].priorities)
    variants = [apply(base, MoveStatement(moved, 1)) for _ in range(5)]
    for variant in variants:
        solved(variant, like=base)
    assert all("_solved" in vars(variant) for variant in variants) or base.possible * 6 > KEPT


def test_what_is_forgotten_is_gone_at_once_with_its_arrays() -> None:
    """The engine of a dialogue holds no circle: nothing waits for the collector."""
    gc.collect()
    gc.disable()
    try:
        dialogue = load("river")
        assert dialogue.status_quo is not None
        engine = solved(dialogue).engine
        assert engine.stable("upland", dialogue.status_quo, "nash") in (True, False)
        mine = ref(solved(dialogue))
        vars(dialogue).pop("_solved")
        assert mine() is None
        assert engine.stable("upland", dialogue.status_quo, "seq") in (True, False)  # and it still answers
    finally:
        gc.enable()
