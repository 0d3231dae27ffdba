"""How firm a settlement is, and why it holds."""

from __future__ import annotations

from detente.engine.concepts import EVERY
from detente.report.language import _, _later, _p, said

FIRMNESS = {
    "firm": _later("no party could do better by a move of its own"),
    "credible": _later("whoever moved would be answered by steps the others would want to take"),
    "held": _later("whoever moved could be answered, with no way back"),
    "fearful": _later("whoever moved could be answered, though the answer might hurt its giver"),
}
"""What each word for an equilibrium's firmness means."""


def firmness(word: str | None, *, ruled: bool = False) -> str:
    """Why a settlement of that firmness holds, as a clause. `ruled`: it would not but for a rule over several."""
    if word == "firm" and ruled:
        return _("no party could do better by a move of its own that the rules allow")
    if word and word not in FIRMNESS:
        return _("it holds under {concept}", concept=next(c.title for c in EVERY if c.firmness == word))
    return said(FIRMNESS.get(word or "", _UNFIRM))


_UNFIRM = _later("it holds only if several parties moved at the same moment")

_FIRM: dict[str, str] = {
    "firm": _later("firm"),
    "credible": _later("credible"),
    "held": _later("held"),
    "fearful": _later("fearful"),
    "fragile": _later("fragile"),
}


def firm(word: str | None) -> str:
    """How firm a settlement is, in a word."""
    return said(_FIRM.get(word or "fragile", word or ""))


def firm_ones(word: str | None) -> str:
    """The same word of several settlements."""
    several = {
        "firm": _p("of several", "firm"),
        "credible": _p("of several", "credible"),
        "held": _p("of several", "held"),
        "fearful": _p("of several", "fearful"),
    }
    return several.get(word or "", word or _p("of several", "fragile"))
