"""Warnings that are seen on the lines themselves, without looking at states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.methods.chances.staying import driven_out
from detente.methods.reasons.evidence import evidence_of
from detente.methods.soundness.unused import left_out
from detente.model.change import AsSeenBy, apply
from detente.model.dialogue import Answer, Ask, Dialogue, Line, Preferences, Round
from detente.model.expression import Expr, names

MAX_RANKED = 2**16
"""Rankings of more states are taken to depend on every option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """One thing worth a look: its code, the id it stands at ("" for the file), why, and its line (0: none).

    `because` is the reason of a silenced warning, as the file has it.
    """

    code: str
    at: str
    message: str
    line: int = 0
    because: str = ""

    def because_of(self, reason: str) -> Warning:
        """The warning, silenced for that reason."""
        return replace(self, because=reason)


def found(dialogue: Dialogue) -> list[Warning]:
    """All warnings of this kind.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> found(river)
    []
    """
    return [
        *_parties(dialogue),
        *_options(dialogue),
        *_circumstances(dialogue),
        *_asks(dialogue),
        *_views(dialogue),
        *_driven_out(dialogue),
        *_not_known(dialogue),
        *_evidence(dialogue),
        *_rounds(dialogue),
        *_last_answers(dialogue),
        *_commitments(dialogue),
        *_unused(dialogue),
    ]


# ---- who and what ----------------------------------------------------------------------------------------------------


def _parties(dialogue: Dialogue) -> Iterator[Warning]:
    for party in dialogue.parties:
        idle = not dialogue.options_of(party.id) and not party.ratifies
        indifferent = not _has_preferences(dialogue.preferences.get(party.id, Preferences()))
        if idle:
            also = " and no priorities: it is indifferent between all states, and" if indifferent else ":"
            yield Warning(code="idle-party", at=party.id, line=party.line,
                          message=f"party `{party.id}` has no option{also} it can do nothing")
        elif indifferent:
            yield Warning(code="indifferent-party", at=party.id, line=party.line,
                          message=f"party `{party.id}` has no priorities: it is indifferent between all states")
        if party.ratifies and party.at_table and dialogue.options_of(party.id):
            yield Warning(code="ratifier-with-options", at=party.id, line=party.line,
                          message=f"party `{party.id}` has options of its own and ratifies for `{party.ratifies}`: it "
                                  "is left out of the table")


def _has_preferences(preferences: Preferences) -> bool:
    return bool(preferences.priorities or preferences.weights or preferences.ranking)


def _options(dialogue: Dialogue) -> Iterator[Warning]:
    mentioned = {party.id: _mentioned(dialogue, party.id) for party in dialogue.parties}
    for option in dialogue.options:
        by = [party for party, options in mentioned.items() if option.id in options]
        if not by:
            yield Warning(code="unmentioned-option", at=option.id, line=option.line,
                          message=f"nobody's priorities mention option `{option.id}`: all levels are the same to all")
        elif option.by not in by:
            others = " and ".join(f"`{party}`" for party in by)
            yield Warning(
                code="free-deterrent", at=option.id, line=option.line,
                message=f"`{option.by}` is indifferent to its own option `{option.id}`, on which priorities of "
                        f"{others} hang: it could punish at no cost to itself, and such ties make deterrents",
            )


def _mentioned(dialogue: Dialogue, party: str) -> frozenset[str]:
    """The options a party's preference depends on: named in its priorities or weights, or felt in its ranking."""
    preferences = dialogue.preferences.get(party, Preferences())
    if preferences.ranking:
        return frozenset(o.id for i, o in enumerate(dialogue.options) if _depends(dialogue, preferences, i))
    return frozenset(name for expr in preferences.exprs for name in names(expr))


def _depends(dialogue: Dialogue, preferences: Preferences, option: int) -> bool:
    rank = {code: place for place, group in enumerate(preferences.ranking) for code in group}
    if len(rank) > MAX_RANKED:
        return True
    weight = 1
    for radix in dialogue.radices[:option]:
        weight *= radix
    first: dict[int, int] = {}
    for code, place in rank.items():
        rest = code - code // weight % dialogue.radices[option] * weight
        if first.setdefault(rest, place) != place:
            return True
    return len(first) == len(rank)  # the rules leave no two states that differ in this option alone: nobody can say


def _circumstances(dialogue: Dialogue) -> Iterator[Warning]:
    used = {name for expr in _expressions(dialogue) for name in names(expr)}
    for fact in dialogue.circumstances:
        if fact.id not in used:
            yield Warning(code="unused-circumstance", at=fact.id, line=fact.line,
                          message=f"nothing hangs on circumstance `{fact.id}`: no rule, ask or priority mentions it")


def _expressions(dialogue: Dialogue) -> Iterator[Expr]:
    yield from (rule.never for rule in dialogue.every_rule)
    yield from (ask.that for ask in dialogue.asks)
    yield from (party.unless for party in dialogue.parties if party.unless is not None)
    yield from (c.does for c in dialogue.commitments if c.does is not None)
    yield from (offer.condition for offer in dialogue.offers)
    lists = [*dialogue.preferences.values(), *(v.instead for v in dialogue.views if v.instead is not None)]
    for preferences in lists:
        yield from preferences.exprs
    yield from (added.statement.want for view in dialogue.views for added in view.add)


def _asks(dialogue: Dialogue) -> Iterator[Warning]:
    for ask in dialogue.asks:
        named = names(ask.that)
        foreign = [name for name in named if dialogue.has("options", name) and dialogue.option(name).by != ask.of]
        if foreign:
            whose = ", ".join(f"`{name}` (decided by `{dialogue.option(name).by}`)" for name in foreign)
            yield Warning(code="ask-not-controlled", at=ask.id, line=ask.line,
                          message=f"ask `{ask.id}` is put to `{ask.of}`, which does not decide {whose}")
        elif not any(dialogue.has("options", name) for name in named):
            yield Warning(code="ask-not-controlled", at=ask.id, line=ask.line,
                          message=f"ask `{ask.id}` names no option: there is nothing that `{ask.of}` could do about it")


def _views(dialogue: Dialogue) -> Iterator[Warning]:
    for view in dialogue.views:
        alone = apply(replace(dialogue, views=(view,)), AsSeenBy(view.who))
        if alone.preferences == dialogue.preferences:
            yield Warning(code="idle-view", at=view.id, line=view.line,
                          message=f"what `{view.who}` believes of `{view.of}` is what the file says of it anyway")


def _not_known(dialogue: Dialogue) -> Iterator[Warning]:
    unknown = [o for o, level in zip(dialogue.options, dialogue.known or (), strict=False) if level is None]
    if unknown:
        named = ", ".join(f"`{option.id}`" for option in unknown)
        first = unknown[0]
        yield Warning(code="not-known", at=first.id, line=first.line,
                      message=f"how {named} stands is not known: pages tell where it can settle, and nothing of where "
                              "it drifts or of packages; suppose a level to see that (`detente whatif TALKS --grant "
                              f"{first.id}={first.levels[-1]}`, or a copy of the file)")


def _driven_out(dialogue: Dialogue) -> Iterator[Warning]:
    facts = driven_out(dialogue)
    if facts:
        named = " and ".join(f"`{id}`" for id in facts)
        yield Warning(code="driven-out", at=facts[0], line=dialogue.circumstance(facts[0]).line,
                      message=f"{named} will turn for certain, and then the rules leave no place for the status quo: "
                              "there is no outlook; say `now` what is so already, or give it a chance below 100 %")


# ---- evidence --------------------------------------------------------------------------------------------------------


def _evidence(dialogue: Dialogue) -> Iterator[Warning]:
    """Stated claims without evidence; for a file that cites nothing at all, one warning and not a hundred."""
    without = [(what, id, line) for what, id, line, cited in _claims(dialogue) if not cited]
    if not dialogue.sources and all(not cited for *_, cited in _claims(dialogue)):
        if without:
            claims = "1 claim stands" if len(without) == 1 else f"{len(without)} claims stand"
            yield Warning(code="no-evidence", at="", message=f"no source is named: {claims} without "
                                                             "evidence")
        return
    for what, id, line in without:
        yield Warning(code="no-evidence", at=id, line=line,
                      message=f"{what} `{id}` is said to be stated, and no evidence is given; cite a source, or set "
                              "its `basis` to inferred or assumed")


def _claims(dialogue: Dialogue) -> Iterator[tuple[str, str, int, bool]]:
    """(what, id, line, whether it is backed) of every line that says something is so, on somebody's word."""
    for what, entries in (
        ("circumstance", dialogue.circumstances),
        ("option", dialogue.options),
        ("rule", dialogue.every_rule),
        ("view", dialogue.views),
    ):
        for entry in entries:
            if entry.basis == "stated":
                yield what, entry.id, entry.line, bool(entry.evidence)
    for ask in dialogue.asks:
        if ask.basis == "stated" and not ask.option:
            yield "ask", ask.id, ask.line, bool(evidence_of(dialogue, ask).evidence)
    for preferences in dialogue.preferences.values():
        for priority in preferences.priorities:
            if priority.basis == "stated":
                yield "statement", priority.id, priority.line, bool(evidence_of(dialogue, priority).evidence)
    for round in dialogue.rounds:
        for answer in round.answers:
            if answer.basis == "stated" and answer.answer not in ("unanswered", "unknown"):
                yield "answer to", answer.ask, answer.line, bool(answer.evidence or round.evidence)
    for commitment in dialogue.commitments:
        if commitment.basis == "stated":
            yield "commitment", commitment.id, commitment.line, _backed(dialogue, commitment, commitment.round)


def _backed(dialogue: Dialogue, entry: Line, round: str) -> bool:
    return bool(entry.evidence or (round and dialogue.round(round).evidence))


# ---- rounds ----------------------------------------------------------------------------------------------------------


def _rounds(dialogue: Dialogue) -> Iterator[Warning]:
    before: Round | None = None
    for round in dialogue.rounds:
        if before is not None and round.date and _earlier(round.date, before.date):
            yield Warning(code="round-order", at=round.id, line=round.line,
                          message=f"round `{round.id}` ({round.date}) stands after round `{before.id}` "
                                  f"({before.date}), which was later")
        before = round if round.date else before
        for answer in round.answers:
            if answer.ask not in round.tabled:
                yield Warning(code="not-tabled", at=answer.ask, line=answer.line,
                              message=f"round `{round.id}` has an answer to `{answer.ask}`, which was not on its table")


def _earlier(date: str, other: str) -> bool:
    """Whether a date as written is surely before another: 2010 is neither before nor after 2010-10."""
    first, second = date.split("/")[0], other.split("/")[0]
    common = min(len(first), len(second))
    return first[:common] < second[:common]


def _last_answers(dialogue: Dialogue) -> Iterator[Warning]:
    if dialogue.status_quo is None:
        return
    for ask in dialogue.asks:
        last = next((a for r in reversed(dialogue.rounds) if (a := r.answer(ask.id)) is not None), None)
        if last is not None and not _promised(dialogue, ask):
            disagreement = _disagreement(dialogue, ask, last)
            if disagreement:
                yield Warning(code="status-quo-and-answer", at=ask.id, line=last.line, message=disagreement)


def _disagreement(dialogue: Dialogue, ask: Ask, last: Answer) -> str:
    quo = dialogue.status_quo
    assert quo is not None
    done = dialogue.holds(ask.that, quo)
    if last.answer == "accepted" and not last.granted and not done:
        return (f"`{ask.id}` was accepted at last, and it is not done in the status quo; where it is promised, say so "
                "in `commitments`")
    if last.answer == "refused" and done:
        return f"`{ask.id}` was refused at last, and it is done in the status quo"
    if last.granted and ask.option:
        levels = dialogue.option(ask.option).levels
        now = quo[dialogue.option_index(ask.option)]
        # An ask to abstain is granted by staying low; for any other, what counts is whether it got so far.
        short = now > levels.index(last.granted) if ask.that.op == "is" else now < levels.index(last.granted)  # type: ignore[union-attr]
        if short:
            return f"`{last.granted}` was granted on `{ask.id}` at last, and the status quo has `{levels[now]}`"
    return ""


def _promised(dialogue: Dialogue, ask: Ask) -> bool:
    """Whether the ledger has an unfulfilled promise about what is asked: then the deed is known to be missing."""
    asked = set(names(ask.that))
    return any(
        c.does is not None and c.status.state in ("open", "overdue", "broken") and asked & set(names(c.does))
        for c in dialogue.commitments
    )


def _commitments(dialogue: Dialogue) -> Iterator[Warning]:
    if dialogue.status_quo is None:
        return
    for c in dialogue.commitments:
        if c.does is not None and c.status.state == "kept" and not dialogue.holds(c.does, dialogue.status_quo):
            yield Warning(code="status-quo-and-commitment", at=c.id, line=c.line,
                          message=f"commitment `{c.id}` counts as kept, and the status quo does not have it")


# ---- what is not used yet --------------------------------------------------------------------------------------------


def _unused(dialogue: Dialogue) -> Iterator[Warning]:
    for left in left_out(dialogue):
        first, more = ", ".join(f"`{id}`" for id in left.ids[:3]), len(left.ids) - 3
        whose = f"{first} and {more} more" if more > 0 else first
        of = "" if left.ids == (left.name,) else f" ({whose})"
        yield Warning(code="not-used-yet", at=left.name, line=left.line,
                      message=f"`{left.name}`{of} is read, kept and not used yet by {left.by}")
