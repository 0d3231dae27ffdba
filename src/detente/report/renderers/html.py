"""A document as one HTML file: opens offline, loads nothing, prints well, reads on a phone."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup

from detente.report import wording
from detente.report.document import (
    MARKED,
    Cite,
    Column,
    Document,
    Figure,
    Mark,
    Table,
    alphabetic,
    harmless,
    is_short,
    keyed,
    of_asks,
    runs,
    spans,
)
from detente.report.figures import picture
from detente.report.language import _, current
from detente.report.renderers.citations import describe, places


def render(document: Document, *, extra: str = "") -> str:
    """The page. `extra` is markup of our own (a script, say) put at its end; everything else is escaped."""
    page: str = _template("page.html").render(
        **_content(document),
        font=_font(),
        style=Markup(style()),
        language=current(),
        extra=Markup(extra),
        scripts=Markup(_allowed(extra)),
    )
    return page


Linked = Callable[[str], tuple[str, str] | None]
"""From a command in a text to the address that it stands for and how that reads; None where it stands for none."""


def fragment(document: Document, linked: Linked | None = None) -> str:
    """The page's text alone, for a page that has the `style` and the `shapes`; without scripts and inline styles.

    `linked`: commands become links.
    """
    made: str = _template("article.html").render(**_content(document), linked=linked)
    return made


def headline(document: Document) -> str:
    """The headline alone, as a fragment."""
    return str(Markup("<h1>{}</h1>").format(harmless(document.headline or document.title)))


def shapes() -> str:
    """The shapes of the marks, which a page holds once."""
    return _read("shapes.html")


@cache
def style() -> str:
    """The style sheet of pages: tokens, blocks, and how many marks a table's rows have side by side."""
    marks = "".join(f'[data-marks="{n}"]{{--marks:{n}}}' for n in range(1, MOST_MARKS + 1))
    return _read("tokens.css") + _read("page.css") + marks


def _content(document: Document) -> dict[str, Any]:
    """What a page's text is made from."""
    numbers = document.numbers()
    cited = sorted((s for s in document.sources if s.id in numbers), key=lambda s: numbers[s.id])
    return {
        "document": document,
        "numbers": numbers,
        "sources": cited,
        "anchors": _Anchors(),
        "cited_in": _counted(document, numbers),
        "keyed": keyed(document),
    }


def _allowed(extra: str) -> str:
    """The scripts of our own that the page may run, each by its hash, as its content policy names them; no other."""
    scripts = re.findall(r"<script>(.*?)</script>", extra, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    return " ".join(f"'sha256-{one}'" for one in hashes) or "'none'"


class _Anchors:
    """Which citation of a source comes first on the page: the list of sources leads back to it."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def first(self, number: int) -> bool:
        """Whether this is the first time that the source opens a citation."""
        first = number not in self._seen
        self._seen.add(number)
        return first


def _counted(document: Document, numbers: Mapping[str, int]) -> dict[int, int]:
    """Number of a source -> how many citations it opens."""
    opened = (refs[0][0] for refs in (places(cite, numbers) for cite in document.citations()) if refs)
    return dict(Counter(opened))


def _read(name: str) -> str:
    return files("detente.report.renderers").joinpath("page", name).read_text(encoding="utf-8")


@cache
def _font() -> str:
    """Source Sans 3, Latin subset (SIL Open Font Licence 1.1), as base64; other scripts use the reader's fonts."""
    data = files("detente.report.renderers").joinpath("page", "source-sans-3-latin.woff2").read_bytes()
    return base64.b64encode(data).decode()


@cache
def _template(name: str) -> Any:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(loader=FunctionLoader(_read), autoescape=True, trim_blocks=True, finalize=_shown)
    environment.globals["_"] = _
    environment.filters |= {
        "kind": lambda value: type(value).__name__,
        "refs": _refs,
        "spans": _spans,
        "breaks": _breaks,
        "has_marks": _has_marks,
        "runs": runs,
        "shape": _shape,
        "css": _css,
        "picture": _picture,
        "narrow": _narrow,
        "described": describe,
        "basis": wording.basis,
        "alphabetic": alphabetic,
        "letter": wording.letter,
        "answer": wording.answer,
    }
    return environment


def _shown(value: Any) -> Any:
    """What the page shows of a value: text from a file without what would steer it; our own markup as it is."""
    return harmless(value) if type(value) is str else value


def _refs(cite: Cite, numbers: Mapping[str, int]) -> list[tuple[int, str]]:
    """(number, places) for each source cited."""
    return [(number, ", ".join(where)) for number, where in places(cite, numbers)]


def _spans(columns: tuple[Column, ...]) -> Iterator[tuple[str, int, str]]:
    """(heading, how many columns it covers, their kind) for the row above the column titles."""
    for over, covered in spans(columns):
        yield over, len(covered), columns[covered[0]].kind


def _breaks(columns: tuple[Column, ...]) -> list[int]:
    """Mark columns that start a new group: a gap stands before them."""
    return [
        i
        for i in range(1, len(columns))
        if columns[i].kind == columns[i - 1].kind == "mark" and columns[i].over != columns[i - 1].over
    ]


def _has_marks(table: Table) -> bool:
    return any(isinstance(cell, Mark) for group in table.groups for row in group.rows for cell in row)


def _css(text: str) -> Markup:
    """Text as a string of a style sheet: everything but letters and figures by its number, so nothing ends it."""
    return Markup("".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in harmless(text)))


MOST_MARKS = 60
"""As many marks side by side as the style sheet knows; a page of sixty columns is read by nobody."""

NARROW = 12
"""Marks side by side with room for a shape beside the letter."""


def _shape(table: Table) -> str:
    """The classes of a table: how many marks it has, whether its subjects are short, whether it is but two columns."""
    marks = sum(column.kind in MARKED for column in table.columns)
    found = ["marks" if marks else "", "many" if marks > NARROW else ""]
    found += ["asks" if of_asks(table.columns) else ""]
    found += ["short" if not marks and is_short(table) else ""]
    found += ["pair" if len(table.columns) == 2 else ""]
    return " ".join(name for name in found if name)


def _picture(figure: Figure) -> Markup:
    """The figure as SVG markup (text in it is escaped by the drawing library); empty where its table must do."""
    return Markup(picture.svg(figure) or "")


def _narrow(figure: Figure) -> Markup:
    """The same as it is drawn for a phone; empty where there is no such drawing."""
    return Markup(picture.svg(figure, narrow=True) or "")
