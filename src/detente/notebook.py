"""Results that say what they are: in words in a console, as their page in a notebook.

Analyses return plain values. Asked through the public face (`detente.equilibria`, `detente.why` …) a result also
remembers its dialogue, so that it can show the page that the command prints. It is the same value otherwise: its type
is a subclass of the analysis's own, with the same fields, and it becomes the same JSON. Where a dialogue is asked for,
its name or the path of its file will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache, wraps
from html import escape
from importlib import import_module
from itertools import islice
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue
    from detente.report.document import Document

LINES = 5
"""The most lines of its page that a result quotes in a console."""

WIDTH = 110
"""Longer lines are cut there."""


CELL = (
    "<style>.page{padding:12px 16px 20px;max-width:none}h1{font-size:1.5rem;margin:12px 0 16px}nav,.skip{display:none}"
    ".mast{border-top:0;padding-top:0}.sec{grid-template-columns:minmax(0,860px);margin-top:24px}"
    ".sb h2{font-size:1.125rem}.lead{font-size:1rem}</style>"
)
"""A page in a cell is one of many on a screen: no table of contents, smaller headings, sections in one column."""

class Shown:
    """What is added to a result: its dialogue, and the ways it shows itself."""

    __slots__ = ()

    def __repr__(self) -> str:
        """What it is, its finding, the first lines of its page, and the names of its fields."""
        document = page(self)
        head = (f"{document.kind}: {document.title}", document.headline)
        body = (f"  {line}" for line in islice(_lines(document), LINES))
        names = fill("fields: " + ", ".join(f.name for f in fields(self)), WIDTH)  # type: ignore[arg-type]
        return "\n".join((*(_cut(line) for line in (*head, *body) if line.strip()), names))

    def _repr_html_(self) -> str:
        """The page that the command prints, in a frame of its own: its style does not touch the notebook's."""
        from detente.report.renderers import html

        # Without the embedded font, which alone would add a hundred kilobytes to every output.
        whole = re.sub(r"@font-face\{.*?\}", "", html.render(drawn(self), extra=CELL), count=1, flags=re.DOTALL)
        style = "width:100%;height:32rem;border:1px solid #8886;resize:vertical"
        return f'<iframe sandbox title="Détente" style="{style}" srcdoc="{escape(whole)}"></iframe>'

    def __eq__(self, other: object) -> bool:
        """Results are equal if their fields are, whatever dialogue they came from."""
        if type(self).__mro__[2] not in type(other).__mro__:
            return NotImplemented
        return all(getattr(self, f.name) == getattr(other, f.name) for f in fields(self))  # type: ignore[arg-type]

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        """For copies and pickles: the plain values, and what they are shown with."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]
        return _again, (type(self).__mro__[2], values, *_origin(self))


def asked(name: str) -> Callable[..., Any]:
    """The function of an analysis, with results that show themselves."""
    return _asked(name)


@cache
def _asked(name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(import_module(f"detente.analyses.{name}"), name)

    @wraps(function)
    def ask(dialogue: Dialogue | str | Path, *args: Any, **kwargs: Any) -> Any:
        if isinstance(dialogue, str | Path):
            from detente.formats import load

            dialogue = load(dialogue)
        return shown(name, dialogue, function(dialogue, *args, **kwargs))

    return ask


def shown(name: str, dialogue: Dialogue, result: Any) -> Any:
    """A result of that analysis that shows itself."""
    return _again(type(result), {f.name: getattr(result, f.name) for f in fields(result)}, name, dialogue)


def _again(kind: Any, values: dict[str, Any], name: str, dialogue: Dialogue) -> Any:
    made = _type(kind)(**values)
    object.__setattr__(made, "_origin", (name, dialogue))
    return made


@cache
def _type(kind: Any) -> type[Any]:
    """A result type with room for what it is shown with."""
    return type(kind.__name__, (Shown, kind), {"__slots__": ("_origin",), "__module__": kind.__module__})


def _origin(result: Any) -> tuple[str, Dialogue]:
    name, dialogue = result._origin
    return name, dialogue


def page(result: Any) -> Document:
    """The page of a result that was asked through the public face."""
    name, dialogue = _origin(result)
    home = "detente.report.brief.page" if name == "brief" else f"detente.report.pages.{name}"
    document: Document = import_module(home).view(dialogue, result)
    return document


def drawn(result: Any) -> Document:
    """The same page with the figures of the report, where they can be drawn."""
    from detente.report.brief.annex import annexed
    from detente.report.figures import standing
    from detente.report.figures.picture import can_draw
    from detente.report.page import pictured

    document, (name, dialogue) = page(result), _origin(result)
    if not can_draw() or not document.sections:
        return document
    if name == "brief":
        return annexed(dialogue, result, document)
    # A brief has several figures; any other result the one that is drawn from it, if there is one.
    return pictured(document, standing(dialogue, name, result, True))


def _lines(document: Document) -> Iterator[str]:
    """The page's sections and their rows, one line each."""
    from detente.report.document import Items, Outcome, Paragraph, Table, Terms, plain

    for section in document.sections:
        if section.finding and section.finding != document.headline:
            yield section.finding
        for block in section.blocks:
            table = block if isinstance(block, Table) else getattr(block, "table", None)
            match block:
                case Paragraph(text=text, role=role) if role != "note":
                    yield plain(text)
                case Items(items=items):
                    yield from (plain(item) for item in items)
                case Outcome():
                    yield plain(block.told())
                    yield from (f"{plain(term)}: {plain(text)}" for term, text in block.terms())
                case Terms(terms=terms):
                    yield from (f"{plain(term)}: {plain(text)}" for term, text in terms)
            if table is not None:
                for row in (row for group in table.groups for row in group.rows):
                    yield " · ".join(plain(cell) for cell in row if isinstance(cell, tuple) and plain(cell))


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 2].rsplit(" ", 1)[0] + " …"
