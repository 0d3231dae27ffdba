"""Key assumptions: the lines of the file that carry the bottom line, each with what would be otherwise without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analyses.assumptions import Assumption, Assumptions, Change
from detente.analyses.check import Checked
from detente.methods.elicitation.open_points import open_points
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.document import Block, Cite, Column, Document, Paragraph, Rows, Section, Soft, Table, Text
from detente.report.language import _, _later, _n, _p, _r, said
from detente.report.page import answers_of, command, page


def view(dialogue: Dialogue, result: Assumptions) -> Document:
    """The page of `detente assumptions`."""
    return page(
        dialogue, _("Assumptions"), section(dialogue, result), _unstated(dialogue, result),
        headline=finding(dialogue, result),
    )  # fmt: skip


def section(dialogue: Dialogue, result: Assumptions, checked: Checked | None = None) -> Section:
    """The lines that carry the bottom line, those that no source states first; and the warnings of `check`."""
    blocks: list[Block] = []
    groups = tuple(_groups(dialogue, result.carrying))
    if groups:
        columns = (
            Column(title=_("line of the file"), kind="subject"),
            Column(title=_("what it says, and what else"), kind="text"),
        )
        blocks.append(Table(columns=columns, groups=groups))
    elif result.tried:
        told = _n(
            "{n:d} line was left out or turned round.",
            "{n:d} lines were left out or turned round, one at a time.",
            result.tried,
        )
        blocks.append(Paragraph(text=(told,)))
    if checked and checked.warnings:
        blocks.append(Paragraph(text=_warnings(checked)))
    if checked and (open := len(open_points(dialogue))):
        blocks.append(Paragraph(text=_left_open(dialogue, open), role="note"))
    label, found = _("Key assumptions"), finding(dialogue, result)
    return Section(id="assumptions", label=label, finding=found, blocks=tuple(blocks))


def _left_open(dialogue: Dialogue, open: int) -> Text:
    """How much the file leaves open, and the command that tells what of it we would most like to know."""
    told = _n("{n} point is left open by the file", "{n} points are left open by the file", open)
    return _r("{points}; what we would most like to know: {command}", points=wording.capital(told),
              command=command(dialogue, "interview"))  # fmt: skip


def finding(dialogue: Dialogue, result: Assumptions) -> str:
    """How many lines carry the bottom line, and how many of these no source states."""
    count = len(result.carrying)
    if not result.tried:
        return _("No line of the file carries the bottom line")
    if not count:
        return _("No single line of {all:d} carries the bottom line", all=result.tried)
    told = wording.capital(
        _n(
            "{n} of {all:d} lines carries the bottom line",
            "{n} of {all:d} lines carry the bottom line",
            count,
            all=result.tried,
        )
    )
    guessed = sum(not _sourced(dialogue, one) for one in result.carrying)
    if not guessed:
        return told
    return _n("{told}; {n} of them no source states", "{told}; {n} of them no source states", guessed, told=told)


def _groups(dialogue: Dialogue, found: Sequence[Assumption]) -> Iterator[Rows]:
    for title, stated in ((_("No source states these"), False), (_("Stated in a source"), True)):
        rows = tuple(_row(dialogue, one) for one in found if _sourced(dialogue, one) is stated)
        if rows:
            yield Rows(title=title, rows=rows)


def _sourced(dialogue: Dialogue, one: Assumption) -> bool:
    """Whether a source states it: a line that says so of itself and cites none does not count."""
    return one.basis == "stated" and any(isinstance(piece, Cite) for piece in _says(dialogue, one))


def _row(dialogue: Dialogue, one: Assumption) -> tuple[Text, Text]:
    return (_where(dialogue, one),), (*_says(dialogue, one), _else(dialogue, one))


def _where(dialogue: Dialogue, one: Assumption) -> str:
    """Where it stands: whose list, which line of the file."""
    owner = dialogue.party(one.party).name if one.party else _("Fact") if one.kind == "circumstance" else _("Rule")
    return _("{owner}, line {line}", owner=owner, line=str(one.line)) if one.line else owner


def _says(dialogue: Dialogue, one: Assumption) -> Text:
    """The line in words, with its evidence."""
    if one.kind == "circumstance":
        return (wording.fact(dialogue, one.id, bool(one.now)), *lines.sources(one.evidence))
    if one.kind == "rule":
        rule = dialogue.rule(one.id)
        return (wording.capital(lines.words(dialogue, rule)), *lines.basis(rule.basis), *lines.cite(dialogue, rule))
    if one.kind == "view":
        view = next(v for v in dialogue.views if v.id == one.id)
        what = _("What it believes of {party}", party=wording.party(dialogue, view.of))
        if view.because:
            what = _("{subject}: {text}", subject=what, text=wording.small(dialogue, view.because))
        return (what, *lines.basis(one.basis), *lines.sources(one.evidence))
    if one.kind == "weight":
        told = wording.capital(lines.weighed(dialogue, one.party, one.id))
        return (told, *lines.basis(one.basis), *lines.sources(one.evidence))
    found = lines.priority(dialogue, one.id)
    if found is None:
        return (Soft(wording.quoted(one.id)), *lines.basis(one.basis), *lines.sources(one.evidence))
    line = found[2]
    return (wording.capital(lines.words(dialogue, line)), *lines.basis(one.basis), *lines.cite(dialogue, line))


FARES = {
    ("no", "some"): _later("{asks} could be had"),
    ("no", "every"): _later("{asks} would be granted"),
    ("some", "every"): _later("{asks} would be granted wherever it settles firmly"),
    ("some", "no"): _later("{asks} would stay refused"),
    ("every", "some"): _later("{asks} would no longer be sure"),
    ("every", "no"): _later("{asks} would be refused"),
}
"""How an ask fares otherwise, by how many firm settlements grant it before and after."""


def _else(dialogue: Dialogue, one: Assumption) -> str:
    """What would be otherwise without the line; asks that fare alike stand together."""
    told = []
    together: dict[str, list[str]] = {}
    for change in one.changes:
        if change.ask:
            together.setdefault(_fares(change), []).append(change.ask)
    told += [said(how, asks=answers_of(dialogue, asks)) for how, asks in together.items()]
    told += [_status_quo(change) for change in one.changes if not change.ask]
    return _("; else {clauses}", clauses=_p("between two clauses", ", and ").join(told)) if told else ""


def _fares(change: Change) -> str:
    if change.after == "none":
        return _NOWHERE
    return FARES.get((change.before, change.after), _SOMEWHERE)


_NOWHERE = _later("{asks} would have no firm settlement to stand in")
_SOMEWHERE = _later("{asks} could be had in a firm settlement")


def _status_quo(change: Change) -> str:
    words = {"stays": _("the status quo would hold"), "leaves": _("the status quo would not hold")}
    nothing = _("nothing could be") if change.before == "none" else _("the status quo could not be")
    return words.get(change.after, nothing)


def _warnings(checked: Checked) -> Text:
    count, told = len(checked.warnings), [wording.warning(warning) for warning in checked.warnings[:3]]
    more = count - len(told)
    if more:
        told.append(_n("{n:d} more in `detente check`", "{n:d} more in `detente check`", more))
    return (
        wording.capital(
            _n(
                "{n} warning of the file's check: {warnings}.",
                "{n} warnings of the file's check: {warnings}.",
                count,
                warnings=wording.series(told),
            )
        ),
    )


def _unstated(dialogue: Dialogue, result: Assumptions) -> Section:
    """Lines that no source states and that carry nothing alone."""
    idle = [one for one in result.unstated if not one.carries]
    rows = tuple(((_where(dialogue, one),), _says(dialogue, one)) for one in idle)
    told = _n(
        "{n} line more that no source states and that alone carries nothing",
        "{n} lines more that no source states and that alone carry nothing",
        len(idle),
    )
    columns = (Column(kind="subject"), Column(kind="text"))
    return Section(
        id="unstated",
        label=_("Also unstated"),
        finding=wording.capital(told),
        blocks=(Table(columns=columns, groups=(Rows(rows=rows),)),) if rows else (),
    )
