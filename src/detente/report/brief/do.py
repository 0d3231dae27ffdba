"""Do: at most three lines, each a verb and an actor, what it opens, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analyses.facts import AskFacts, Facts, PackageFacts
from detente.analyses.leverage import Leverage
from detente.model.dialogue import Dialogue
from detente.model.expression import names
from detente.report import wording
from detente.report.brief.deal import LONG, added, given_up, giver, gives, lacking, moved
from detente.report.brief.phrases import LISTED, asks, parties, steps
from detente.report.brief.stuck import cited
from detente.report.brief.texts import answered, harmless, leaving, suits
from detente.report.document import Block, Items, Section, Strong, Terms, Text
from detente.report.language import _, _n, _r, _rn

MOST = 3

NAMED = 6
"""Things to sign that one sentence names; more stand in a list under it."""


def section(dialogue: Dialogue, facts: Facts, moves: Sequence[Leverage], *, of: str = "") -> Section:
    """What follows from the page; `of`: for one party's desk, what that party could do."""
    items = [text for _rank, text in sorted(_all(dialogue, facts, moves, of), key=lambda one: one[0])][:MOST]
    best, blocks = _signed(facts), list[Block]([Items(items=tuple(items))] if items else [])
    if best and NAMED < len(added(dialogue, facts, best)) <= LONG:
        first, rest = Items(items=tuple(items[:1])), Items(items=tuple(items[1:]))
        blocks = [first, _things(dialogue, facts, best), *([rest] if rest.items else [])]
    return Section(id="do", label=_("Do"), finding="", blocks=tuple(blocks), part="do")


def _things(dialogue: Dialogue, facts: Facts, best: PackageFacts) -> Terms:
    """All that is to be signed, by who gives it."""
    given = gives(dialogue, facts, best)
    return Terms(terms=tuple(((giver(dialogue, by),), (wording.listed(told) + ".",)) for by, told in given.items()))


def _all(dialogue: Dialogue, facts: Facts, moves: Sequence[Leverage], of: str) -> Iterator[tuple[int, Text]]:
    """Every advice with its rank: sign, offer, spend nothing, watch."""
    signing = _sign(dialogue, facts)
    if signing:
        yield 0, signing
    for n, text in enumerate(_offers(dialogue, facts, moves, of)):
        yield 1 + 3 * n, text
    for n, text in enumerate(_nothing(dialogue, facts, moves, of)):
        yield 2 + 10 * n, text
    for n, text in enumerate(_watch(dialogue, facts)):
        yield 3 + 3 * n, text


def _signed(facts: Facts) -> PackageFacts | None:
    """The package that beats the drift, if one does."""
    deal = facts.deal
    return deal.packages[0] if deal and deal.against == "drift" and deal.packages else None


def _sign(dialogue: Dialogue, facts: Facts) -> Text:
    """The package that beats the drift, with what it needs."""
    best = _signed(facts)
    if best is None:
        return ()
    who = _("All") if not suits(best, "worse") else wording.capital(parties(dialogue, suits(best, "better")))
    head = (Strong(_("{parties}: sign", parties=who)),)
    levels = added(dialogue, facts, best)
    what = steps(dialogue, levels, NAMED) if best.differs else _("what comes anyway")
    if len(levels) > LONG:
        what = _n("{n} thing, named under “The deal”", "{n} things, named under “The deal”", len(levels))
    elif len(levels) > NAMED:
        what = _n("{n} thing, named below", "{n} things, named below", len(levels))
    if best.refused:
        told = _r("{head} {steps} only if {ratifiers} can be won: refused at home as it stands", head=head, steps=what,
                  ratifiers=parties(dialogue, best.refused))  # fmt: skip
    elif best.holds:
        told = _r("{head} {steps}; no guarantee is needed", head=head, steps=what)
    else:
        needed = "" if harmless(best) else _(", with a guarantee")
        told = _r("{head} {steps}{needed}: {leaving}", head=head, steps=what, needed=needed,
                  leaving=leaving(dialogue, best))  # fmt: skip
    return (*told, *_at_a_price(dialogue, facts, best))


def _at_a_price(dialogue: Dialogue, facts: Facts, best: PackageFacts) -> Iterator[str]:
    """What a package undoes that is met where it drifts, what it lacks that must be, and what outsiders make of it."""
    if lost := given_up(facts, best):
        yield _("; it gives up {asks}", asks=asks(dialogue, lost))
    for party, ids in lacking(dialogue, best).items():
        who = wording.party(dialogue, party)
        yield _n("; {party} must have {asks}, and does not get it in full",
                 "; {party} must have {asks}, and do not get it in full", wording.verbs(dialogue, party), party=who,
                 asks=asks(dialogue, ids))  # fmt: skip
    if answer := answered(dialogue, best):
        yield _("; in answer: {steps}", steps=wording.ways(answer, LISTED))


def _offers(dialogue: Dialogue, facts: Facts, moves: Sequence[Leverage], of: str) -> Iterator[Text]:
    """An offer on condition that opens an ask and is worth it to who makes it."""
    beats = facts.deal is not None and facts.deal.against == "drift"
    traded: list[tuple[str, ...]] = []
    for move in moves:
        # What outsiders undo or home refuses is no advice, and one trade is told from one side.
        worth = [offer for offer in move.offers if offer.worth_it and offer.suits and not offer.refused]
        if not worth or not move.ask or (of and move.asker != of) or (beats and facts.ask(move.ask).deal == "full"):
            continue
        offer = worth[0]
        trade = tuple(sorted({*offer.levels, *names(dialogue.ask(move.ask).that)}))
        if trade in traded:
            continue
        traded.append(trade)
        head = (Strong(_("{party}: offer", party=wording.capital(wording.party(dialogue, move.asker)))),)
        levels = steps(dialogue, offer.levels)
        why = facts.ask(move.ask).why
        cite = (cited(why.reason),) if why and why.reason.evidence else ()
        needs = _("; it needs a guarantee") if offer.needs_guarantee else ""
        yield _r("{head} {levels}, only in return for {ask}; better for both than the drift{needs}{evidence}",
                 head=head, levels=levels, ask=asks(dialogue, [move.ask]), needs=needs, evidence=cite)  # fmt: skip


def _nothing(dialogue: Dialogue, facts: Facts, moves: Sequence[Leverage], of: str) -> Iterator[Text]:
    """Asks that nothing the asker has would open: not worth an offer."""
    ways = facts.ways
    pressed = {id for one in (ways.pressure if ways else ()) for id in one.asks}
    pressed |= {id for one in (ways.opened if ways else ()) for id in one.sure}
    idle: dict[tuple[str, bool], list[str]] = {}
    for move in moves:
        judged = facts.now and not dialogue.own_rules  # else no offer on condition was looked at
        told = facts.ask(move.ask) if move.ask and judged else None
        if told is None or told.drift == "full" or _touched(facts, told):
            continue
        if moved(dialogue, facts, told):
            continue
        if move.already or move.ask in pressed:
            continue
        if not (move.offers or move.prices or move.packages.suffice):
            idle.setdefault((move.asker, move.packages.standing == "outranked"), []).append(move.ask)
    for (party, outranked), ids in sorted(idle.items(), key=lambda item: -len(item[1])):
        if of and party != of:
            continue
        head = (Strong(_("{party}: spend nothing", party=wording.capital(wording.party(dialogue, party)))),)
        if outranked:
            yield _r("{head} on {asks}: what it could offer in this file weighs less than what stands in the way",
                     head=head, asks=asks(dialogue, ids))  # fmt: skip
        else:
            yield _rn("{head} on {asks}; no offer in this file touches it",
                      "{head} on {asks}; no offer in this file touches them", len(ids), head=head,
                      asks=asks(dialogue, ids))  # fmt: skip


def _touched(facts: Facts, told: AskFacts) -> bool:
    """Whether a package of the page grants an ask further than the drift, or in part as it does."""
    packages = facts.deal.packages if facts.deal else ()
    return any(one.asks[told.ask] not in ("not", told.drift) for one in packages)


def _watch(dialogue: Dialogue, facts: Facts) -> Iterator[Text]:
    """Events that would open something, the likeliest first."""
    opened = [one for one in (facts.ways.opened if facts.ways else ()) if one.chance]
    for one in sorted(opened, key=lambda one: -(one.chance or 0)):
        turned = wording.listed(wording.turned(dialogue, id, value) for id, value in one.facts.items())
        rest = [id for id in one.asks if id not in one.sure]
        brings = [_("it would bring {asks}", asks=asks(dialogue, one.sure))] if one.sure else []
        brings += [_("it would make {asks} possible, not certain", asks=asks(dialogue, rest))] if rest else []
        yield _r("{head} {event}, {likely}: {brings}", head=(Strong(_("Watch for")),), event=turned,
                 likely=wording.likelihood(one.chance or 0), brings=wording.series(brings))  # fmt: skip
