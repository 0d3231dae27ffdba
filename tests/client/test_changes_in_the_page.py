"""What a reader changes in the page means what the program's what-ifs mean."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from detente.errors import InputError
from detente.model.change import Change, DropStatement, Fix, MoveStatement, SetCircumstance, apply
from detente.model.dialogue import Dialogue, Equally
from vectors import answered, answers, dialogue, same, vector

MODELS = 600


def test_changes_in_the_page_are_those_of_the_program(client: None) -> None:
    vectors, expected = [], []
    for seed in range(MODELS):
        model, draw = dialogue(seed), random.Random(seed)
        changes = list(_changes(draw, model))
        try:
            after = apply(model, *changes)
        except InputError:
            continue  # a level that the option's direction rules out: the page does not offer it
        vectors.append({**vector(seed), "changes": plain(changes)})
        expected.append(answers(after))
    assert len(vectors) > MODELS / 2
    for each, ours, theirs in zip(vectors, expected, answered(vectors), strict=True):
        assert same(ours, theirs), f"vector {each['seed']} with {each['changes']}"


def plain(changes: list[Change]) -> dict[str, Any]:
    """Changes as the page keeps them."""
    told: dict[str, Any] = {"facts": {}, "held": {}, "dropped": [], "moved": {}}
    for change in changes:
        match change:
            case SetCircumstance(id, value):
                told["facts"][id] = value
            case Fix(levels):
                told["held"] |= dict(levels)
            case DropStatement(id):
                told["dropped"].append(id)
            case MoveStatement(id, places):
                told["moved"][id] = places
    return told


def _changes(draw: random.Random, model: Dialogue) -> Iterator[Change]:
    for fact in model.circumstances:
        if draw.random() < 0.5:
            yield SetCircumstance(fact.id, not fact.now)
    option = draw.choice(model.options)
    if draw.random() < 0.5:
        yield Fix(((option.id, draw.randrange(len(option.levels))),))
    for given in model.preferences.values():
        for line in given.priorities:
            inner = draw.choice(line.items) if isinstance(line, Equally) and draw.random() < 0.5 else line
            if draw.random() < 0.3:
                yield DropStatement(inner.id)
            elif draw.random() < 0.3:
                yield MoveStatement(line.id, draw.choice((-2, -1, 1, 3)))
