"""The way there: the drift step by step, whose each step is, and for which line of its list."""

from __future__ import annotations

from detente.analyses.facts import Facts
from detente.methods.reasons.evidence import Cited
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.brief.phrases import parties, steps
from detente.report.brief.top import held, joined
from detente.report.document import Items, Paragraph, Section, Strong, Text
from detente.report.language import _, _n, _r
from detente.report.page import placed


def section(dialogue: Dialogue, facts: Facts) -> Section:
    """Each step with its mover and its reason, and what holds it where it ends."""
    label = _("The way there")
    if facts.drift is None or not facts.drift.ends[0].way:
        return Section(id="way", label=label, finding="")
    end = facts.drift.ends[0]
    way = joined(end.way)
    items: list[Text] = []
    for move in way:
        who = Strong(wording.capital(wording.party(dialogue, move.party)) + wording.colon())
        told: Text = (who, steps(dialogue, move.changes, 5))
        items.append(_behind(dialogue, told, move.because))
    last = wording.capital(_("there it holds: {reason}.", reason=held(dialogue, end.states[0])))
    if len(end.states) > 1:
        last = _("There it goes round and settles nowhere.")
    refusing = parties(dialogue, end.states[0].refused)
    if refusing:
        last += " " + wording.capital(_("{parties} would refuse it if asked.", parties=refusing))
    finding = wording.capital(_n("{n} step, wanted by its mover", "{n} steps, each wanted by its mover", len(way)))
    blocks = (Items(items=tuple(items), ordered=True), Paragraph(text=(last,)))
    return Section(id="way", label=label, finding=finding, blocks=blocks)


def _behind(dialogue: Dialogue, told: Text, line: Cited | None) -> Text:
    """A step with the line that moves its party: its reason, else its place in the list (a formula is no reason)."""
    if line is None or line.because or not line.place:
        return lines.behind(dialogue, told, line)
    why = (placed(dialogue, line.party, line.place), *lines.basis(line.basis))
    return _r("{told} – {reason}", told=told, reason=(*why, *lines.sources(line.evidence, line.inherited)))
