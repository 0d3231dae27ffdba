"""What `check` found, told line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analyses.check import Checked
from detente.analyses.check_lines import Warning
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Code, Column, Document, Paragraph, Rows, Section, Soft, Table, Text
from detente.report.views.pages import page
from detente.report.views.show import said


def view(dialogue: Dialogue, result: Checked) -> Document:
    """The page of `detente check`."""
    # What the writer said is read back in words: an expression may be sound and not what was meant.
    return page(dialogue, "Check", section(result), _silenced(result), *said(dialogue), headline=finding(result))


def finding(result: Checked) -> str:
    """No errors, and how many warnings."""
    if not result.warnings:
        quiet = f", {wording.number(len(result.silenced))} silenced with a reason" if result.silenced else ""
        return f"The file is sound: no errors, no warnings{quiet}"
    return f"The file is sound: no errors, {wording.counted(len(result.warnings), 'warning')}"


def section(result: Checked) -> Section:
    """The warnings that stand, each with its code, which `silence:` names."""
    blocks: list[Block] = list(_table(result.warnings))
    if result.inherited:
        told = f"{wording.capital(wording.counted(len(result.inherited), 'statement'))} without evidence of "
        told += "its own rests" if len(result.inherited) == 1 else "their own rest"
        blocks.append(Paragraph(text=(f"{told} on that of the options named.",), role="note"))
    if result.skipped:
        blocks.append(Paragraph(text=(f"Too large to test everywhere: {', '.join(result.skipped)}.",), role="note"))
    return Section(id="warnings", label="Warnings", finding=finding(result), blocks=tuple(blocks))


def _silenced(result: Checked) -> Section:
    blocks = tuple(_table(result.silenced))
    return Section(id="silenced", label="Silenced", finding="Silenced, with the author's reason", blocks=blocks)


def _table(warnings: Sequence[Warning]) -> Iterator[Table]:
    if not warnings:
        return
    columns = (Column(kind="subject", title="warning"), Column(kind="text", title="what it is about"))
    yield Table(columns=columns, groups=(Rows(rows=tuple(_row(warning) for warning in warnings)),))


def _row(warning: Warning) -> tuple[Text, Text]:
    line = f"line {warning.line}: " if warning.line else ""
    because = (Soft(f" – {warning.because}"),) if warning.because else ()
    return (Code(warning.code),), (f"{line}{warning.message}", *because)
