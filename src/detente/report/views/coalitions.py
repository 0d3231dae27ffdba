"""Who, acting together, upsets a settlement: the smallest such coalitions, where they would go, and how."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.coalitions import Coalitions, Held, Upset
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Text
from detente.report.views.pages import page

NAMES = {"nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ"}
UPSETS = ("upset_seq", "upset_smr", "upset_gmr", "upset_nash")
"""Strictest first: whom no credible answer holds back, … , who gains at once whatever the others would do."""


def view(dialogue: Dialogue, result: Coalitions) -> Document:
    """The page of `detente coalitions`."""
    return page(dialogue, "Coalitions", section(dialogue, result), headline=finding(dialogue, result))


def finding(dialogue: Dialogue, result: Coalitions) -> str:
    """How many settlements no coalition upsets."""
    count = len(result.states)
    if not count:
        return "There is no settlement to upset"
    held = sum(_upsets(state) is None for state in result.states)
    if count == 1:
        verb = "No coalition upsets" if held else "A coalition would upset"
        return f"{verb} the {'one settlement' if result.concept else 'state asked about'}"
    kind = "settlements" if result.concept else "states asked about"
    some = wording.number(held) if held else "none"
    return f"{wording.capital(some)} of {count} {kind} would hold against every coalition"


def section(dialogue: Dialogue, result: Coalitions) -> Section:
    """Each settlement: who would upset it together, and where they would go."""
    blocks: list[Block] = []
    for state in result.states:
        blocks.extend(_state(dialogue, state))
    if result.number > len(result.states):
        told = f"The first {len(result.states)} of {result.number:,} settlements."
        blocks.append(Paragraph(text=(Soft(told),), role="note"))
    parties = wording.listed(wording.party(dialogue, party) for party in result.parties)
    blocks.append(Paragraph(text=(Soft(f"All coalitions of {parties} were tried."),), role="note"))
    return Section(
        id="coalitions", label="Coalitions", finding=finding(dialogue, result), blocks=tuple(blocks)
    )


def _upsets(state: Held) -> tuple[Upset, ...] | None:
    """The smallest coalitions that upset it under the strictest concept that lets any; None: none does."""
    for name in UPSETS:
        found: tuple[Upset, ...] = getattr(state, name)
        if found:
            return found
    return None


def _state(dialogue: Dialogue, state: Held) -> Iterator[Block]:
    name = wording.ways(wording.difference(dialogue, dialogue.state(state.code), dialogue.status_quo), 6)
    title = wording.capital(name or "the status quo")
    upsets = _upsets(state)
    if upsets is None:
        yield Paragraph(text=(Strong(f"{title}. "), "No coalition upsets it."))
        return
    holds = ", ".join(NAMES[c] for c in state.universal)
    said = f" It holds under {holds}." if holds else ""
    yield Paragraph(text=(Strong(f"{title}. "), "Upset by a coalition.", Soft(said)))
    yield Items(items=tuple(_upset(dialogue, state, upset) for upset in upsets))


def _upset(dialogue: Dialogue, state: Held, upset: Upset) -> Text:
    who = wording.capital(wording.listed(wording.party(dialogue, party) for party in upset.coalition))
    together = " together" if len(upset.coalition) > 1 else " alone"
    text: Text = (Strong(f"{who}{together}"),)
    for n, target in enumerate(upset.told[:2]):
        there = wording.difference(dialogue, dialogue.state(target.place.code), dialogue.state(state.code))
        text = (*text, ", or" if n else " would go for", f" {wording.ways(there, 5)}")
        if len(target.route) > 1:
            order = wording.listed_in_order(wording.party(dialogue, leg.party) for leg in target.route)
            text = (*text, f" (in this order: {order})")
        if not target.equilibrium:
            text = (*text, ", which would not last")
    more = len(upset.unanswered) - len(upset.told[:2])
    return (*text, f"; {wording.number(more)} more targets." if more > 1 else ".")
