"""Who speaks where words stand before a colon: a party's name, a person's, an office, "Question" and "Answer"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from detente.reading.grammar.names import Names
from detente.reading.grammar.who.remembered import PRESENT
from detente.reading.text.segment import Sentence

QUESTION = re.compile(r"(?:question|q|reporter|journalist|press|moderator|interviewer)\b(?! sec)", re.I)
"""Who asks, and speaks for no party."""
ROLE = re.compile(
    r"(?:the )?(?:question|q|reporter|journalist|moderator|interviewer|answer|a|(?:\w+ )?spokes(?:man|woman|person)|"
    r"(?:press |foreign )?secretary|(?:(?:deputy |prime |foreign |vice )*(?:minister|president|ambassador|premier)))"
    r"(?: \([^()]*\))?$",
    re.I,
)
"""Words before a colon in a transcript that are no party's name."""
TITLED = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Amb|Gen|Col)\.?|(?:Prime |Foreign |Deputy )*(?:Minister|President|Ambassador)|Premier|"
    r"Chancellor|Commissioner|General|Colonel|Sheikh|Sir|Dame)(?: [A-ZÀ-Þ][\w'’.-]+){1,3}$"
)
"""A person by title and name."""
BODY = re.compile(r"(?:The |the )?(?:[A-Z]\w+ )?(?:Minister|Ministry|Secretary|Embassy|Office|Mission)\b[\w ,'’-]*$")
"""An office with what it is for: "Minister of Energy"."""
BESIDE = frozenset(
    [
        "the", "side", "delegation", "representative", "rep", "ambassador", "minister", "president", "of", "foreign",
        "prime", "premier", "chancellor", "secretary", "affairs", "delegate", "envoy", "chair", "negotiator",
        "spokesman", "spokeswoman", "spokesperson", "government", "mr", "mrs", "ms", "dr", "s",
    ]
)  # fmt: skip


SEATED = re.compile(r"\b(?P<role>[Oo]bserver|[Cc]hair|[Hh]ost): (?:the )?(?P<whom>[A-Z][\w ]{2,40})")
"""An office in a list of those present: "observer: Azerbaijan"."""


def speaks(name: str, names: Names) -> bool:
    """Whether words before a colon say who speaks ("The Finnish side", "Mr Zajc (Slovenia)") and nothing else."""
    head, _, inside = name.partition(" (")
    if ROLE.match(name) or TITLED.match(head):
        return True
    if inside and len(names.find(inside)) == 1 and not names.find(head):
        return len(head.split()) <= 5
    hits = names.find(name)
    if len(hits) != 1:
        return False
    rest = name[: hits[0].start] + name[hits[0].end :]
    return all(word in BESIDE for word in re.findall(r"\w+", rest.lower())) or BODY.match(rest.strip(" ,")) is not None


def label_parties(listed: tuple[Sentence, ...], names: Names, issued: tuple[str, ...] = ()) -> dict[str, str]:
    """The party of each label of a text: the one it names; a person's, where another label or a list of those present
    tells it; an office's, where one alone issues the text. Labels of no party are left out."""
    labels = dict.fromkeys(s.label for s in listed if s.label)
    found = {label: hits[0].party for label in labels if (hits := names.find(label))}
    persons = {label.partition(" (")[0].split()[-1]: party for label, party in found.items()}
    for match in (m for s in listed for m in PRESENT.finditer(s.text)):
        if len(named := names.find(match.group("whom"))) == 1:
            persons.setdefault(match.group("name"), named[0].party)
    for label in labels:
        party = persons.get(label.partition(" (")[0].split()[-1]) or (issued[0] if len(issued) == 1 else "")
        if label not in found and party and not QUESTION.match(label):
            found[label] = party
    return found


def attending(listed: tuple[Sentence, ...], names: Names) -> Iterator[tuple[str, str]]:
    """Whom minutes call "the chair" or "the observer", by the list of those present."""
    for match in (m for s in listed for m in PRESENT.finditer(s.text)):
        offices = [match.group(group) for group in ("role", "office") if match.group(group)]
        if offices and len(named := names.find(match.group("whom"))) == 1:
            yield from ((word.lower(), named[0].party) for word in offices)
    for match in (m for s in listed for m in SEATED.finditer(s.text)):
        if len(named := names.find(match.group("whom"))) == 1:
            yield match.group("role").lower(), named[0].party


def two_labelled(listed: tuple[Sentence, ...], parties: Mapping[str, str]) -> tuple[str, ...]:
    """The two parties of minutes in which two speak, each before a colon."""
    found = dict.fromkeys(parties[s.label] for s in listed if s.label in parties)
    return tuple(found) if len(found) == 2 else ()
