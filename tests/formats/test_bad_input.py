"""Whatever is handed in: a clear message with its place, and never anything but an error of our tree."""

import itertools
import json

import pytest

from detente import formats
from detente.errors import DetenteError, InputError, TooLarge
from effort import effort

BASE = "parties: {a: {}, b: {}}\noptions:\n  x: {by: a}\n  y: {by: b, levels: [none, half, full]}\n"


def told(text, *, suffix=".yaml", tmp_path=None):
    """What is said about a text that cannot be used."""
    with pytest.raises(DetenteError) as caught:
        if suffix == ".yaml":
            formats.parse(text, "talks.yaml")
        else:
            file = tmp_path / f"talks{suffix}"
            file.write_text(text, encoding="utf-8")
            formats.load(file)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 0, "empty"),
        ("# only a comment\n", 0, "empty"),
        ("- a\n- b\n", 1, "not a dialogue file"),
        ("just words", 1, "not a dialogue file"),
        (BASE + "---\n" + BASE, 5, "second document"),
        ("parties: &p {a: *p}\noptions: {}\n", 1, "loop"),
        (BASE + "title: *unknown\n", 5, "refers to nothing"),
        (BASE + "parties: {c: {}}\n", 5, "in line 1 and in line 5"),
        ("parties: {a: {}, a: {}}\noptions: {x: {by: a}}\n", 1, "stands twice"),
        (BASE + "title: \x00\n", 5, "no text holds"),
        (BASE + "detente: 2\n", 5, "version 2"),
        ("parties: {}\noptions: {}\n", 2, "no options"),
        ("parties: {a: {}}\n", 1, "`options` is missing"),
        ("parties: {a: {}}\noptions: {x: {}}\n", 2, "`by` of `options.x` is missing"),
        ("parties: {a: {}}\noptions: {x: {by: ''}}\n", 2, "there is no party ``"),
        (BASE + "asks: {q: {of: a, by: b, that: ''}}\n", 5, "ask `q`"),
        ("parties: {a-b: {}}\noptions: {x: {by: a-b}}\n", 1, "(`a_b`?)"),
        ("parties: {a: {}}\noptions: {not: {by: a}}\n", 2, "word of the expression language"),
        ("parties: {x: {}}\noptions: {x: {by: x}}\n", 2, "two meanings"),
        (BASE + "circumstances: {x: {}}\n", 3, "two meanings"),
        (BASE + "rules: [{never: '" + "(" * 9000 + "x" + ")" * 9000 + "'}]\n", 5, "nested more than 200 deep"),
        (BASE + "rules: [{never: '" + "not " * 10_000 + "x'}]\n", 5, "the limit is 20,000"),
        (
            BASE + "rules:\n- {id: r1, never: x}\n- {id: r2, never: not x}\n- {never: y}\n",
            5,
            "`r1` (line 6), `r2` (line 7)",
        ),
        (BASE + "rules:\n- {id: r, never: x and y}\nstatus_quo: {x: yes, y: half}\n", 7, "rule `r` (line 6)"),
        (BASE + "status_quo: {x: yes}\nrounds: [{status_quo: {x: no}}]\n", 5, "differs from that of the last round"),
        (BASE + "rounds: [{id: r 1}]\n", 5, "`r 1` cannot be an id"),
        (BASE + "offers: [{id: o!, by: a, give: {x: yes}, if: y}]\n", 5, "`o!` cannot be an id"),
        (BASE + "views: [{id: v v, who: a, of: b}]\n", 5, "`v v` cannot be an id"),
        (BASE + "views: [{who: a, of: b, drop: [z]}]\n", 5, "no statement `z`; its list is empty."),
        (BASE + "priorities: {b: [x, y]}\nviews: [{who: a, of: b, drop: [z]}]\n", 6, "there are b.x, b.y."),
        (BASE + "asks: {q: {of: b, by: a, that: y}}\nrounds: [{answers: {q: {answer: partly, granted: whole}}}]\n", 6,
         "`y` has no level `whole`"),
        ("parties: {a: {}}\noptions: {x: {by: a, levels: [yes, maybe, true]}}\n", 2, "two levels that both mean yes"),
        (BASE + "horizon: 2010-02-30\n", 5, "`2010-02-30` is not a valid date"),
        (BASE + "horizon: 0000-01-01\n", 5, "is not a valid date"),
        (BASE + "priorities: {a: [x and]}\n", 5, "does not parse at its end; something is missing"),
    ],
)
def test_each_has_its_place_and_its_words(text, line, words):
    message = told(text)
    assert words in message
    assert (f"line {line}:" in message) if line else message.startswith("talks.yaml: ")


def test_all_problems_are_told_at_once_of_shape_and_of_names():
    text = (
        "parties: {a: {nam: x}}\noptions: {x: {by: q}}\nhorizon: soon\n"
        "priorities: {a: [x and, y, x is maybe], c: [x]}\nviews: [{who: a, of: z}]\n"
    )
    with pytest.raises(InputError) as caught:
        formats.parse(text)
    lines = [problem.line for problem in caught.value.problems]
    assert sorted(set(lines)) == [1, 2, 3, 4, 5]
    assert len(lines) == 8


def test_a_name_nearly_right_gets_a_suggestion():
    message = told("parties: {us: {}}\noptions: {haqqani: {by: us}}\npriorities:\n  us:\n  - want: not haqani\n")
    assert "line 5: priority of `us` mentions `haqani`" in message
    assert "did you mean `haqqani`?" in message


def test_a_level_in_place_of_an_option_is_recognised():
    assert "write `y is half`" in told(BASE + "priorities: {a: [half]}\n")


@pytest.mark.parametrize("text", ["a: " + "[" * 100_000, "\n".join(" " * i + "a:" for i in range(3000))])
def test_depth_is_bounded(text):
    with pytest.raises(TooLarge, match="limit of 100"):
        formats.parse(text)


def test_a_bomb_of_anchors_is_refused_at_once():
    letters = "abcdefghijkl"
    text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{c}: &{c} [{', '.join(['*' + p] * 10)}]\n" for p, c in itertools.pairwise(letters)
    )
    with effort() as spent, pytest.raises(TooLarge, match="line 6"):
        formats.parse(text)
    assert spent.calls < 600_000


def test_a_large_file_is_refused_before_it_is_parsed(tmp_path):
    file = tmp_path / "large.yaml"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    with effort() as spent, pytest.raises(TooLarge, match="50,000,000 is more than the limit of 10,000,000"):
        formats.load(file)
    assert spent.calls < 3000


def test_a_flood_of_problems_is_cut_short():
    with pytest.raises(InputError) as caught:
        formats.parse(BASE + "".join(f"k{i}: 1\n" for i in range(5000)))
    assert len(caught.value.problems) == 101
    assert "4,900 more problems" in str(caught.value.problems[-1])


def test_what_is_quoted_from_the_file_is_short_and_harmless():
    message = told(BASE + 'priorities: {"\\x1b[31m": [x], ' + "y" * 100_000 + ": [x]}\n")
    assert "\x1b" not in message
    assert len(message) < 2000


def test_problems_stand_in_the_order_of_the_file():
    with pytest.raises(InputError) as caught:
        formats.parse(BASE + "priorities: {c: [x]}\nasks: {q: {of: a, by: z, that: x}}\nhorizon: soon\n")
    assert [problem.line for problem in caught.value.problems] == [5, 6, 7]


def test_files_that_are_not_there(tmp_path):
    (tmp_path / "river.yaml").write_text(BASE, encoding="utf-8")
    with pytest.raises(InputError, match=r"did you mean `river\.yaml`"):
        formats.load(tmp_path / "rivr.yaml")
    with pytest.raises(InputError, match="there is no folder"):
        formats.load(tmp_path / "none" / "x.yaml")
    with pytest.raises(InputError, match=f"did you mean `{formats.examples()[0]}`"):
        formats.load(formats.examples()[0][:-1])
    with pytest.raises(InputError, match="folder"):
        formats.load(tmp_path)
    with pytest.raises(InputError, match="not of a known kind"):
        formats.load(__file__)
    with pytest.raises(InputError, match="cannot be read"):
        formats.load("a\0b")


def test_text_in_another_encoding_is_told_with_its_line(tmp_path):
    file = tmp_path / "old.yaml"
    file.write_bytes("parties: {a: {}}\ntitle: Détente\n".encode("latin-1"))
    with pytest.raises(InputError, match="line 2: this is not UTF-8"):
        formats.load(file)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("{", "line 1"),
        ('{"parties": {},\n "options": {"x": [1, 2}}', "line 2"),
        ('{"parties": {"a": {}}, "options": {"x": {"by": "a"}}} more', "follows its end"),
        ('{"parties": {},\n"parties": {}}', "in line 1 and in line 2"),
        ("[" * 5000, "limit of 100"),
        ('{"parties": {"a": {}},\n"options": {"x": {"by": "b"}}}', "line 2: there is no party `b`"),
        ('{"parties": "\x01"}', "control character"),
    ],
)
def test_json_is_read_with_lines_too(text, words, tmp_path):
    assert words.lower() in told(text, suffix=".json", tmp_path=tmp_path).lower()


HARMLESS = [
    "Тегеран",
    "北京 🕊️",
    "<script>alert(1)</script>",
    'she said "no"',
    "it's",
    "a: b",
    "# 1",
    "70,000",
    "‮abc",
    "\u2028",
    "yes",
    "null",
    "010",
    "2010-10-22",
    "&x *y !z %",
    "{{ x }}",
    "' \" \\ \t",
    "- a",
    "? b",
    " lead",
    "trail ",
]


@pytest.mark.parametrize("name", HARMLESS)
def test_any_text_is_a_name_and_comes_back_as_it_was(name, tmp_path):
    data = {
        "title": name,
        "parties": {"a": {"name": name, "aliases": [name]}},
        "options": {"x": {"by": "a", "text": name}},
    }
    file = tmp_path / "names.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    dialogue = formats.load(file)
    assert dialogue.party("a").name == dialogue.option("x").text == dialogue.title == name
    assert formats.parse(formats.dump(dialogue)) == dialogue
