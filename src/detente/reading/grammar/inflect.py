"""English verb forms that sentences of a draft need: "cracking", "keeps"; and a clause told as of now."""

from __future__ import annotations

DOUBLED = frozenset(
    ("begin", "admit", "permit", "submit", "commit", "refer", "prefer", "defer", "confer", "transfer", "control",
     "compel", "expel", "forget", "regret", "equip", "occur", "incur", "recur", "rebel", "repel", "propel", "dispel")
)  # fmt: skip
"""Verbs of several beats, stressed on the last, that double their consonant."""
IRREGULAR = {"be": "is", "have": "has", "do": "does", "go": "goes"}
VOWELS = "aeiou"


def gerund(verb: str) -> str:
    """The "-ing" form of a lemma: stop -> stopping, lie -> lying, agree -> agreeing."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    return verb + (verb[-1] if _doubles(verb) else "") + "ing"


def _doubles(verb: str) -> bool:
    """Whether the last consonant is doubled: one vowel before it, in a word of one beat or stressed at its end."""
    if verb in DOUBLED:
        return True
    if len(verb) > 4 and verb.endswith("el") and verb[-3] not in VOWELS and verb != "parallel":
        return True  # travelling, labelling
    short = len(verb) >= 3 and verb[-1] not in VOWELS + "wxyh" and verb[-2] in VOWELS and verb[-3] not in VOWELS
    return short and sum(c in VOWELS + "y" for c in verb) == 1


def present(verb: str, several: bool = False) -> str:
    """The present of a lemma, for "it" or for "they": pays, pay; carries, carry; is, are."""
    if several:
        return "are" if verb == "be" else verb
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
