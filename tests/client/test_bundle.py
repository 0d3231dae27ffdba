"""What the client brings: small, whole, and nothing that a strict content policy would refuse."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from detente.report.language import languages, speaking
from detente.report.workbench import words
from detente.web.pages.about import BOARD
from vectors import CLIENT

STATIC = CLIENT.parent / "src" / "detente" / "web" / "static"
MOST = 400_000
"""Bytes of all client code, compressed."""


def test_the_client_is_small(client: None) -> None:
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    assert {"workbench.js", "workbench-engine.js", "workbench.css"} <= {path.name for path in files}
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= MOST


def test_no_script_makes_code_of_text(client: None) -> None:
    for path in STATIC.glob("*.js"):
        assert not re.search(r"\beval\(|new Function\(", path.read_text("utf-8")), path.name


def test_at_run_time_there_are_preact_and_codemirror_and_nothing_else() -> None:
    needed = json.loads((CLIENT / "package.json").read_text("utf-8"))["dependencies"]
    assert {name.split("/")[0] for name in needed} == {"preact", "@codemirror", "@lezer"}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in needed.values())


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_word_of_the_client_is_said_with_the_places_it_fills(language: str) -> None:
    source = (CLIENT / "workbench" / "words.ts").read_text("utf-8")
    keys = re.findall(r'"(\w+)"', source.partition("WORDS = [")[2].partition("]")[0])
    with speaking(language):
        table = words()
    assert sorted(table) == sorted(keys)
    assert all(text.strip() for text in table.values())
    places = {key: set(re.findall(r"{(\w+)}", text)) for key, text in table.items()}
    assert places == {key: set(re.findall(r"{(\w+)}", text)) for key, text in words().items()}


def test_every_word_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in (CLIENT / "workbench").glob("*.ts*") if path.name != "words.ts")
    built = re.compile(r"fate_|walk\d|\w+Of$")  # keys that are put together where they are said
    assert [key for key in words() if f'"{key}"' not in code and not built.match(key)] == []


def test_the_page_of_the_board_lists_the_keys_that_the_workbench_lists() -> None:
    source = (CLIENT / "workbench" / "sheets.tsx").read_text("utf-8")
    table = source.partition("const KEYS")[2].partition("];")[0]
    groups = re.findall(r'\["(\w+)", \[(.*)\]\],', table)
    table = [(where, re.findall(r'\["([^"]+)", "(\w+)"\]', rows)) for where, rows in groups]
    assert [(where.replace("board", "everywhere"), [*rows]) for where, rows in BOARD] == table
    page = (CLIENT.parent / "docs" / "how-to" / "board.md").read_text("utf-8")
    listed = re.findall(r"^\| [\w ]*\| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE)
    assert [(key, does) for key, does in listed if key != "key"] == [
        (key, words()[does]) for _where, rows in table for key, does in rows
    ]
