"""The page of a dialogue too large to be worked out: what was asked and answered, and why there is no more."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.analyses.rounds import rounds
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Document, Paragraph, Section
from detente.report.figures import who
from detente.report.language import _
from detente.report.pages import rounds as rounds_page


def unsolved(dialogue: Dialogue, fault: TooLarge) -> Document:
    """The report of a dialogue too large to be worked out: what was asked and answered, and why there is no more."""
    ledger = rounds(dialogue)
    page = rounds_page.view(dialogue, ledger)
    asks = who.figure(dialogue, ledger)
    blocks: tuple[Block, ...] = (Paragraph(text=(wording.capital(shortened(str(fault))),)), *((asks,) if asks else ()))
    told = _("Too large to be worked out: this page holds what the file says of asks and answers")
    first = Section(id="limits", label=_("Limits"), finding="", blocks=blocks)
    return replace(page, kind=_("Report"), headline=told, sections=(first, *page.sections))


def shortened(message: str) -> str:
    """A message without figures that nobody can read: a number of more than 15 digits by its size."""
    return re.sub(r"\d{1,3}(?:,\d{3}){5,}", lambda n: f"about 10^{len(n.group().replace(',', '')) - 1}", message)
