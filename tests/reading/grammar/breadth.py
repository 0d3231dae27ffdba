"""The table of ways in which acts are said (`breadth.txt`), read and judged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from detente.reading.pipeline import read
from detente.reading.proposals.proposal import Proposal
from detente.reading.text.ingest import from_text

STATES = (
    ("Peru", "Peruvian", "Lima", "PER"),
    ("Kenya", "Kenyan", "Nairobi", "KEN"),
    ("Norway", "Norwegian", "Oslo", "NOR"),
    ("Greece", "Greek", "Athens", "GRC"),
    ("Chad", "Chadian", "N'Djamena", "TCD"),
    ("Vietnam", "Vietnamese", "Hanoi", "VNM"),
    ("Egypt", "Egyptian", "Cairo", "EGY"),
    ("Poland", "Polish", "Warsaw", "POL"),
    ("Turkey", "Turkish", "Ankara", "TUR"),
    ("Nepal", "Nepalese", "Kathmandu", "NPL"),
    ("Chile", "Chilean", "Santiago", "CHL"),
    ("Ghana", "Ghanaian", "Accra", "GHA"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence and what is right: the acts that fit, who speaks, to whom ("" for nobody), words of the object."""

    text: str
    acts: tuple[str, ...]
    speaker: str
    addressee: str
    words: str
    kept_apart: bool


def rows() -> list[Row]:
    """The table; every second row, by the hash of its words, is kept apart."""
    lines = (Path(__file__).parent / "breadth.txt").read_text(encoding="utf-8").splitlines()
    return [_row(line) for line in lines if line.strip() and not line.startswith("#")]


def _row(line: str) -> Row:
    act, text, words = (part.strip() for part in line.split("|"))
    draw = sha256(text.encode()).digest()
    first = draw[0] % len(STATES)
    second = (first + 1 + draw[1] % (len(STATES) - 1)) % len(STATES)
    at = {"X": STATES[first], "Y": STATES[second]}
    filled = re.sub(r"\b([XY])(n|c|)(?=s?\b)", lambda m: at[m[1]][{"": 0, "n": 1, "c": 2}[m[2]]], text)
    plain = act.removesuffix("-")
    says = "Y" if plain.startswith("Y:") else "X"
    to = "" if act.endswith("-") or "Y" not in text else at["X" if says == "Y" else "Y"][3]
    return Row(
        text=filled, acts=tuple(plain.removeprefix("Y:").split("/")), speaker=at[says][3], addressee=to,
        words=words.lower(), kept_apart=bool(draw[2] % 2),
    )  # fmt: skip


def proposals(row: Row) -> list[Proposal]:
    return list(read(from_text("t", row.text), force=True).proposals)


def is_right(row: Row, found: list[Proposal]) -> bool:
    """Whether one of the proposals is the row's position; where it has none, whether there is none."""
    if row.acts == ("none",):
        return not found
    return any(_level(row, p) == 3 for p in found)


def _level(row: Row, p: Proposal) -> int:
    """1 for the act and the speaker, 2 with the addressee, 3 with the object."""
    mine = {party.partition(".")[0] for party in p.speaker.parties}
    if p.act not in row.acts or row.speaker not in mine:
        return 0
    whom = not row.addressee or row.addressee in {party.partition(".")[0] for party in p.addressee.parties}
    return (2 + (row.words in p.object.lower())) if whom else 1
