"""What the processes do: plain data in, plain data out. `told`: says how far it is, for what can say so."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from detente.errors import DetenteError
from detente.web.workers import Told


def work(text: str, name: str, shown: Sequence[str]) -> dict[str, Any]:
    """See `work.worked`."""
    from detente.web.work import worked

    return worked(text, name, shown)


def edit(text: str, change: Mapping[str, Any]) -> dict[str, Any]:
    """A text with one change made."""
    from detente.formats.revise import revise

    return revise(text, change)


def assist(text: str, what: str, line: int, column: int, name: str) -> Any:
    """See `detente.assist`: its function of that name, as plain data."""
    from detente import assist as functions
    from detente.plain import plain

    place = functions.Place(line, column)
    more: dict[str, tuple[Any, ...]] = {"outline": (), "diagnostics": (), "rename": (place, name)}
    return plain(getattr(functions, what)(text, *more.get(what, (place,))))


def answer(text: str, name: str, question: str, given: Mapping[str, Any], most: int, *, told: Told) -> Any:
    """The result of a question as `--json` gives it, or its page as a fragment with `most` entries in a list."""
    from detente.report.brief.headline import headline
    from detente.report.figures import standing
    from detente.report.page import pictured
    from detente.report.renderers import html
    from detente.web.links import links
    from detente.web.questions import question as of
    from detente.web.work import understood

    dialogue, notices = understood(text, name)
    row = of(question)
    ours = {"told": told, "notices": notices, "say": headline}  # what only a program can give
    more = {key: ours[key] for key in ours if key in inspect.signature(row.function).parameters}
    result = row.function(dialogue, *row.asked(given), **row.options(given), **more)
    if not most:
        return row.json(result)
    made = row.document(dialogue, result, most)
    otherwise = any(given.get(p.name, p.default) != p.default for p in row.parameters if not p.required)
    with suppress(DetenteError):  # where its figure is too large to be drawn the page answers all the same
        made = pictured(made, standing(dialogue, question, result, otherwise))
    return {"headline": made.headline or made.title, "html": html.fragment(made, links(name))}


def report(text: str, name: str, format: str, desk: str, brief: bool, paper: str) -> bytes:
    """The report of a dialogue as a file of that format."""
    from detente.web.files import report as made
    from detente.web.work import understood

    return made(understood(text, name)[0], format, desk=desk, short=brief, paper=paper)


def brief(text: str, name: str, desk: str) -> dict[str, str]:
    """The brief as a fragment with its headline, for a party's desk if one is named."""
    from detente.report.renderers import html
    from detente.web.files import brief as page_of
    from detente.web.links import links
    from detente.web.work import understood

    made = page_of(understood(text, name)[0], desk=desk)
    return {"headline": made.headline, "html": html.fragment(made, links(name))}


def headline(text: str, name: str) -> str:
    """Where a dialogue goes, in a clause."""
    from detente.web.work import goes, understood

    return goes(understood(text, name)[0])


def named(text: str, name: str) -> list[tuple[str, str, dict[str, int]]]:
    """See `named.named`."""
    from detente.web.named import named as listed
    from detente.web.work import understood

    return list(listed(understood(text, name)[0]))


def read(name: str, data: bytes, into: str, title: str, strangers: Sequence[str]) -> dict[str, Any]:
    """The proposals of a prose file, as the text of a notebook, and the names of the parties that it speaks of.

    `into`: the text of the dialogue they are for; `strangers`: parties that neither it nor the tables know.
    """
    from detente.reading.pipeline import read as read_
    from detente.reading.proposals import file as notebook
    from detente.reading.text.ingest import from_bytes
    from detente.reading.workspace import read_by, suggest

    dialogue, names = read_by(into, f"{title}.yaml", strangers)
    reading = read_(from_bytes(name, data), names)
    proposals = tuple(suggest(p, dialogue) for p in reading.proposals)
    book = notebook.to_text(notebook.Notebook(proposals=proposals, unread=reading.unread))
    return {"notebook": book, "parties": {id: called for id, called, _ in reading.parties}}


def merge(text: str, proposals: Sequence[Any], title: str, strangers: Sequence[str]) -> dict[str, Any]:
    """A dialogue's text with the accepted proposals in it, what could not be placed, and whether anybody asks."""
    from detente.formats import parse
    from detente.reading.draft.writer import merge_into
    from detente.reading.proposals import file as notebook
    from detente.reading.workspace import read_by

    file = f"{title}.yaml"
    names = read_by(text, file, strangers)[1]
    made = merge_into(text, notebook.listing(proposals), title=title, names=names, file=file)
    return {"text": made.text, "added": list(made.added), "left": list(made.left),
            "asks": bool(made.added) and bool(parse(made.text, file).asks)}  # fmt: skip


def together(base: str, ours: str, theirs: str, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Two people's texts in one, entry by entry, and what is wrong with it; see `store.merge`."""
    from detente.store.merge import merge
    from detente.web.work import problems

    made = merge(base, ours, theirs, chosen)
    clashes = [{"entry": c.entry, "base": c.base, "ours": c.ours, "theirs": c.theirs} for c in made.conflicts]
    return {"text": made.text, "conflicts": clashes, "problems": problems(made.text)}


def interview(text: str, name: str, left: Sequence[str], first: str) -> dict[str, Any]:
    """The question whose answer would tell most, in words, with its answers; `left`: those that stay open for now.

    `first`: asked before all others, if it is open; `left` comes back in words, and `open`, what else is worth asking.
    """
    from detente.analyses.interview import interview as ranked
    from detente.report.conversation import nothing_left
    from detente.report.questions import question as words
    from detente.web.cards import card
    from detente.web.work import understood

    dialogue = understood(text, name)[0]
    found = ranked(dialogue)
    told = {one.id: words(dialogue, one) for one in found.questions}
    asked = sorted((one for one in found.questions if one.id not in left), key=lambda one: one.id != first)
    shown = {"left": {id: told[id] for id in left if id in told}}
    if not asked:
        return shown | {"nothing": nothing_left(len(found.questions), len(found.idle), found.unknown)}
    return shown | card(dialogue, asked[0], len(asked) - 1) | {"open": [(one.id, told[one.id]) for one in asked[1:]]}


def answered(text: str, name: str, asked: str, choice: str, date: str) -> tuple[str, str]:
    """The text with a question of the interview answered, and question and answer in words; orders that go round in a
    ring are told in words."""
    from detente.analyses.interview import answering, chosen, the_point
    from detente.errors import Contradiction, InputError
    from detente.formats.changes import written
    from detente.report import questions as words
    from detente.report.conversation import ring
    from detente.web.work import understood

    dialogue = understood(text, name)[0]
    try:
        made, point = written(text, answering(dialogue, asked, choice, date=date), name), the_point(dialogue, asked)
        return made, f"{words.question(dialogue, point)} – {words.choice(dialogue, point, chosen(point, choice))}"
    except Contradiction as found:
        raise InputError(ring(dialogue, found.cycle)) from None


def compare(before: str, after: str, first: str, second: str) -> dict[str, Any]:
    """Two texts side by side: the result as plain data, and its page as a fragment."""
    from detente.analyses.compare import compare as compared
    from detente.plain import written
    from detente.report.pages.compare import view
    from detente.report.renderers import html
    from detente.web.links import links
    from detente.web.work import understood

    sides = understood(before, first)[0], understood(after, second)[0]
    result = compared(*sides)
    return {"result": written(result), "html": html.fragment(view(*sides, result), links(second))}


def diff(before: str, after: str) -> dict[str, Any]:
    """What is otherwise in a later text, in the file and in what its brief says, as plain data."""
    from detente.analyses.diff import diff as diff_
    from detente.plain import written
    from detente.report.brief.sentences import sentences
    from detente.web.work import understood

    return written(diff_(understood(before, "")[0], understood(after, "")[0], say=sentences))
