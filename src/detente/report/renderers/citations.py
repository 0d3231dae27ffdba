"""Citations and the list of sources as plain text, for every renderer that has no links."""

from __future__ import annotations

from collections.abc import Mapping

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
    """A citation as text: " [1 ¶7, ¶9, 3]"; a non-breaking space keeps number and place together."""
    marks = ["\u00a0".join((str(number), ", ".join(where))).rstrip() for number, where in places(cite, numbers)]
    return f" [{', '.join(marks)}]" if marks else ""


def describe(source: Source) -> str:
    """A source in one line: author, title, date."""
    date = wording.date(source.date) if source.date else ""
    return ", ".join(part for part in (source.author, source.title, date) if part)


def numbered_sources(document: Document) -> list[tuple[int, str]]:
    """The sources cited, by number, each in one line."""
    numbers = document.numbers()
    return sorted((numbers[source.id], describe(source)) for source in document.sources if source.id in numbers)
