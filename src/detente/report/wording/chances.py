"""Likelihoods in words with their bands, and percentages."""

from __future__ import annotations

from detente.report import language
from detente.report.language import _, _later, said

BANDS: tuple[tuple[str, float, float], ...] = (
    (_later("almost no chance"), 0.01, 0.05),
    (_later("very unlikely"), 0.05, 0.20),
    (_later("unlikely"), 0.20, 0.45),
    (_later("roughly even chance"), 0.45, 0.55),
    (_later("likely"), 0.55, 0.80),
    (_later("very likely"), 0.80, 0.95),
    (_later("almost certain"), 0.95, 0.99),
)
"""ICD 203's words, each with the band it stands for; a number on a border takes the upper band."""


def band(chance: float) -> tuple[str, float, float]:
    """The word and band of a chance strictly between 0 and 1."""
    word, low, high = BANDS[step(chance)]
    return said(word), low, high


def step(chance: float) -> int:
    """The place of a chance's word in BANDS."""
    return max((n for n, (_word, low, _high) in enumerate(BANDS) if chance >= low), default=0)


def likelihood(chance: float) -> str:
    """A chance as ICD 203 says it, the band always beside the word; 0 and 1 get no word."""
    if chance <= 0:
        return _("in no case of the model")
    if chance >= 1:
        return _("in every case of the model")
    word, low, high = band(chance)
    within = percent(chance) if chance < 0.01 or chance > 0.99 else shares(low, high)
    return _("{word} ({band})", word=word, band=within)


def percent(share: float) -> str:
    """Whole percentages; a decimal only below 1 or above 99."""
    return _("{number} %", number=hundredths(share))


def hundredths(share: float) -> str:
    """The number of a percentage, without its sign."""
    value = share * 100
    return language.figure(value, 0 if value in (0, 100) or 1 <= value <= 99 else 1)


def shares(low: float, high: float) -> str:
    """A band of shares: "5–20 %"."""
    return _("{low}–{high} %", low=language.figure(low * 100), high=language.figure(high * 100))
