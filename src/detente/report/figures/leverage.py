"""Leverage: rows are ways to open an ask, columns who could bring it about; joined marks are needed together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from detente.analyses.leverage import EditSet, Leverage
from detente.methods.inverse.edits import Reach
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Column, Figure, Part, Rows, Table, Text
from detente.report.figures import theme
from detente.report.figures.canvas import Dot, Line, Shape, Words, about, drawing, lines
from detente.report.language import _, _later, _n, said

KINDS: dict[str, str] = {
    "offer": _later("an offer on condition"),
    "package": _later("own offer"),
    "circumstance": _later("event"),
    "persuasion": _later("change of mind"),
    "capacity": _later("rule lifted"),
}
"""What opens an ask: the asker's offer while the other grants, an offer of its own come what may, an event nobody at
the table decides, the other side dropping or moving a priority, a rule lifted."""

PATTERNS = 3
"""Kinds of ways drawn for each ask; the table counts all."""

STEP = 22.0

Pattern = tuple[tuple[str, int], ...]
"""Kinds of changes, each with how many of them are needed."""


def figure(dialogue: Dialogue, answers: Sequence[Leverage]) -> Figure | None:
    """What opens each ask that is not had; None where nothing is refused."""
    stuck = tuple(answer for answer in answers if not answer.already)
    if not stuck:
        return None
    from detente.report.pages.leverage import several, together

    title = several(stuck)
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
        parts=tuple(_chosen(dialogue, stuck)),
    )


def _chosen(dialogue: Dialogue, answers: Sequence[Leverage]) -> Iterator[Part]:
    """What can be looked at alone: the ways by one kind of change, the asks of one party."""
    yield from (Part(f"kind-{kind}", wording.capital(said(KINDS[kind]))) for kind in _kinds(answers))
    for asker, _own in _by_asker(answers):
        yield Part(f"by-{asker}", wording.capital(wording.party(dialogue, asker)))


def _kinds(answers: Sequence[Leverage]) -> list[str]:
    """The kinds of changes that open an ask, in their order."""
    used = {kind for answer in answers for pattern, _count in patterns(answer) for kind, _n in pattern}
    return [kind for kind in KINDS if kind in used]


def name(dialogue: Dialogue, answer: Leverage) -> str:
    """The ask in its own words, with those of the same party for the same thing; or the condition asked about."""
    if not answer.ask:
        return answer.target
    asked = dialogue.ask(answer.ask)
    alike = [ask for ask in dialogue.asks if (ask.by, ask.of, ask.that) == (asked.by, asked.of, asked.that)]
    return wording.series(wording.in_a_list(dialogue, [wording.ask(dialogue, ask) for ask in alike]))


def patterns(answer: Leverage) -> list[tuple[Pattern, int]]:
    """The kinds of ways to open the ask, each with how many there are of it: offers on condition first, then the fewest
    changes."""
    found = Counter(_pattern(one) for one in answer.least)
    ordered = sorted(found.items(), key=lambda item: (sum(n for _kind, n in item[0]), item[0]))
    if answer.offers:
        ordered.insert(0, ((("offer", 1),), len(answer.offers)))
    return ordered


def _pattern(found: EditSet) -> Pattern:
    counts: Counter[Reach] = Counter(edit.reach for edit in found.edits)
    return tuple((kind, counts[kind]) for kind in KINDS if kind in counts)  # type: ignore[index]


def pattern_told(pattern: Pattern, count: int) -> str:
    """A kind of way in words: "event + change of mind"; behind it how many there are of it, if several."""
    parts = [said(KINDS[kind]) if n == 1 else f"{n} × {said(KINDS[kind])}" for kind, n in pattern]
    told = " + ".join(parts)
    return _("{ways} ({count:d} ways)", ways=told, count=count) if count > 1 else told


def _note(answers: Sequence[Leverage]) -> Text:
    largest = max(answer.size for answer in answers)
    told = _(
        "Each row of marks is one kind of way to open the ask; marks joined by a line are needed together, a number "
        "says how many of that kind."
    )
    searched = _n("Searched exactly, one change at a time.", "Searched exactly up to {n} changes.", largest)
    return (f"{told} {searched}",)


def _told(dialogue: Dialogue, answer: Leverage) -> str:
    return _("{subject}: {text}", subject=name(dialogue, answer), text=_ways(answer)) + "."


def _ways(answer: Leverage) -> str:
    told = [pattern_told(pattern, count) for pattern, count in patterns(answer)]
    return wording.series(told) or wording.nothing_up_to(answer.size)


def _table(dialogue: Dialogue, answers: Sequence[Leverage]) -> Table:
    groups = []
    for asker, own in _by_asker(answers):
        rows = tuple(
            ((name(dialogue, a),), (_ways(a),)) for a in own
        )
        groups.append(Rows(title=_("Asked by {party}", party=wording.party(dialogue, asker)), rows=rows))
    columns = (Column(title=_("Ask"), kind="subject"), Column(title=_("What would open it")))
    return Table(columns=columns, groups=tuple(groups))


def _by_asker(answers: Sequence[Leverage]) -> list[tuple[str, list[Leverage]]]:
    found: dict[str, list[Leverage]] = {}
    for answer in answers:
        found.setdefault(answer.asker, []).append(answer)
    return list(found.items())


# ---- drawing ---------------------------------------------------------------------------------------------------------


def _draw(dialogue: Dialogue, answers: Sequence[Leverage], width: int, description: str) -> dict[str, Any]:
    wide = width > 500
    kinds = _kinds(answers)
    left = 270.0 if wide else 0.0
    room = (width - left) / max(1, len(kinds))
    at = {kind: left + room * (n + 0.5) for n, kind in enumerate(kinds)}
    shapes: list[Shape] = []
    for kind, x in at.items():
        head = theme.wrap(wording.capital(said(KINDS[kind])), room - 6, theme.SMALL, theme.BOLD, 2)
        shapes += lines(x, 8, head, step=14, size=theme.SMALL, weight=theme.BOLD, color=theme.INK_2, align="center")
    y = 34.0
    for asker, own in _by_asker(answers):
        title = _("Asked by {party}", party=wording.party(dialogue, asker))
        shapes.append(Words(0, y + 10, theme.wrap(title, width, weight=theme.BOLD, lines=1)[0], weight=theme.BOLD))
        y += 24
        shapes.append(Line(0, y, width, y, theme.INK))
        for answer in own:
            drawn, y = _row(dialogue, answer, at, y, left or width, wide)
            shapes += [*about(drawn, f"by-{asker}"), Line(0, y, width, y)]
        y += 14
    return drawing(shapes, width, y, description)


def _row(
    dialogue: Dialogue, answer: Leverage, at: dict[str, float], y: float, room: float, wide: bool
) -> tuple[list[Shape], float]:
    """An ask: its name, and beside it (below it where narrow) one row of marks for each kind of way."""
    weight = theme.REGULAR if wide else theme.BOLD
    told = theme.wrap(name(dialogue, answer), room - 14, weight=weight, lines=3)
    ways = patterns(answer)
    height = 16.0 * len(told) + 12
    ways_keys = [f"kind-{kind}" for kind in _kinds([answer])]
    shapes: list[Shape] = [*about(lines(0, y + 16, told, weight=weight), *ways_keys)]
    top = y + 16 if wide else y + height + 6
    for n, (pattern, _count) in enumerate(ways[:PATTERNS]):
        shapes += about(_joined(pattern, at, top + STEP * n), *(f"kind-{kind}" for kind, _count in pattern))
    foot = top + STEP * (min(len(ways), PATTERNS) - 1)
    rest = len(ways) - PATTERNS
    words = _n("+ {n:d} other kind", "+ {n:d} other kinds", rest) if rest > 0 else ""
    words = words if ways else wording.nothing_up_to(answer.size)
    if words:
        foot += STEP
        shapes.append(Words(min(at.values(), default=0.0) - 20, foot, words, theme.SMALL, color=theme.INK_3))
    return shapes, max(y + height, foot + 16)


def _joined(pattern: Pattern, at: dict[str, float], y: float) -> Iterator[Shape]:
    places = [at[kind] for kind, _n in pattern]
    yield Line(min(places), y, max(places), y, theme.INK, 1.6)
    for kind, count in pattern:
        offer = kind in ("offer", "package")
        fill = theme.ACCENT if offer else theme.INK_2
        yield Dot(at[kind], y, 15, fill=fill)
        if count > 1:
            number = str(count)
            yield Words(at[kind], y + 0.5, number, theme.SMALL, theme.BOLD, theme.PAPER, "center")
