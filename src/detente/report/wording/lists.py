"""Things one after another, small numbers, quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.report import language
from detente.report.document import Text
from detente.report.language import _, _n, _p, _r


def listed(items: Iterable[str]) -> str:
    """a; a and b; a, b and c."""
    parts = list(items)
    return _("{first} and {last}", first=_row(parts[:-1]), last=parts[-1]) if len(parts) > 1 else "".join(parts)


def either(items: Iterable[str]) -> str:
    """a; a or b; a, b or c."""
    parts = list(items)
    return _("{first} or {last}", first=_row(parts[:-1]), last=parts[-1]) if len(parts) > 1 else "".join(parts)


def listed_in_order(items: Iterable[str]) -> str:
    """a; a then b; a, b then c."""
    parts = list(items)
    return _("{first} then {last}", first=_row(parts[:-1]), last=parts[-1]) if len(parts) > 1 else "".join(parts)


def _row(parts: Sequence[str]) -> str:
    return _p("between the items of a list", ", ").join(parts)


def series(items: Iterable[str]) -> str:
    """Clauses one after another: a; b; c."""
    return _p("between clauses", "; ").join(items)


def listed_text(items: Iterable[Text]) -> Text:
    """Like `listed`, of texts with marks."""
    parts = list(items)
    if len(parts) < 2:
        return tuple(piece for part in parts for piece in part)
    return _r("{first} and {last}", first=_between(_p("between the items of a list", ", "), parts[:-1]), last=parts[-1])


def series_text(items: Iterable[Text]) -> Text:
    """Like `series`, of texts with marks."""
    return _between(_p("between clauses", "; "), items)


def _between(mark: str, items: Iterable[Text]) -> Text:
    return tuple(piece for n, item in enumerate(items) for piece in ((mark, *item) if n else item))


def number(count: int) -> str:
    """Small numbers as words, others as figures with separators."""
    return language.spelled(count)


def quoted(text: str) -> str:
    """A text of the file in quotation marks."""
    return _("“{text}”", text=text)


def colon() -> str:
    """What stands between a name and what is said of it."""
    return _p("between a term and what belongs to it", ": ")


def semicolon() -> str:
    """What stands between two clauses of a sentence."""
    return _p("between clauses", "; ")


def ways(items: Sequence[str], limit: int) -> str:
    """The first few of a list, and how many more there are."""
    rest = len(items) - limit
    if rest <= 0:
        return listed(items)
    return _n("{first} and {n} more", "{first} and {n} more", rest, first=_row(items[:limit]))
