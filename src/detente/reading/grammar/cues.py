"""The lexicon: which word, in which frame, does which act. The rows are data (`data/cues.csv`, `data/deeds.csv`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from detente.reading.grammar.tables import table
from detente.reading.proposals.proposal import Act

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A row of the lexicon: a word (with its particle or preposition), its part of speech (v, n, a), a frame, an act.

    `needs`: heads of the object, one of which must stand there. `example` is an own-made sentence that it must read.
    """

    word: str
    pos: str
    frame: str
    act: Act
    code: str
    needs: frozenset[str]
    example: str

    @property
    def id(self) -> str:
        """The name of the rule, as a proposal carries it."""
        return f"{self.word.replace(' ', '_')}.{self.pos}.{self.frame}"


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """The rows by (first word, part of speech), rows of several words first; and the word classes."""

    rows: Mapping[tuple[str, str], tuple[Cue, ...]]
    classes: Mapping[str, frozenset[str]]

    def all(self) -> tuple[Cue, ...]:
        """Every row."""
        return tuple(cue for rows in self.rows.values() for cue in rows)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    rows: dict[tuple[str, str], list[Cue]] = {}
    for row in table("cues.csv"):
        cue = Cue(
            word=row["cue"],
            pos=row["pos"],
            frame=row["frame"],
            act=cast(Act, row["act"]),
            code=f"{row['plover']} {row['cameo']}",
            needs=frozenset(row["needs"].split(";")) if row["needs"] else frozenset(),
            example=row["example"],
        )
        rows.setdefault((cue.word.split()[0], cue.pos), []).append(cue)
    classes = {row["class"]: frozenset(row["lemmas"].split(";")) for row in table("deeds.csv")}
    agents = {f"agent:{row['part']}": frozenset(row["nouns"].split(";")) for row in table("agents.csv")}
    ordered = {key: tuple(sorted(found, key=lambda cue: -cue.word.count(" "))) for key, found in rows.items()}
    return Lexicon(rows=ordered, classes=classes | agents)


def in_class(name: str, word: str) -> bool:
    """Whether a lemma belongs to a class of words."""
    return word in lexicon().classes[name]


TIMES = frozenset(
    [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december", "today", "yesterday",
        "tomorrow", "week", "month", "year", "day", "morning", "afternoon", "evening", "night", "weekend", "hour",
        "summer", "winter", "spring", "autumn",
    ]
)  # fmt: skip


def is_time(token: Token) -> bool:
    """Whether a noun is a day, month or hour: "insisted on Monday" is not "insisted on something"."""
    measures = any(c.lower_ == "of" for c in token.children) and token.pos_ == "NOUN"  # "weeks of protests"
    return (token.lower_ in TIMES or token.lemma_.lower() in TIMES) and not measures


POS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}


def cues_at(token: Token) -> tuple[Cue, ...]:
    """The rows that a token answers to, by its lemma and the words that go with it; the longest alone per word."""
    pos = POS.get(token.pos_, "")
    if token.dep_ == "ROOT" and pos == "n" and any(c.dep_ == "dobj" for c in token.children):
        pos = "v"  # a verb that the tagger took for a noun ("Qatar reserves the right")
    found: list[Cue] = []
    for cue in lexicon().rows.get((token.lemma_.lower(), pos), ()):
        words = cue.word.split()
        if len(words) > 1 and not companions(token, words[1:]):
            continue
        if found and len(found[0].word.split()) > len(words):
            continue
        found.append(cue)
    return tuple(found)


HANGS = frozenset(
    ["prep", "prt", "advmod", "dobj", "dative", "aux", "agent", "npadvmod", "acomp", "intj", "oprd", "pobj", "amod",
     "acl", "attr", "neg", "poss", "xcomp", "advcl", "det", "ccomp"]
)  # fmt: skip
"""How the further words of a cue may hang on those before."""


def _after_name(verb: Token) -> list[Token]:
    """Prepositions that the parser hangs on a verb's object, a name, and not on the verb: "warned Nepal of war"."""
    names = [c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "PROPN"]
    preps = [c for name in names for c in name.children if c.dep_ == "prep"]
    return [c for c in preps if all(p.pos_ != "PROPN" for p in c.children)]


def companions(token: Token, words: list[str]) -> list[Token]:
    """The tokens of a cue's further words, each hanging on one before; empty where one is missing."""
    found = [token]
    for word in words:
        pool = [c for part in reversed(found) for c in part.children] + _after_name(token)
        hangs = [c for c in pool if c.lower_ == word or c.lemma_.lower() == word]
        hangs = [c for c in hangs if not any(is_time(p) for p in c.children if p.dep_ == "pobj")]
        if word == "in" and token.lemma_.lower() in ("give", "cave"):
            hangs = [c for c in hangs if not any(p.dep_ == "pobj" for p in c.children)]  # "gave it in Paris"
        hangs = [c for c in hangs if c.dep_ in HANGS and c not in found]
        if not hangs:
            return []
        found.append(hangs[0])
    return found[1:]
