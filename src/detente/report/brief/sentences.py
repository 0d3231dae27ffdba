"""The sentences of the brief that follow from its facts, each by what it is about, so that two briefs compare."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.facts import AskFacts, Facts
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief import change, deal, top, way
from detente.report.brief.headline import headline
from detente.report.document import Outcome, Section, Table, Terms, plain, texts
from detente.report.language import _, _later, said


def sentences(dialogue: Dialogue, facts: Facts) -> dict[str, str]:
    """By what it is about: the headline, Now, Next and If, each ask, the deal, the way there, what would change it."""
    told = {
        "headline": headline(dialogue, facts),
        "now": plain(top.now(dialogue, facts)),
        "next": plain(top.following(dialogue, facts)),
        "if": plain(top.otherwise(dialogue, facts)),
    }
    told |= {f"ask:{one.ask}": _ask(dialogue, one) for one in facts.asks}
    for section in (deal.section(dialogue, facts), way.section(dialogue, facts), change.section(dialogue, facts)):
        told |= {f"{section.id}:{about}": text for about, text in _told(section)}
    return {about: text for about, text in told.items() if text}


_FATES = {
    "full": _later("met in full"),
    "part": _later("met in part"),
    "not": _later("not met"),
    "depends": _later("met in some ways of ending and not in others"),
    "open": _later("open, since nobody in the file minds"),
}


def _ask(dialogue: Dialogue, one: AskFacts) -> str:
    """What becomes of an ask: left alone, under the best package, and how likely."""
    text = wording.ask(dialogue, one.ask)
    if one.drift is None:
        return ""
    told = _("{ask}: {fate} if nothing is signed", ask=text, fate=said(_FATES[one.drift]))
    if one.chance is not None and 0 < one.chance < 1:
        told = _("{told}, {likely}", told=told, likely=wording.likelihood(one.chance))
    if one.deal is None:
        return told
    return _("{told}; {fate} under the best package", told=told, fate=said(_FATES[one.deal]))


def _of_outcome(block: Outcome) -> Iterator[tuple[str, str]]:
    """What is said of one of several, each sentence with its number and name: what it is, then its terms."""
    which = " ".join(filter(None, (block.label, block.name)))
    yield block.label, which
    for name, text in block.terms():
        term = plain(name)
        yield f"{block.label} {term}", _("{which}: {term}: {text}", which=which, term=term, text=plain(text))


def _told(section: Section) -> Iterator[tuple[str, str]]:
    """The finding and the texts of a section; of a table a row is a sentence, about its first cell."""
    if section.blocks:
        yield "", section.finding
    for n, block in enumerate(section.blocks):
        match block:
            case Table(groups=groups):
                for row in (row for group in groups for row in group.rows):
                    cells = [plain(cell) for cell in row if isinstance(cell, tuple)]
                    yield cells[0], wording.series(filter(None, cells))
            case Terms(terms=terms):
                yield from ((plain(name), plain(name) + wording.colon() + plain(text)) for name, text in terms)
            case Outcome():
                yield from _of_outcome(block)
            case _:
                yield from ((f"{n}.{k}", plain(text)) for k, text in enumerate(texts(block)))
