"""The brief and the report, as `detente brief` and `detente report` make them."""

from __future__ import annotations

from detente.analyses.brief import brief as brief_
from detente.analyses.desk import desk as desk_
from detente.model.dialogue import Dialogue
from detente.report.document import Document
from detente.report.renderers import rendered, thinking


def brief(dialogue: Dialogue, *, desk: str = "", annex: bool = False, levels: bool = False) -> Document:
    """The brief; `desk`: for that party's desk ("" for nobody's), `annex`: with it, `levels`: as a spreadsheet's."""
    from detente.report.brief.annex import annexed
    from detente.report.brief.desk import view as desk_view
    from detente.report.brief.page import view

    result = brief_(dialogue)
    page = desk_view(dialogue, result, desk_(dialogue, result, desk)) if desk else view(dialogue, result)
    return annexed(dialogue, result, page, levels=levels) if annex else page


def report(dialogue: Dialogue, format: str, *, desk: str, short: bool, paper: str) -> bytes:
    """The report in a format, `short`: without the annex."""
    whole = not short or format in ("html", "xlsx")  # a browser folds the annex; a spreadsheet is all annex
    page = brief(dialogue, desk=desk, annex=whole, levels=format == "xlsx")
    script = thinking.bundle() if format == "html" and not dialogue.own_rules else None
    extra = thinking.extra(dialogue, script) if script else ""
    made = rendered(page, f".{format}", paper=paper, extra=extra)
    return made.encode() if isinstance(made, str) else made
