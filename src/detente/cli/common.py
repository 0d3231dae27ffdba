"""What commands share: the TALKS argument, `--json`, and printing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from detente.cli.say import say_data
from detente.report.language import languages, speaking

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue
    from detente.report.document import Document

Function = TypeVar("Function", bound=Callable[..., Any])


def talks(function: Function) -> Function:
    """The argument every question has, and `--no-cache`."""
    from detente.cli.given import Talks

    return click.argument("talks", metavar="TALKS", type=Talks())(anew(function))


def anew(function: Function) -> Function:
    """`--no-cache`: nothing is looked up that was worked out before, and nothing is kept."""
    return click.option(
        "--no-cache", is_flag=True, expose_value=False, callback=_anew, help="Work all out anew, and keep nothing."
    )(function)


def _anew(ctx: click.Context, param: click.Parameter, said: bool) -> None:
    if said:
        from detente.kept import nothing

        ctx.with_resource(nothing())


def lang(function: Function) -> Function:
    """`--lang`: the language in which the page is written."""
    return click.option(
        "--lang", envvar="DETENTE_LANG", default="en", metavar="LANG", expose_value=False, is_eager=True,
        callback=_speak, help=f"The language of the page: {', '.join(languages())} (or set DETENTE_LANG).",
    )(function)  # fmt: skip


def _speak(ctx: click.Context, param: click.Parameter, code: str) -> None:
    """From here to the end of the command that language is spoken."""
    ctx.with_resource(speaking(code))


def as_json(function: Function) -> Function:
    """`--json`: the result object instead of the page."""
    return click.option("--json", "json_", is_flag=True, help="Print the result as JSON.")(function)


def whole(function: Function) -> Function:
    """`--full`: a page that is otherwise cut."""
    return click.option("--full", is_flag=True, help="The whole page, however long.")(function)


def as_if(function: Function) -> Function:
    """`--status-quo`: the question is asked as if some options stood otherwise today."""
    from detente.cli.given import kind_of

    return click.option(
        "--status-quo", default="", metavar="OPTION=LEVEL,…", type=kind_of("grant"), expose_value=False,
        callback=_suppose, help="As if these options stood so today; the page says so.",
    )(function)  # fmt: skip


def talks_as_if(function: Function) -> Function:
    """The argument of a question that can be asked of another status quo, and `--status-quo`."""
    return talks(as_if(function))


def _suppose(ctx: click.Context, param: click.Parameter, levels: str) -> None:
    ctx.meta["as if"] = levels


def open_dialogue(name: str) -> Dialogue:
    """The dialogue that TALKS names, as if things stood as `--status-quo` says; what an import could not carry over is
    said by its pages.
    """
    from detente.formats import load_with_warnings

    dialogue = load_with_warnings(name)[0]
    context = click.get_current_context(silent=True)
    levels = context.meta.get("as if", "") if context else ""
    if not levels:
        return dialogue
    from detente.cli.given import read
    from detente.model.change import suppose
    from detente.model.naming import parse_levels

    return suppose(dialogue, parse_levels(dialogue, read(dialogue, "grant", levels)))


def print_json(result: Any, *, lost: Sequence[str] = ()) -> None:
    """A result as JSON, with the version of the format, and what was lost on the way into the dialogue."""
    from detente.plain import written

    say_data({**written(result), **({"lost": list(lost)} if lost else {})})


def print_document(document: Document) -> None:
    """A document, as a terminal shows it."""
    from detente.report.renderers import terminal

    terminal.show(document)


def tell(result: Any, json_: bool, page: Callable[[], Document]) -> None:
    """A result as JSON, or its page, which is made only then."""
    if json_:
        print_json(result)
    else:
        print_document(page())


def answer(dialogue: Dialogue, name: str, result: Any, json_: bool, *, full: bool = False) -> None:
    """A result of an analysis, as JSON or through its view. `full`: a long page is not cut."""
    if json_:
        print_json(result, lost=dialogue.lost)
        return
    from detente.report.short import fitted
    from detente.workbench import analysis

    view = analysis(name).view
    if not analysis(name).long:
        print_document(view(dialogue, result))
    elif full:
        print_document(view(dialogue, result, most=None))
    else:
        print_document(fitted(lambda most: view(dialogue, result, most=most)))


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error, where that is a terminal: how many of how many are done."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
