"""What should be watched: each fact and first step with what it would change, days ahead, and what has come."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.watch import Shift, Sign, Watch
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief.phrases import change
from detente.report.document import Cell, Column, Document, Paragraph, Rows, Section, Soft, Strong, Table, Text
from detente.report.language import _, _later, _n, _r, said
from detente.report.page import command, page

SHIFTS = 3
"""Asks that are named of one sign; the rest are counted."""


def view(dialogue: Dialogue, result: Watch) -> Document:
    """The page of `detente watch`."""
    sections = (_signs(dialogue, result), _fired(dialogue, result), _dues(dialogue, result), _limits(dialogue))
    return page(dialogue, _("To watch"), *sections, headline=headline(dialogue, result))


def headline(dialogue: Dialogue, result: Watch) -> str:
    """The most telling sign."""
    if not result.signs:
        return _("No single fact and no first step would change where it goes")
    first = event(dialogue, result.signs[0])
    more = len(result.signs) - 1
    if not more:
        return _("Watch for {event}", event=first)
    return _n("Watch for {event}, and {n} thing more", "Watch for {event}, and {n} things more", more, event=first)


def event(dialogue: Dialogue, sign: Sign) -> str:
    """A sign as a noun phrase."""
    if sign.kind == "fact":
        return wording.turned(dialogue, sign.id, sign.to == "yes")
    who, what = wording.party(dialogue, sign.by), change(dialogue, sign.id, sign.to)
    return _("a first step of {party}: {step}", party=who, step=what)


# ---- signs -----------------------------------------------------------------------------------------------------------


def _signs(dialogue: Dialogue, result: Watch) -> Section:
    """Facts, then steps: how likely, what each would change."""
    groups = tuple(
        Rows(title=title, rows=rows)
        for kind, title in (("fact", _("Facts that nobody chooses")), ("step", _("First steps of a party")))
        if (rows := tuple(_row(dialogue, sign) for sign in result.signs if sign.kind == kind))
    )
    columns = (Column(kind="subject", title=_("sign")), Column(title=_("what changes")))
    quiet = _n(
        "{n} other fact or first step would change nothing of this.",
        "{n} other facts and first steps would change nothing of this.", result.quiet,
    ) if result.signs else _n(
        "{n} fact or first step was tried and would change nothing.",
        "{n} facts and first steps were tried and would change nothing.", result.quiet,
    )  # fmt: skip
    now: tuple[Paragraph, ...] = ()
    if result.headline:
        said_now = (Strong(_("The page says now:")),)
        now = (Paragraph(text=_r("{now} {headline}.", now=said_now, headline=result.headline)),)
    table = (Table(columns=columns, groups=groups),) if groups else ()
    finding = _n("{n} sign would change the picture", "{n} signs would change the picture", len(result.signs))
    finding = wording.capital(finding) if result.signs else _("No sign would change the picture")
    notes = (Paragraph(text=(wording.capital(quiet),), role="note"),) if result.quiet else ()
    if result.left:
        left = _n("Interrupted: {n} fact or first step was not looked at.",
                  "Interrupted: {n} facts and first steps were not looked at.", result.left)  # fmt: skip
        notes = (*notes, Paragraph(text=(wording.capital(left),), role="note"))
    return Section(id="signs", label=_("Signs"), finding=finding, blocks=(*now, *table, *notes))


def _row(dialogue: Dialogue, sign: Sign) -> tuple[Cell, ...]:
    subject = wording.capital(event(dialogue, sign)) if sign.kind == "fact" else _step(dialogue, sign)
    likely = _likely(sign)
    return (subject, Soft(f"; {likely}" if likely else "")), _changes(dialogue, sign)


def _step(dialogue: Dialogue, sign: Sign) -> str:
    party = wording.capital(wording.party(dialogue, sign.by))
    return _("{party}: {step}", party=party, step=change(dialogue, sign.id, sign.to))


def _likely(sign: Sign) -> str:
    if sign.kind == "fact":
        return "" if sign.chance is None else wording.likelihood(sign.chance)
    if sign.likely_next:
        return _("its next step")
    return _("a gain for it, though not its next step") if sign.gains else _("not what it wants now")


def _changes(dialogue: Dialogue, sign: Sign) -> Text:
    """The headline that the page would have, then the asks."""
    parts: list[str] = []
    if sign.headline:
        parts.append(wording.quoted(sign.headline))
    shown = [_shift(dialogue, shift) for shift in sign.shifts[:SHIFTS]]
    more = len(sign.shifts) - SHIFTS
    if more > 0:
        shown.append(_n("{n} more ask changes", "{n} more asks change", more))
    if sign.passing:
        was, now = sign.passing
        shown.append(_n("{n} package passes at home, not {before}", "{n} packages pass at home, not {before}", now,
                        before=wording.number(was) if was else _("none")))  # fmt: skip
    if not (parts or shown):
        shown = [_("it ends elsewhere, and no ask is met otherwise")]
    return (wording.series([*parts, *shown]),)


_FATES = {
    "full": _later("in full"),
    "part": _later("in part"),
    "not": _later("not met"),
    "depends": _later("depends on how it ends"),
    "open": _later("not met, and nobody in the file minds"),
}


def _shift(dialogue: Dialogue, shift: Shift) -> str:
    """What becomes of an ask: left alone, else under the best package."""
    ask = wording.asked(dialogue, shift.ask)
    if shift.before != shift.after and shift.before and shift.after:
        before, after = said(_FATES[shift.before]), said(_FATES[shift.after])
        return _("{ask}: {before} → {after}", ask=ask, before=before, after=after)
    before, after = shift.met or ("open", "open")
    return _(
        "{ask}, under the best package: {before} → {after}", ask=ask, before=said(_FATES[before]),
        after=said(_FATES[after]),
    )  # fmt: skip


# ---- what has come, and days ahead -----------------------------------------------------------------------------------


def _fired(dialogue: Dialogue, result: Watch) -> Section:
    """Which signs of the round before have come."""
    if not result.since:
        return Section(id="fired", label=_("Since then"), finding="")
    total = len(result.fired) + result.waiting
    if not total:
        finding = _("There was nothing to watch for in the round before")
    elif result.fired:
        finding = _n(
            "{n} of {all} signs of the round before has come", "{n} of {all} signs of the round before have come",
            len(result.fired), all=wording.number(total),
        )  # fmt: skip
    else:
        finding = _n("The one sign of the round before has not come", "None of {n} signs of the round before has come",
                     total)  # fmt: skip
    finding = wording.capital(finding)
    told = tuple(Paragraph(text=(told,)) for told in _come(dialogue, result))
    return Section(id="fired", label=_("Since then"), finding=finding, blocks=told)


def _come(dialogue: Dialogue, result: Watch) -> Iterator[str]:
    for sign in result.fired:
        changed = _changes(dialogue, sign)[0]
        yield wording.capital(_("{event}. It was to change: {what}.", event=event(dialogue, sign), what=str(changed)))
    if result.waiting and not result.fired:
        yield _("What came since was not among what was to be watched.")


def _dues(dialogue: Dialogue, result: Watch) -> Section:
    """Days on which something is known."""
    texts = {promise.id: promise.text or promise.id for promise in dialogue.commitments}
    texts[""] = _("the horizon of the file")
    rows = tuple(((wording.date(due.date),), (texts[due.promise],)) for due in result.dues)
    columns = (Column(kind="subject", title=_("by")), Column(title=_("what is known then")))
    finding = _n("{n} date ahead", "{n} dates ahead", len(rows))
    table = (Table(columns=columns, groups=(Rows(rows=rows),)),) if rows else ()
    return Section(id="dues", label=_("Dates"), finding=wording.capital(finding), blocks=table)


def _limits(dialogue: Dialogue) -> Section:
    """What this cannot see."""
    told = _r(
        "Each fact that turns, each option that its owner brings to another level, all else as now. What needs two at "
        "once is told by {leverage} and under “What would change it” in the brief.",
        leverage=command(dialogue, "leverage"),
    )
    blocks = (Paragraph(text=told, role="note"),)
    return Section(id="limits", label=_("Limits"), finding=_("One sign at a time"), blocks=blocks)
