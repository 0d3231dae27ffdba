"""The words of the file's own lists: answers, bases, promises, grounds, each with its mark or letter."""

from __future__ import annotations

from collections.abc import Iterable

from detente.report.document import MARKS, RARE, MarkKind
from detente.report.language import _later, _n, _p, said

_ANSWERS: dict[str, str] = {
    "accepted": _later("accepted"),
    "in_principle": _later("agreed in principle"),
    "partly": _later("partly"),
    "deferred": _later("deferred"),
    "refused": _later("refused"),
    "unanswered": _later("no answer"),
    "unknown": _later("not known"),
    "not asked": _later("not asked"),
    "same": _later("as in the drift"),
}

_BASES: dict[str, str] = {
    "stated": _later("stated"),
    "inferred": _later("inferred"),
    "assumed": _later("assumed"),
}

_PROMISES: dict[str, str] = {
    "open": _later("open"),
    "kept": _later("kept"),
    "overdue": _later("overdue"),
    "broken": _later("broken"),
    "superseded": _later("superseded"),
}

_GROUNDS: dict[str, str] = {
    "domestic": _later("at home"),
    "capacity": _later("capacity"),
    "security": _later("security"),
    "standing": _later("standing"),
    "money": _later("money"),
    "law": _later("law"),
}


def answer(kind: str) -> str:
    """What was answered to an ask, in a word."""
    return said(_ANSWERS.get(kind, kind))


def basis(kind: str) -> str:
    """Whether a line is stated in a source, inferred or assumed."""
    return said(_BASES.get(kind, kind))


def promise(state: str) -> str:
    """How a promise stands, in a word."""
    return said(_PROMISES.get(state, state))


def ground(word: str) -> str:
    """The kind of a reason: a free word of the file, translated where it is one that the manual offers."""
    return said(_GROUNDS[word]) if word in _GROUNDS else word


def letter(kind: MarkKind) -> str:
    """The letter of an answer, beside its shape."""
    found = {
        "accepted": _p("letter for accepted", "A"),
        "in_principle": _p("letter for in principle", "I"),
        "partly": _p("letter for partly", "P"),
        "deferred": _p("letter for deferred", "D"),
        "refused": _p("letter for refused", "R"),
    }
    return found.get(kind, MARKS[kind][1])


def rare_marks(kinds: Iterable[str | None], gap: str = "  ") -> str:
    """What the marks mean that a key explains only where they stand; to be put behind the key."""
    there = (RARE & set(kinds)) - {"not asked"}
    return "".join(f"{gap}{letter(kind)} {answer(kind)}" for kind in sorted(there))


def nothing_up_to(size: int) -> str:
    """That no set of so many changes or fewer opens an ask; larger ones were not tried."""
    return _n("no single change", "no set of up to {n} changes", size)
