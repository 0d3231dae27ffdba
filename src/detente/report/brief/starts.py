"""A status quo that is not wholly known: what it may be, what the drift from each grants, and what beats them all."""

from __future__ import annotations

from detente.analyses.facts import Facts
from detente.methods.settling.fillings import Shared
from detente.model.dialogue import Dialogue, Option
from detente.model.naming import spelled
from detente.report import wording
from detente.report.brief.phrases import asks, parties
from detente.report.document import Column, Paragraph, Rows, Section, Table
from detente.report.language import _, _n, _r
from detente.report.page import command


def section(dialogue: Dialogue, facts: Facts) -> Section:
    """A row for each status quo that may be, and the packages that beat the drift from all; empty where it is known."""
    label, open_ = _("How things may stand"), unknown(dialogue)
    if not open_:
        return Section(id="starts", label=label, finding="")
    if not facts.status_quos:
        return Section(id="starts", label=label, finding=_many(facts), blocks=(_mend(dialogue, open_),))
    columns = (Column(title=_("If things stand so"), kind="subject"), Column(title=_("The drift grants"), kind="text"))
    rows = tuple(
        ((wording.capital(wording.setting(dialogue, one.levels)),), (asks(dialogue, one.drift) or _("no ask in full"),))
        for one in facts.status_quos
    )
    count = _n("{n} status quo is possible", "{n} status quos are possible", len(rows))
    if len({one.drift for one in facts.status_quos}) == 1:
        alike = _("From each of them the drift grants: {asks}.", asks=rows[0][1][0])
        drifts: Paragraph | Table = Paragraph(text=(alike,))
    else:
        drifts = Table(columns=columns, groups=(Rows(rows=rows),))
    beat = () if facts.shared else (Paragraph(text=(_("No package beats the drift from every one of them."),)),)
    blocks = (drifts, *beat, _mend(dialogue, open_))
    return Section(id="starts", label=label, finding=wording.capital(count), blocks=blocks)


def unknown(dialogue: Dialogue) -> list[Option]:
    """The options of which the file does not know how they stand."""
    return [o for o, level in zip(dialogue.options, dialogue.known or (), strict=False) if level is None]


def _many(facts: Facts) -> str:
    """That there are too many to tell one by one."""
    if not facts.starts:
        return _("Too many status quos are possible to tell what the drift from each grants")
    return _("{n:d} status quos are possible, too many to tell what the drift from each grants", n=facts.starts)


def _mend(dialogue: Dialogue, open_: list[Option]) -> Paragraph:
    levels = ",".join(f"{option.id}={spelled(option.levels[0])}" for option in open_)
    told = _r("Say in the file which it is, or suppose it: {command}.",
              command=command(dialogue, "brief", "--status-quo", levels))  # fmt: skip
    return Paragraph(text=told, role="note")


def package(dialogue: Dialogue, one: Shared) -> str:
    """A package that beats them all, and who may refuse it."""
    told = wording.inside(dialogue, one.levels)
    if not one.refused:
        return told
    return _("{package} ({ratifiers} may refuse it)", package=told, ratifiers=parties(dialogue, one.refused))
