"""What would move a dialogue that falls apart: asked of the parts concerned, and told of the whole.

Packages and conditional offers are those of the asker's options in these parts; what ties parts together is a deal's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.analyses.leverage import EditSet, Goal, Leverage, of_arrays
from detente.engine.concepts import NASH, ConceptName
from detente.errors import TooLarge
from detente.methods.by_part.moving import Concerned, concerned
from detente.methods.inverse.target import target_of
from detente.model.dialogue import Dialogue
from detente.model.naming import place


def each(
    dialogue: Dialogue, targets: Sequence[str], *, asker: str, goal: Goal, concept: ConceptName, size: int
) -> tuple[Leverage, ...]:
    """`leverage_each`, part by part. TooLarge for `some` under a concept that does not fall apart."""
    if goal == "some" and concept != NASH.name:
        raise TooLarge(f"states of the dialogue, which `{concept}` looks at as a whole", dialogue.possible, 2**24)
    groups: dict[tuple[int, ...], list[int]] = {}
    looked_at: dict[tuple[int, ...], Concerned] = {}
    for k, text in enumerate(targets):
        found = concerned(dialogue, target_of(dialogue, text, asker).that, size)
        groups.setdefault(found.numbers, []).append(k)
        looked_at[found.numbers] = found
    told: dict[int, Leverage] = {}
    for numbers, which in groups.items():
        one = looked_at[numbers]
        texts = [targets[k] for k in which]
        results = of_arrays(one.dialogue, texts, asker, goal, concept, size, silent=one.silent)
        told |= {k: _lifted(one, result) for k, result in zip(which, results, strict=True)}
    return tuple(told[k] for k in range(len(targets)))


def _lifted(one: Concerned, found: Leverage) -> Leverage:
    """What was found of the parts, told of the whole: states with the others as today, firm ones as near as they go."""
    dialogue = one.split.dialogue
    today = dialogue.status_quo or (0,) * len(dialogue.options)
    number, _ = one.elsewhere({})

    def code(inner: int) -> int:
        return dialogue.code(one.lifted(inner, today))

    return replace(
        found,
        settled=found.settled and replace(found.settled, at=place(dialogue, code(found.settled.at.code))),
        sets=tuple(_set(one, each) for each in found.sets),
        prices=tuple(replace(p, replies=tuple(map(code, p.replies))) for p in found.prices),
        offers=tuple(
            replace(o, replies=tuple(map(code, o.replies)), firm=o.firm * number, granted=o.granted * number)
            for o in found.offers
        ),
    )


def _set(one: Concerned, found: EditSet) -> EditSet:
    facts = {edit.id: bool(edit.to) for edit in found.edits if edit.kind == "circumstance"}
    number, rest = one.elsewhere(facts)
    dialogue = one.split.dialogue
    return replace(
        found,
        firm=found.firm * number,
        granted=found.granted * number,
        reached=None if found.reached is None else place(dialogue, dialogue.code(one.lifted(found.reached.code, rest))),
    )
