"""Every field of the schema acts or is warned of: on a small dialogue that says them all each is taken out in turn.

A field acts if without it the file is refused, or some question, page or translation says something else. One that
acts nowhere yet has a warning of `check` that names it. Notes are for who reads the file, and the schema says so.
"""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from walk import all_fields, said

from detente import formats, workbench
from detente.analyses.brief import brief
from detente.analyses.check import check
from detente.analyses.desk import desk
from detente.errors import DetenteError, InputError
from detente.formats.records import DialogueFile, Entry
from detente.model.dialogue import Dialogue
from detente.plain import plain
from detente.report import wording
from detente.report.brief import desk as desk_page
from detente.report.brief.annex import annexed
from detente.report.brief.page import view
from detente.report.language import speaking
from detente.report.pages import show

Path_ = tuple[Any, ...]

FILE = Path(__file__).parent / "full.yaml"
ASKED = {"why": ("road",), "leverage": ("road",), "respond": ("dam=half",), "whatif": ()}
FORM = {"DialogueFile.detente"}
"""The version of the form: it says how the rest is read."""


def _parsed(data: Any) -> Dialogue:
    """As one line of JSON, so that no line number tells what was taken out."""
    return formats.parse(json.dumps(data), "x.json")


def _answers(talks: Dialogue) -> Iterator[str]:
    """What the program says of a dialogue, the quickest first."""
    yield repr(show.view(talks))
    with speaking("fr"):
        yield repr(show.view(talks))
    for row in workbench.ANALYSES:
        yield from _answer(talks, row)
    result = brief(talks)
    yield repr(annexed(talks, result, view(talks, result)).sections)
    yield repr(desk_page.view(talks, result, desk(talks, result, "upland")).sections)


def _answer(talks: Dialogue, row: workbench.Analysis) -> Iterator[str]:
    try:
        result = row.function(talks, *ASKED.get(row.name, ()))
    except DetenteError as refused:
        yield str(refused)
        return
    yield json.dumps(plain(result), sort_keys=True, default=str)
    page = row.view(talks, result)
    yield repr((page.sections, page.sources))


def _without(data: Any, path: Path_) -> Any:
    changed = copy.deepcopy(data)
    entry = changed
    for step in path[:-1]:
        entry = entry[step]
    del entry[path[-1]]
    return changed


@pytest.fixture(scope="module")
def full() -> Any:
    return yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506: strings alone


def test_the_dialogue_says_every_field(full: Any) -> None:
    assert all_fields() - {field for field, _ in said(DialogueFile, full)} == FORM


def test_every_field_acts_or_is_warned_of(full: Any) -> None:
    talks = _parsed(full)
    before = list(_answers(talks))
    warned = [wording.warning(w) for w in check(talks).warnings if w.code == "not-used-yet"]
    silent = {field for field in all_fields() if not field.endswith(".note")} - FORM
    for field, path in said(DialogueFile, full):
        if field in silent and (_named(path, warned) or _acts(_without(full, path), before)):
            silent.discard(field)
    assert not silent


def _named(path: Path_, warned: list[str]) -> bool:
    """Whether a warning speaks of the field, or of the whole section that it stands in."""
    return any(f"`{name}`" in message for name in {path[0], path[-1]} for message in warned)


def _acts(data: Any, before: list[str]) -> bool:
    try:
        talks = _parsed(data)
    except InputError:
        return True
    return any(now != then for now, then in zip(_answers(talks), before, strict=False))


def test_notes_are_for_who_reads_the_file() -> None:
    assert "pages leave it out" in str(Entry.model_fields["note"].description)
