"""What a single fact that turns gains and loses: asks of the drift and of the best package, and what passes at home."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from detente.analyses.facts import Facts, TurnedFacts
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.brief.phrases import LISTED
from detente.report.document import Strong, Text
from detente.report.language import _, _n, _r

GAINED = (("not", "full"), ("part", "full"), ("not", "part"))
"""How far an ask is met now, and then, where that is more; what only comes in part last."""

LOST = (("full", "not"), ("part", "not"), ("full", "part"))
"""The same where it is less."""


def likely_lost(dialogue: Dialogue, facts: Facts) -> Iterator[str]:
    """The facts that are likelier than not to turn and then take something out of the best package."""
    for one in facts.turned:
        lost = named(dialogue, one.deal, LOST, ())
        if one.chance is not None and one.chance > 0.5 and lost:
            [(id, value)] = one.facts.items()
            yield _("{event}, {likelihood}, would take from it: {asks}", event=wording.turned(dialogue, id, value),
                    likelihood=wording.likelihood(one.chance), asks=lost)  # fmt: skip


def counts(one: TurnedFacts) -> int:
    """How many packages more there are then, where there are none now, or then: a mere number moves nobody.

    Nor is it a gain that packages beat a drift which is then worse, or a loss that none beats one which is then better.
    """
    more, kinds = one.passing - one.before, LOST if one.passing else GAINED
    drifted = any(change in kinds for change in one.drift.values())
    return 0 if drifted or (one.passing and one.before) else more


def moves(one: TurnedFacts) -> bool:
    """Whether the fact may turn, and then asks fare otherwise or the status quo has no place."""
    return one.chance != 0 and (one.impossible or bool(one.drift) or gained(one))


def that_pass(dialogue: Dialogue, one: TurnedFacts) -> str:
    """How many packages then beat the drift, or pass at home where somebody there can refuse."""
    was, count = wording.number(one.before) if one.before else _("none"), one.passing
    if any(party.ratifies for party in dialogue.parties):
        if not count:
            return _("that no package passes at home")
        return _n("that {n} package passes at home, not {before}", "that {n} packages pass at home, not {before}",
                  count, before=was)  # fmt: skip
    if not count:
        return _("that no package beats the drift")
    return _n("that {n} package beats the drift, not {before}", "that {n} packages beat the drift, not {before}",
              count, before=was)  # fmt: skip


def gained(one: TurnedFacts) -> bool:
    """Whether an ask is then met further, by drift or package."""
    return any(change in GAINED for change in (*one.drift.values(), *one.deal.values()))


def named(
    dialogue: Dialogue, found: Mapping[str, tuple[str, str]], kinds: tuple[tuple[str, str], ...], but: Collection[str]
) -> str:
    """The asks that fare so otherwise, in full before in part, but for some; "" where none does."""
    texts = []
    for kind in kinds:
        for id in (id for id, change in found.items() if change == kind and id not in but):
            ask = wording.asked(dialogue, id)
            texts.append(_("{ask} in part", ask=ask) if kind[1] == "part" else ask)
    return wording.ways(texts, LISTED) if texts else ""


def shuts(dialogue: Dialogue, one: TurnedFacts) -> Iterator[str]:
    """What turning a fact takes away: the status quo itself, asks of the drift and of the best package, packages."""
    if one.impossible:
        yield _("it cannot stay as it is")
        return
    told = [id for id, change in one.drift.items() if change in LOST]
    if drift := named(dialogue, one.drift, LOST[:2], ()):
        yield _("where it drifts, no longer {asks}", asks=drift)
    if drift := named(dialogue, one.drift, LOST[2:], ()):
        yield _("where it drifts, only {asks}", asks=drift)
    if deal := named(dialogue, one.deal, LOST[:2], told):
        yield _("in the best package, no longer {asks}", asks=deal)
    if deal := named(dialogue, one.deal, LOST[2:], told):
        yield _("in the best package, only {asks}", asks=deal)
    if counts(one) < 0 and not (told or any(change in LOST for change in one.deal.values())):
        yield that_pass(dialogue, one)


def shutting(dialogue: Dialogue, one: TurnedFacts) -> Text:
    """A fact whose turning takes something away, with its chance and what that is."""
    [(id, value)] = one.facts.items()
    likely = wording.likelihood(one.chance) if one.chance is not None else _("not said how likely")
    event: Text = (_("{event}, {likelihood}", event=wording.turned(dialogue, id, value), likelihood=likely),
                   *lines.sources(dialogue.circumstance(id).evidence))  # fmt: skip
    return _r("{head} {event}: {what}.", head=(Strong(_("Would shut:")),), event=event,
              what=wording.series(shuts(dialogue, one)))  # fmt: skip
