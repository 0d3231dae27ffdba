"""What would change the picture: events nobody decides, with chance and what each opens and shuts; and pressure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.analyses.facts import DealByPart, Facts, OpenedFacts, PressureFacts, TurnedFacts
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.brief.phrases import asks, steps
from detente.report.brief.turned import GAINED, counts, gained, named, shuts, shutting, that_pass
from detente.report.document import Block, Column, Paragraph, Rows, Section, Strong, Table, Text
from detente.report.language import _, _n, _r

SHOWN = 6
"""Events told; the rest are counted."""


def section(dialogue: Dialogue, facts: Facts) -> Section:
    """Each event that opens an ask, the fewest facts together; what facts would shut; then what pressure would open."""
    label = _("What would change it")
    events = _events(dialogue, facts)
    pressure = facts.pressing
    closing = [one for one in facts.turned if _comes(one.chance) and any(shuts(dialogue, one))]
    idle = _idle(dialogue, events, closing)
    blocks: list[Block] = []
    if events:
        blocks.append(_table(dialogue, facts, events))
    blocks += [Paragraph(text=shutting(dialogue, one)) for one in closing[:SHOWN]]
    if idle:
        head = _("Changes no ask alone:") if facts.deal and not by_part(facts) else _("Opens nothing alone:")
        blocks.append(Paragraph(text=_nothing(dialogue, idle[:SHOWN], head)))
    blocks += [Paragraph(text=pressed(dialogue, one)) for one in pressure[:2]]
    if not blocks:
        return Section(id="change", label=label, finding="")
    return Section(id="change", label=label, finding=finding(events, closing, pressure, idle), blocks=tuple(blocks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Facts that are otherwise, with what they would open (None: no ask) and what turning them changes (None: several
    facts, or no more than that)."""

    facts: dict[str, bool]
    chance: float | None
    opens: OpenedFacts | None
    turned: TurnedFacts | None


def _events(dialogue: Dialogue, facts: Facts) -> list[Event]:
    """What opens an ask, then what only brings one nearer or lets more pass at home; none that is ruled out."""
    opened, left = [one for one in facts.ways.opened if _comes(one.chance)] if facts.ways else [], list(facts.turned)
    found: list[Event] = []
    for one in opened:
        turned = next((other for other in left if other.facts == one.facts), None)
        left = [other for other in left if other is not turned]
        found.append(Event(facts=one.facts, chance=one.chance, opens=one, turned=turned))
    rest = (other for other in left if _comes(other.chance) and (gained(other) or counts(other) > 0))
    return [*found, *(Event(facts=other.facts, chance=other.chance, opens=None, turned=other) for other in rest)]


def by_part(facts: Facts) -> bool:
    """Whether it was asked about by its parts, so that nobody asked what turning a fact changes."""
    return isinstance(facts.deal, DealByPart)


def _comes(chance: float | None) -> bool:
    """Whether the file leaves it any chance."""
    return chance is None or chance > 0


def finding(
    events: list[Event], closing: list[TurnedFacts], pressure: tuple[PressureFacts, ...], idle: list[str]
) -> str:
    """How many events would open something, whether one would shut something, and whether pressure would."""
    if events and not any(one.opens for one in events):
        return wording.capital(
            _n("{n} event would bring more, not in the parties' hands",
               "{n} events would bring more, none in the parties' hands", len(events))
        )  # fmt: skip
    if events:
        return wording.capital(
            _n("{n} event would open what is shut, not in the parties' hands",
               "{n} events would open what is shut, none in the parties' hands", len(events))
        )  # fmt: skip
    if pressure:
        return _("No event would open anything; pressure would")
    if closing:
        return wording.capital(
            _n("{n} event would shut what is open, and none opens anything",
               "{n} events would shut what is open, and none opens anything", len(closing))
        )  # fmt: skip
    count = len(idle)
    return _n("The one fact that may turn opens nothing", "None of the {n} facts that may turn opens anything", count)


def _idle(dialogue: Dialogue, events: list[Event], closing: list[TurnedFacts]) -> list[str]:
    """Facts with a chance of turning that change nothing told alone."""
    told = [*(one.facts for one in events), *(one.facts for one in closing)]
    alone = {id for facts in told if len(facts) == 1 for id in facts}
    return [
        fact.id for fact in dialogue.circumstances
        if fact.id not in alone and fact.chance is not None and fact.chance.value != float(fact.now)
    ]  # fmt: skip


def _table(dialogue: Dialogue, facts: Facts, events: list[Event]) -> Table:
    by = wording.capital(wording.by_date(facts.horizon)) if facts.horizon else _("How likely")
    columns = (Column(title=_("Event"), kind="subject"), Column(title=by), Column(title=_("Makes possible")))
    rows = [_row(dialogue, one) for one in events[:SHOWN]]
    return Table(columns=columns, groups=(Rows(rows=tuple(rows)),))


def _row(dialogue: Dialogue, one: Event) -> tuple[Text, Text, Text]:
    turned = wording.capital(wording.listed(wording.turned(dialogue, id, value) for id, value in one.facts.items()))
    cites = tuple(cite for id in one.facts for cite in lines.sources(dialogue.circumstance(id).evidence))
    likely = wording.likelihood(one.chance) if one.chance is not None else _("not said")
    return (turned, *cites), (likely,), (wording.series(_opens(dialogue, one)),)


def _opens(dialogue: Dialogue, one: Event) -> Iterator[str]:
    """The asks that an event makes possible, those that then come by themselves, by a package, or pass at home."""
    opened: set[str] = set()
    if one.opens is not None:
        sure, opened = one.opens.sure, set(one.opens.asks)
        if rest := [id for id in one.opens.asks if id not in sure]:
            yield asks(dialogue, rest)
        if sure:
            yield _("{asks}, by itself", asks=asks(dialogue, sure))
    if one.turned is None:
        return
    drift = named(dialogue, one.turned.drift, GAINED, opened)
    deal = named(dialogue, one.turned.deal, GAINED, opened | set(one.turned.drift))
    if drift:
        yield _("{asks}, where it then drifts", asks=drift)
    if deal:
        yield _("{asks}, by a package", asks=deal)
    if counts(one.turned) > 0 and not (opened or drift or deal):
        yield that_pass(dialogue, one.turned)


def _nothing(dialogue: Dialogue, ids: list[str], head: str) -> Text:
    """The facts whose turning changes nothing told alone, each with its chance, in one sentence."""
    each: list[Text] = []
    for id in ids:
        fact = dialogue.circumstance(id)
        chance = fact.chance.value if fact.chance else 0.0
        likely = wording.likelihood(1 - chance if fact.now else chance)
        turned = _("{event}, {likelihood}", event=wording.turned(dialogue, id, not fact.now), likelihood=likely)
        each.append((turned, *lines.sources(fact.evidence)))
    return _r("{head} {events}.", head=(Strong(head),), events=wording.series_text(each))


def pressed(dialogue: Dialogue, one: PressureFacts) -> Text:
    """What pressure would open, whether that is promised, and whether the pressure then stays, and why."""
    promise = _("while it lasts it settles nowhere else") if one.promised else _("possible, not promised")
    told = _r(
        "{head} {steps} by {party} would open {asks}, {promise}",
        head=(Strong(_("Pressure, not an offer:")),), steps=steps(dialogue, one.changes),
        party=wording.party(dialogue, one.by), asks=asks(dialogue, one.asks), promise=promise,
    )  # fmt: skip
    return (*told, *_afterwards(dialogue, one), ".")


def _afterwards(dialogue: Dialogue, one: PressureFacts) -> Text:
    """What becomes of it once nobody is bound: it stays, with the answer that lifting it would get, or it does not."""
    own = next((d for d in one.at.deterred if d.party == one.by), None)
    if own is None:
        return (_("; and then it stays"),)
    answer = wording.listed(
        _("{party} with {steps}", party=wording.party(dialogue, move.party), steps=steps(dialogue, move.changes))
        for move in own.answer
    )
    told = _("; and then it stays: {steps} would be answered by {answer}", steps=steps(dialogue, own.would.changes),
             answer=answer)  # fmt: skip
    return (told,)
