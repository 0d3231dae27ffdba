"""The published schema, and results as plain data."""

import json
from dataclasses import dataclass
from fractions import Fraction

import jsonschema
import numpy as np
import pytest

from detente import formats
from detente.formats import shapes
from detente.formats.data import to_data
from detente.formats.new import new
from detente.model.expression import parse
from detente.plain import plain


@pytest.fixture(scope="module")
def schema():
    return shapes.schema()


def test_the_schema_is_one(schema):
    jsonschema.Draft202012Validator.check_schema(schema)


def test_every_field_is_described(schema):
    for name, record in {**schema["$defs"], "": schema}.items():
        for field, said in record["properties"].items():
            assert said.get("description"), f"{name}.{field}"


@pytest.mark.parametrize("name", formats.examples())
def test_shipped_dialogues_fulfil_it_as_an_editor_reads_them(schema, name):
    from importlib.resources import files

    from ruamel.yaml import YAML

    text = files("detente").joinpath("examples", f"{name}.yaml").read_text(encoding="utf-8")
    as_read = YAML(typ="safe").load(text)
    jsonschema.validate(json.loads(json.dumps(as_read, default=str)), schema)  # editors leave dates as texts
    jsonschema.validate(to_data(formats.load(name)), schema)


@pytest.mark.parametrize(
    "wrong",
    [
        {"parties": {}},
        {"parties": {"a": {"nam": "x"}}, "options": {}},
        {"parties": [], "options": {}},
        {"parties": {}, "options": {"x": {"by": "a", "direction": "up"}}},
        {"parties": {}, "options": {}, "rounds": [{"answers": {"x": "perhaps"}}]},
    ],
)
def test_it_refuses_what_is_wrong(schema, wrong):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)


def test_it_accepts_short_and_older_forms(schema):
    jsonschema.validate(
        {
            "detente": 1,
            "title": 2010,
            "parties": {"a": None, "b": {"aliases": "x", "at_table": "no"}},
            "options": {"x": {"by": "a", "levels": [False, True]}},
            "asks": None,
            "priorities": {"a": ["x", ["x", "not x"], {"equally": ["x"]}]},
            "rounds": [{"date": 2010, "answers": {"x": "refused"}}],
            "views": {"a": {"b": {"ranking": [1, [0]]}}},
        },
        schema,
    )


@pytest.mark.parametrize("name", ["my-talks", "a: b # {x}", "«Тест» 🙂", "", "yes"])
def test_the_starter_file_is_sound(name):
    text = new(name)
    assert len(text.split("\n")) < 80
    dialogue = formats.parse(text)
    assert dialogue.status_quo == (0, 0)
    assert dialogue.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    share: Fraction
    state: tuple[int, ...]
    by: dict
    want: object
    figure: float
    several: frozenset


def test_plain():
    result = Result(
        share=Fraction(1, 3),
        state=(np.int64(1), 2),
        by={(0, 1): np.float64(0.5), "a": None},
        want=parse("not x unless y is half"),
        figure=float("inf"),
        several=frozenset({"b", "a"}),
    )
    assert plain(result) == {
        "share": "1/3",
        "state": [1, 2],
        "by": {"0,1": 0.5, "a": None},
        "want": "not x unless y is half",
        "figure": None,
        "several": ["a", "b"],
    }
    assert plain(np.array([[1, 2], [3, 4]])) == [[1, 2], [3, 4]]
    assert plain(np.bool_(True)) is True
