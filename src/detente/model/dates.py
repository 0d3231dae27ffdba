"""Dates as dialogue files have them (2010, 2010-10, 2010-10-22, 2010-10-20/22): the first and last day of each."""

from __future__ import annotations

import re
from calendar import monthrange

Day = tuple[int, int, int]

_NUMBER = re.compile(r"\d+")


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
