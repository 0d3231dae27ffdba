"""`detente brief` and `detente report`: the page to hand over, in the terminal or as a file of any format."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.analyses.brief import brief as brief_
from detente.analyses.prospects import LARGE
from detente.cli.certificates import option as certified
from detente.cli.certificates import save
from detente.cli.common import Function, as_json, lang, open_dialogue, print_document, print_json, progress, talks_as_if
from detente.cli.given import kind_of, read
from detente.cli.say import say
from detente.formats import write
from detente.report.renderers import check, rendered, thinking

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from detente.analyses.brief import Brief
    from detente.analyses.desk import Desk
    from detente.model.dialogue import Dialogue
    from detente.report.document import Document, Section

_OUTPUT = "Write it to FILE, in the format of its name: .pdf .docx .html .md .txt .xlsx .tex"


def file_options(function: Function) -> Function:
    """`--desk`, and how a file is written."""
    options = (
        click.option("--desk", default="", metavar="PARTY", type=kind_of("desk"),
                     help="Write it for that party's desk."),
        click.option("--template", default="", metavar="FILE.docx", help="The office's own Word file, for its styles."),
        click.option("--paper", type=click.Choice(["a4", "us-letter"]), default="a4", show_default=True,
                     help="Of a PDF."),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


@click.command()
@talks_as_if
@click.option("-o", "--output", default="", metavar="FILE", help=_OUTPUT + ".")
@click.option("--html", "html_", default="", metavar="FILE", hidden=True)
@click.option("--full", is_flag=True, help="With the annex: every ask in full, every way of settling, the method.")
@click.option("--since", default="", metavar="FILE|DATE",
              help="With what changed since an earlier version, or since that day, and because of what.")
@file_options
@certified
@lang
@as_json
def brief(
    talks: str, output: str, html_: str, full: bool, since: str, desk: str, template: str, paper: str,
    certificate_: str, json_: bool,
) -> None:
    """The brief: two pages to hand over. How it stands, where it drifts, what would beat that, and what to do."""
    output = output or html_
    suffix = check(output, template=template) if output else ""
    dialogue = open_dialogue(talks)
    result, found = _worked_out(dialogue, desk)
    extra = _since(dialogue, since) if since else ()
    if json_:
        from detente.plain import plain

        with _working(dialogue):
            for field in fields(result):  # the annex, too, is worked out before anything is printed
                getattr(result, field.name)
        print_json({**plain(result), "desk": plain(found)} if found else result, lost=dialogue.lost)
    if output:
        _write(output, suffix, dialogue, result, found, full, template, paper, extra, quiet=json_)
    elif not json_:
        print_document(_page(dialogue, result, found, full, extra))
    save(certificate_, dialogue, "brief", result)


@click.command()
@talks_as_if
@click.option("-o", "--output", required=True, metavar="FILE", help=_OUTPUT + ".")
@click.option("--tables", type=click.Choice(["latex"]), help="Only the tables, as LaTeX for a paper.")
@file_options
@lang
def report(talks: str, output: str, tables: str | None, desk: str, template: str, paper: str) -> None:
    """The whole report: the brief with its annex of figures, reasons, packages, chances and method."""
    from detente.errors import TooLarge

    suffix = ".tex" if tables else check(output, template=template)
    dialogue = open_dialogue(talks)
    try:
        result, found = _worked_out(dialogue, desk)
        _write(output, suffix, dialogue, result, found, True, template, paper)
    except TooLarge as fault:
        from detente.formats import write
        from detente.report.brief.unsolved import shortened, unsolved

        say(shortened(str(fault)), err=True)
        write(output, rendered(unsolved(dialogue, fault), suffix, template=template, paper=paper))
        say(f"wrote {output}")


def _worked_out(dialogue: Dialogue, desk: str) -> tuple[Brief, Desk | None]:
    from detente.analyses.desk import desk as desk_
    from detente.workbench import asking

    desk = read(dialogue, "desk", desk)
    with asking(dialogue, "brief"), _working(dialogue):
        result = brief_(dialogue)
    return result, desk_(dialogue, result, desk) if desk else None


def _working(dialogue: Dialogue) -> AbstractContextManager[Callable[[int, int], None] | None]:
    """A bar on a terminal while a large dialogue is worked on: no page keeps silent for long."""
    return progress("working it out") if dialogue.possible > LARGE else nullcontext()


def _since(dialogue: Dialogue, since: str) -> tuple[Section, ...]:
    """What is otherwise than in an earlier version (a file), or than the file stood on a day."""
    from detente.analyses.diff import diff
    from detente.cli.diff import earlier
    from detente.model.dates import fault
    from detente.report import wording
    from detente.report.brief.sentences import sentences
    from detente.report.pages.diff import since as section

    day = not fault(since)
    before = earlier(dialogue, since) if day else open_dialogue(since)
    result = diff(before, dialogue, say=sentences)
    return (section(result, wording.date(since) if day else since),)


def _page(
    dialogue: Dialogue, result: Brief, found: Desk | None, full: bool, extra: tuple[Section, ...] = (), *,
    spreadsheet: bool = False,
) -> Document:  # fmt: skip
    from detente.report.brief.desk import view as desk_view
    from detente.report.brief.page import view

    with _working(dialogue):
        page = desk_view(dialogue, result, found) if found else view(dialogue, result)
        page = replace(page, sections=(*page.sections, *extra))
        if not full:
            return page
        from detente.report.brief.annex import annexed

        return annexed(dialogue, result, page, levels=spreadsheet)


def _write(
    output: str, suffix: str, dialogue: Dialogue, result: Brief, found: Desk | None, full: bool, template: str,
    paper: str, since: tuple[Section, ...] = (), *, quiet: bool = False,
) -> None:  # fmt: skip
    from detente.report.wording import handed_over

    whole = full or suffix in (".html", ".xlsx")  # a browser folds the annex; a spreadsheet is all annex
    with handed_over():
        page = _page(dialogue, result, found, whole, since, spreadsheet=suffix == ".xlsx")
        extra = _thinking(dialogue) if suffix == ".html" else ""
    template_ = Path(template) if template else None
    write(Path(output), rendered(page, suffix, template=template_, paper=paper, extra=extra))
    say(f"wrote {output}", err=quiet)


def _thinking(dialogue: Dialogue) -> str:
    """What lets a page work things out again; nothing, and a line that says so, where the client is not built."""
    if dialogue.own_rules:  # the page's engine does not know them
        return ""

    script = thinking.bundle()
    if script is None:
        say(thinking.MISSING, err=True)
        return ""
    return thinking.extra(dialogue, script)
