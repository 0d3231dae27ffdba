"""A document's tables in LaTeX, for papers: plain tabular environments with booktabs rules, every character escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from detente.report import wording
from detente.report.document import Bar, Cell, Cite, Column, Document, Figure, Mark, Table, Text, harmless, plain
from detente.report.language import without_isolates
from detente.report.renderers.citations import cited, numbered_sources

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\symbol{34}", "\u00a0": "~",
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
    shown = "".join(_SPECIAL.get(c, c) for c in harmless(without_isolates(text)))
    return " ".join(shown.splitlines())


def _comment(text: str) -> str:
    return " ".join(harmless(text).split())


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    for section, block, table in document.tables():
        of_table = "" if isinstance(block, Figure) else block.caption or section.finding or section.label
        yield block.finding if isinstance(block, Figure) else of_table, table


def _table(title: str, table: Table, numbers: Mapping[str, int], number: int) -> str:
    columns = "".join(_specified(table.columns))
    count = len(table.columns)
    heads = " & ".join(f"{{{escape(column.title)}}}" for column in table.columns) + r" \\"
    overs = [_overs(table.columns)] if any(column.over for column in table.columns) else []
    lines = [
        f"\\begin{{longtable}}{{{columns}}}",
        f"\\caption{{{escape(title)}\\label{{tab:detente-{number}}}}}\\\\",
        r"\toprule", *overs, heads, r"\midrule", r"\endfirsthead",
        r"\toprule", *overs, heads, r"\midrule", r"\endhead",
        r"\bottomrule", r"\endfoot",
    ]  # fmt: skip
    for group in table.groups:
        if group.title:
            lines.append(f"\\multicolumn{{{count}}}{{p{{0.95\\linewidth}}}}{{\\textbf{{{escape(group.title)}}}}} \\\\")
        # An opening bracket right after a line break would be read as its argument: braces keep it text.
        lines.extend(" & ".join(f"{{{_cell(cell, numbers)}}}" for cell in row) + r" \\" for row in group.rows)
    lines.append(r"\end{longtable}")
    note = " ".join(part for part in (escape(table.key), _text(table.note, numbers)) if part)
    if note:
        lines.append(f"\\noindent{{\\small {note}}}")
    return "\n".join(lines)


def _specified(columns: tuple[Column, ...]) -> Iterator[str]:
    """LaTeX's letters for the columns: marks centred, numbers to the right, texts sharing what is left of the line."""
    kinds = [column.kind for column in columns]
    narrow = {"mark": "c", "answer": "c", "fate": "c", "number": "r", "bar": "r"}
    texts = sum(kind not in narrow for kind in kinds)
    left = 0.94 - 0.045 * kinds.count("mark") - 0.1 * (kinds.count("number") + kinds.count("bar"))
    weights = [0.0 if kind in narrow else 1.2 if n == 0 and texts > 1 else 2.0 for n, kind in enumerate(kinds)]
    for kind, weight in zip(kinds, weights, strict=True):
        yield narrow.get(kind, f"p{{{max(left, 0.3) * weight / (sum(weights) or 1):.2f}\\linewidth}}")


def _overs(columns: tuple[Column, ...]) -> str:
    """The headings over several columns, in a row of their own."""
    runs = [(over, len(list(run))) for over, run in groupby(columns, key=lambda column: column.over)]
    cells = [f"\\multicolumn{{{span}}}{{c}}{{{escape(over)}}}" if over else " & " * (span - 1) for over, span in runs]
    return " & ".join(cells) + r" \\"


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
