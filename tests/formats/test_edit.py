"""Edits leave everything else in the file as it was, character by character."""

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InputError
from detente.formats.edit import append, set_value
from detente.formats.nodes import from_yaml

FILE = """\
# What this is about.
title: Talks on the river      # working title
summary: "In quotes"
parties:
  a: {name: 'A side',   aliases: [x, y]}     # first
  b: {name: B, note: two
      lines}

rules:
  # the only one
  - id: r
    never: x and y       # never ever
    note: >-
      folded
      text

  - {id: s, never: z}
status_quo: {}
horizon:
asks:   # none yet
"""


def changes(before, after):
    """The lines that went and came."""
    return [line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (
            ("title",),
            "New: title",
            ["- title: Talks on the river      # working title", '+ title: "New: title"      # working title'],
        ),
        (("summary",), "Plain", ['- summary: "In quotes"', '+ summary: "Plain"']),
        (
            ("parties", "a", "name"),
            "Z",
            [
                "-   a: {name: 'A side',   aliases: [x, y]}     # first",
                "+   a: {name: 'Z',   aliases: [x, y]}     # first",
            ],
        ),
        (
            ("parties", "a", "at_table"),
            False,
            [
                "-   a: {name: 'A side',   aliases: [x, y]}     # first",
                "+   a: {name: 'A side',   aliases: [x, y], at_table: false}     # first",
            ],
        ),
        (("parties", "b", "name"), "Bee", ["-   b: {name: B, note: two", "+   b: {name: Bee, note: two"]),
        (("parties", "c"), {"name": "C"}, ["+   c: {name: C}"]),
        (
            ("rules", 0, "never"),
            "not y",
            ["-     never: x and y       # never ever", "+     never: not y       # never ever"],
        ),
        (("rules", 0, "because"), "so", ["+     because: so"]),
        (("rules", 0, "note"), "short", ["-     note: >-", "-       folded", "-       text", "+     note: short"]),
        (("status_quo",), {"x": "yes"}, ["- status_quo: {}", '+ status_quo: {x: "yes"}']),
        (("status_quo", "x"), "no", ["- status_quo: {}", '+ status_quo: {x: "no"}']),
        (("horizon",), "2010-10", ["- horizon:", '+ horizon: "2010-10"']),
        (("fallback",), {"a": {"x": "yes"}}, ["+ fallback:", '+   a: {x: "yes"}']),
    ],
)
def test_set(path, value, expected):
    text = set_value(FILE, path, value)
    assert sorted(line for line in changes(FILE, text) if line.strip("+- ")) == sorted(expected)
    node = from_yaml(text, "f")[0].plain_data()
    for step in path:
        node = node[step]
    assert node == (value if not isinstance(value, bool) else "false")


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("rules",), {"id": "t", "never": "x"}, ["+   - {id: t, never: x}"]),
        (
            ("parties", "a", "aliases"),
            "Z, too",
            [
                "-   a: {name: 'A side',   aliases: [x, y]}     # first",
                "+   a: {name: 'A side',   aliases: [x, y, \"Z, too\"]}     # first",
            ],
        ),
        (
            ("rules", 1, "evidence"),
            "src p. 1",
            ["-   - {id: s, never: z}", "+   - {id: s, never: z, evidence: [src p. 1]}"],
        ),
        (("views",), {"who": "a"}, ["+ views:", "+   - {who: a}"]),
    ],
)
def test_append(path, value, expected):
    assert changes(FILE, append(FILE, path, value)) == expected


def test_paths_that_lead_nowhere_are_refused():
    for path in [("none", "deeper"), ("title", "x"), ("rules", 7), ("rules", 0, "id", "x")]:
        with pytest.raises(InputError, match=r"there is no|cannot be edited"):
            set_value(FILE, path, "x")
    with pytest.raises(InputError, match="there is no `title`"):
        append(FILE, ("title",), "x")


def test_what_two_places_share_is_not_changed_behind_ones_back():
    with pytest.raises(InputError, match="edit the file by hand"):
        set_value("a: &x {k: 1}\nb: *x\n", ("b", "k"), "2")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.sampled_from(["title", "summary", "horizon", "new"]), st.text(max_size=20), st.booleans())
def test_whatever_is_set_is_read_again_and_the_rest_stays(key, text, deep):
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return
    value = {"k": [text, {"x": text}]} if deep else text
    before = from_yaml(FILE, "f")[0].plain_data()
    after = from_yaml(set_value(FILE, (key,), value), "f")[0].plain_data()
    assert after == {**before, key: value}


def test_a_new_entry_is_apart_where_the_others_are():
    apart = "a:\n  x: 1\n\nb:\n  y: 2\n"
    assert set_value(apart, ("c",), "3") == apart + "\nc: \"3\"\n"
    close = "a:\n  x: 1\nb:\n  y: 2\n"
    assert set_value(close, ("c",), "3") == close + "c: \"3\"\n"
