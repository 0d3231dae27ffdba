"""The table of what fields refer to is about fields that there are, and knows every field that resolves a name."""

from __future__ import annotations

import inspect
import re

import pytest

from detente.assist.meaning import REFERS, spots
from detente.formats import build, records, shipped, views
from detente.formats.nodes import from_yaml

RECORDS = {name: kind for name, kind in vars(records).items() if hasattr(kind, "model_fields")}
KINDS = {
    "party", "option", "front", "circumstance", "source", "ask", "round", "statement", "rule", "view", "offer", "text",
    "commitment", "level", "expression", "evidence", "any", "code", "new",
}  # fmt: skip


@pytest.mark.parametrize("place", REFERS)
def test_every_row_is_about_a_field(place):
    record, field = place.split(".")
    known = {f.alias or name for name, f in RECORDS[record].model_fields.items()}
    assert field in known
    assert set(REFERS[place].split()) <= KINDS


def test_every_field_that_is_resolved_has_a_row():
    """`build` and `views` say `scope.known(entry.FIELD, …)` and `scope.expression(entry.FIELD, …)`: those are names."""
    source = inspect.getsource(build) + inspect.getsource(views)
    resolved = set(re.findall(r"scope\.(?:known|expression|front|level)\((?:\w+, )?\w+\.(\w+)[,)]", source))
    aliases = {"condition": "if", "party": "for"}
    known = {place.split(".")[1] for place in REFERS}
    assert len(resolved) > 8
    assert {aliases.get(field, field) for field in resolved} <= known


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
