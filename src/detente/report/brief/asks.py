"""The one table of asks: answers by round, where it drifts, the best package, the chance, what would open it, why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.analyses.facts import AskFacts, Facts
from detente.analyses.prospects import Prospect
from detente.model.dialogue import Ask, Dialogue
from detente.report import wording
from detente.report.brief.deal import moved
from detente.report.brief.phrases import asks as named
from detente.report.document import Cell, Column, Mark, MarkKind, Rows, Section, Soft, Strong, Table, Text, Worded
from detente.report.language import _, _n, _r
from detente.report.page import UNSTATED, command, reason
from detente.report.prospects import opening

ROUNDS = 4
"""The last rounds, as many as a table has room for."""

SHOWN = 16
"""Asks that the brief's table holds; the rest, which matter less to their askers, are counted."""


def grouped(dialogue: Dialogue, asks: Sequence[Ask] | None = None) -> dict[tuple[str, str], list[Ask]]:
    """(asker, asked) -> the asks, in file order."""
    found: dict[tuple[str, str], list[Ask]] = {}
    for ask in dialogue.asks if asks is None else asks:
        found.setdefault((ask.by, ask.of), []).append(ask)
    return found


def heading(dialogue: Dialogue, by: str, of: str) -> str:
    """Who asks whom: "Pakistan asks of the United States"."""
    asker = wording.capital(wording.party(dialogue, by))
    return _n(
        "{party} asks of {parties}", "{party} ask of {parties}", wording.verbs(dialogue, by),
        party=asker, parties=wording.party(dialogue, of),
    )  # fmt: skip


MARKS: dict[str, MarkKind] = {"full": "accepted", "part": "partly", "not": "refused"}
"""How far an ask is met -> its mark; *open* and *depends* are words, not marks."""


def section(dialogue: Dialogue, facts: Facts, opened: Mapping[str, Prospect], *, first: str = "") -> Section:
    """The asks, those that matter most to their askers first, grouped by who asks whom; those of `first` on top."""
    if not dialogue.asks:
        return Section(id="asks", label=_("The asks"), finding="", part="table")
    shown = set(facts.order[:SHOWN])
    ordered = sorted((dialogue.ask(id) for id in facts.order if id in shown), key=lambda ask: ask.by != first)
    groups = tuple(
        Rows(title=heading(dialogue, by, of), rows=_rows(dialogue, facts, group, opened),
             ids=tuple(ask.id for ask in group))
        for (by, of), group in grouped(dialogue, ordered).items()
    )
    rest = facts.order[SHOWN:]
    table = Table(columns=_columns(dialogue, facts), groups=groups, key=key(facts), also=_signs(dialogue, facts),
                  short=_short_forms(), note=_left_out(dialogue, facts, rest))  # fmt: skip
    return Section(id="asks", label=_("The asks"), finding=finding(facts), blocks=(table,), part="table")


def finding(facts: Facts) -> str:
    """How many asks are met where it drifts, in full, in part and not."""
    full, part = len(facts.with_fate("full")), len(facts.with_fate("part"))
    if not full:
        told = _("none of {all} asks is met in the drift", all=wording.number(len(facts.asks)))
    else:
        told = _n("{n} of {all} asks is met in the drift", "{n} of {all} asks are met in the drift", full,
              all=wording.number(len(facts.asks)))  # fmt: skip
    return wording.capital(_n("{told}, {n} in part", "{told}, {n} in part", part, told=told) if part else told)


def key(facts: Facts) -> str:
    """What the letters in the marks stand for."""
    told = _("A accepted  P partly  D deferred  R refused  – no answer")
    return told + wording.rare_marks(one.answer for ask in facts.asks for one in ask.answers)


def _signs(dialogue: Dialogue, facts: Facts) -> str:
    signs = [_("new: not so today")] if any(facts.ask(id).new for id in facts.order[:SHOWN]) else []
    signs += [_("= as in the drift")] if _dealt(facts) else []
    if dialogue.signature and any(one.signed is not None for one in facts.asks):
        likely = wording.likelihood(dialogue.signature.chance.value)
        signs.append(_("chances weigh in a signature, {likely}", likely=likely))
    return "  ".join(signs)


def _short_forms() -> tuple[tuple[str, str], ...]:
    """What narrow pages leave to the key: a sign, and what it means."""
    offered = _("an offer: only while its ask is granted, if nothing else is said")
    return (
        (UNSTATED, _("{sign} not stated in a source", sign=UNSTATED)),
        (_("Offer:"), offered),
        (_("every"), _("every: in every case of the model")),
        (_("no"), _("no: in no case of the model")),
        (_("not"), _("not: not by drift, by the deal")),
    )


def _left_out(dialogue: Dialogue, facts: Facts, ids: Sequence[str]) -> Text:
    if not ids:
        return ()
    count = _n("{n} ask more: {asks}.", "{n} asks more: {asks}.", len(ids), asks=named(dialogue, ids, 6))
    return (wording.capital(count),)


def _columns(dialogue: Dialogue, facts: Facts) -> tuple[Column, ...]:
    rounds = dialogue.rounds[-ROUNDS:]
    titles = [wording.short_date(round.date) for round in rounds]
    years = {round.date[:4] for round in rounds if round.date}
    named = all(titles) and len(set(titles)) == len(titles) and len(years) == 1
    over = _("Answers {year}", year=next(iter(years))) if named else _("Answers by round")
    if len(rounds) == 1:  # over one narrow column no heading has room
        over = ""
    first, one = len(dialogue.rounds) - len(rounds) + 1, len(years) == 1
    answers = tuple(
        Column(title=title, kind="answer", over=over)
        if named
        else Column(title=str(n), kind="answer", over=over, under=_short(rounds[n - first].date, one_year=one))
        for n, title in enumerate(titles, start=first)
    )
    drifts = (Column(title=_("Drift"), kind="fate"),) if facts.drift else ()
    deals = (Column(title=_("Deal"), kind="fate"),) if _dealt(facts) else ()
    by = wording.by_date(facts.horizon) if facts.horizon else ""
    chance = (Column(title=_("Chance"), kind="short", under=by),) if _chances(facts) else ()
    return (
        Column(title=_("Ask"), kind="subject"),
        *answers,
        *drifts,
        *deals,
        *chance,
        Column(title=_("What would open it, and who"), kind="text"),
        Column(title=_("Why"), kind="text"),
    )


def _short(date: str, *, one_year: bool) -> str:
    """A date as short as tells rounds apart: the day and month within one year, else month and year."""
    month = wording.short_date(date)
    day = date.partition("/")[0].split("-")[2:]
    if one_year and day and month:
        return f"{int(day[0])} {month}"
    return f"{month} {date[2:4]}".strip()


def _dealt(facts: Facts) -> bool:
    """Whether there is a package to compare with the drift."""
    return facts.deal is not None and bool(facts.deal.packages)


def _chances(facts: Facts) -> bool:
    """Whether chances tell anything: some ask is neither certain nor excluded."""
    return any(chance is not None and 0 < chance < 1 for chance in map(_likely, facts.asks))


def _likely(one: AskFacts) -> float | None:
    """The chance that the page tells: with that of a signature where the file says how likely one is."""
    return one.chance if one.signed is None else one.signed


def _rows(
    dialogue: Dialogue, facts: Facts, asks: Sequence[Ask], opened: Mapping[str, Prospect]
) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    last: tuple[Text, Text] | None = None
    for ask in asks:
        told = facts.ask(ask.id)
        words = _opens(dialogue, facts, opened[ask.id]), _why(dialogue, told)
        again = last == words and bool(words[0])
        marks: list[Cell] = [Mark(_answer(one.answer)) for one in told.answers[-ROUNDS:]]
        if facts.drift:
            marks.append(_fate(dialogue, told))
        if _dealt(facts):
            marks.append(_signed(dialogue, facts, told))
        if _chances(facts):
            marks.append(chance(told))
        shown: tuple[Text, Text] = ((_("as above"),), (_("as above"),)) if again else words
        rows.append(((wording.ask(dialogue, ask),), *marks, *shown))
        last = words
    return tuple(rows)


def _answer(answer: str) -> MarkKind:
    return answer or "not asked"  # type: ignore[return-value]


def _fate(dialogue: Dialogue, told: AskFacts) -> Cell:
    if told.drift in MARKS:
        return Mark(MARKS[told.drift], new=told.new, why=_because(dialogue, told))
    return (Soft(_("open") if told.drift == "open" else _("varies")),)


def _signed(dialogue: Dialogue, facts: Facts, told: AskFacts) -> Cell:
    """What the best package gives, where that differs from the drift."""
    if told.deal is None:
        return ("",)
    return Mark("same" if told.deal == told.drift and not moved(dialogue, facts, told) else MARKS[told.deal])


def _because(dialogue: Dialogue, told: AskFacts) -> Text:
    """What decides a mark, and the command that tells more."""
    if told.why is None:
        return ()
    return _r("{reason}. {command}", reason=reason(dialogue, told.why), command=command(dialogue, "why", told.ask))


def chance(one: AskFacts) -> Text:
    """The chance that an ask is met in full: word and band, in short the band alone. It is that if nothing is signed,
    but where the file says how likely a signature is.

    Of what the best package grants it is never said that it comes in no case.
    """
    value = _likely(one)
    if value is None:
        return ()
    if value >= 1:
        return (Worded(_("in every case"), _("every")),)
    if value <= 0 and one.deal == "full":
        return (Worded(_("not by drift"), _("not")),)
    if value <= 0:
        return (Worded(_("in no case"), _("no")),)
    told = wording.likelihood(value)
    _word, low, high = wording.band(value)
    short = wording.percent(value) if value < 0.01 or value > 0.99 else wording.shares(low, high)
    return (Worded(told, short),)


def _opens(dialogue: Dialogue, facts: Facts, found: Prospect) -> Text:
    """Who does it by itself, or what it would take."""
    if found.opening and found.opening.by == "drift":
        return _by_itself(dialogue, facts, found.ask)
    return opening(dialogue, found.ask.of, found.ask.by, found.opening)


def _by_itself(dialogue: Dialogue, facts: Facts, told: AskFacts) -> Text:
    assert facts.drift is not None
    movers = [move.party for move in facts.drift.ends[0].way]
    if told.of in movers:
        return _r("{party}, {when}", party=(Strong(wording.capital(wording.party(dialogue, told.of))),),
                  when=_("next") if movers[0] == told.of else _("in answer"))  # fmt: skip
    return (_("the drift"),)


def _why(dialogue: Dialogue, told: AskFacts) -> Text:
    if told.why is None and told.now is None:
        return ()
    if told.why is None:
        return (_("Nothing the asked party can do changes it"),)
    return reason(dialogue, told.why)
