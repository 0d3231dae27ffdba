"""Key assumptions: the lines of the file that carry the bottom line, each with what would be otherwise without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analyses.assumptions import Assumption, Assumptions, Change
from detente.analyses.check import Checked
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Column, Document, Paragraph, Rows, Section, Soft, Table, Text
from detente.report.views import lines
from detente.report.views.pages import answers_of, page

COLUMNS = (Column(title="line of the file", kind="subject"), Column(title="what it says, and what else", kind="text"))


def view(dialogue: Dialogue, result: Assumptions) -> Document:
    """The page of `detente assumptions`."""
    return page(
        dialogue, "Assumptions", section(dialogue, result), _unstated(dialogue, result),
        headline=finding(dialogue, result),
    )  # fmt: skip


def section(dialogue: Dialogue, result: Assumptions, checked: Checked | None = None) -> Section:
    """The lines that carry the bottom line, those that no source states first; and the warnings of `check`."""
    blocks: list[Block] = []
    groups = tuple(_groups(dialogue, result.carrying))
    if groups:
        blocks.append(Table(columns=COLUMNS, groups=groups))
    elif result.tried:
        blocks.append(Paragraph(text=(f"{result.tried} lines were left out or turned round, one at a time.",)))
    if checked and checked.warnings:
        blocks.append(Paragraph(text=_warnings(checked)))
    return Section(
        id="assumptions", label="Key assumptions", finding=finding(dialogue, result), blocks=tuple(blocks)
    )


def finding(dialogue: Dialogue, result: Assumptions) -> str:
    """How many lines carry the bottom line, and how many of these no source states."""
    count = len(result.carrying)
    if not count:
        return f"No single line of {result.tried} carries the bottom line"
    verb = "carries" if count == 1 else "carry"
    guessed = sum(one.basis != "stated" for one in result.carrying)
    said = "" if not guessed else f"; {wording.number(guessed)} of them no source states"
    return f"{wording.capital(wording.number(count))} of {result.tried} lines {verb} the bottom line{said}"


def _groups(dialogue: Dialogue, found: Sequence[Assumption]) -> Iterator[Rows]:
    for title, stated in (("No source states these", False), ("Stated in a source", True)):
        rows = tuple(_row(dialogue, one) for one in found if (one.basis == "stated") is stated)
        if rows:
            yield Rows(title=title, rows=rows)


def _row(dialogue: Dialogue, one: Assumption) -> tuple[Text, Text]:
    return (_where(dialogue, one),), (*_says(dialogue, one), _else(dialogue, one))


def _where(dialogue: Dialogue, one: Assumption) -> str:
    """Where it stands: whose list, which line of the file."""
    owner = dialogue.party(one.party).name if one.party else {"circumstance": "Fact"}.get(one.kind, "Rule")
    return f"{owner}, line {one.line}" if one.line else owner


def _says(dialogue: Dialogue, one: Assumption) -> Text:
    """The line in words, with its evidence."""
    if one.kind == "circumstance":
        return (wording.fact(dialogue, one.id, bool(one.now)), *lines.sources(one.evidence))
    if one.kind == "rule":
        rule = dialogue.rule(one.id)
        return (wording.capital(lines.words(dialogue, rule)), *lines.basis(rule.basis), *lines.cite(dialogue, rule))
    if one.kind == "view":
        view = next(v for v in dialogue.views if v.id == one.id)
        because = f": {wording.small(dialogue, view.because)}" if view.because else ""
        what = f"What it believes of {wording.party(dialogue, view.of)}{because}"
        return (what, *lines.basis(one.basis), *lines.sources(one.evidence))
    found = lines.priority(dialogue, one.id)
    if found is None:
        return (Soft(f"“{one.id}”"), *lines.basis(one.basis), *lines.sources(one.evidence))
    line = found[2]
    return (wording.capital(lines.words(dialogue, line)), *lines.basis(one.basis), *lines.cite(dialogue, line))


FARES = {
    ("no", "some"): "could be had",
    ("no", "every"): "would be granted",
    ("some", "every"): "would be granted wherever it settles firmly",
    ("some", "no"): "would stay refused",
    ("every", "some"): "would no longer be sure",
    ("every", "no"): "would be refused",
}
"""How an ask fares otherwise, by how many firm settlements grant it before and after."""


def _else(dialogue: Dialogue, one: Assumption) -> str:
    """What would be otherwise without the line; asks that fare alike stand together."""
    told = []
    together: dict[str, list[str]] = {}
    for change in one.changes:
        if change.ask:
            together.setdefault(_fares(change), []).append(change.ask)
    told += [f"{answers_of(dialogue, asks)} {how}" for how, asks in together.items()]
    told += [_status_quo(change) for change in one.changes if not change.ask]
    return f"; else {', and '.join(told)}" if told else ""


def _fares(change: Change) -> str:
    if change.after == "none":
        return "would have no firm settlement to stand in"
    return FARES.get((change.before, change.after), "could be had in a firm settlement")


def _status_quo(change: Change) -> str:
    words = {"stays": "the status quo would hold", "leaves": "the status quo would not hold"}
    return words.get(change.after, "the status quo could not be")


def _warnings(checked: Checked) -> Text:
    told = "; ".join(f"{warning.message}" for warning in checked.warnings[:3])
    more = len(checked.warnings) - 3
    rest = f"; {more} more in `detente check`" if more > 0 else ""
    return (f"{wording.counted(len(checked.warnings), 'warning').capitalize()} of the file's check: {told}{rest}.",)


def _unstated(dialogue: Dialogue, result: Assumptions) -> Section:
    """Lines that no source states and that carry nothing alone."""
    idle = [one for one in result.unstated if not one.carries]
    rows = tuple(((_where(dialogue, one),), _says(dialogue, one)) for one in idle)
    count, verb = wording.counted(len(idle), "line"), "carries" if len(idle) == 1 else "carry"
    columns = (Column(kind="subject"), Column(kind="text"))
    return Section(
        id="unstated",
        label="Also unstated",
        finding=f"{wording.capital(count)} more that no source states and that alone {verb} nothing",
        blocks=(Table(columns=columns, groups=(Rows(rows=rows),)),) if rows else (),
    )
