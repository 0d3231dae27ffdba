"""What is given on the command line: read as pages print it, listed where it is missing, completed while typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from detente.errors import DetenteError, InputError
from detente.report.typed import KINDS

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue

    Text = click.ParamType[str]
else:
    Text = click.ParamType

Given = TypeVar("Given", str, Sequence[str])

BY_NAME = {
    "about": "ask", "add": "added", "ask": "ask", "asker": "party", "at": "state", "circumstances": "fact",
    "desk": "party", "drop": "line", "grant": "levels", "move": "move", "party": "party", "set": "fact",
    "state": "state",
    "states": "state", "target": "ask", "to": "state",
}  # fmt: skip
"""The parameters of questions that name something of the file, and what kind of thing (`report.typed.KINDS`)."""


class Talks(Text):
    """A dialogue: a file or the name of a shipped one."""

    name = "talks"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The shipped names that begin so, and files."""
        from detente.formats import examples

        shipped = [CompletionItem(name) for name in examples() if name.startswith(incomplete)]
        return shipped or [CompletionItem(incomplete, type="file")]


class Typed(Text):
    """Something of the file, of one of the kinds."""

    def __init__(self, kind: str) -> None:
        self.name = kind

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The ids of the file named before that begin so, each with what pages call it."""
        from detente.formats import load

        talks = ctx.params.get("talks") or next(iter(ctx.args), "")  # behind an option without its value
        try:
            dialogue = load(str(talks))
        except DetenteError:
            return []
        return [CompletionItem(id, help=told) for id, told in listed(dialogue, self.name) if id.startswith(incomplete)]


def read(dialogue: Dialogue, name: str, given: Given) -> Given:
    """What was given for the parameter of that name, with ids in place of what pages print."""
    reader = KINDS.get(BY_NAME.get(name, ""))
    if reader is None:
        return given
    if isinstance(given, str):
        return reader(dialogue, given) if given else given
    return tuple(reader(dialogue, item) for item in given)


def needed(dialogue: Dialogue, command: str, name: str, given: str) -> None:
    """InputError that lists what there is, if nothing was given for a parameter that a command cannot do without."""
    if given:
        return
    from detente.report import wording

    kind = BY_NAME[name]
    there = list(listed(dialogue, kind))
    wide = max((len(id) for id, _told in there), default=0)
    lines = [f"  {id:{wide}}  {told}" for id, told in there]
    what = "an ask, or an option" if kind == "ask" else "a state"
    example = f"detente {command} {wording.talks(dialogue)} {_FLAG.get(command, '')}{there[0][0] if there else name}"
    raise InputError("\n".join([f"`{command}` needs {what}, by its id or its title:", *lines, f"as in: {example}"]))


_FLAG = {"leverage": "--for "}


def listed(dialogue: Dialogue, kind: str) -> Iterator[tuple[str, str]]:
    """(id, what pages call it) of what can be given for a parameter of that kind."""
    yield from _LISTS.get(kind, _lines)(dialogue)


def _parties(dialogue: Dialogue) -> Iterator[tuple[str, str]]:
    yield from ((party.id, party.name) for party in dialogue.parties)


def _asks(dialogue: Dialogue) -> Iterator[tuple[str, str]]:
    """The asks; of a file without any, the options."""
    from detente.report import wording
    from detente.report.brief.asks import heading

    for ask in dialogue.asks:
        yield ask.id, heading(dialogue, ask.by, ask.of) + wording.colon() + wording.ask(dialogue, ask)
    if not dialogue.asks:
        yield from ((option.id, option.text) for option in dialogue.options)


def _facts(dialogue: Dialogue) -> Iterator[tuple[str, str]]:
    for fact in dialogue.circumstances:
        yield f"{fact.id}={'no' if fact.now else 'yes'}", fact.text


def _levels(dialogue: Dialogue) -> Iterator[tuple[str, str]]:
    """Every option at every level but that of the status quo."""
    now = dialogue.status_quo or (0,) * len(dialogue.options)
    for option, level in zip(dialogue.options, now, strict=True):
        for k, word in enumerate(option.levels):
            if k != level:
                yield f"{option.id}={word}", option.text


def _lines(dialogue: Dialogue) -> Iterator[tuple[str, str]]:
    from detente.report import lines

    for preferences in dialogue.preferences.values():
        yield from ((item.id, lines.words(dialogue, item)) for item in preferences.priorities)
    yield from ((rule.id, lines.words(dialogue, rule)) for rule in dialogue.rules)


_LISTS: dict[str, Callable[[Dialogue], Iterator[tuple[str, str]]]] = {
    "party": _parties, "ask": _asks, "fact": _facts, "levels": _levels, "state": _levels, "line": _lines,
    "added": _parties,
}  # fmt: skip


def kind_of(name: str) -> Any:
    """The type of click for the parameter of that name; None where it names nothing of the file."""
    return Typed(BY_NAME[name]) if name in BY_NAME else None
