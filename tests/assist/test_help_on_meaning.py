"""What fields refer to is marked where they are written down: by known kinds, for every field that names something."""

from __future__ import annotations

import inspect
import re

import pytest

from detente.assist.meaning import _kinds, spots
from detente.formats import build, records, shipped, views
from detente.formats.nodes import from_yaml

RECORDS = {name: kind for name, kind in vars(records).items() if hasattr(kind, "model_fields")}
KINDS = {
    "party", "option", "front", "circumstance", "source", "ask", "round", "statement", "rule", "view", "offer", "text",
    "commitment", "level", "expression", "evidence", "any", "code", "new",
}  # fmt: skip


def named_by(record: str) -> dict[str, str]:
    """By field of a record, as files spell it, what its text names."""
    spelled = {f.alias or name: f for name, f in RECORDS[record].model_fields.items()}
    return {field: " ".join(_kinds(field, info)) for field, info in spelled.items()}


@pytest.mark.parametrize("record", RECORDS)
def test_every_mark_is_of_a_known_kind(record):
    assert set(" ".join(named_by(record).values()).split()) <= KINDS


def test_every_field_that_is_resolved_is_marked():
    """`build` and `views` say `scope.known(entry.FIELD, …)` and `scope.expression(entry.FIELD, …)`: those are names."""
    source = inspect.getsource(build) + inspect.getsource(views)
    resolved = set(re.findall(r"scope\.(?:known|expression|front|level)\((?:\w+, )?\w+\.(\w+)[,)]", source))
    aliases = {"condition": "if", "party": "for"}
    known = {field for record in RECORDS for field, named in named_by(record).items() if named}
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
