"""The chance of each ask where the file says how likely a signature is: package and drift, weighted with it.

For each combination of the facts that may turn: if a package then beats the drift, what the best one grants on the day
it is signed; else, and if nothing is signed, where it drifts. Ours (`page.md` of the design: chances).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.analyses.gathering import Gathering
from detente.analyses.outlook import outlook
from detente.errors import NoAnswer
from detente.methods.chances.combinations import MAX_FACTS, Item, as_certain, combined, every, uncertain_facts
from detente.model.change import apply
from detente.model.dialogue import Ask, Dialogue


def signed(dialogue: Dialogue, questions: tuple[Ask, ...] | None = None) -> dict[str, float] | None:
    """By ask the chance that it is met in full, a signature being as likely as the file says.

    `questions`: told of these instead of the asks; which package is best is still a matter of the asks. Turns of the
    facts in which there is no status quo are left out, as in the outlook. None where the file does not say how likely a
    signature is, where more than `MAX_FACTS` facts are uncertain, and where no turn has a status quo.
    """
    asked = dialogue.asks if questions is None else questions
    facts = uncertain_facts(dialogue, *(ask.that for ask in asked))
    if dialogue.signature is None or dialogue.status_quo is None or len(facts) > MAX_FACTS:
        return None
    signs, turns = dialogue.signature.chance.value, every(facts)
    found, whole = dict.fromkeys((ask.id for ask in asked), 0.0), 0.0
    for row, weight in zip(turns.rows, turns.weights, strict=True):
        case = _turned(dialogue, facts, row)
        drift = _drift(replace(case, asks=asked))
        if drift is not None:
            granted, whole = _granted(case, asked), whole + float(weight)
            for id, chance in drift.items():
                found[id] += float(weight) * (signs * granted.get(id, chance) + (1 - signs) * chance)
    return {id: chance / whole for id, chance in found.items()} if whole else None


def _turned(dialogue: Dialogue, facts: Sequence[Item], row: Sequence[bool]) -> Dialogue:
    """The dialogue in which the facts have turned out so, and are no longer uncertain."""
    case = apply(as_certain(dialogue), *combined(facts, row))
    return replace(case, circumstances=tuple(replace(fact, chance=None) for fact in case.circumstances))


def _drift(case: Dialogue) -> dict[str, float] | None:
    """The chance of each ask if nothing is signed; None where the facts leave no status quo."""
    try:
        return {one.ask: one.chance for one in outlook(case, equilibria=False).asks}
    except NoAnswer:
        return None


def _granted(case: Dialogue, asked: tuple[Ask, ...]) -> dict[str, float]:
    """What the best package that beats the drift grants in full when it is signed; nothing where there is none."""
    deal = Gathering(case, None).deal
    if deal is None or deal.against != "drift" or not deal.packages:
        return {}
    outcomes = [case.state(one.at.code) for one in deal.packages[0].outcomes]
    return {ask.id: float(all(case.holds(ask.that, state) for state in outcomes)) for ask in asked}
