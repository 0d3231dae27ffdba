"""The dialogue file printed back in words, with every id: what did I say?"""

from __future__ import annotations

from collections.abc import Iterator

from detente.model.dialogue import Basis, Dialogue, Equally, Line, Preferences, Rule, Statement
from detente.model.expression import unparse
from detente.report import wording
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

SUBJECT, TEXT = Column(kind="subject"), Column(kind="text")


def view(dialogue: Dialogue) -> Document:
    """The page of `detente show`."""
    sections = (
        _parties(dialogue),
        _circumstances(dialogue),
        _options(dialogue),
        *said(dialogue),
    )
    return Document(
        kind="File",
        title=dialogue.title,
        headline=dialogue.title,
        as_of=dialogue.file,
        sections=tuple(section for section in sections if section.blocks),
        sources=dialogue.sources,
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
            role = "at the table" if party.at_table else "not at the table"
            if party.ratifies:
                role = f"must agree to what {wording.party(dialogue, party.ratifies)} signs"
            also = f"; also {', '.join(party.aliases)}" if party.aliases else ""
            yield (Code(party.id),), (f"{party.name}, {role}{also}", Cite(party.evidence))

    at_table = wording.counted(len(dialogue.table), "party", "parties")
    return _section("parties", "Parties", f"{wording.capital(at_table)} at the table", rows())


def _circumstances(dialogue: Dialogue) -> Section:
    def rows() -> Iterator[tuple[Text, Text]]:
        for fact in dialogue.circumstances:
            by = f" by {wording.date(dialogue.horizon)}" if dialogue.horizon else ""
            later = f";{by} {wording.likelihood(fact.chance.value)}" if fact.chance else ""
            yield (Code(fact.id),), (f"{fact.text}: {'so' if fact.now else 'not so'} now{later}", Cite(fact.evidence))

    return _section("circumstances", "Circumstances", "Facts that no party chooses", rows())


def _options(dialogue: Dialogue) -> Section:
    def rows() -> Iterator[tuple[Text, Text]]:
        for option in dialogue.options:
            levels = "" if wording.is_switch(option) else f" ({', '.join(option.levels)})"
            way = {"forward": ", cannot be taken back", "back": ", can only be given up", "both": ""}[option.direction]
            yield (Code(option.id),), (
                f"{wording.capital(wording.party(dialogue, option.by))}: {option.text}{levels}{way}",
                Cite(option.evidence),
            )

    states = f"{wording.counted(len(dialogue.options), 'option')}, {dialogue.possible:,} states"
    return _section("options", "Options", wording.capital(states), rows())


def _asks(dialogue: Dialogue) -> Section:
    def rows() -> Iterator[tuple[Text, Text]]:
        for ask in dialogue.asks:
            by, of = wording.party(dialogue, ask.by), wording.party(dialogue, ask.of)
            told = f"{wording.capital(by)} asks of {of}: {ask.text}"
            met = "" if ask.option else f" — met when {wording.condition(dialogue, ask.that)}"
            yield (Code(ask.id),), (told, met, *_marks(ask), Soft(f" ({unparse(ask.that)})"), Cite(ask.evidence))

    return _section("asks", "Asks", wording.capital(wording.counted(len(dialogue.asks), "ask")), rows())


def _rules(dialogue: Dialogue) -> Section:
    def rows() -> Iterator[tuple[Text, Text]]:
        for rule in dialogue.rules:
            yield (Code(rule.id),), _statement_text(dialogue, "cannot be: ", rule)

    return _section("rules", "Rules", "What cannot be", rows())


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
                label="Priorities",
                finding=f"What {name} wants, first things first",
                blocks=(table,),
            )


def _groups(dialogue: Dialogue, preferences: Preferences) -> Iterator[Rows]:
    rows: list[tuple[Text, ...]] = []
    for place, priority in enumerate(preferences.priorities, start=1):
        items = priority.items if isinstance(priority, Equally) else (priority,)
        for i, statement in enumerate(items):
            number = f"{place}. " if i == 0 else "   = "
            rows.append(((number, Code(statement.id)), _statement_text(dialogue, "", statement)))
    yield Rows(rows=tuple(rows))


def _other_preference(dialogue: Dialogue, party: str, preferences: Preferences) -> Section:
    if preferences.weights:
        rows: tuple[tuple[Text, ...], ...] = tuple(
            ((f"{weight.value:g}",), (wording.condition(dialogue, weight.expr),)) for weight in preferences.weights
        )
        blocks: tuple[Table | Paragraph, ...] = (Table(columns=(SUBJECT, TEXT), groups=(Rows(rows=rows),)),)
    else:
        count = wording.counted(len(preferences.ranking), "group")
        blocks = (Paragraph(text=(f"A ranking of states in {count}, best first.",)),)
    name = wording.party(dialogue, party)
    return Section(id=f"priorities-{party}", label="Priorities", finding=f"What {name} wants", blocks=blocks)


def _statement_text(dialogue: Dialogue, before: str, line: Statement | Rule) -> Text:
    clause = wording.condition(dialogue, line.want if isinstance(line, Statement) else line.never)
    because = f" — {line.because}" if line.because else ""
    return (before, clause, Soft(because), *_marks(line), Soft(f" ({_typed(line)})"), Cite(line.evidence))


def _typed(line: Statement | Rule) -> str:
    return unparse(line.want if isinstance(line, Statement) else line.never)


def _marks(line: Line) -> tuple[Soft, ...]:
    said: dict[Basis, str] = {"stated": "", "inferred": " [inferred]", "assumed": " [assumed]"}
    sure = getattr(line, "sure", None)
    how = f" [{wording.likelihood(sure.value)} to matter]" if sure else ""
    return tuple(Soft(text) for text in (said[line.basis], how) if text)
