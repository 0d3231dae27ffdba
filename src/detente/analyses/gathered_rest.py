"""What else the facts of one dialogue hold: what matters most, who misreads whom, promises as of the page's date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from detente.analyses.facts import Answered, AskFacts, Facts, Matter, Misread, Misreading
from detente.analyses.rounds import Promise, rounds
from detente.engine.local.single import Local
from detente.engine.solved import solved
from detente.methods.chances.drift import Engines, drift, wanted
from detente.methods.settling.matters import Mattering, mattering
from detente.model.change import AsSeenBy, Correct, apply
from detente.model.dates import first_day, last_day
from detente.model.dialogue import IMPORTANCE, Dialogue, State
from detente.model.naming import changes

if TYPE_CHECKING:
    from detente.analyses.gathering import Gathering
    from detente.engine.interface import Engine


By = Literal["drift", "deal", "fact"]

# ---- what matters ----------------------------------------------------------------------------------------------------


def matters(base: Gathering, asks: tuple[AskFacts, ...]) -> tuple[Matter, ...]:
    """What the drift, the best package or an uncertain fact changes, that which matters most first."""
    found: list[tuple[Mattering, Matter]] = []
    if base.start is None or not base.ends:
        return ()
    end = base.ends[0]
    found += _of(base, "drift", base.start, end)
    if base.deal and base.deal.packages:
        signed = base.dialogue.state(base.deal.packages[0].outcomes[0].at.code)
        found += _of(base, "deal", end, signed)
    for one in asks:
        if one.chance is not None and 0 < one.chance < 1 and one.why is not None:
            here, there = base.dialogue.state(one.why.at.code), base.dialogue.state(one.why.other.code)
            found += [pair for pair in _of(base, "fact", there, here) if pair[1].ask in ("", one.ask)]

    def place(pair: tuple[Mattering, Matter]) -> tuple[int, float, float]:
        ask = pair[0].ask
        return IMPORTANCE.index(base.dialogue.ask(ask).matters if ask else "should"), -pair[0].own, -pair[0].table

    found.sort(key=place)
    return tuple(dict.fromkeys(matter for _, matter in found))


def _of(base: Gathering, by: By, before: State, after: State) -> list[tuple[Mattering, Matter]]:
    levels = changes(base.dialogue, before, after)
    return [
        (one, Matter(by=by, option=one.option, level=levels[one.option], ask=one.ask, party=one.party, line=one.line))
        for one in mattering(base.dialogue, before, after)
    ]


# ---- who misreads whom -----------------------------------------------------------------------------------------------


def misread(base: Gathering) -> Misread | None:
    """What views change of the drift; None without views, or without a status quo."""
    dialogue, start = base.dialogue, base.start
    pairs = list(dict.fromkeys((v.who, v.of) for v in dialogue.views if v.who != v.of))
    if start is None or not pairs:
        return None
    pictures = _pictures(dialogue)
    played = _ends(dialogue, pictures, start)
    return Misread(
        ends=tuple((chance, changes(dialogue, start, dialogue.state(codes[0]))) for codes, chance in played.items()),
        changes_drift=played != _ends(dialogue, dict.fromkeys(base.engine.movers, base.engine), start),
        misreadings=tuple(_misreadings(base, pairs, pictures, played, start)),
    )


def _misreadings(
    base: Gathering,
    pairs: list[tuple[str, str]],
    pictures: Engines,
    played: dict[tuple[int, ...], float],
    start: State,
) -> Iterator[Misreading]:
    dialogue = base.dialogue
    for who, of in pairs:
        corrected = _ends(dialogue, _pictures(apply(dialogue, Correct(who, of))), start)
        seen = pictures.get(who) or _engine(apply(dialogue, AsSeenBy(who)))
        leaving = wanted(pictures[of], of, start) if of in pictures else ()
        surprise = leaving if leaving and not wanted(seen, of, start) else ()
        hope = wanted(seen, of, start) if of in pictures and not leaving else ()
        yield Misreading(
            who=who,
            of=of,
            changes_end=corrected != played,
            surprised_by=tuple(base.move(of, start, there) for there in surprise),
            waits_for=tuple(base.move(of, start, there) for there in hope),
        )


def _pictures(dialogue: Dialogue) -> Engines:
    """By party with options, the engine of the dialogue as it sees it."""
    believers = {view.who for view in dialogue.views if view.who != view.of}
    true = _engine(dialogue)
    return {p: _engine(apply(dialogue, AsSeenBy(p))) if p in believers else true for p in true.movers}


def _engine(dialogue: Dialogue) -> Engine:
    """What answers about a picture: the lines alone, which are quickest for few states, unless it falls apart."""
    return solved(dialogue).engine if solved(dialogue).falls_apart else Local(dialogue)


def _ends(dialogue: Dialogue, engines: Engines, start: State) -> dict[tuple[int, ...], float]:
    found = drift(dialogue, engines, start)
    return {tuple(share.code for share in one.states): float(one.chance) for one in found.outcomes}


# ---- what is on record ----------------------------------------------------------------------------------------------


def recorded(dialogue: Dialogue, known: Facts) -> Facts:
    """Facts with what was said in the dialogue's rounds and promised, as of its last round."""
    last = dialogue.rounds[-1] if dialogue.rounds else None
    as_of = last.date if last else ""
    then = promises(dialogue, as_of)
    return replace(
        known,
        round=last.id if last else "",
        as_of=as_of,
        asks=tuple(replace(one, answers=tuple(_answers(dialogue, one.ask))) for one in known.asks),
        promises=then,
        since=tuple(p for p, before in zip(rounds(dialogue).commitments, then, strict=True) if p.state != before.state),
        later_sources=later_sources(dialogue, as_of),
    )


def _answers(dialogue: Dialogue, ask: str) -> Iterator[Answered]:
    """What it was answered, round by round; an ask that a round's list does not table was not on the table."""
    for sitting in dialogue.rounds:
        answer = sitting.answer(ask)
        word = answer.answer if answer else "unanswered" if ask in sitting.tabled else ""
        yield Answered(round=sitting.id, answer=word, granted=answer.granted if answer else "")


# ---- as of the page's date -------------------------------------------------------------------------------------------


def promises(dialogue: Dialogue, as_of: str) -> tuple[Promise, ...]:
    """The promises as they stood on the page's date: what became of one later is not known yet."""
    return tuple(as_known(promise, as_of) for promise in rounds(dialogue).commitments)


def as_known(promise: Promise, as_of: str) -> Promise:
    """The promise as it stood then: a state of the same month came no later, and a date missed by then is missed."""
    if not as_of or not promise.as_of or first_day(promise.as_of) <= last_day(as_of):
        return promise
    late = bool(promise.due) and last_day(promise.due) < first_day(as_of)
    return replace(promise, state="overdue" if late else "open", as_of=as_of if late else "", reckoned=late)


def later_sources(dialogue: Dialogue, as_of: str) -> tuple[str, ...]:
    """The sources that are later than the page's date: what they tell was not known then."""
    return tuple(s.id for s in dialogue.sources if as_of and s.date and last_day(s.date) > last_day(as_of))
