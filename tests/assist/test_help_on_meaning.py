"""What fields refer to is marked where they are written down: by known kinds, for every field that names something."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente import formats
from detente.assist.meaning import _kinds, spots
from detente.errors import InputError
from detente.formats import records, shipped
from detente.formats.nodes import from_yaml

RECORDS = {name: kind for name, kind in vars(records).items() if hasattr(kind, "model_fields")}
KINDS = {
    "party", "option", "front", "circumstance", "source", "ask", "round", "statement", "rule", "view", "offer", "text",
    "commitment", "level", "expression", "evidence", "any", "code", "new", "chance",
}  # fmt: skip


def named_by(record: str) -> dict[str, str]:
    """By field of a record, as files spell it, what its text names."""
    spelled = {f.alias or name: f for name, f in RECORDS[record].model_fields.items()}
    return {field: " ".join(_kinds(field, info)) for field, info in spelled.items()}


@pytest.mark.parametrize("record", RECORDS)
def test_every_mark_is_of_a_known_kind(record):
    assert set(" ".join(named_by(record).values()).split()) <= KINDS


NAMES = ("party", "option", "ask", "front", "round", "source", "circumstance")
FULL = (Path(__file__).parents[1] / "formats" / "full.yaml").read_text()


TREE = from_yaml(FULL, "full.yaml")[0]
STRANGER = "stranger"
PLACES = [(spot.path, spot.is_key) for spot in spots(TREE) if spot.kind in NAMES and not spot.is_new]


def misnamed(path, is_key):
    """The full file with a name that nothing has, at a path."""
    data = TREE.plain_data()
    around = data
    for step in path[:-1]:
        around = around[step]
    if is_key and isinstance(around, dict):
        around[STRANGER] = around.pop(path[-1])
    else:
        around[path[-1]] = STRANGER
    return json.dumps(data)


@pytest.mark.parametrize(("path", "is_key"), PLACES)
def test_a_name_that_nothing_has_is_refused_wherever_a_field_is_marked(path, is_key):
    with pytest.raises(InputError, match=STRANGER):
        formats.parse(misnamed(path, is_key))


def test_every_scalar_of_the_river_means_something():
    text = shipped("river").read_text(encoding="utf-8")
    found = {spot.node.start for spot in spots(from_yaml(text, "river")[0])}

    def scalars(node):
        for pair in node.pairs or ():
            for part in pair:
                yield from scalars(part)
        for item in node.items or ():
            yield from scalars(item)
        if node.kind == "text":
            yield node.start

    assert set(scalars(from_yaml(text, "river")[0])) <= found
