"""Leverage: rows are asks, columns the number of changes needed, marks who can make them; joined ones go together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from detente.analyses.leverage import EditSet, Leverage
from detente.methods.inverse.edits import Reach
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Column, Figure, Rows, Table, Text
from detente.report.figures import theme
from detente.report.figures.canvas import DIAMOND, TRIANGLE, Dot, Line, Shape, Words, drawing, lines
from detente.report.language import _, _n, _p

LETTERS: dict[Reach, str] = {"package": "O", "circumstance": "E", "persuasion": "P", "capacity": "R"}
"""An offer of the asker; an event nobody decides; the other side drops or moves a priority; a rule is lifted."""

PATHS: dict[str, str] = {"O": "square", "E": DIAMOND, "P": "circle", "R": TRIANGLE}
SIZES = {"O": 16.0, "E": 22.0, "R": 25.0}

FIRST, STEP, GAP, MIN_ROOM = 320.0, 28.0, 10.0, 96.0
"""Where the sets begin; from mark to mark; between sets; the narrowest column."""

ORDER = "OEPR"

PATTERNS = 6
"""Different kinds of sets drawn for each ask and size; the table counts all."""

Pattern = tuple[str, ...]


def figure(dialogue: Dialogue, answers: Sequence[Leverage]) -> Figure | None:
    """What opens each ask that is not had; None where nothing is refused."""
    stuck = tuple(answer for answer in answers if not answer.already)
    if not stuck:
        return None
    from detente.report.pages.leverage import several, together

    title = several(dialogue, stuck)
    stuck = tuple(alike[0] for alike in together(stuck))
    description = " ".join((f"{title}.", *(_told(dialogue, answer) for answer in stuck)))
    return Figure(
        name="leverage",
        finding=title,
        description=description,
        table=_table(dialogue, stuck),
        chart=partial(_draw, dialogue, stuck, theme.WIDE, description),
        narrow=partial(_draw, dialogue, stuck, theme.NARROW, description),
        note=_note(stuck),
    )


def name(dialogue: Dialogue, answer: Leverage) -> str:
    """The ask in its own words, with those of the same party for the same thing; or the condition asked about."""
    if not answer.ask:
        return answer.target
    asked = dialogue.ask(answer.ask)
    alike = [ask for ask in dialogue.asks if (ask.by, ask.of, ask.that) == (asked.by, asked.of, asked.that)]
    return wording.series(ask.text if n == 0 else wording.small(dialogue, ask.text) for n, ask in enumerate(alike))


def patterns(answer: Leverage, size: int) -> list[tuple[Pattern, int]]:
    """The kinds of minimal sets of a size, each with how many sets there are of it, the asker's own first."""
    found = Counter(_pattern(one) for one in answer.sets if len(one.edits) == size)
    return sorted(found.items(), key=lambda item: [ORDER.index(kind) for kind in item[0]])


def _pattern(found: EditSet) -> Pattern:
    return tuple(sorted((LETTERS[edit.reach] for edit in found.edits), key=ORDER.index))


def _own(answer: Leverage) -> str:
    packages = answer.packages
    if not packages.tried:
        return "–"
    return _("{count:d} of {all:d}", count=packages.suffice, all=packages.tried)


def _sizes(answers: Sequence[Leverage]) -> list[int]:
    """The numbers of changes for which some ask has a set, an offer alone aside."""
    found = {len(one.edits) for answer in answers for one in answer.sets}
    return sorted(found) or [1]


def _note(answers: Sequence[Leverage]) -> Text:
    largest = max(answer.size for answer in answers)
    told = _(
        "Each mark is one change, marks joined by a line are needed together: E an event nobody at the table decides, "
        "P the other side drops or moves a priority, R a rule is lifted, O an own offer. First column: the asker's "
        "packages tried, and how many suffice alone."
    )
    searched = _n(
        "Searched exactly up to {n} change; ×2: two different sets of that kind.",
        "Searched exactly up to {n} changes; ×2: two different sets of that kind.",
        largest,
    )
    return (f"{told} {searched}",)


def letter(kind: str) -> str:
    """The letter in a mark: offer, event, priority, rule."""
    letters = {
        "O": _p("letter for an own offer", "O"),
        "E": _p("letter for an event", "E"),
        "P": _p("letter for a priority", "P"),
        "R": _p("letter for a rule", "R"),
    }
    return letters[kind]


def _changes(size: int) -> str:
    return _n("{n} change", "{n} changes", size)


def _nothing(answer: Leverage) -> str:
    return _n("nothing of up to {n} change", "nothing of up to {n} changes", answer.size)


def _told(dialogue: Dialogue, answer: Leverage) -> str:
    parts = []
    for size in _sizes((answer,)):
        count = sum(len(one.edits) == size for one in answer.sets)
        if count:
            parts.append(_n("{n} set of {changes}", "{n} sets of {changes}", count, changes=_changes(size)))
    what = wording.listed(parts) or _nothing(answer)
    return _("{ask}: own offers {own}; {sets}.", ask=name(dialogue, answer), own=_own(answer), sets=what)


def _table(dialogue: Dialogue, answers: Sequence[Leverage]) -> Table:
    sizes = _sizes(answers)
    columns = tuple(Column(title=_("sets of {changes}", changes=_changes(size))) for size in sizes)
    groups = []
    for asker, own in _by_asker(answers):
        rows = tuple(
            ((name(dialogue, a),), (_own(a),), *((_patterns_told(a, size),) for size in sizes)) for a in own
        )
        groups.append(Rows(title=_("Asked by {party}", party=wording.party(dialogue, asker)), rows=rows))
    first = (Column(title=_("Ask"), kind="subject"), Column(title=_("own offers"), kind="number"))
    return Table(columns=(*first, *columns), groups=tuple(groups))


def _patterns_told(answer: Leverage, size: int) -> str:
    return ", ".join(
        "+".join(map(letter, p)) + (f" ×{count}" if count > 1 else "") for p, count in patterns(answer, size)
    )


def _by_asker(answers: Sequence[Leverage]) -> list[tuple[str, list[Leverage]]]:
    found: dict[str, list[Leverage]] = {}
    for answer in answers:
        found.setdefault(answer.asker, []).append(answer)
    return list(found.items())


# ---- drawing ---------------------------------------------------------------------------------------------------------


def _draw(dialogue: Dialogue, answers: Sequence[Leverage], width: int, description: str) -> dict[str, Any]:
    wide, sizes = width > 500, _sizes(answers)
    shapes: list[Shape] = []
    y = 8.0
    if wide:
        head = (_p("a heading in two lines", "Own offers"), _p("a heading in two lines", "that suffice"))
        shapes += lines(290, y, head, step=15, size=theme.SMALL, color=theme.INK_2, align="right")
        for size, x, _wide in _places(answers, width):
            needs = _("Needs {changes}", changes=_changes(size))
            shapes.append(Words(x, y + 15, needs, theme.SMALL, color=theme.INK_2))
        y += 26
    for asker, own in _by_asker(answers):
        title = _("Asked by {party}", party=wording.party(dialogue, asker))
        shapes.append(Words(0, y + 10, theme.wrap(title, width, weight=theme.BOLD, lines=1)[0], weight=theme.BOLD))
        y += 24
        shapes.append(Line(0, y, width, y, theme.INK))
        for answer in own:
            if wide:
                drawn, y = _row(dialogue, answer, answers, y, width)
            else:
                drawn, y = _tall_row(dialogue, answer, sizes, y, width)
            shapes += [*drawn, Line(0, y, width, y)]
        y += 14
    return drawing(shapes, width, y, description)


def _places(answers: Sequence[Leverage], width: int) -> Iterator[tuple[int, float, float]]:
    """(number of changes, left, room) of each column, as wide as its sets ask for."""
    sizes = _sizes(answers)
    needs = [max(MIN_ROOM, *(_need(patterns(answer, size)[:PATTERNS]) for answer in answers)) for size in sizes]
    spare = (width - FIRST - sum(needs)) / len(sizes)
    x = FIRST
    for size, need in zip(sizes, needs, strict=True):
        # What does not fit is cut to its share of the page.
        room = need + spare if spare >= 0 else need * (width - FIRST) / sum(needs)
        yield size, x, room
        x += room


def _need(found: Sequence[tuple[Pattern, int]]) -> float:
    return sum(_room(pattern, count) for pattern, count in found)


def _room(pattern: Pattern, count: int) -> float:
    """How wide a kind of set is drawn, with the gap behind it."""
    return STEP * len(pattern) + (theme.width(f"×{count}", theme.SMALL) + 4 if count > 1 else 0) + GAP


def _row(
    dialogue: Dialogue, answer: Leverage, answers: Sequence[Leverage], y: float, width: int
) -> tuple[list[Shape], float]:
    told = theme.wrap(name(dialogue, answer), 220, lines=2)
    height = max(34.0, 16.0 * len(told) + 12)
    middle = y + height / 2
    shapes: list[Shape] = [*lines(0, middle - 8 * (len(told) - 1), told)]
    shapes.append(Words(290, middle, _own(answer), weight=theme.BOLD, align="right"))
    for size, x, room in _places(answers, width):
        shapes += _sets(answer, size, x, middle, room)
    if not answer.sets:
        shapes.append(Words(320, middle, _nothing(answer), theme.SMALL, color=theme.INK_3))
    return shapes, y + height


def _tall_row(
    dialogue: Dialogue, answer: Leverage, sizes: Sequence[int], y: float, width: int
) -> tuple[list[Shape], float]:
    told = theme.wrap(name(dialogue, answer), width - 120, weight=theme.BOLD, lines=3)
    shapes: list[Shape] = [*lines(0, y + 14, told, weight=theme.BOLD)]
    own = _("own offers {own}", own=_own(answer))
    shapes.append(Words(width, y + 14, own, theme.SMALL, color=theme.INK_2, align="right"))
    y += 12 + 16 * len(told)
    for size in sizes:
        if patterns(answer, size):
            label = wording.capital(_changes(size))
            shapes.append(Words(0, y + 14, label, theme.SMALL, color=theme.INK_2))
            shapes += _sets(answer, size, 96, y + 14, width - 96)
            y += 30
    if not answer.sets:
        shapes.append(Words(0, y + 8, wording.capital(_nothing(answer)), theme.SMALL, color=theme.INK_3))
        y += 18
    return shapes, y + 4


def _sets(answer: Leverage, size: int, x: float, y: float, room: float) -> Iterator[Shape]:
    """The kinds of sets of one size side by side, as many as there is room for."""
    end = x + room
    left = patterns(answer, size)
    for n, (pattern, count) in enumerate(left[:PATTERNS]):
        more = 24 if n < len(left) - 1 else 0
        need = _room(pattern, count) - GAP + more
        if x + need > end + 2 and n:
            yield Words(x, y, f"+ {len(left) - n}", theme.SMALL, color=theme.INK_2)
            return
        yield from _joined(pattern, x, y)
        if count > 1:
            yield Words(x + STEP * len(pattern) - 4, y, f"×{count}", theme.SMALL, color=theme.INK_2)
        x += _room(pattern, count)
    if len(left) > PATTERNS:
        yield Words(x, y, f"+ {len(left) - PATTERNS}", theme.SMALL, color=theme.INK_2)


def _joined(pattern: Pattern, x: float, y: float) -> Iterator[Shape]:
    yield Line(x + 11, y, x + 11 + STEP * (len(pattern) - 1), y, theme.INK, 1.3)
    for n, kind in enumerate(pattern):
        at = x + 11 + STEP * n
        yield Dot(at, y, SIZES.get(kind, 20.0), PATHS[kind], fill=theme.PAPER, edge=theme.INK, thick=1.3)
        yield Words(at, y + (3.0 if kind == "R" else 0.5), letter(kind), theme.SMALL, theme.BOLD, align="center")
