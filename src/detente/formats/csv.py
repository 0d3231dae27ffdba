"""A table of options × parties, for whoever starts in a spreadsheet: what each option is worth to each party.

    option,by,level,now,Upland,Lowland
    Water in the dry months,Upland,half,,-1,3
    Water in the dry months,Upland,full,,-2,5
    Payment,Lowland,,yes,2,-1

One row an option, or one a level above the first where it has several; `now` marks what is done today, `asked by` who
asks for it. Every other column is a party, its numbers what the option is worth to it at that level (nothing: 0).
Comma, semicolon or tab; beside semicolons a decimal comma is read as one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import PurePath

from detente.errors import InputError, Problem, TooLarge
from detente.formats.ids import ids_of
from detente.formats.left import left
from detente.formats.nodes import MAX_OPTIONS, Notice, suggest
from detente.formats.shorten import shorten
from detente.formats.written import YES, number_of
from detente.model.dialogue import Ask, Dialogue, Option, Party, Preferences, Weight
from detente.model.expression import Compare, Expr, Name, names

KNOWN = ("option", "by", "level", "now", "asked by")
MAX_ROWS = 20_000
_MARKS = YES | {"x", "1", "now", "oui", "done"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(slots=True)
class _Row:
    """An option as its rows have it: per level above the first what it is worth to each party."""

    text: str
    by: str
    line: int
    levels: list[str] = field(default_factory=list)
    worth: list[dict[str, Fraction]] = field(default_factory=list)
    now: int = 0
    asked_by: str = ""


def read(text: str, file: str) -> tuple[Dialogue, tuple[Notice, ...]]:
    """The dialogue in a table. Raises InputError with every problem found, TooLarge."""
    return _Reader(text, file).dialogue(), ()


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.file, self.problems = file, list[Problem]()
        first = text.lstrip("\n").partition("\n")[0]
        self.mark = max(",;\t", key=first.count)
        self.lines = csv.reader(io.StringIO(text), delimiter=self.mark, skipinitialspace=True)

    def dialogue(self) -> Dialogue:
        head = self.header()
        rows = list(self.rows(head))
        if not rows and not self.problems:
            self.wrong(1, "there are no options: below the header each row is one")
        people = self.people(head, rows)
        if self.problems:
            raise InputError(*self.problems)
        return self.build(rows, people)

    def header(self) -> list[str]:
        cells = next(self.cells(), None)
        if cells is None:
            raise InputError(Problem(message="the table is empty;", hint="its first row names the columns: option, by, "
                                     "now, and a column for each party.", file=self.file))
        head = [known if (known := _plain(cell)) in KNOWN else cell for cell in cells]
        for need in ("option", "by"):
            if need not in head:
                near = suggest(need, head)
                self.wrong(1, f"there is no column `{need}`;", near or f"the first row has {', '.join(head)[:200]}.")
        for name in {cell for cell in head if head.count(cell) > 1}:
            self.wrong(1, f"the column `{shorten(name)}` stands twice" if name else "a column has no name")
        if self.problems:
            raise InputError(*self.problems)
        return head

    def cells(self) -> Iterator[list[str]]:
        """The rows that say anything, their cells without spaces around and without what guards a spreadsheet."""
        try:
            for count, row in enumerate(self.lines):
                if count > MAX_ROWS:
                    raise TooLarge(f"{self.file}: rows", count, MAX_ROWS)
                if any(cell.strip() for cell in row):
                    yield [_unguarded(cell.strip()) for cell in row]
        except csv.Error as fault:
            raise InputError(Problem(message=f"this is not a table: {fault}", file=self.file,
                                     line=self.lines.line_num)) from None

    def rows(self, head: Sequence[str]) -> Iterator[_Row]:
        last: _Row | None = None
        for cells in self.cells():
            line = self.lines.line_num
            if len(cells) > len(head):
                self.wrong(line, f"this row has {len(cells)} cells, and the first row names {len(head)} columns")
                continue
            given = dict(zip(head, cells, strict=False))
            text, by = given.get("option", ""), given.get("by", "")
            if last is None or text not in ("", last.text) or (text and not given.get("level")):
                last = _Row(text, by, line)
                if not text or not by:
                    self.wrong(line, "an option needs a name (`option`) and whoever decides it (`by`)")
                yield last
            elif by not in ("", last.by):
                self.wrong(line, f"`{shorten(last.text)}` is decided by `{shorten(last.by)}` above and here by "
                                 f"`{shorten(by)}`")
            self.level(last, given, line)

    def level(self, row: _Row, given: dict[str, str], line: int) -> None:
        level = given.get("level", "") or "yes"
        if level in row.levels:
            self.wrong(line, f"`{shorten(row.text)}` has the level `{shorten(level)}` twice")
        row.levels.append(level)
        if given.get("now", "").casefold() in _MARKS:
            row.now = len(row.levels)
        row.asked_by = given.get("asked by", "") or row.asked_by
        row.worth.append({name: self.number(value, name, line) for name, value in given.items() if name not in KNOWN})

    def number(self, text: str, column: str, line: int) -> Fraction:
        if not text:
            return Fraction(0)
        value = number_of(text.replace(",", ".") if self.mark == ";" else text)
        if value is None:
            what = f"`{shorten(text)}` in column `{shorten(column)}`"
            self.wrong(line, f"{what} is not a number;", "write 3, -0.5 or 1/3.")
        return value or Fraction(0)

    def people(self, head: Sequence[str], rows: Sequence[_Row]) -> list[str]:
        """The parties: the columns, then whoever decides or asks and has none."""
        found = [name for name in head if name not in KNOWN]
        return list(dict.fromkeys([*found, *(row.by for row in rows), *(row.asked_by for row in rows if row.asked_by)]))

    def wrong(self, line: int, message: str, hint: str = "") -> None:
        if len(self.problems) < 100:
            self.problems.append(Problem(message=message, hint=hint, file=self.file, line=line))

    # ---- the dialogue --------------------------------------------------------------------------------------------

    def build(self, rows: Sequence[_Row], people: Sequence[str]) -> Dialogue:
        if len(rows) > MAX_OPTIONS:
            raise TooLarge(f"{self.file}: options", len(rows), MAX_OPTIONS)
        party = dict(zip(people, ids_of(people, "p"), strict=True))
        ids = ids_of([row.text for row in rows], "o", taken=party.values())
        options = tuple(self.option(id, row, party) for id, row in zip(ids, rows, strict=True))
        preferences = {
            party[name]: Preferences(weights=tuple(
                Weight(expr=_at(option, k), value=worth[name], line=row.line)
                for option, row in zip(options, rows, strict=True)
                for k, worth in enumerate(row.worth, start=1) if worth.get(name)
            )) for name in people
        }  # fmt: skip
        asks = tuple(
            Ask(id=option.id, of=option.by, by=party[row.asked_by], that=Compare(option.id, ">=", option.levels[-1]),
                text=option.text, option=option.id, line=row.line)
            for option, row in zip(options, rows, strict=True) if row.asked_by
        )  # fmt: skip
        stated = any(row.now for row in rows)
        return Dialogue(
            title=PurePath(self.file).stem or "untitled",
            file=self.file,
            parties=tuple(Party(id=party[name], name=name, line=1) for name in people),
            options=options,
            asks=asks,
            preferences=preferences,
            status_quo=tuple(row.now for row in rows) if stated else (0,) * len(rows),
        )

    def option(self, id: str, row: _Row, party: dict[str, str]) -> Option:
        first = "no" if row.levels == ["yes"] else "none"
        levels = [level.replace('"', "'") for level in row.levels]
        return Option(id=id, by=party[row.by], text=row.text, levels=(first, *levels), line=row.line)


def _at(option: Option, level: int) -> Expr:
    return Name(option.id) if option.levels == ("no", "yes") else Compare(option.id, "is", option.levels[level])


def _plain(cell: str) -> str:
    return re.sub(r"[\s_]+", " ", cell).strip().casefold()


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:2] in _FORMULA else cell


# ---- out -------------------------------------------------------------------------------------------------------------


def write(dialogue: Dialogue) -> tuple[str, tuple[str, ...]]:
    """The dialogue as a table, and what was left behind, in words."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["option", "by", "level", "now", "asked by", *(_guarded(party.name) for party in dialogue.parties)])
    lost: list[str] = []
    worth = {party.id: _worth(dialogue, party.id, lost) for party in dialogue.parties}
    asked = {ask.option: dialogue.party(ask.by).name for ask in dialogue.asks if _is_plain(dialogue, ask)}
    for k, option in enumerate(dialogue.options):
        for level, word in enumerate(option.levels):
            if level:
                now = dialogue.status_quo is not None and dialogue.status_quo[k] == level
                plain = option.levels == ("no", "yes")
                told = [option.text, dialogue.party(option.by).name, "" if plain else word, "x" if now else "",
                        asked.get(option.id, "")]  # fmt: skip
                numbers = [str(worth[p.id].get((option.id, level), 0) or "") for p in dialogue.parties]
                rows.writerow([*map(_guarded, told), *numbers])
    return out.getvalue(), (*lost, *_left(dialogue))


def _worth(dialogue: Dialogue, party: str, lost: list[str]) -> dict[tuple[str, int], Fraction]:
    """What each option at each level is worth to a party: weights added up, or lines doubled from the last one up."""
    given = dialogue.preferences[party]
    lines: list[tuple[Expr, Fraction]] = [(w.expr, w.value) for w in given.weights]
    if given.priorities:
        lines = list(_doubled(given))
        lost.append(f"the list of {party}: written as numbers, each line's more than all below it together")
    if given.ranking:
        lost.append(f"the ranking of {party}")
    found: dict[tuple[str, int], Fraction] = {}
    joint = 0
    for expr, value in lines:
        named = set(names(expr))
        if len(named) != 1 or not dialogue.has("options", *named):
            joint += 1
            continue
        for at, gain in _levels(dialogue, next(iter(named)), expr, value):
            found[at] = found.get(at, Fraction(0)) + gain
    if joint:
        lost.append(f"{joint} of {party}'s lines, which join several options or hang on a fact")
    return {at: value for at, value in found.items() if value}


def _doubled(given: Preferences) -> Iterator[tuple[Expr, Fraction]]:
    """The lines of a list, each worth more than all below it together; those of a group are worth the same."""
    below = 0
    for item in reversed(given.priorities):
        yield from ((member.want, Fraction(below + 1)) for member in item.statements)
        below += (below + 1) * len(item.statements)


def _levels(dialogue: Dialogue, id: str, expr: Expr, value: Fraction) -> Iterator[tuple[tuple[str, int], Fraction]]:
    """What a line on one option adds at each level above the first, against the first."""
    place, zero = dialogue.option_index(id), (0,) * len(dialogue.options)
    base = dialogue.holds(expr, zero)
    for level in range(1, dialogue.radices[place]):
        state = (*zero[:place], level, *zero[place + 1 :])
        yield (id, level), value * (dialogue.holds(expr, state) - base)


def _guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _left(dialogue: Dialogue) -> Iterator[str]:
    if dialogue.rules:
        yield f"rules ({len(dialogue.rules)}): every combination of levels can be"
    first = [o.id for o in dialogue.options if o.levels[0] not in ("no", "none") or (
        len(o.levels) == 2 and o.levels != ("no", "yes") and o.levels[0] != "none")]  # fmt: skip
    if first:
        yield f"what the first level of {', '.join(first)} is called"
    one_way = [option.id for option in dialogue.options if option.direction != "both"]
    if one_way:
        yield f"which way options can go ({', '.join(one_way)})"
    other = [ask.id for ask in dialogue.asks if not _is_plain(dialogue, ask)]
    if other:
        yield f"asks for less than the last level, or for more than one option ({', '.join(other)})"
    yield from left(dialogue, kept=("status_quo", "asks"))


def _is_plain(dialogue: Dialogue, ask: Ask) -> bool:
    """Whether an ask is for the last level of one option, as a row can say."""
    return bool(ask.option) and ask.that == Compare(ask.option, ">=", dialogue.option(ask.option).levels[-1])
