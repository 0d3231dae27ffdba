"""The formats of a page: each row of `RENDERERS` turns a document into what is written to a file of that ending."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from detente.errors import InputError
from detente.report.document import Document

RENDERERS: dict[str, str] = {
    ".html": "detente.report.renderers.html:render",
    ".pdf": "detente.report.renderers.pdf:render",
    ".docx": "detente.report.renderers.word:render",
    ".xlsx": "detente.report.renderers.excel:render",
    ".md": "detente.report.renderers.markdown:render",
    ".tex": "detente.report.renderers.latex:render",
    ".txt": "detente.report.renderers.terminal:text",
}
"""The ending of a file's name -> module and function."""

OPTIONS: dict[str, frozenset[str]] = {
    ".html": frozenset({"extra"}),
    ".pdf": frozenset({"paper"}),
    ".docx": frozenset({"template"}),
}
"""What else a format takes: markup of our own for the page's end, the size of paper, an office's own Word file."""


def check(output: str, *, template: str = "") -> str:
    """The format of a file's name, before anything is worked out for it.

    InputError for an ending that is no format, for a folder that is not there, and for a template where none is used.
    """
    suffix = Path(output).suffix.lower()
    if suffix not in RENDERERS:
        what = f"`{suffix}` is not a format of a page" if suffix else f"`{output}` does not say its format"
        raise InputError(f"{what}; end it in one of {' '.join(RENDERERS)}")
    if template and suffix != ".docx":
        raise InputError(f"a template is for Word: give an output that ends in .docx, not {suffix}")
    if template and not Path(template).is_file():
        raise InputError(f"there is no template `{template}`")
    if not Path(output).parent.is_dir():
        raise InputError(f"there is no folder `{Path(output).parent}` to write `{Path(output).name}` into")
    return suffix


def rendered(document: Document, suffix: str, **options: Any) -> str | bytes:
    """A document in the format of that ending; options that the format does not take are left out."""
    module, name = RENDERERS[suffix].split(":")
    taken = {key: value for key, value in options.items() if key in OPTIONS.get(suffix, ()) and value}
    made: str | bytes = getattr(import_module(module), name)(document, **taken)
    return made
