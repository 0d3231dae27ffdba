"""Which words name which party: a dialogue's own aliases first, then the shipped tables.

`data/states.csv` (ISO 3166 alpha-3, capitals, demonyms, governments and usual metonyms), `data/organisations.csv`
(international organisations, armed groups, parts of states) and `data/people.csv` (heads and ministers whom the press
calls by their name alone). Ids: the code for a state, "PAK.army" for a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

from detente.reading.grammar.tables import table

Kind = Literal["name", "demonym", "capital", "person", "none"]
WORD = re.compile(r"[^\W_]+|[^\w\s]")
TITLES = frozenset(
    [
        "president", "prime", "minister", "king", "queen", "prince", "premier", "chancellor", "secretary", "general",
        "mr", "mrs", "ms", "dr", "senator", "ambassador", "foreign", "defence", "defense", "leader", "colonel", "gen",
        "col", "sir", "lord", "lady", "sheikh", "ayatollah", "emir", "sultan", "vice", "former", "chairman", "envoy",
        "governor", "spokesman", "spokeswoman", "commander", "marshal", "admiral", "state", "crown", "deputy",
    ]
)  # fmt: skip


SMALL = frozenset(
    [
        "the", "a", "an", "and", "but", "as", "when", "while", "if", "for", "in", "on", "at", "to", "of", "by", "from",
        "with", "that", "this", "these", "those", "although", "since", "after", "before", "both", "even", "only", "so",
        "yet", "how", "why", "what", "meanwhile", "today", "yesterday", "monday", "tuesday", "wednesday", "thursday",
        "friday", "saturday", "sunday", "or", "nor", "not", "under", "over", "about", "against", "according", "like",
        "unlike", "still", "then", "thus", "although", "because", "may", "will", "did", "does", "is", "was", "has",
    ]
)  # fmt: skip
"""Words that may begin a sentence before a surname, and are no first names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A party of the tables or of the dialogue. `parent`: the state of which it is a part, or where it acts."""

    id: str
    name: str
    kind: str = "state"
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A party named at [start, end) of a piece of text."""

    start: int
    end: int
    party: str
    kind: Kind


class Named(Protocol):
    """What is read of a dialogue's party."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, kw_only=True)
class Names:
    """The parties and, by first word, all their aliases (as words) with what each means; longest first.

    `pair`: the two parties at a dialogue's table, where it has two.
    """

    parties: Mapping[str, Known]
    aliases: Mapping[str, tuple[tuple[tuple[str, ...], str, Kind], ...]]
    pair: tuple[str, ...] = ()

    def find(self, text: str) -> tuple[Mention, ...]:
        """All mentions in a text, longest first where they overlap, in order."""
        words = [(m.group(), m.start(), m.end()) for m in WORD.finditer(text)]
        found, at = [], 0
        while at < len(words):
            match = self._match(words, at)
            if match is None:
                at += 1
                continue
            length, party, kind = match
            if kind != "none":
                end = words[at + length - 1][2]
                found.append(Mention(start=words[at][1], end=end, party=party, kind=kind))
            at += length
        return tuple(found)

    def _match(self, words: list[tuple[str, int, int]], at: int) -> tuple[int, str, Kind] | None:
        for alias, party, kind in self.aliases.get(words[at][0], ()):
            n = len(alias)
            if tuple(w for w, _, _ in words[at : at + n]) != alias:
                continue
            if kind == "person" and n == 1 and not _free_surname(words, at):
                continue
            return n, party, kind
        return None

    def root(self, party: str) -> str:
        """The state that a part belongs to or a group acts in; the party itself otherwise."""
        known = self.parties.get(party)
        return known.parent if known and known.parent else party.partition(".")[0]


def _free_surname(words: list[tuple[str, int, int]], at: int) -> bool:
    """A surname alone or after a title, not after another first name ("Bush", "President Bush", not "Kate Bush")."""
    if at == 0:
        return True
    before = words[at - 1][0]
    return (
        not before[0].isupper()
        or before.lower() in TITLES | SMALL
        or not before.isalpha()
        or words[at - 1][2] + 1 != words[at][1]
    )


def _words(alias: str) -> tuple[str, ...]:
    return tuple(WORD.findall(alias))


def _split(cell: str) -> list[str]:
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


def _shipped() -> tuple[dict[str, Known], list[tuple[str, str, Kind]]]:
    parties: dict[str, Known] = {}
    aliases: list[tuple[str, str, Kind]] = []
    for row in table("people.csv"):
        aliases += [(name, row["party"], "person") for name in _split(row["names"])]
    for row in table("states.csv"):
        code = row["code"]
        parties[code] = Known(id=code, name=row["name"])
        aliases += [(name, code, "capital") for name in _split(row["capital"])]
        aliases += [(name, code, "demonym") for name in _split(row["demonyms"])]
        aliases += [(name, code, "name") for name in [row["name"], *_split(row["aliases"])]]
    for row in table("organisations.csv"):
        none = row["kind"] == "none"
        if not none:
            parties[row["code"]] = Known(id=row["code"], name=row["name"], kind=row["kind"], parent=row["parent"])
        kind: Kind = "none" if none else "name"
        aliases += [(name, row["code"], kind) for name in ([] if none else [row["name"]]) + _split(row["aliases"])]
    return parties, aliases


def _index(aliases: Iterable[tuple[str, str, Kind]]) -> dict[str, tuple[tuple[tuple[str, ...], str, Kind], ...]]:
    """By first word, longest alias first; of two meanings of one alias, the later one counts."""
    meaning: dict[tuple[str, ...], tuple[str, Kind]] = {}
    for alias, party, kind in aliases:
        words = _words(alias)
        if not words:
            continue
        if words[0] in ("the", "The") and len(words) > 1:
            words = words[1:]
        meaning[words] = (party, kind)
        if kind == "name" and max(map(len, words)) > 4:
            meaning.setdefault(tuple(word.upper() for word in words), (party, kind))
    index: dict[str, list[tuple[tuple[str, ...], str, Kind]]] = {}
    for words, (party, kind) in meaning.items():
        index.setdefault(words[0], []).append((words, party, kind))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in index.items()}


def _short(own: Iterable[tuple[str, str, Kind]], tables: Names) -> list[tuple[str, str, Kind]]:
    """What a party is called for short, where that is nobody else: "the Isles" for the Northern Isles."""
    short: dict[str, set[str]] = {}
    for name, party, _ in own:
        words = [word for word in name.split() if word not in ("the", "The")]
        if len(words) in (2, 3) and all(word.isalpha() and word[0].isupper() for word in words):
            short.setdefault(words[-1], set()).add(party)
    return [(word, min(whose), "name") for word, whose in short.items() if len(whose) == 1 and not tables.find(word)]


@lru_cache(maxsize=1)
def shipped() -> Names:
    """The shipped tables alone."""
    parties, aliases = _shipped()
    return Names(parties=parties, aliases=_index(aliases))


def with_dialogue(parties: Iterable[Named]) -> Names:
    """The tables with a dialogue's parties before them: their ids replace the codes, their aliases come first.

    A party is tied to a row of the tables by its `code`, or by its name or an alias that the tables know.
    """
    known, aliases = _shipped()
    tables = shipped()
    replaced: dict[str, str] = {}
    own: list[tuple[str, str, Kind]] = []
    table: list[str] = []
    for party in parties:
        if getattr(party, "at_table", True):
            table.append(party.id)
        words = (party.name, *party.aliases)
        hits = [m.party for word in words for m in tables.find(word) if m.end - m.start >= len(word) - 4]
        code = party.code or next(iter(hits), "")
        if code in known and code not in replaced:
            replaced[code] = party.id
        known[party.id] = Known(id=party.id, name=party.name, parent=known[code].parent if code in known else "")
        own += [(word, party.id, "name") for word in words if word]
    own = [*_short(own, tables), *own]
    kept = {code: row for code, row in known.items() if code not in replaced or code in replaced.values()}
    moved: list[tuple[str, str, Kind]] = [(alias, replaced.get(party, party), kind) for alias, party, kind in aliases]
    return Names(parties=kept, aliases=_index([*moved, *own]), pair=tuple(table) if len(table) == 2 else ())
