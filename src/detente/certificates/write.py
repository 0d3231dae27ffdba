"""Certificates of results: for every verdict that can be checked alone, all that it rests on (`verify` reads it).

What is certified: that a state is an equilibrium, that a party stays or leaves, what it prefers and by which line, what
deters it. What is not: that a list is complete, a set of changes minimal or a state the nearest one. A verdict that is
too large to be checked literally is left out, and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from detente.certificates.maker import Maker, Verdict
from detente.certificates.verify import VERSION, check
from detente.errors import TooLarge
from detente.formats import to_data
from detente.methods.reasons.preference import deciding
from detente.model.dialogue import Dialogue
from detente.plain import digest, plain

Part = tuple[str, Callable[[], Iterable[Verdict]]]
"""A verdict of a result, in a few words, and how its certificate is made."""


def certificate(dialogue: Dialogue, question: str, result: Any, changes: Iterable[Mapping[str, Any]] = ()) -> Verdict:
    """The certificate of a result of a question in `QUESTIONS`, as plain data for JSON.

    `changes`: the edits under which the question was asked, if any. Every verdict has been checked as `verify` does.

    >>> from detente import load
    >>> from detente.analyses.why import why
    >>> river = load("river")
    >>> [verdict["kind"] for verdict in certificate(river, "why", why(river, "release"))["verdicts"]]
    ['holds', 'excluded', 'holds']
    """
    verdicts: list[Verdict] = []
    left_out: list[Verdict] = []
    for about, make in QUESTIONS[question](Maker(dialogue, tuple(changes)), result):
        try:
            made = list(make())
            if not all(check(dialogue, verdict) for verdict in made):
                raise AssertionError(f"{question}: {about} does not hold when it is read literally")
        except TooLarge as reason:
            left_out.append({"about": about, "why": str(reason)})
        else:
            verdicts += made
    return {
        "certificate": VERSION,
        "question": question,
        "digest": digest(dialogue),
        "verdicts": verdicts,
        "left_out": left_out,
        "dialogue": to_data(dialogue),
    }


# ---- where it can settle ---------------------------------------------------------------------------------------------


def _equilibria(made: Maker, result: Any) -> Iterator[Part]:
    for state in result.equilibria or ():
        for concept in state.concepts:
            yield f"state {state.code} under {concept}", partial(_settles, made, (state.code,), concept)
        for concept in state.lean or ():
            yield f"state {state.code} under lean {concept}", partial(_settles, made, (state.code,), concept, True)


def _settles(made: Maker, codes: Iterable[int], concept: str, lean: bool = False) -> Iterator[Verdict]:
    yield from (made.equilibrium(code, concept, lean) for code in codes)


# ---- why -------------------------------------------------------------------------------------------------------------


def _why(made: Maker, result: Any) -> Iterator[Part]:
    yield f"the ask {result.ask}", partial(_otherwise, made, result)
    yield f"the reason for {result.ask}", partial(_reason, made, result)
    if result.deterrable is not None:
        yield f"whether {result.of} could be made to regret {result.ask}", partial(_could, made, result)


def _otherwise(made: Maker, why: Any) -> Iterator[Verdict]:
    yield made.holds(why.that, why.at.code, why.granted)
    yield made.holds(why.that, why.other.code, not why.granted)


def _reason(made: Maker, why: Any) -> Iterator[Verdict]:
    at, other, reason = why.at.code, why.other.code, why.reason
    match reason.kind:
        case "rule":
            yield from (made.verdict("excluded", other, rule=rule) for rule in reason.rules)
            yield from (made.verdict("one_way", at, option=option, to=other) for option in reason.one_way)
        case "priority":
            yield made.prefers(why.of, at, other, reason.statement)
        case "indifferent" | "no_link":
            yield made.verdict("equal", at, party=why.of, to=other)
        case "deterred":
            steps = [(step.by, step.code) for step in why.trace.steps[1:]]
            yield made.prefers(why.of, other, at, reason.statement)
            yield made.verdict("deterred", at, party=why.of, to=other, concept="seq", steps=steps)
        case "willing" | "nobody_asked":
            yield made.prefers(why.of, other, at, reason.statement)
            yield made.verdict("leaves", at, party=why.of, to=other, concept="seq")


def _could(made: Maker, why: Any) -> Iterator[Verdict]:
    if why.reason.kind == "rule":
        return  # asked of the dialogue without the rule, which the result does not name
    found = made.deterred(why.of, why.at.code, why.other.code, "gmr") if why.deterrable else None
    yield found or made.verdict("leaves", why.at.code, party=why.of, to=why.other.code, concept="gmr")


# ---- what would move it ----------------------------------------------------------------------------------------------


def _leverage(made: Maker, result: Any) -> Iterator[Part]:
    for number, one in enumerate(result.sets, 1):
        if one.reached is not None:
            concept = "nash" if one.granted else result.concept
            yield f"set {number} for {result.target}", partial(_moved, made, one, concept, result.target)


def _moved(made: Maker, one: Any, concept: str, target: str) -> Iterator[Verdict]:
    there = made.under(tuple(plain(edit) for edit in one.edits))
    yield there.holds(target, one.reached.code, True)
    yield there.equilibrium(one.reached.code, concept)


# ---- what both could accept ------------------------------------------------------------------------------------------


def _deals(made: Maker, result: Any) -> Iterator[Part]:
    for package in result.packages:
        about, outcomes = f"package {package.code}", tuple(outcome.code for outcome in package.outcomes)
        yield f"{about}: what it is worth", partial(_worth, made, result, outcomes)
        for concept in package.holds:
            yield f"{about} under {concept}", partial(_settles, made, outcomes, concept)
        for concept in package.holds_for_table:
            yield f"{about}: the table under {concept}", partial(_stay, made, result.table, package.code, concept)
        for party, concept in package.leaves.items():
            yield f"{about}: {party} leaves", partial(_leaves, made, party, package.code, concept)


def _worth(made: Maker, result: Any, outcomes: Iterable[int]) -> Iterator[Verdict]:
    """That each party at the table prefers every outcome to what it compares with, or does not mind."""
    for party, reference in result.references.items():
        for outcome in outcomes:
            states = made.dialogue.state(outcome), made.dialogue.state(reference.code)
            line = deciding(made.dialogue, party, *states)
            if line is None:
                yield made.verdict("equal", outcome, party=party, to=reference.code)
            else:
                yield made.prefers(party, outcome, reference.code, line.id)


def _stay(made: Maker, parties: Iterable[str], code: int, concept: str) -> Iterator[Verdict]:
    yield from (made.staying(party, code, concept) for party in parties)


def _leaves(made: Maker, party: str, code: int, concept: str) -> Iterator[Verdict]:
    yield made.leaving(party, code, concept)


# ---- the brief -------------------------------------------------------------------------------------------------------


def _brief(made: Maker, result: Any) -> Iterator[Part]:
    """Of the settlements that the page shows, its reasons, its levers and its packages."""
    shown = {settlement.code for settlement in result.settlements if not settlement.under}
    for state in result.equilibria.equilibria or ():
        if state.code in shown:
            for concept in state.concepts:
                yield f"state {state.code} under {concept}", partial(_settles, made, (state.code,), concept)
    for one in result.settlements:
        if one.under:
            yield f"state {one.code} under other facts", partial(_settles_then, made, one)
    for why in result.whys:
        yield from _why(made, why)
    for leverage in result.leverage:
        yield from _leverage(made, leverage)
    if result.deals is not None:
        yield from _deals(made, result.deals)


def _settles_then(made: Maker, settlement: Any) -> Iterator[Verdict]:
    there = made.under(tuple({"kind": "circumstance", "id": id, "to": now} for id, now in settlement.under.items()))
    yield there.equilibrium(settlement.code, "nash")


QUESTIONS: Mapping[str, Callable[[Maker, Any], Iterator[Part]]] = {
    "equilibria": _equilibria,
    "why": _why,
    "leverage": _leverage,
    "deals": _deals,
    "brief": _brief,
}
"""The questions whose verdicts can be certified."""
