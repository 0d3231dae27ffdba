"""A document's tables in LaTeX, for papers: plain tabular environments with booktabs rules, every character escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.report import wording
from detente.report.document import Bar, Cell, Cite, Column, Document, Figure, Mark, Table, Text, plain
from detente.report.renderers.citations import cited, numbered_sources

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\textquotedbl{}", "\u00a0": "~",
}  # fmt: skip


def render(document: Document) -> str:
    """Every table of the document, to be put into a paper with \\input.

    It needs the packages booktabs and longtable; with scripts other than Latin, XeLaTeX or LuaLaTeX.
    """
    numbers = document.numbers()
    parts = [f"% {_comment(document.title)} {_comment(document.as_of)}", r"% \usepackage{booktabs,longtable}"]
    for number, (title, table) in enumerate(_tables(document), start=1):
        parts.append(_table(title, table, numbers, number))
    sources = numbered_sources(document)
    if sources:
        items = "\n".join(f"  \\item[{number}] {escape(line)}" for number, line in sources)
        parts.append(f"\\begin{{description}}\n{items}\n\\end{{description}}")
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Text of a file as LaTeX shows it: nothing in it is a command."""
    shown = "".join(_SPECIAL.get(c, c) for c in text if c == "\n" or ord(c) >= 32)
    return " ".join(shown.split("\n"))


def _comment(text: str) -> str:
    return " ".join(text.split())


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield block.caption or section.finding or section.label, block
            elif isinstance(block, Figure):
                yield block.finding, block.table


def _table(title: str, table: Table, numbers: Mapping[str, int], number: int) -> str:
    columns = "".join(_column(column) for column in table.columns)
    count = len(table.columns)
    heads = " & ".join(escape(_heading(column)) for column in table.columns) + r" \\"
    lines = [
        f"\\begin{{longtable}}{{{columns}}}",
        f"\\caption{{{escape(title)}\\label{{tab:detente-{number}}}}}\\\\",
        r"\toprule", heads, r"\midrule", r"\endfirsthead",
        r"\toprule", heads, r"\midrule", r"\endhead",
        r"\bottomrule", r"\endfoot",
    ]  # fmt: skip
    for group in table.groups:
        if group.title:
            lines.append(f"\\multicolumn{{{count}}}{{l}}{{\\textbf{{{escape(group.title)}}}}} \\\\")
        # An opening bracket right after a line break would be read as its argument: braces keep it text.
        lines.extend(" & ".join(f"{{{_cell(cell, numbers)}}}" for cell in row) + r" \\" for row in group.rows)
    lines.append(r"\end{longtable}")
    note = " ".join(part for part in (escape(table.key), _text(table.note, numbers)) if part)
    if note:
        lines.append(f"\\noindent{{\\small {note}}}")
    return "\n".join(lines)


def _column(column: Column) -> str:
    return {"mark": "c", "number": "r", "bar": "r"}.get(column.kind, "p{0.26\\linewidth}")


def _heading(column: Column) -> str:
    return f"{column.over} {column.title}".strip() if column.kind == "mark" else column.title


def _cell(cell: Cell, numbers: Mapping[str, int]) -> str:
    match cell:
        case Mark(kind=kind):
            return escape(wording.letter(kind))
        case Bar(value=value):
            return escape(wording.percent(value))
        case _:
            return _text(cell, numbers)


def _text(text: Text, numbers: Mapping[str, int]) -> str:
    parts = [cited(piece, numbers) if isinstance(piece, Cite) else plain((piece,)) for piece in text]
    return escape("".join(parts))
