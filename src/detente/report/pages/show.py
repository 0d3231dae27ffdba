"""The dialogue file printed back in words, with every id: what did I say?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from detente.analyses.rounds import rounds
from detente.engine.choice import choose
from detente.engine.solved import solved
from detente.model.dialogue import (
    Circumstance,
    Dialogue,
    Line,
    Option,
    Party,
    Preferences,
    Rule,
    Statement,
)
from detente.model.expression import unparse
from detente.report import lines, wording
from detente.report.brief.asks import heading
from detente.report.document import (
    Cite,
    Code,
    Column,
    Document,
    Paragraph,
    Rows,
    Section,
    Soft,
    Table,
    Text,
)
from detente.report.language import _, _later, _n, figure
from detente.report.language import said as said_word
from detente.report.page import colophon
from detente.report.pages import rest
from detente.report.pages import rounds as rounds_page

SUBJECT, TEXT = Column(kind="subject"), Column(kind="text")


def view(dialogue: Dialogue) -> Document:
    """The page of `detente show`."""
    sections = (
        _parties(dialogue),
        _circumstances(dialogue),
        _options(dialogue),
        _parts(dialogue),
        _status_quo(dialogue),
        *said(dialogue),
        *rounds_page.sections(dialogue, rounds(dialogue), ids=True),
        rest.section(dialogue),
    )
    return Document(
        kind=_("File"),
        title=dialogue.title,
        headline=dialogue.summary or dialogue.title,
        as_of=dialogue.file,
        sections=tuple(section for section in sections if section.blocks),
        sources=dialogue.sources,
        colophon=colophon(dialogue),
    )


def said(dialogue: Dialogue) -> tuple[Section, ...]:
    """Every expression of the file as a sentence: asks, rules and priorities."""
    sections = (_asks(dialogue), _rules(dialogue), *_priorities(dialogue))
    return tuple(section for section in sections if section.blocks)


def _section(id: str, label: str, finding: str, rows: Iterator[tuple[Text, Text]]) -> Section:
    found = tuple(rows)
    table = Table(columns=(SUBJECT, TEXT), groups=(Rows(rows=found),))
    return Section(id=id, label=label, finding=finding, blocks=(table,) if found else ())


def _parties(dialogue: Dialogue) -> Section:
    def rows() -> Iterator[tuple[Text, Text]]:
        for party in dialogue.parties:
            told = _("{party}, {role}", party=party.name, role=_role(dialogue, party))
            if party.aliases:
                told = _("{told}; also {names}", told=told, names=", ".join(party.aliases))
            yield (Code(party.id),), (told, *_marks(party), Cite(party.evidence))

    found = _n("{n} party at the table", "{n} parties at the table", len(dialogue.table))
    if len(dialogue.table) < len(dialogue.parties):
        found = _("{all} parties, {n} of them at the table", all=len(dialogue.parties), n=len(dialogue.table))
    return _section("parties", _("Parties"), wording.capital(found), rows())


def _role(dialogue: Dialogue, party: Party) -> str:
    if party.ratifies:
        return lines.ratifying(dialogue, party)
    return _("at the table") if party.at_table else _("not at the table")


def _circumstances(dialogue: Dialogue) -> Section:
    def rows() -> Iterator[tuple[Text, Text]]:
        for fact in dialogue.circumstances:
            yield (Code(fact.id),), (_fact(dialogue, fact), Cite(fact.evidence))

    return _section("circumstances", _("Circumstances"), _("Facts that no party chooses"), rows())


def _fact(dialogue: Dialogue, fact: Circumstance) -> str:
    """A fact, whether it is so now, and how likely it is later."""
    told = _("{fact}: so now", fact=fact.text) if fact.now else _("{fact}: not so now", fact=fact.text)
    if fact.otherwise:
        told = _("{told}; otherwise {fact}", told=told, fact=fact.otherwise)
    if not fact.chance:
        return told
    likely = wording.likelihood(fact.chance.value)
    if fact.now and not dialogue.horizon:
        return _("{told}; that it stays so: {likelihood}", told=told, likelihood=likely)
    if not dialogue.horizon:
        return _("{told}; {likelihood}", told=told, likelihood=likely)
    return _("{told}; by {date} {likelihood}", told=told, date=wording.date(dialogue.horizon), likelihood=likely)


def _options(dialogue: Dialogue) -> Section:
    def rows() -> Iterator[tuple[Text, Text]]:
        for option in dialogue.options:
            told = wording.capital(_option(dialogue, option))
            yield (Code(option.id),), (told, *_marks(option), Cite(option.evidence))

    found = _n("{n} option, {states:d} states", "{n} options, {states:d} states", len(dialogue.options),
               states=dialogue.possible)  # fmt: skip
    section = _section("options", _("Options"), wording.capital(found), rows())
    engine = Paragraph(text=(Soft(_engine(dialogue)),), role="note")
    return replace(section, blocks=(*section.blocks, engine)) if section.blocks else section


def _parts(dialogue: Dialogue) -> Section:
    """The parts that no line joins, of a dialogue that is asked about by part."""
    solution = solved(dialogue)
    if not solution.falls_apart:
        return Section(id="parts", label=_("Parts"), finding="")
    several = [part for part in solution.split.parts if len(part.options) > 1]

    def rows() -> Iterator[tuple[Text, Text]]:
        for part in several:
            ids = [dialogue.options[k].id for k in part.options]
            yield (figure(part.dialogue.possible),), (Code(", ".join(ids)),)

    return _section("parts", _("Parts"), _("No line joins these parts; they are put together exactly"), rows())


def _engine(dialogue: Dialogue) -> str:
    """What answers questions about all states at once."""
    if choose(dialogue).engine == "arrays":
        return _("All states at once are answered by arrays: they fit into memory.")
    return _("All states at once are answered by decision diagrams: they do not fit into memory.")


def _option(dialogue: Dialogue, option: Option) -> str:
    text = option.text
    if not wording.is_switch(option):
        text = _("{option} ({levels})", option=text, levels=", ".join(option.levels))
    told = _("{party}: {option}", party=wording.party(dialogue, option.by), option=text)
    match option.direction:
        case "forward":
            return _("{told}, cannot be taken back", told=told)
        case "back":
            return _("{told}, can only be given up", told=told)
        case "both":
            return told


def _status_quo(dialogue: Dialogue) -> Section:
    """What is done today, and of what it is not known."""
    label, known = _("Status quo"), dialogue.status_quo or dialogue.known
    if known is None:
        return Section(id="status-quo", label=label, finding="")

    def rows() -> Iterator[tuple[Text, Text]]:
        for option, level in zip(dialogue.options, known, strict=True):
            if level is None:
                yield (Code(option.id),), (_("not known"),)
            elif level:
                yield (Code(option.id),), (wording.taken(dialogue, option, level),)

    found = _section("status-quo", label, _("What is done today"), rows())
    nothing = Paragraph(text=(_("Every option stands at its first level."),))
    return found if found.blocks else replace(found, blocks=(nothing,))


_MATTERS = {"must": _later("a deal must have it"), "could": _later("a deal could have it")}
"""How much an ask matters, where the file says that it is not as much as most."""


def _asks(dialogue: Dialogue) -> Section:
    def rows() -> Iterator[tuple[Text, Text]]:
        for ask in dialogue.asks:
            told = heading(dialogue, ask.by, ask.of) + wording.colon() + wording.asked(dialogue, ask)
            if not ask.option:
                told = _("{told} — met when {condition}", told=told, condition=wording.condition(dialogue, ask.that))
            if ask.matters in _MATTERS:
                told = _("{told}; {how}", told=told, how=said_word(_MATTERS[ask.matters]))
            yield (Code(ask.id),), (told, *_marks(ask), Soft(f" ({unparse(ask.that)})"), Cite(ask.evidence))

    found = wording.capital(_n("{n} ask", "{n} asks", len(dialogue.asks)))
    return _section("asks", _("Asks"), found, rows())


def _rules(dialogue: Dialogue) -> Section:
    def rows() -> Iterator[tuple[Text, Text]]:
        for rule in dialogue.every_rule:
            yield (Code(rule.id),), _statement_text(dialogue, rule)

    return _section("rules", _("Rules"), _("What cannot be"), rows())


def _priorities(dialogue: Dialogue) -> Iterator[Section]:
    for party in dialogue.parties:
        preferences = dialogue.preferences.get(party.id, Preferences())
        table = Table(columns=(SUBJECT, TEXT), groups=tuple(_groups(dialogue, preferences)))
        if preferences.weights or preferences.ranking:
            yield _other_preference(dialogue, party.id, preferences)
        elif preferences.priorities:
            name = wording.party(dialogue, party.id)
            yield Section(
                id=f"priorities-{party.id}",
                label=_("Priorities"),
                finding=_("The list of {party}, first things first", party=name),
                blocks=(table,),
            )


def _groups(dialogue: Dialogue, preferences: Preferences) -> Iterator[Rows]:
    rows: list[tuple[Text, ...]] = []
    for place, priority in enumerate(preferences.priorities, start=1):
        for i, statement in enumerate(priority.statements):
            number = f"{place}. " if i == 0 else "   = "
            rows.append(((number, Code(statement.id)), _statement_text(dialogue, statement)))
    yield Rows(rows=tuple(rows))


def _number(value: Fraction) -> str:
    """A weight as a decimal, if a short one says it exactly, else as a fraction."""
    short = f"{float(value):g}" if abs(value) < 2**1000 else ""
    return short if short and Fraction(short) == value else str(value)


def _other_preference(dialogue: Dialogue, party: str, preferences: Preferences) -> Section:
    if preferences.weights:
        rows: tuple[tuple[Text, ...], ...] = tuple(
            ((_number(weight.value),), (wording.condition(dialogue, weight.expr),)) for weight in preferences.weights
        )
        blocks: tuple[Table | Paragraph, ...] = (Table(columns=(SUBJECT, TEXT), groups=(Rows(rows=rows),)),)
    else:
        told = _n(
            "A ranking of states in {n} group, best first.",
            "A ranking of states in {n} groups, best first.",
            len(preferences.ranking),
        )
        rows = tuple(
            ((f"{place}.",), (wording.series(wording.state(dialogue, dialogue.state(code)) for code in group),))
            for place, group in enumerate(preferences.ranking, start=1)
        )
        blocks = (Paragraph(text=(told,)), Table(columns=(SUBJECT, TEXT), groups=(Rows(rows=rows),)))
    finding = _("The preferences of {party}", party=wording.party(dialogue, party))
    return Section(id=f"priorities-{party}", label=_("Priorities"), finding=finding, blocks=blocks)


def _statement_text(dialogue: Dialogue, line: Statement | Rule) -> Text:
    clause = lines.bars(dialogue, line) if isinstance(line, Rule) else wording.condition(dialogue, line.want)
    because = f" — {line.because}" if line.because else ""
    because += f" ({wording.ground(line.ground)})" if line.ground else ""
    return (clause, Soft(because), *_marks(line), Soft(f" ({_typed(line)})"), Cite(line.evidence))


def _typed(line: Statement | Rule) -> str:
    return unparse(line.want if isinstance(line, Statement) else line.never)


def _marks(line: Line) -> tuple[Soft, ...]:
    marks = [] if line.basis == "stated" else [wording.basis(line.basis)]
    sure = getattr(line, "sure", None)
    if sure is not None:
        likely = wording.likelihood(sure.value)
        marks.append(_("{likelihood} to matter", likelihood=likely) if isinstance(line, Statement) else likely)
    if isinstance(line, Statement):
        marks += [_("strongly")] if line.strong else []
        marks += [_("not known whether it wants this")] if line.unknown else []
    return tuple(Soft(f" [{mark}]") for mark in marks)
