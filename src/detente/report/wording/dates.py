"""Dates and spans of the file, as a reader says them."""

from __future__ import annotations

from detente.report import language
from detente.report.language import _, _p


def date(written: str) -> str:
    """A date of the file in full: 2010-10-20/22 -> "20–22 October 2010"; anything else as written."""
    first, _slash, last = written.partition("/")
    parts = first.split("-")
    if not all(part.isdigit() for part in parts) or not 2 <= len(parts) <= 3 or not 1 <= int(parts[1]) <= 12:
        return written
    month = _("{month} {year}", month=language.month(int(parts[1])), year=parts[0])
    if len(parts) == 2:
        return month
    day = _day(parts[2])
    if last.isdigit() and len(last) <= 2:
        return _("{first}–{last} {month}", first=day, last=_day(last), month=month)
    whole = _("{day} {month}", day=day, month=month)
    ends = last.split("-")  # the second day may leave out what it shares with the first
    return _("{first} to {last}", first=whole, last=date("-".join([*parts[: -len(ends)], *ends]))) if last else whole


def _day(digits: str) -> str:
    return _p("the first day of a month", "1") if int(digits) == 1 else str(int(digits))


def by_date(written: str) -> str:
    """Until when something may come: "by March 2025", "by 31 December 2026"."""
    told = date(written)
    if written.count("-") == 2 and "/" not in written:
        return _p("a day", "by {date}", date=told)
    return _("by {date}", date=told)


def short_date(written: str) -> str:
    """The month of a date, in three letters or as the language shortens it."""
    parts = written.partition("/")[0].split("-")
    if len(parts) > 1 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12:
        return language.month(int(parts[1]), short=True)
    return ""
