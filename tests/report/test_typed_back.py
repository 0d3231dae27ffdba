"""What the pages print of states is typed back: the page is read, and each name must mean what its JSON says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import detente as dt
from detente.model.dialogue import Dialogue
from detente.model.naming import parse_state
from detente.report import typed, wording
from detente.report.brief import page as brief_page
from detente.report.document import Document, Outcome, Paragraph
from detente.report.language import speaking
from detente.report.pages import deals as deals_page

FISH = """
parties:
  iles: {name: les Îles, plural: yes}
  france: {name: la République}
  region: {name: La région d'Armor, at_table: no}
options:
  quota: {by: iles, text: un quota, levels: [aucun, large, strict], asked_by: france}
  licences: {by: france, text: "les licences, de pêche et de nuit", levels: [aucune, vingt, cinquante], asked_by: iles}
  blocus: {by: region, text: le blocus du port, asked_by: iles, asked: no}
  controle: {by: iles, text: l'inspection à bord, asked_by: france}
weights:
  iles: {quota is strict: -4, quota is large: -1, licences is cinquante: 5, licences is vingt: 3, blocus: -6}
  france: {quota is strict: 4, quota is large: 2, licences is cinquante: -3, licences is vingt: -1, controle: 2}
  region: {blocus iff licences is cinquante: 2}
status_quo: {blocus: yes}
texts: [{id: compromis, by: region, sets: {quota: large, licences: vingt}}]
"""

DEBT = """
parties: {lum: {name: Lumeria}, com: {name: Creditors' Committee, the: yes}, hold: {name: holdout funds, at_table: no}}
options:
  haircut: {by: com, text: a haircut, levels: ["0", "20", "40"], asked_by: lum}
  longer: {by: com, text: longer maturities and lower coupons, asked_by: lum}
  primary: {by: lum, text: a primary surplus, levels: ["1", "2", "3"], asked_by: com}
  gdp: {by: lum, text: GDP-linked bonds, asked_by: com}
  suit: {by: hold, text: a suit in New York (the first), asked_by: lum, asked: no}
priorities:
  lum: [haircut >= "20", not suit, longer, primary < "3", haircut is "40", not gdp]
  com: [primary >= "2", haircut < "40", gdp, not longer]
  hold: [suit iff haircut is "40"]
status_quo: {suit: yes, haircut: "20"}
"""

TALKS = {"river": None, "us-pakistan-2010": None, "fish": FISH, "debt": DEBT}


def dialogue_of(name: str) -> Dialogue:
    text = TALKS[name]
    return dt.load(name) if text is None else dt.parse(text)


def states(dialogue: Dialogue) -> Iterator[tuple[str, int]]:
    """(what a page calls a state, its code) of every state that these pages name."""
    found = dt.equilibria(dialogue, limit=40)
    yield from ((wording.state(dialogue, dialogue.state(one.code)), one.code) for one in found.equilibria)
    for end in dt.outlook(dialogue).ends:
        yield from ((wording.state(dialogue, dialogue.state(code)), code) for code in end.codes)
    for one in dt.deals(dialogue).packages:
        yield wording.setting(dialogue, one.levels), one.code


def outcomes(document: Document) -> Iterator[Outcome]:
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Outcome))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", TALKS)
def test_a_state_that_a_page_names_is_that_state(name: str, language: str) -> None:
    dialogue = dialogue_of(name)
    with speaking(language):
        told = [(text, code) for text, code in states(dialogue) if text]
        for text, code in told:
            assert dialogue.code(parse_state(dialogue, typed.state(dialogue, text))) == code, text
    assert len(told) > 3


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", TALKS)
def test_numbers_letters_and_names_on_the_pages_are_taken(name: str, language: str) -> None:
    dialogue = dialogue_of(name)
    with speaking(language):
        brief, deals = dt.brief(dialogue), dt.deals(dialogue)
        packages = brief.facts.deal.packages if brief.facts.deal else ()
        for n, package in enumerate(packages, start=1):
            number = "package" if language == "en" else "ensemble"
            assert typed.state(dialogue, f"{number} {n}") == str(package.signed.code)
        for shown, package in zip(outcomes(deals_page.view(dialogue, deals)), deals.packages, strict=False):
            assert dialogue.code(parse_state(dialogue, typed.state(dialogue, shown.name))) == package.code
        for one in brief.settlements:
            assert typed.state(dialogue, one.label) == str(one.code)
        for draft in brief.facts.drafts:
            said = next(b.text[0] for s in brief_page.view(dialogue, brief).sections for b in s.blocks
                        if isinstance(b, Paragraph) and "Armor" in str(b.text[0]))  # fmt: skip
            assert typed.state(dialogue, said.text.strip(" :\u00a0\u202f")) == draft.id
