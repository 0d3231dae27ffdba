"""What is written is read again as the same dialogue, whatever it holds."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import formats
from detente.formats.data import to_data
from detente.formats.emit import scalar, to_yaml
from detente.formats.nodes import from_yaml
from detente.plain import digest

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
WORDS = ["yes", "no", "none", "half", "010", "1e3", "~", "null", "2010-10-22", "a: b", "x #y", "*x", "", "-", "?"]


def _writable(level):
    return not ({"'", '"'} <= set(level) or "\n" in level or {level[0], level[-1]} & {"'", '"'})


LEVEL = st.one_of(st.sampled_from([w for w in WORDS if w]), TEXT.filter(_writable))
CHANCE = st.sampled_from(["likely", "almost certain", "0.25", "70%", "0", "1"])
SAID = st.one_of(st.sampled_from([w for w in WORDS if w]), TEXT)


@st.composite
def files(draw):
    """The data of a sound dialogue file, every section of it."""
    parties = [f"p{i}" for i in range(draw(st.integers(2, 3)))]
    options = {}
    for i in range(draw(st.integers(1, 4))):
        by = draw(st.sampled_from(parties))
        options[f"o{i}"] = option = {"by": by, "text": draw(SAID)}
        if draw(st.booleans()):
            option["levels"] = draw(st.lists(LEVEL, min_size=2, max_size=4, unique=True))
        if draw(st.booleans()):
            option["asked_by"] = draw(st.sampled_from([p for p in parties if p != by]))
            option["asked"] = draw(st.sampled_from(option.get("levels", ["no", "yes"])))
    name = st.sampled_from([*options, "fact"])
    atoms = st.one_of(
        name,
        name.map("not {}".format),
        st.sampled_from(list(options)).flatmap(
            lambda o: st.sampled_from(options[o].get("levels", ["no", "yes"])).map(
                lambda level: f"{o} >= " + (f'"{level}"' if '"' not in level else f"'{level}'")
            )
        ),
    )
    expressions = st.recursive(
        atoms,
        lambda e: st.builds("({} {} {})".format, e, st.sampled_from(["and", "or", "unless", "iff"]), e),
        max_leaves=4,
    )
    line = st.fixed_dictionaries(
        {},
        optional={
            "because": SAID,
            "note": SAID,
            "basis": st.sampled_from(["stated", "inferred", "assumed"]),
            "evidence": st.lists(st.sampled_from(["src", "src p. 4", "src ¶7"]), min_size=1, max_size=2),
            "sure": CHANCE,
        },
    )
    statement = st.one_of(expressions, st.builds(lambda want, more: {"want": want, **more}, expressions, line))
    lists = st.lists(
        st.one_of(statement, st.lists(statement, min_size=2, max_size=3).map(lambda items: {"equally": items})),
        max_size=4,
    )
    levels = st.dictionaries(st.sampled_from(list(options)), st.just(0)).map(
        lambda chosen: {o: options[o].get("levels", ["no", "yes"])[-1] for o in chosen}
    )
    asks = [o for o in options if "asked_by" in options[o]]
    return {
        "title": draw(SAID),
        "sources": {"src": {"title": draw(SAID), "date": "2010-10-20/22"}},
        "parties": {p: {"name": draw(SAID), "at_table": draw(st.booleans())} for p in parties},
        "circumstances": {"fact": {"now": draw(st.booleans()), "chance": draw(CHANCE)}},
        "options": options,
        "priorities": {p: draw(lists) for p in parties},
        "status_quo": draw(levels),
        "rounds": [
            {
                "date": "2010",
                "circumstances": {"fact": True},
                "tabled": asks[:1],
                "answers": {a: {"answer": "partly", "note": draw(SAID)} for a in asks},
            }
        ],
        "commitments": {"c-1": {"by": parties, "to": parties[0], "text": draw(SAID), "does": draw(expressions)}},
        "views": [
            {"who": parties[0], "of": parties[1], "priorities": draw(lists)},
            {"who": parties[0], "of": parties[1], "add": draw(st.lists(statement, max_size=2))},
        ],
        "fallback": {parties[0]: draw(levels)},
    }


@settings(max_examples=60, deadline=None, derandomize=True)
@given(files())
def test_a_dialogue_survives_being_written_and_read(data):
    dialogue = formats.parse(json.dumps(data, ensure_ascii=False), "x.yaml") if _plain_json(data) else _via_yaml(data)
    again = formats.parse(formats.dump(dialogue))
    assert again == dialogue
    assert digest(again) == digest(dialogue)
    assert formats.dump(again) == formats.dump(dialogue)


def _plain_json(data):
    text = json.dumps(data, ensure_ascii=False)
    return text.isascii() and "\\" not in text


def _via_yaml(data):
    return formats.parse(to_yaml(data), "x.yaml")


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=30))
def test_every_text_is_written_so_that_it_is_read_as_it_was(text):
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return
    root, notices = from_yaml(to_yaml({"k": text, "l": [text, {text: text}]}), "f")
    assert root.plain_data() == {"k": text, "l": [text, {text: text}]}
    assert not notices


@pytest.mark.parametrize(
    "word",
    [
        "yes",
        "No",
        "on",
        "null",
        "~",
        "010",
        "1.5",
        "2010",
        "2010-10-22",
        "0x1f",
        "1_000",
        "12:30",
        ".inf",
        "=",
        "<<",
        "- a",
        "a: b",
        "a #b",
        "",
        " a",
        "a ",
    ],
)
def test_words_that_a_library_could_take_for_something_else_are_quoted(word):
    assert scalar(word).startswith('"')


@pytest.mark.parametrize("name", formats.examples())
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_shipped_dialogues_survive(name, suffix, tmp_path):
    dialogue = formats.load(name)
    file = tmp_path / f"copy{suffix}"
    formats.write(file, formats.dump(dialogue, suffix))
    assert formats.load(file) == dialogue
    assert digest(formats.load(file)) == digest(dialogue)


def test_other_yaml_libraries_read_what_is_written_alike():
    """YAML 1.1 (PyYAML's rules) and 1.2 see the same texts: nothing that was text becomes a number, date or Boolean."""
    yaml = pytest.importorskip("yaml")
    for name in formats.examples():
        data = to_data(formats.load(name))
        assert yaml.safe_load(to_yaml(data)) == data


def test_the_digest_names_what_is_said_and_nothing_else():
    text = "parties: {a: {}, b: {}}\noptions:\n  x: {by: a, text: Do}\n  y: {by: b}\nfallback: {a: {x: yes, y: yes}}\n"
    other = (
        "# a comment\n\noptions:\n  x: {text: 'Do', by: a}   # another\n  y: {by: b}\n"
        "parties: {a: {}, b: {}}\nfallback: {a: {y: on, x: true}}\n"
    )
    assert digest(formats.parse(text, "one.yaml")) == digest(formats.parse(other, "two.yaml"))
    assert digest(formats.parse(text)) != digest(formats.parse(text.replace("text: Do", "text: Done")))
    assert digest(formats.parse(text)) != digest(
        formats.parse(text.replace("parties: {a: {}, b: {}}", "parties: {b: {}, a: {}}"))
    )
