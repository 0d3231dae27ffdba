"""Dates as dialogue files have them (2010, 2010-10, 2010-10-22, 2010-10-20/22, 2010-10-20/11-02): one grammar.

Whoever takes a date in asks `fault`; whoever reckons with one asks for its first and last day.
"""

from __future__ import annotations

import re
from calendar import monthrange

Day = tuple[int, int, int]

_NUMBER = re.compile(r"\d+")
_MONTH, _DAY = r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_DATE = re.compile(rf"\d{{4}}(-{_MONTH}(-{_DAY}(/((\d{{4}}-)?{_MONTH}-)?{_DAY})?)?)?\Z", re.ASCII)


def fault(date: str) -> str:
    """What is wrong with a date as written, with what is allowed; "" if nothing is.

    >>> fault("2010-10-20/11-02"), fault("2010-02-31")[:32]
    ('', '`2010-02-31` is not a valid date')
    """
    if not _DATE.match(date):
        return f"`{date}` is not a valid date: write 2010, 2010-10, 2010-10-22 or 2010-10-20/22"
    if not _there(first_day(date)) or not _there(last_day(date)):
        return f"`{date}` is not a valid date: the calendar has no such day"
    return "" if first_day(date) <= last_day(date) else f"`{date}` ends before it begins"


def _there(day: Day) -> bool:
    """Whether the calendar has that day."""
    year, month, number = day
    return year > 0 and number <= monthrange(year, month)[1]



def first_day(date: str) -> Day:
    """The first day that a date can mean, as (year, month, day)."""
    numbers = _numbers(date.partition("/")[0])
    year, month, day = [*numbers, *(1, 1)[len(numbers) - 1 :]][:3]
    return year, month, day


def last_day(date: str) -> Day:
    """The last day that a date can mean, as (year, month, day)."""
    first, _, rest = date.partition("/")
    numbers, ends = _numbers(first), _numbers(rest)
    numbers = [*numbers[: len(numbers) - len(ends)], *ends] if ends else numbers
    year = numbers[0]
    month = numbers[1] if len(numbers) > 1 else 12
    return year, month, numbers[2] if len(numbers) > 2 else monthrange(year, month)[1]


def _numbers(text: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(text)]
