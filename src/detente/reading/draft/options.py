"""What a position is about, in a dialogue file: its words, its id, and the option that says the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from detente.reading.grammar.names import Names
from detente.reading.proposals.merge import STOP, alike, content_words
from detente.reading.proposals.proposal import Proposal
from detente.reading.proposals.sameness import likeness, opposed

SAME = 0.5
"""Beyond this likeness of two objects, an option is taken to say what a proposal says."""
SHORT = 160


def text_of(value: str) -> str:
    """Running text on one line, cut where it is long."""
    clean = " ".join(value.split())
    return clean if len(clean) <= SHORT else clean[: SHORT - 1].rsplit(" ", 1)[0] + "…"


def name_of(text: str, taken: Iterable[str], words: int = 4) -> str:
    """An id from the words that carry meaning: "release water in the dry months" -> release_water_dry_months."""
    found = [w for w in re.findall(r"[A-Za-z0-9]+", text.lower()) if w not in STOP][:words]
    stem = "_".join(found) or "option"
    stem = stem if stem[0].isalpha() else f"o_{stem}"
    used, name, k = set(taken) | RESERVED, stem, 2
    while name in used:
        name, k = f"{stem}_{k}", k + 1
    return name


RESERVED = frozenset(
    ["not", "and", "or", "if", "then", "iff", "unless", "is", "true", "false", "yes", "no", "on", "off", "none", "null"]
)


def row(**fields: Any) -> dict[str, Any]:
    """An entry of what is not empty."""
    return {key: value for key, value in fields.items() if value not in ("", None, [], {})}


def option_like(options: Mapping[str, Any], by: str, text: str, same_as: str) -> str:
    """The option of a party that says the same: named by the reviewer ("-": none does), else alike in words."""
    if same_as == "-":
        return ""
    if same_as in options:
        return same_as
    own = {str(key): str(entry.get("text", key)) for key, entry in options.items()
           if isinstance(entry, Mapping) and str(entry.get("by")) == by}  # fmt: skip
    own = {key: words for key, words in own.items() if not opposed(words, text)}
    near = {key: alike(given(words), given(text)) for key, words in own.items()}
    best = max(near, key=near.__getitem__, default="")
    if best and near[best] > SAME:
        return best
    cores = {key: likeness(words, text) for key, words in own.items()}
    best = max(cores, key=cores.__getitem__, default="")
    return best if best and cores[best] > SAME else ""


def in_other_words(words: str, text: str) -> bool:
    """Whether two deeds that are taken as one share less than half of their words: a reviewer is told."""
    return alike(given(words), given(text)) <= SAME


_GIVING = re.compile(
    r"^(?:to )?(?:grant|giv|provid|extend|award|suppl|deliver|approv|concluding|conclud)(?:y|ie|e)?(?:s|d|ed|ing)? "
    r"(?=(?:the|an?|this|that|its|their|such)\b)",
    re.I,
)


def given(text: str) -> str:
    """What is given, of a deed of giving: "granting the loan" is about the loan.

    >>> given("granting the loan"), given("giving way")
    ('the loan', 'giving way')
    """
    return _GIVING.sub("", text)


def nearness(first: str, second: str, names: Names) -> int:
    """How many words of meaning two texts share; names count twice, and those of parties not at all."""

    def stems(text: str) -> dict[str, int]:
        for mention in reversed(names.find(text)):
            if mention.party in names.parties and names.parties[mention.party].kind == "state":
                text = text[: mention.start] + text[mention.end :]
        words = re.findall(r"[A-Za-z0-9]+", text)
        return {stem: 2 if w[0].isupper() and k else 1 for k, w in enumerate(words) for stem in content_words(w)}

    one, two = stems(first), stems(second)
    return sum(min(one[stem], two[stem]) for stem in one.keys() & two.keys())


def limit(likelihood: str) -> str:
    """A limit in words: "is unlikely to", "cannot"."""
    return f"is {likelihood} to" if likelihood.endswith(("likely", "reluctant", "hard-pressed")) else "cannot"


def condition(p: Proposal) -> str:
    """The condition, for entries that cannot carry one."""
    return f"condition: {p.condition}" if p.condition else ""
