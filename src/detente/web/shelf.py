"""What the library shows of a store: a row a dialogue, from its newest version and the head of its text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from detente.errors import DetenteError
from detente.formats.yaml import read
from detente.report import wording
from detente.store import Store
from detente.store.records import Version

KEPT = 512
"""Texts whose rows are remembered."""


def rows(store: Store, query: str = "") -> list[dict[str, Any]]:
    """A row for each dialogue whose name or text has all words of the query."""
    words = query.casefold().split()
    found = []
    for name in store.dialogues():
        version = store.head(name)
        text = store.text(version)
        whole = f"{name}\n{text}".casefold()
        if all(word in whole for word in words):
            found.append(row(version, text))
    return found


def row(version: Version, text: str) -> dict[str, Any]:
    """What one dialogue's row says."""
    said = {"name": version.name, "digest": version.digest, "version": version.number,
            "changed": version.time, "by": version.author, "message": version.message}  # fmt: skip
    return said | summary(text, version.name)


@lru_cache(maxsize=KEPT)
def summary(text: str, name: str) -> dict[str, Any]:
    """Title, date, parties of a text; of an unsound one how many problems it has."""
    try:
        dialogue, notices = read(text, f"{name}.yaml")
    except DetenteError as error:
        problems = len(getattr(error, "problems", ())) or 1
        return {"title": name, "as_of": "", "parties": [], "sound": False, "problems": problems}
    last = dialogue.rounds[-1] if dialogue.rounds else None
    muted = {silence.code for silence in dialogue.silences}
    return {
        "title": dialogue.title,
        "as_of": last.date if last else "",
        "parties": [wording.tag(dialogue, party) for party in dialogue.table],
        "sound": True,
        "problems": sum(notice.code not in muted for notice in notices),
    }
