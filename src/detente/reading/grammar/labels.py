"""Who speaks where words stand before a colon: a party's name, an office, "Question" and "Answer"."""

from __future__ import annotations

import re

from detente.reading.grammar.names import Names
from detente.reading.text.segment import Sentence


def two_labelled(listed: tuple[Sentence, ...], names: Names) -> tuple[str, ...]:
    """The two parties of minutes in which two speak, each before a colon."""
    found = dict.fromkeys(party for s in listed if (party := label_of(s, names)))
    return tuple(found) if len(found) == 2 else ()


def label_of(sentence: Sentence, names: Names, issued: tuple[str, ...] = ()) -> str:
    """The party before the colon; a spokesperson's, where one issues the text."""
    hits = names.find(sentence.label) if sentence.label else ()
    if not hits and len(issued) == 1 and sentence.label and not QUESTION.match(sentence.label):
        return issued[0]
    return hits[0].party if hits else ""


QUESTION = re.compile(r"(?:question|q|reporter|journalist|press|moderator|interviewer)\b(?! sec)", re.I)
"""Who asks, and speaks for no party."""
ROLE = re.compile(
    r"(?:the )?(?:question|q|reporter|journalist|moderator|interviewer|answer|a|(?:\w+ )?spokes(?:man|woman|person)|"
    r"(?:press |foreign )?secretary|(?:(?:deputy |prime |foreign |vice )*(?:minister|president|ambassador|premier)))"
    r"(?: \([^()]*\))?$",
    re.I,
)
"""Words before a colon in a transcript that are no party's name."""


BESIDE = frozenset(
    [
        "the", "side", "delegation", "representative", "rep", "ambassador", "minister", "president", "of", "foreign",
        "prime", "premier", "chancellor", "secretary", "affairs", "delegate", "envoy", "chair", "negotiator",
        "spokesman", "spokeswoman", "spokesperson", "government", "mr", "mrs", "ms", "dr", "s",
    ]
)  # fmt: skip


def speaks(name: str, names: Names) -> bool:
    """Whether words before a colon are a party's name and nothing else ("The Finnish side")."""
    hits = names.find(name)
    if len(hits) != 1:
        return ROLE.match(name) is not None
    rest = re.findall(r"\w+", (name[: hits[0].start] + " " + name[hits[0].end :]).lower())
    return all(word in BESIDE for word in rest)
