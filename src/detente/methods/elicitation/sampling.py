"""The ways to close what is open, and what is concluded in each: all of them where they are few, else some, drawn."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from detente.engine.solved import solved
from detente.methods.elicitation.choices import OpenPoint
from detente.methods.elicitation.conclusions import Conclusions, conclusions
from detente.model.change import Change, apply
from detente.model.dialogue import Dialogue

WORK = 2**21
"""States of all completions together that are solved for one choice of a question."""

FEWEST, MOST = 24, 256
"""So many completions are drawn at least, and at most; where there are no more than fit, all are solved."""

Completion = tuple[float, tuple[str, ...], tuple[Change, ...]]
"""Its weight, the first answer to each open point, all changes together."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Completions of the open points: weights, the first answer to each point, and what is concluded then."""

    weights: list[float]
    answers: list[tuple[str, ...]]
    found: list[Conclusions]
    drawn: bool


def sample_of(dialogue: Dialogue, points: tuple[OpenPoint, ...], draws: int | None = None, seed: int = 0) -> Sample:
    """All completions where there are no more than `draws` (by default as many as the number of states allows), else
    so many, drawn by their chances. TooLarge beyond what can be solved.

    >>> import detente as dt
    >>> from detente.methods.elicitation.open_points import open_points
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {tariff: {by: a, asked_by: b, text: A lower tariff}, visa: {by: b, text: Visas}}
    ... priorities: {a: [{want: tariff, sure: likely}]}
    ... status_quo: {}''')
    >>> sample = sample_of(talks, tuple(p for p in open_points(talks) if p.kind == "line"))
    >>> sample.answers, [found["drift", "tariff"] for found in sample.found]
    ([('yes',), ('no',)], ['full', 'open'])
    """
    most = max(FEWEST, min(MOST, WORK // max(1, dialogue.possible))) if draws is None else draws
    drawn = prod(len(point.leaves) for point in points) > most
    known: dict[tuple[Change, ...], Conclusions] = {}
    sample = Sample([], [], [], drawn)
    for weight, answers, changes in _drawn(points, most, seed) if drawn else completions(points):
        if changes not in known:
            known[changes] = _concluded(dialogue, changes)
        sample.weights.append(weight)
        sample.answers.append(answers)
        sample.found.append(known[changes])
    return sample


def completions(points: tuple[OpenPoint, ...]) -> Iterator[Completion]:
    """Every way to close all points.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> from detente.methods.elicitation.open_points import pair
    >>> len(list(completions((pair(river, "order be-paid the-dam"),))))
    3
    """
    for leaves in product(*(point.leaves for point in points)):
        yield (
            prod(share for _, share, _ in leaves),
            tuple(choice.id for choice, _, _ in leaves),
            tuple(change for _, _, made in leaves for change in made),
        )


def _drawn(points: tuple[OpenPoint, ...], number: int, seed: int) -> Iterator[Completion]:
    chance = random.Random(seed)
    leaves = [point.leaves for point in points]
    for _ in range(number):
        taken = [chance.choices(each, [share for _, share, _ in each])[0] for each in leaves]
        yield 1.0, tuple(choice.id for choice, _, _ in taken), tuple(c for _, _, made in taken for c in made)


def _concluded(dialogue: Dialogue, changes: tuple[Change, ...]) -> Conclusions:
    changed = apply(dialogue, *changes)
    solved(changed, like=dialogue)
    return conclusions(changed)
