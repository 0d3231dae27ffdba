"""The date in a file's name: "2010-10-22 cable.txt"."""

from __future__ import annotations

import re

from detente.model import dates

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?(?!\d)")


def date_of(file: str, default: str = "") -> str:
    """The date in a file's name (2010-10-22, 20101022, 2010-10), else the default; what no calendar has is no date."""
    match = _DATE.search(file)
    found = "-".join(part for part in match.groups() if part) if match else ""
    return found if found and not dates.fault(found) else default
