"""How a state, a party, a condition, a likelihood is said. Nothing else in the program decides that.

The words are the messages of `language`.
"""

# ruff: noqa: I001 (imports stay packed)
from detente.report.names import bare, capital, small
from detente.report.wording.answers import answer, basis, ground, letter, nothing_up_to, promise, rare_marks
from detente.report.wording.asks import ask, asked, asked_level
from detente.report.wording.chances import BANDS, band, hundredths, likelihood, percent, shares, step
from detente.report.wording.conditions import condition, fact, turned
from detente.report.wording.dates import by_date, date, short_date
from detente.report.wording.firmness import FIRMNESS, firm, firm_ones, firmness
from detente.report.wording.lists import (
    colon, either, listed, listed_in_order, listed_text, number, quoted, semicolon, series, series_text, ways,
)  # fmt: skip
from detente.report.wording.options import (
    NOTHING, at_level, brought, called, differing, difference, ended, in_a_list, inside, is_sentence, is_switch, levels,
    none_of, setting, state, taken, unchanged,
)  # fmt: skip
from detente.report.wording.parties import handed_over, party, plural, possessive, tag, tags, talks, verbs
from detente.report.wording.warnings import warning

__all__ = [
    "BANDS", "FIRMNESS", "NOTHING", "answer", "ask", "asked", "asked_level", "at_level", "band", "bare", "basis",
    "brought", "by_date", "called", "capital", "colon", "condition", "date", "difference", "differing", "either",
    "ended", "fact", "firm", "firm_ones", "firmness", "ground", "handed_over", "hundredths", "in_a_list", "inside",
    "is_sentence", "is_switch", "letter", "levels", "likelihood", "listed", "listed_in_order", "listed_text", "none_of",
    "nothing_up_to", "number", "party", "percent", "plural", "possessive", "promise", "quoted", "rare_marks",
    "semicolon", "series", "series_text", "setting", "shares", "short_date", "small", "state", "step", "tag",
    "tags", "taken", "talks", "turned", "unchanged", "verbs", "warning", "ways",
]  # fmt: skip
