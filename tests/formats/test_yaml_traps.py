"""The traps of YAML, each caught and explained in a user's words."""

import pytest

from detente import formats
from detente.errors import InputError
from detente.formats import yaml

BASE = "parties: {a: {}, b: {}}\noptions:\n  x: {by: a}\n  y: {by: b, levels: [none, half, full]}\n"


@pytest.mark.parametrize("word", ["yes", "Yes", "on", "true", "True", "TRUE", '"yes"', "'on'"])
def test_every_spelling_of_yes_is_the_second_level_and_true(word):
    text = BASE.replace("a: {}", f"a: {{at_table: {word}}}") + f"status_quo: {{x: {word}}}\n"
    dialogue = formats.parse(text + f"circumstances: {{c: {{now: {word}}}}}\n")
    assert dialogue.status_quo == (1, 0)
    assert dialogue.now == {"c": True}
    assert dialogue.party("a").at_table


@pytest.mark.parametrize("word", ["no", "No", "off", "false", "False", '"no"'])
def test_every_spelling_of_no_is_the_first_level_and_false(word):
    dialogue = formats.parse(BASE.replace("a: {}", f"a: {{at_table: {word}}}") + f"status_quo: {{x: {word}}}\n")
    assert dialogue.status_quo == (0, 0)
    assert not dialogue.party("a").at_table


def test_levels_are_compared_as_written():
    dialogue = formats.parse(
        "parties: {a: {}}\noptions: {x: {by: a, levels: [010, 8, 1.0, 0x8, none]}}\nstatus_quo: {x: 8}\n"
        "priorities: {a: [x is 010, x >= none]}\n"
    )
    assert dialogue.option("x").levels == ("010", "8", "1.0", "0x8", "none")
    assert dialogue.status_quo == (1,)
    with pytest.raises(InputError, match="has no level `1`"):
        formats.parse("parties: {a: {}}\noptions: {x: {by: a, levels: [010, 1.0]}}\nstatus_quo: {x: 1}\n")


def test_levels_in_expressions_are_spelled_as_the_option_spells_them():
    dialogue = formats.parse(BASE + "priorities: {a: [x is true, not x is off]}\n")
    assert [s.id for s in dialogue.preferences["a"].statements] == ["a.x-is-yes", "a.not-x-is-no"]


@pytest.mark.parametrize("date", ["2010", "2010-10", "2010-10-22", "2010-10-20/22", "2010-09-30/10-09", "'2010-10'"])
def test_dates_however_they_arrive(date):
    assert formats.parse(BASE + f"horizon: {date}\n").horizon == date.strip("'")


@pytest.mark.parametrize("date", ["2010-13", "October", "22.10.2010", "2010-10-32", "20101022"])
def test_no_date(date):
    with pytest.raises(InputError, match=r"line 5: `horizon`: .* is not a valid date"):
        formats.parse(BASE + f"horizon: {date}\n")


def test_none_is_a_word_and_nothing_is_nothing():
    assert formats.parse(BASE + "title: none\n").title == "none"
    assert formats.parse(BASE + "asks:\npriorities:\n  a:\nrounds:\n").asks == ()
    with pytest.raises(InputError, match="line 5: `title`: is empty"):
        formats.parse(BASE + "title:\n")
    with pytest.raises(InputError, match=r"`options\.x\.levels`, item 2: is empty"):
        formats.parse("parties: {a: {}}\noptions: {x: {by: a, levels: [a, ~, b]}}\n")
    with pytest.raises(InputError, match="nothing before a comma"):
        formats.parse("parties: {a: {}}\noptions: {x: {by: a, levels: [a, , b]}}\n")


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85"], ids=ascii)
def test_lines_are_counted_as_editors_count_them(end):
    """The parser ends lines where Unicode does; no editor shows a line more there."""
    text = BASE + f'title: "one{end}two{end}three"\nsummary: a text # cut\nhorizon: soon\n'
    with pytest.raises(InputError, match="line 7: `horizon`"):
        formats.parse(text)
    _, notices = yaml.read(text.replace("soon", "2030"), "f")
    assert [(n.code, n.line) for n in notices] == [("cut-by-comment", 6)]
    with pytest.raises(InputError) as caught:
        formats.parse(text.replace("soon", "'open"))
    assert caught.value.problems[0].line == 7


def test_a_comma_that_cut_a_text():
    with pytest.raises(InputError, match=r"`000 troops` is not a known field .* a comma in unquoted text\? quote it"):
        formats.parse("parties: {a: {}}\noptions: {x: {by: a, text: 70,000 troops}}\n")


@pytest.mark.parametrize("line", ["because: Priority #1", "because: In the war # he said"])
def test_a_comment_that_may_have_cut_a_text(line):
    _, notices = yaml.read(BASE + f"rules:\n- never: x and y\n  {line}\n", "f")
    assert [(n.code, n.line) for n in notices] == [("cut-by-comment", 7)]


@pytest.mark.parametrize(
    "line", ["because: Priority one   # a comment", "because: 'Priority #1'", "because: C#4 and F#"]
)
def test_a_comment_beyond_doubt(line):
    _, notices = yaml.read(BASE + f"rules:\n- never: x and y\n  {line}\n", "f")
    assert notices == ()


def test_a_label_nobody_uses_may_have_been_text():
    _, notices = yaml.read(BASE + "title: &co and more\n", "f")
    assert [(n.code, n.line) for n in notices] == [("unused-label", 5)]


@pytest.mark.parametrize(
    "value",
    [
        "*important* talks",
        "%50 more",
        "@home",
        "!important",
        "'tis the season",
        "`x` it",
        '"Big" talks',
        "[sic] they said",
        "{x} talks",
        "Talks: second round",
        "| pipe",
        "? what",
    ],
)
def test_text_that_needs_quotes_is_told_so_with_its_line(value):
    with pytest.raises(InputError) as caught:
        formats.parse(BASE + f"title: {value}\nsummary: fine\n")
    (problem,) = caught.value.problems
    assert problem.line == 5
    assert "quote this text" in str(problem)


def test_tabs():
    with pytest.raises(InputError, match=r"line 2: .*indented with a tab; use spaces"):
        formats.parse("parties:\n\ta: {}\n")


def test_merging_is_refused_in_words():
    with pytest.raises(InputError, match="merging with `<<`"):
        formats.parse("parties: {a: &x {name: q}, b: {<<: *x}}\noptions: {x: {by: a}}\n")


def test_labels_and_references_are_understood():
    dialogue = formats.parse("parties: {a: {}}\noptions: {x: &o {by: a, text: Act}, y: *o}\n")
    assert dialogue.option("y").text == "Act"


def test_line_ends_and_marks_of_other_systems(tmp_path):
    file = tmp_path / "windows.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    assert formats.load(file) == formats.parse(BASE + "title: windows\n")


def test_the_pure_parser_reads_alike(monkeypatch):
    """Where the C parser is not installed the other one is used: same tree, same lines."""
    from ruamel.yaml import YAML

    from detente.formats import nodes

    text = BASE + "rules:\n- never: x and y\n  because: 'it''s'\n  note: >-\n    two\n    lines\nhorizon: 2010-10\n"

    def shape(node):
        parts = [shape(p) for pair in node.pairs or () for p in pair] + [shape(i) for i in node.items or ()]
        return node.kind, node.line, node.text, node.style, node.flow, node.start, node.end, parts

    fast = shape(nodes.from_yaml(text, "f")[0])
    monkeypatch.setattr(nodes, "_events", lambda text: YAML(typ="safe", pure=True).parse(text))
    assert shape(nodes.from_yaml(text, "f")[0]) == fast


@pytest.mark.parametrize("line", ["- not x is a: b", "- {want: x, because: no, note: c}\n    - Talks held: x"])
def test_a_colon_that_made_a_field_of_a_text(line):
    with pytest.raises(InputError, match="a colon with a space behind it makes a field"):
        formats.parse(f"parties: {{a: {{}}}}\noptions: {{x: {{by: a}}}}\npriorities:\n  a:\n    {line}\n")


@pytest.mark.parametrize("level", ["moitié", "Älter", "半分", "été", "ñu_2"])
def test_a_level_in_other_letters_needs_no_quotes_anywhere(level: str) -> None:
    text = (f"parties: {{a: , b: }}\noptions: {{q: {{by: a, levels: [rien, {level}], asked_by: b}}, r: {{by: b}}}}\n"
            f"rules: [never: q is {level} and r]\n"
            f"priorities: {{a: [not q >= {level}], b: ['q is {level} unless r']}}\n")  # fmt: skip
    dialogue = formats.parse(text)
    assert not dialogue.feasible((1, 1)) and dialogue.feasible((1, 0))
    assert formats.parse(formats.dump(dialogue)) == dialogue
