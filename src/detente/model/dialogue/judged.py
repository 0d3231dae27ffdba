"""What the analyst adds to what was said: chances, what came after, answers of the interview, warnings muted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.model.dialogue.entry import Chance, Line
from detente.model.expression import Expr

Borne = Literal["yes", "no", "partly"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Line):
    """How likely the analyst takes it to be that some package is signed, by a date."""

    chance: Chance
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(Line):
    """What came after the date of the file: whether an ask, or else a condition, came to hold.

    With neither: on that day a package was signed, or, if it does not hold, by that day none was.
    """

    date: str
    holds: Borne = "yes"
    ask: str = ""
    what: Expr | None = None

    @property
    def signing(self) -> bool:
        """Whether it is about the signature of a package, and about nothing else."""
        return not self.ask and self.what is None

    @property
    def signed(self) -> bool:
        """Whether it says that a package was signed."""
        return self.signing and self.holds == "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Line):
    """What an analyst answered to a question of the interview: "order keep-aid raise-aid", first, on that date."""

    question: str
    answer: str
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence(Line):
    """A warning of `check` that the author mutes, with the reason; `at` is the id it stands at ("" : everywhere)."""

    code: str
    because: str
    at: str = ""
