"""A status quo that is not wholly known: what it may be, and what the drift from each grants."""

from __future__ import annotations

from detente.analyses.facts import Facts
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief.phrases import asks
from detente.report.document import Column, Paragraph, Rows, Section, Table
from detente.report.language import _, _n, _r
from detente.report.page import command


def section(dialogue: Dialogue, facts: Facts) -> Section:
    """A row for each status quo that may be; empty where it is known, or may be too many things."""
    label = _("How things may stand")
    if not facts.status_quos:
        return Section(id="starts", label=label, finding="")
    columns = (Column(title=_("If things stand so"), kind="subject"), Column(title=_("The drift grants"), kind="text"))
    rows = tuple(
        ((wording.capital(wording.setting(dialogue, one.levels)),), (asks(dialogue, one.drift) or _("no ask in full"),))
        for one in facts.status_quos
    )
    count = _n("{n} status quo is possible", "{n} status quos are possible", len(rows))
    levels = ",".join(f"{id}={level}" for id, level in facts.status_quos[0].levels.items())
    mend = _r("Say in the file which it is, or suppose it: {command}.",
              command=command(dialogue, "whatif", "--grant", levels))  # fmt: skip
    blocks = (Table(columns=columns, groups=(Rows(rows=rows),)), Paragraph(text=mend, role="note"))
    return Section(id="starts", label=label, finding=wording.capital(count), blocks=blocks)
