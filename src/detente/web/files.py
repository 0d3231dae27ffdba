"""Reports as files, as `detente brief -o` and `detente report -o` write them."""

from __future__ import annotations

from detente.analyses.brief import brief as brief_
from detente.analyses.desk import desk as desk_
from detente.model.dialogue import Dialogue
from detente.report.renderers import rendered, thinking


def report(dialogue: Dialogue, format: str, *, desk: str, brief: bool, paper: str) -> bytes:
    """The report in a format; `desk`: for that party's desk ("" for nobody's); `brief`: without the annex."""
    from detente.report.brief.annex import annexed
    from detente.report.brief.desk import view as desk_view
    from detente.report.brief.page import view

    result = brief_(dialogue)
    page = desk_view(dialogue, result, desk_(dialogue, result, desk)) if desk else view(dialogue, result)
    whole = not brief or format in ("html", "xlsx")  # a browser folds the annex; a spreadsheet is all annex
    if whole:
        page = annexed(dialogue, result, page, levels=format == "xlsx")
    script = thinking.bundle() if format == "html" else None
    extra = thinking.extra(dialogue, script) if script else ""
    made = rendered(page, f".{format}", paper=paper, extra=extra)
    return made.encode() if isinstance(made, str) else made
