"""What was looked at while rules were written is on a list, and what is called unseen is not."""

from __future__ import annotations

import json
from pathlib import Path

from seen import fingerprint, listed, seen_among

HERE = Path(__file__).parents[1]
SEEN = listed((HERE / "seen.txt").read_text(encoding="utf-8"))


def texts(name: str) -> list[str]:
    return [row["text"] for row in json.loads((HERE / name).read_text(encoding="utf-8"))]


def test_what_rules_were_written_on_is_listed() -> None:
    documents = json.loads((HERE / "material_documents.json").read_text(encoding="utf-8"))
    seen = [*texts("material.json"), *texts("material_news.json"), *texts("material_events.json")[::2],
            *texts("material_fresh.json")[::2], *(d["text"] for d in documents if d["seen"])]  # fmt: skip
    assert seen_among(seen, SEEN) == seen


def test_what_is_called_unseen_is_not_listed() -> None:
    documents = json.loads((HERE / "material_documents.json").read_text(encoding="utf-8"))
    unseen = [*texts("material_blind.json"), *texts("material_events.json")[1::2], *texts("material_fresh.json")[1::2],
              *(d["text"] for d in documents if not d["seen"])]  # fmt: skip
    assert len(unseen) > 100
    assert seen_among(unseen, SEEN) == []


def test_a_text_is_known_by_its_words() -> None:
    assert fingerprint("Chad’s envoy\n said: “No”") == fingerprint("chad's envoy said: No.")
    assert fingerprint("No, said the envoy") != fingerprint("The envoy said no")
    assert listed("# a\nabc  of b\n\ndef # c\n") == {"abc", "def"}
