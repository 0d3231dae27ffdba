"""What `check` found, told line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analyses.check import Checked
from detente.methods.soundness.warning import Warning
from detente.model.dialogue import Dialogue
from detente.report import language, wording
from detente.report.document import Block, Code, Column, Document, Paragraph, Rows, Section, Soft, Table, Text
from detente.report.language import _, _n
from detente.report.page import page
from detente.report.pages.show import said

APART = 3
"""So many warnings that say the same of different entries stand each for itself."""


def view(dialogue: Dialogue, result: Checked) -> Document:
    """The page of `detente check`."""
    # What the writer said is read back in words: an expression may be sound and not what was meant.
    return page(dialogue, _("Check"), section(result), _silenced(result), *said(dialogue), headline=finding(result))


def finding(result: Checked) -> str:
    """No errors, and how many warnings."""
    if result.warnings:
        count = len(result.warnings)
        return _n("The file is sound: no errors, {n} warning", "The file is sound: no errors, {n} warnings", count)
    if not result.silenced:
        return _("The file is sound: no errors, no warnings")
    return _n(
        "The file is sound: no errors, no warnings, {n} silenced with a reason",
        "The file is sound: no errors, no warnings, {n} silenced with a reason",
        len(result.silenced),
    )


def section(result: Checked) -> Section:
    """The warnings that stand, each with its code, which `silence:` names."""
    blocks: list[Block] = list(_table(result.warnings))
    if any(one.case == "read" for one in result.warnings) and language.current().code != "en":
        blocks.append(Paragraph(text=(_("What the reader of the file noticed is in English."),), role="note"))
    if result.inherited:
        told = _n(
            "{n} statement without evidence of its own rests on that of the options named.",
            "{n} statements without evidence of their own rest on that of the options named.",
            len(result.inherited),
        )
        blocks.append(Paragraph(text=(wording.capital(told),), role="note"))
    if result.skipped:
        large = _("Too large to test everywhere: {codes}.", codes=", ".join(result.skipped))
        blocks.append(Paragraph(text=(large,), role="note"))
    return Section(id="warnings", label=_("Warnings"), finding=finding(result), blocks=tuple(blocks))


def _silenced(result: Checked) -> Section:
    blocks = tuple(_table(result.silenced))
    return Section(id="silenced", label=_("Silenced"), finding=_("Silenced, with the author's reason"), blocks=blocks)


def _table(warnings: Sequence[Warning]) -> Iterator[Table]:
    if not warnings:
        return
    columns = (Column(kind="subject", title=_("warning")), Column(kind="text", title=_("what it is about")))
    yield Table(columns=columns, groups=(Rows(rows=tuple(_row(*alike) for alike in _alike(warnings))),))


def _alike(warnings: Sequence[Warning]) -> list[list[Warning]]:
    """Warnings that say the same of more than `APART` entries together, at the place of the first; else each alone."""
    groups: dict[object, list[Warning]] = {}
    for warning in warnings:
        alike = frozenset((place, what) for place, what in warning.about.items() if what != warning.at)
        groups.setdefault((warning.code, warning.case, alike, warning.because), []).append(warning)
    parts = [[group] if len(group) > APART else [[one] for one in group] for group in groups.values()]
    place = {id(warning): n for n, warning in enumerate(warnings)}
    return sorted((part for group in parts for part in group), key=lambda part: place[id(part[0])])


def _row(warning: Warning, *others: Warning) -> tuple[Text, Text]:
    told = wording.warning(warning)
    if warning.line:
        told = _("line {line}: {warning}", line=str(warning.line), warning=told)
    because = (Soft(f" – {warning.because}"),) if warning.because else ()
    if others:
        places = [_("{name} (line {line})", name=f"`{one.at}`", line=str(one.line)) for one in others]
        told += _n(". So it is with {n} entry more: {places}", ". So it is with {n} entries more: {places}",
                   len(others), places=wording.listed(places))  # fmt: skip
    return (Code(warning.code),), (told, *because)
