"""The reference page tells of every field, and what it shows works."""

import re
from pathlib import Path

import pytest

from detente import formats
from detente.formats import shapes, written

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "dialogue-file.md"


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text(encoding="utf-8")


def test_every_field_is_told(page):
    schema = shapes.schema()
    prose = re.sub(r"```.*?```|`` ` ``", "", page, flags=re.DOTALL)
    told = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]*)`", prose))))
    for record in [*schema["$defs"].values(), schema]:
        assert set(record["properties"]) <= told


def test_every_chance_word_is_told_with_what_it_is_reckoned_as(page):
    for word, value in written.CHANCE_WORDS.items():
        assert re.search(rf"^\| {word} \| .* \| {value} \|$", page, re.MULTILINE)


def test_the_first_example_is_a_dialogue(page):
    example = page.split("```yaml\n")[1].split("```")[0]
    assert formats.parse(example).possible == 6


def test_the_limits_are_the_limits(page):
    from detente.formats import nodes
    from detente.formats.place import MAX_PROBLEMS
    from detente.model import expression

    assert (nodes.MAX_BYTES, nodes.MAX_NODES, nodes.MAX_DEPTH, MAX_PROBLEMS) == (10_000_000, 250_000, 100, 100)
    assert (expression.MAX_LENGTH, expression.MAX_DEPTH) == (20_000, 200)
    for words in ("10 MB", "250,000 values", "100 levels of nesting", "20,000 characters and 200 brackets"):
        assert words in page.replace("\n", " ")
