"""Diagrams against arrays on dialogues of 4 to 18 options, and how they end where they come to no end."""

from __future__ import annotations

import random

import pytest

from detente.engine.arrays.single import Arrays
from detente.engine.concepts import CONCEPTS
from detente.engine.diagrams.single import Diagrams
from detente.model.dialogue import Dialogue
from strategies import random_dialogue

LISTED = 600
"""So many states are compared one by one; of larger sets a sample."""


def drawn(seed: int) -> Dialogue:
    """A random dialogue of 4 to 18 options, 2^18 states at most; long rankings left out."""
    return random_dialogue(seed, most=2**18, least=4 + seed % 15)


def compared(seed: int) -> None:
    """Every set of the two engines is the same."""
    dialogue, draw = drawn(seed), random.Random(seed)
    arrays, diagrams = Arrays.of(dialogue), Diagrams(dialogue)
    for concept in CONCEPTS:
        for party in (*(p.id for p in dialogue.parties), None):
            one, other = (
                engine.equilibria(concept) if party is None else engine.where(party, concept)
                for engine in (arrays, diagrams)
            )
            about = (seed, concept.name, party)
            assert one.count() == other.count(), about
            assert one.levels() == other.levels(), about
            assert one.some(LISTED) == other.some(LISTED), about
            for code in (draw.randrange(dialogue.possible) for _ in range(20 if one.count() > LISTED else 0)):
                assert (dialogue.state(code) in one) == (dialogue.state(code) in other), about


@pytest.mark.parametrize("seed", range(75))
def test_the_sets_are_those_of_arrays(seed: int) -> None:
    compared(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(75, 600))
def test_the_sets_are_those_of_arrays_at_large(seed: int) -> None:
    compared(seed)
