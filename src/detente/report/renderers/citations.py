"""Citations and the list of sources as plain text, for every renderer that has no links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from detente.model.dialogue import Source
from detente.report import wording
from detente.report.document import Cite, Document


def places(cite: Cite, numbers: Mapping[str, int]) -> list[tuple[int, list[str]]]:
    """For each source cited: its number, and the places in it, each once."""
    found: dict[int, list[str]] = {}
    for evidence in cite.evidence:
        if evidence.source in numbers:
            seen = found.setdefault(numbers[evidence.source], [])
            if evidence.place and evidence.place not in seen:
                seen.append(evidence.place)
    return list(found.items())


def cited(cite: Cite, numbers: Mapping[str, int]) -> str:
    """A citation as text: " [1 ¶7, ¶9, 3]", " [2–4]"; a non-breaking space keeps number and place together."""
    found = places(cite, numbers)
    bare = sorted(number for number, where in found if not where)
    marks = [(number, f"{number}\u00a0{', '.join(where)}") for number, where in found if where] + _spans(bare)
    return f" [{', '.join(mark for _number, mark in sorted(marks))}]" if marks else ""


def _spans(numbers: Sequence[int]) -> list[tuple[int, str]]:
    """Sorted numbers, three and more in a row as a span, each with the number it begins with."""
    runs = [[number for _n, number in run] for _gap, run in groupby(enumerate(numbers), key=lambda p: p[1] - p[0])]
    spans = [(run[0], f"{run[0]}–{run[-1]}") for run in runs if len(run) > 2]
    return spans + [(number, str(number)) for run in runs if len(run) < 3 for number in run]


def printed(page: str) -> set[int]:
    """The numbers of the sources that a printed page cites."""
    marks = (mark for inside in re.findall(r"\[([^\[\]]+)\]", page) for mark in re.split(r",\s", inside))
    spans = (found for mark in marks if (found := re.match(r"(\d+)(?:–(\d+))?", mark)))
    return {number for one in spans for number in range(int(one[1]), int(one[2] or one[1]) + 1)}


def describe(source: Source) -> str:
    """A source in one line: author, title, date."""
    date = wording.date(source.date) if source.date else ""
    return ", ".join(part for part in (source.author, source.title, date) if part)


def numbered_sources(document: Document) -> list[tuple[int, str]]:
    """The sources cited, by number, each in one line."""
    numbers = document.numbers()
    return sorted((numbers[source.id], describe(source)) for source in document.sources if source.id in numbers)
