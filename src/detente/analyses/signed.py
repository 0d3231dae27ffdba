"""The chance of each ask where the file says how likely a signature is: package and drift, weighted with it.

For each combination of the facts that may turn: if a package then beats the drift, what the best one grants on the day
it is signed; else, and if nothing is signed, where it drifts. Ours (`page.md` of the design: chances).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import prod

from detente.analyses.gathering import Gathering
from detente.analyses.outlook import outlook
from detente.model.dialogue import Dialogue

MAX_FACTS = 4
"""Up to this many uncertain facts every combination of them is worked out."""


def signed(dialogue: Dialogue) -> dict[str, float] | None:
    """By ask the chance that it is met in full, a signature being as likely as the file says.

    None where the file does not say how likely it is, where more than `MAX_FACTS` facts are uncertain, and without a
    status quo.
    """
    uncertain = [fact for fact in dialogue.circumstances if fact.chance and 0 < fact.chance.value < 1]
    if dialogue.signature is None or dialogue.status_quo is None or len(uncertain) > MAX_FACTS:
        return None
    signs, found = dialogue.signature.chance.value, {ask.id: 0.0 for ask in dialogue.asks}
    for weight, case in _cases(dialogue):
        drift = {one.ask: one.chance for one in outlook(case, equilibria=False).asks}
        granted = _granted(case)
        for ask in found:
            found[ask] += weight * (signs * granted.get(ask, drift[ask]) + (1 - signs) * drift[ask])
    return found


def _cases(dialogue: Dialogue) -> Iterator[tuple[float, Dialogue]]:
    """Every combination of the uncertain facts with its weight, and the dialogue in which they have turned out so."""
    chances = {fact.id: fact.chance.value for fact in dialogue.circumstances if fact.chance}
    for values in product((True, False), repeat=len(chances)):
        case = dict(zip(chances, values, strict=True))
        weight = prod(chances[id] if so else 1 - chances[id] for id, so in case.items())
        facts = tuple(replace(f, now=case[f.id], chance=None) if f.id in case else f for f in dialogue.circumstances)
        if weight:
            yield weight, replace(dialogue, circumstances=facts)


def _granted(dialogue: Dialogue) -> dict[str, float]:
    """What the best package that beats the drift grants in full when it is signed; nothing where there is none."""
    deal = Gathering(dialogue, None).deal
    if deal is None or deal.against != "drift" or not deal.packages:
        return {}
    return {ask: float(degree == "full") for ask, degree in deal.packages[0].asks.items()}
