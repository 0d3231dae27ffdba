"""What the fields of a file come to mean."""

import json

import pytest

from detente import formats
from detente.analyses.check import check
from detente.errors import InputError
from detente.formats import yaml
from detente.formats.yaml import read
from detente.model.dialogue import Chance, Equally, Evidence
from detente.model.expression import Compare, Not, parse, unparse
from reference import WORKED, dialogues

BASE = (
    "sources: {minutes: {title: Minutes}, press: {}}\n"
    "parties: {a: {}, b: {}, c: {at_table: no}}\n"
    "circumstances: {dry: {now: true, chance: 70%}}\n"
    "options:\n  x: {by: a, asked_by: b, text: Do x}\n  y: {by: b, levels: [none, half, full]}\n  z: {by: c}\n"
)


def load(more):
    return formats.parse(BASE + more)


def problem(more):
    with pytest.raises(InputError) as caught:
        load(more)
    return str(caught.value)


def test_defaults():
    dialogue = formats.parse("parties: {a: {}}\noptions: {x: {by: a}}\n", "some/where/river.yaml")
    assert dialogue.title == "river"
    assert dialogue.party("a").name == dialogue.parties[0].id == "a"
    assert dialogue.party("a").at_table
    assert dialogue.option("x").levels == ("no", "yes")
    assert dialogue.option("x").direction == "both"
    assert dialogue.status_quo == (0,)
    assert not formats.parse("parties: {a: }\ncircumstances: {c: }\noptions: {x: {by: a}}\n").now["c"]


def test_the_shorthand_ask_is_for_the_last_level_unless_it_says_another():
    ask = load("").ask("x")
    assert (ask.of, ask.by, ask.that, ask.text, ask.option) == ("a", "b", Compare("x", ">=", "yes"), "Do x", "x")
    text = "parties: {a: {}, b: {}}\noptions: {y: {by: a, asked_by: b, asked: %s, levels: [none, half, full]}}\n"
    assert formats.parse(text % "half").ask("y").that == Compare("y", ">=", "half")
    assert formats.parse(text % "none").ask("y").that == Compare("y", "is", "none")
    with pytest.raises(InputError, match="did you mean `full`"):
        formats.parse(text % "ful")


def test_an_ask_beside_the_shorthand_cannot_take_its_id():
    assert "already the ask that `asked_by` makes in line 5" in problem("asks: {x: {of: b, by: a, that: y}}\n")


def test_ids_are_derived_from_what_is_said_not_from_where_it_stands():
    one = load("rules: [{never: x and y is full}]\npriorities: {a: [x >= yes, (not y)], b: [y, x, y or x, y]}\n")
    assert [rule.id for rule in one.rules] == ["x-and-y-is-full"]
    assert [s.id for s in one.preferences["a"].statements] == ["a.x-at-least-yes", "a.not-y"]
    assert [s.id for s in one.preferences["b"].statements] == ["b.y", "b.x", "b.y-or-x", "b.y-2"]
    other = load("priorities: {a: [not y, x >= yes]}\n")
    assert {s.id for s in other.preferences["a"].statements} == {"a.x-at-least-yes", "a.not-y"}


def test_ids_stand_once_over_rules_and_statements():
    assert "the id `r` stands twice" in problem("rules: [{id: r, never: x}]\npriorities: {a: [{id: r, want: y}]}\n")
    derived_never_takes_a_given = load("priorities: {a: [x, {id: a.x, want: y}]}\n")
    assert [s.id for s in derived_never_takes_a_given.preferences["a"].statements] == ["a.x-2", "a.x"]


def test_groups_of_equal_weight_in_both_spellings():
    for spelled in ("{equally: [x, not y], because: One quarrel}", "[x, not y]"):
        (group,) = load(f"priorities: {{a: [{spelled}]}}\n").preferences["a"].priorities
        assert isinstance(group, Equally)
        assert [unparse(item.want) for item in group.items] == ["x", "not y"]
    assert "either `want` or `equally`" in problem("priorities: {a: [{because: nothing}]}\n")
    assert "inside another" in problem("priorities: {a: [[x, [y, z]]]}\n")


def test_evidence_goes_on_with_the_source_before_it():
    text = "rules: [{never: x and y, evidence: [minutes p. 4, '7', ¶9, press]}, {never: z and y, evidence: minutes}]\n"
    first, second = load(text).rules
    assert first.evidence == (
        Evidence(source="minutes", place="p. 4"),
        Evidence(source="minutes", place="7"),
        Evidence(source="minutes", place="¶9"),
        Evidence(source="press"),
    )
    assert second.evidence == (Evidence(source="minutes"),)
    assert "did you mean `minutes`" in problem("rules: [{never: x and y, evidence: minuts p. 4}]\n")
    assert "no source `7`" in problem("rules: [{never: x and y, evidence: 7}]\n")


@pytest.mark.parametrize(
    ("written", "chance"),
    [
        ("likely", Chance(value=0.675, word="likely")),
        ("Very Likely", Chance(value=0.875, word="very likely")),
        ("0.7", Chance(value=0.7)),
        ("70%", Chance(value=0.7)),
        ("1", Chance(value=1.0)),
        ("0", Chance(value=0.0)),
        ("almost_certain", Chance(value=0.97, word="almost certain")),
    ],
)
def test_chances(written, chance):
    assert load(f"priorities: {{a: [{{want: x, sure: {written}}}]}}\n").preferences["a"].statements[0].sure == chance


@pytest.mark.parametrize("written", ["maybe", "1.2", "-0.1", "120%", "nan", "inf", "''"])
def test_no_chances(written):
    assert "is not a chance" in problem(f"priorities: {{a: [{{want: x, sure: {written}}}]}}\n")


def test_a_preference_is_given_in_one_way():
    assert "one way only" in problem("priorities: {a: [x]}\nweights: {a: {x: 1}}\n")
    weights = load("weights: {a: {x: 2, not y: -1.5}}\n").preferences["a"].weights
    assert [(unparse(w.expr), w.value) for w in weights] == [("x", 2.0), ("not y", -1.5)]
    assert "is not a number" in problem("weights: {a: {x: much}}\n")


def test_rankings():
    # 12 states: x + 2 y + 6 z; with `x and y` impossible, 3, 5, 9, 11 are infeasible.
    rules = "rules: [{never: x and y}]\n"
    dialogue = load(rules + "ranking: {a: [{x: yes}, [0, 2], 4, [6, 7, 8, 10]]}\n")
    assert dialogue.preferences["a"].ranking == ((1,), (0, 2), (4,), (6, 7, 8, 10))
    assert "leaves out 4 feasible states, for instance 6" in problem(rules + "ranking: {a: [1, 0, 2, 4]}\n")
    assert "state 1 stands twice" in problem(rules + "ranking: {a: [1, 1]}\n")
    assert "code 12 is out of range: there are 12 states" in problem(rules + "ranking: {a: [12]}\n")
    assert "is not a state" in problem(rules + "ranking: {a: [first]}\n")
    assert "is empty" in problem(rules + "ranking: {a: []}\n")
    _, notices = yaml.read(BASE + rules + "ranking: {a: [1, 0, 2, 4, 6, 7, 8, 10, 3]}\n", "f")
    assert [n.code for n in notices] == ["ranked-infeasible"]


def test_status_quo_comes_from_the_top_else_from_the_last_round():
    assert load("status_quo: {y: half}\n").status_quo == (0, 1, 0)
    assert load("rounds: [{status_quo: {y: full}}, {status_quo: {y: half}}]\n").status_quo == (0, 1, 0)
    assert load("status_quo: {y: half}\nrounds: [{status_quo: {y: half}}]\n").status_quo == (0, 1, 0)
    assert "keep one of the two" in problem("status_quo: {y: half}\nrounds: [{status_quo: {y: full}}]\n")
    assert load("rules: [{never: not x}]\n").status_quo is None
    assert "infeasible" in problem("rules: [{never: not x}]\nstatus_quo: {y: half}\n")


def test_rounds():
    dialogue = load(
        "rounds:\n- {date: 2018-04, circumstances: {dry: no}, answers: {x: none}}\n"
        "- {id: second, tabled: [], answers: {x: {answer: partly, granted: yes}}, events: [{date: 2019, text: E}]}\n"
    )
    first, second = dialogue.rounds
    assert first.id == "round-1"
    assert first.circumstances == (("dry", False),)
    assert first.tabled == ("x",)
    assert second.tabled == ()
    assert first.answer("x").answer == "unanswered"
    assert second.answer("x").granted == "yes"
    assert "no ask `y`" in problem("rounds: [{answers: {y: refused}}]\n")
    assert "is not one of" in problem("rounds: [{answers: {x: perhaps}}]\n")
    assert "no circumstance `wet`" in problem("rounds: [{circumstances: {wet: true}}]\n")
    assert "no level `half`" in problem("rounds: [{answers: {x: {answer: partly, granted: half}}}]\n")


def test_commitments():
    dialogue = load(
        "rounds: [{id: r}]\n"
        "commitments:\n  one: {by: a, to: [b, c], round: r, does: x}\n  two: {by: [a, b], status: kept}\n"
    )
    one, two = dialogue.commitments
    assert (one.by, one.to, unparse(one.does), one.status.state) == (("a",), ("b", "c"), "x", "open")
    assert (two.by, two.does, two.status.state) == (("a", "b"), None, "kept")
    assert "nobody promises" in problem("commitments: {one: {by: []}}\n")
    assert "no round `s`" in problem("commitments: {one: {by: a, round: s}}\n")


def test_views():
    dialogue = load(
        "priorities: {b: [{id: given, want: y}, x, not z]}\n"
        "views:\n- {who: a, of: b, sure: likely, drop: [given], add: [{want: z, before: x}, x], move: {not-z: -1}}\n"
        "- {who: c, of: b, priorities: [x, [y, z]]}\n"
        "- {who: a, of: c, ranking: [[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11]]}\n"
    )
    edits, instead, ranked = dialogue.views
    assert (edits.id, edits.drop, edits.move) == ("a-of-b", ("given",), (("b.not-z", -1),))
    assert [(a.statement.id, a.before, a.after) for a in edits.add] == [("a.b.z", "b.x", ""), ("a.b.x", "", "")]
    assert [p.id for p in instead.instead.priorities] == ["c.b.x", "c.b.equally-y-z"]
    assert len(ranked.instead.ranking) == 2
    assert "`b` has no statement `giben`; did you mean `given`" in problem(
        "priorities: {b: [{id: given, want: y}]}\nviews: [{who: a, of: b, drop: [giben]}]\n"
    )
    assert "either edits" in problem("priorities: {b: [y]}\nviews: [{who: a, of: b, drop: [y], priorities: [x]}]\n")
    assert "not a number of places" in problem("priorities: {b: [y]}\nviews: [{who: a, of: b, move: {y: up}}]\n")


def test_what_only_some_analyses_use():
    dialogue = load(
        "fallback: {a: {y: half, x: yes}}\npositions: {b: {x: on}}\nintentions: {a: {x: no}}\n"
        "doubts: [{who: a, of: b, option: y}]\noffers: [{by: b, give: {y: half}, if: x, else: {y: none}}]\n"
        "attitudes: {a: {b: +, c: '-'}}\nsilence: [{code: idle-party, at: c, because: that is the point}]\n"
    )
    assert dialogue.fallback == {"a": (("x", 1), ("y", 1))}
    assert dialogue.positions == {"b": (("x", 1),)}
    assert dialogue.doubts[0].option == "y"
    (offer,) = dialogue.offers
    assert (offer.by, offer.give, unparse(offer.condition), offer.otherwise) == ("b", (("y", 1),), "x", (("y", 0),))
    assert dialogue.attitudes == {"a": {"b": "+", "c": "-"}}
    assert dialogue.silences[0].code == "idle-party"
    assert "`x` is decided by `a`, not by `b`" in problem("offers: [{by: b, give: {x: yes}, if: y}]\n")
    assert "ratify for itself" in formats_problem("parties: {a: {ratifies: a}}\noptions: {x: {by: a}}\n")


def formats_problem(text):
    with pytest.raises(InputError) as caught:
        formats.parse(text)
    return str(caught.value)


def test_fronts_need_no_section_but_are_checked_if_there_is_one():
    text = "parties: {a: {}}\noptions: {x: {by: a, front: water}}\n"
    assert [f.id for f in formats.parse(text).fronts] == ["water"]
    assert "did you mean `waters`" in formats_problem(text + "fronts: {waters: {}}\n")


def test_an_expression_is_kept_as_it_was_meant():
    (statement,) = load("priorities: {a: [not y >= half unless z]}\n").preferences["a"].statements
    assert statement.want == parse("not y >= half unless z")
    assert isinstance(statement.want.left, Not)
    assert statement.line == 8


@pytest.mark.parametrize("name", formats.examples())
def test_shipped_dialogues_load_without_a_word(name):
    """But for what they silence, with the reason beside it."""
    dialogue, notices = formats.load_with_warnings(name)
    assert {n.code for n in notices} <= {s.code for s in dialogue.silences}
    assert check(dialogue, notices=notices).warnings == ()
    assert dialogue.status_quo is not None


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ("status_quo: {y: half}\n", 8, "`x` (no), `z` (no)"),
        ("status_quo: {}\n", 8, "`x` (no), `y` (none), `z` (no)"),
        ("rounds: [{status_quo: {z: no}}]\n", 8, "`x` (no), `y` (none)"),
        # What the last round names is named; what an earlier one says is past.
        ("status_quo: {x: yes}\nrounds: [{status_quo: {x: yes, y: none}}]\n", 8, "`z` (no)"),
        ("status_quo: {x: yes}\nrounds: [{status_quo: {y: full}}, {id: last}]\n", 8, "`y` (none), `z` (no)"),
    ],
)
def test_options_left_to_silence_are_listed_and_can_be_silenced(text, line, named):
    def notices(more):
        return [n for n in read(BASE + text + more, "f")[1] if n.code == "unstated-level"]

    (notice,) = notices("")
    assert notice.line == line
    assert notice.message.endswith(f"leaves undone: {named}")
    muted = formats.parse(BASE + text + "silence: [{code: unstated-level, because: all is quiet}]\n")
    assert [w.because for w in check(muted, notices=notices("")).silenced] == ["all is quiet"]
    assert "unused-silence" not in {w.code for w in check(muted).warnings}
    assert "unused-silence" in {w.code for w in check(muted, notices=()).warnings}


@pytest.mark.parametrize("text", ["", "status_quo: {x: no, y: none, z: no}\n", "rounds: [{id: r}]\n"])
def test_no_silence_is_no_notice(text):
    assert read(BASE + text, "f")[1] == ()


def test_dialogues_of_the_reference_cases_load():
    found = [
        formats.parse(json.dumps(data))
        for file in WORKED
        for _, data in dialogues(json.loads(file.read_text(encoding="utf-8")))
    ]
    assert len(found) > 20
    assert {view.who for dialogue in found for view in dialogue.views} == {"one"}


def test_a_past_state_that_a_rule_excludes_is_worth_a_look():
    text = (
        "parties: {a: {}}\noptions: {x: {by: a}}\ncircumstances: {war: {now: no}}\n"
        "rules: [{id: truce, never: x and not war}]\n"
        "rounds:\n- {id: one, status_quo: {x: yes}%s}\n- {id: two, status_quo: {x: no}}\n"
    )
    _, notices = read(text % "", "f")
    assert [(n.code, n.line) for n in notices] == [("past-infeasible", 6)]
    assert "`one`" in notices[0].message
    assert "`truce`" in notices[0].message
    assert not read(text % ", circumstances: {war: yes}", "f")[1]


def test_a_shipped_dialogue_may_be_named_with_its_ending_unless_the_user_has_such_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert formats.load("river.yaml") == formats.load("river")
    (tmp_path / "river.yaml").write_text(BASE, encoding="utf-8")
    assert formats.load("river.yaml") == formats.parse(BASE, "river.yaml") != formats.load("river")
    with pytest.raises(InputError, match=r"no file `river\.yml`"):
        formats.load("river.yml")
