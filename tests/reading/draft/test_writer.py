"""Accepted proposals into a dialogue file: added, sound, and nothing else touched."""

from __future__ import annotations

import re

import pytest

from detente.errors import InputError
from detente.formats import parse
from detente.reading.draft.options import name_of
from detente.reading.draft.writer import merge_into
from detente.reading.grammar.names import with_dialogue
from detente.reading.proposals.proposal import Proposal, Span, Voice

FILE = """# Our talks.   Two blanks, and a comment that stays.
detente: 1
title: 'Talks on the river'   # quoted as the desk likes it
parties:
  upland: {name: Upland, aliases: [Highcastle]}   # the upstream state
  lowland: {name: Lowland}

options:
  release:
    by: upland
    asked_by: lowland   # since the first round
    text: Release water in the dry months
    levels: [none, half, full]

  pay: {by: lowland, text: Pay for the stored water}
priorities:
  upland:
    - pay
  lowland: [release >= half, not pay]
"""


def proposal(act: str, by: str, to: str, what: str, **more: object) -> Proposal:
    fields = {
        "id": "p1",
        "act": act,
        "speaker": Voice(parties=(by,), text=by, step="name"),
        "addressee": Voice(parties=(to,), text=to, step="name") if to else Voice(),
        "object": what,
        "evidence": Span(file="minutes 2.txt", start=0, end=9, paragraph=4, sentence=2, text="…"),
        "status": "accepted",
    }
    return Proposal(**{**fields, **more})  # type: ignore[arg-type]


def merged(*proposals: Proposal, text: str = FILE, as_of: str = "2019-05-02"):  # type: ignore[no-untyped-def]
    names = with_dialogue(parse(text).parties) if text.strip() else None
    return merge_into(text, proposals, as_of=as_of, names=names)


def test_a_demand_becomes_an_option_of_the_other_side() -> None:
    out = merged(proposal("demand", "lowland", "upland", "open the register of wells"))
    dialogue = parse(out.text)
    option = dialogue.option("open_register_wells")
    assert (option.by, option.text) == ("upland", "open the register of wells")
    assert dialogue.ask("open_register_wells").by == "lowland"
    assert option.evidence[0].place == "¶4"
    assert dialogue.source(option.evidence[0].source).date == "2019-05-02"


def test_what_is_there_is_not_touched() -> None:
    out = merged(proposal("demand", "lowland", "upland", "open the register of wells"))
    before = [line for line in FILE.splitlines() if line.strip()]
    after = out.text.splitlines()
    rest = iter(after)
    assert all(line in rest for line in before)  # every line, in its order


def test_nothing_goes_and_no_line_changes_in_the_shipped_dialogue() -> None:
    import difflib
    from importlib.resources import files

    text = (files("detente") / "examples" / "us-pakistan-2010.yaml").read_text(encoding="utf-8")
    listed = (
        proposal("demand", "us", "pakistan", "build a new observatory", id="p1"),
        proposal("refuse", "pakistan", "us", "build a new observatory", id="p2"),
        proposal("promise", "us", "pakistan", "print a joint almanac", id="p3"),
        proposal("constrain", "pakistan", "", "move the observatory", id="p4", condition="until the snow melts"),
        proposal("criticise", "us", "pakistan", "the delay", id="p5"),
    )
    out = merged(*listed, text=text)
    changes = [line for line in difflib.ndiff(text.splitlines(), out.text.splitlines()) if line[0] in "-?"]
    assert changes == []
    assert out.left == ()
    assert parse(out.text).option("build_new_observatory").by == "pakistan"


def test_a_promise_of_what_was_asked_is_an_answer() -> None:
    dialogue = parse(merged(proposal("promise", "upland", "lowland", "release water in the dry months")).text)
    assert dialogue.rounds[-1].answer("release").answer == "accepted"  # type: ignore[union-attr]
    assert dialogue.commitments[0].does is not None


def test_a_reviewer_can_say_that_it_is_another_thing() -> None:
    out = merged(proposal("offer", "upland", "", "release water in the dry months", same_as="-"))
    assert len(parse(out.text).options) == 3


def test_no_proposals_leave_the_file_as_it_is_to_the_byte() -> None:
    assert merged().text == FILE


def test_an_object_like_one_that_exists_is_the_same() -> None:
    out = merged(proposal("demand", "lowland", "upland", "to release more water in the dry months"))
    assert len(parse(out.text).options) == 2
    named = merged(proposal("refuse", "upland", "lowland", "give in", same_as="release"))
    [answer] = parse(named.text).rounds[-1].answers
    assert (answer.ask, answer.answer) == ("release", "refused")


def test_every_act_has_its_place() -> None:
    out = merged(
        proposal("refuse", "upland", "lowland", "release water in the dry months", id="p1"),
        proposal(
            "promise", "upland", "lowland", "share the gauge data", id="p2", condition="if: the rains come # soon"
        ),
        proposal("concede", "lowland", "upland", "pay for the stored water", id="p3"),
        proposal("threaten", "lowland", "upland", "close the harbour", id="p4"),
        proposal("offer", "upland", "lowland", "train the engineers", id="p5"),
        proposal("criticise", "lowland", "upland", "the delay: 'far too long', yes", id="p6"),
        proposal(
            "constrain",
            "upland",
            "",
            "repair the sluice",
            id="p7",
            condition="until the ice has gone",
            reason="no parts",
        ),
    )
    dialogue = parse(out.text)
    assert dialogue.rounds[-1].answer("release").answer == "refused"  # type: ignore[union-attr]
    assert dialogue.commitments[0].text == "share the gauge data"
    assert dialogue.option("close_harbour").by == "lowland"
    assert dialogue.option("train_engineers").by == "upland"
    assert "far too long" in dialogue.rounds[-1].events[0].text
    [rule] = dialogue.rules
    assert rule.because == "no parts"
    assert [c.text for c in dialogue.circumstances] == [": the rains come # soon", "The ice has gone"]
    assert str(rule.never) == "repair_sluice and not ice_gone"
    assert out.left == ()


def test_a_second_time_adds_nothing() -> None:
    listed = (
        proposal("demand", "lowland", "upland", "open the register of wells", id="p1"),
        proposal("refuse", "upland", "lowland", "open the register of wells", id="p2"),
        proposal("promise", "upland", "lowland", "share the gauge data", id="p3"),
        proposal("criticise", "lowland", "upland", "the delay", id="p4"),
        proposal("constrain", "upland", "", "repair the sluice", id="p5", condition="until spring"),
    )
    once = merged(*listed)
    twice = merged(*listed, text=once.text)
    assert twice.added == ()
    assert twice.text == once.text


def test_an_empty_file_begins_a_dialogue() -> None:
    out = merged(
        proposal("demand", "USA", "PAK", "open the road"),
        proposal("refuse", "PAK.army", "USA", "open the road"),
        text="",
    )
    dialogue = parse(out.text)
    assert [(p.id, p.code, p.at_table) for p in dialogue.parties][:2] == [
        ("united_states", "USA", True),
        ("pakistan", "PAK", True),
    ]
    assert len(dialogue.parties) == 2  # the army is a seat of its state's power


def test_a_part_is_a_party_where_the_text_sets_it_against_its_state() -> None:
    out = merged(
        proposal("demand", "USA", "PAK", "open the road"),
        proposal("refuse", "PAK.army", "PAK", "open the road", id="p2"),
        proposal("demand", "COL.rebels", "COL", "an amnesty", id="p3"),
        text="",
    )
    dialogue = parse(out.text)
    aside = [p.id for p in dialogue.parties if not p.at_table]
    assert len(aside) == 2 and any("army" in id for id in aside)


def test_what_cannot_be_placed_is_named() -> None:
    out = merged(
        proposal("demand", "lowland", "", "more water", id="p1"),
        proposal("offer", "upland", "", "train the engineers", id="p2"),
        proposal("criticise", "lowland", "upland", "the delay", id="p3"),
        as_of="",
    )
    assert [line.partition(":")[0] for line in out.left] == ["p1", "p3"]


@pytest.mark.parametrize(
    "what",
    ["yes", "no: way", "- 1", "70,000 troops # now", "*a &b !c %d @e", "'", '"', "true", "x" * 900, "{a: b}", "null"],
)
def test_any_words_survive(what: str) -> None:
    dialogue = parse(merged(proposal("offer", "upland", "", what)).text)
    text = dialogue.options[-1].text
    assert text == what or text.rstrip("…") == what[: len(text) - 1]


def test_an_unsound_file_is_left_alone() -> None:
    with pytest.raises(InputError):
        merge_into(FILE.replace("not pay", "not paid"), [proposal("offer", "upland", "", "help")])
    with pytest.raises(InputError):
        merge_into("[1, 2", [proposal("offer", "upland", "", "help")])
    with pytest.raises(InputError, match="no option"):
        merge_into("", [proposal("promise", "USA", "", "help")])


def test_names_of_options() -> None:
    assert name_of("Release water in the dry months", ()) == "release_water_dry_months"
    assert name_of("release water", ("release_water",)) == "release_water_2"
    assert name_of("70,000 troops", ()) == "o_70_000_troops"
    assert name_of("yes", ()) == "yes_2"
    assert name_of("…", ()) == "option"


BEGUN = {
    "title": "title: Archives\n",
    "parties": "# mine\ntitle: A\nparties:\n  upland: {name: Upland}   # inline\noptions: {}\n# the end\n",
    "empty": "title: A\nparties: {}\noptions: {}\n",
    "nothing": "title: A\nparties:\noptions:\n",
    "comments": "# notes to myself\n",
}


@pytest.mark.parametrize("name", BEGUN)
def test_a_dialogue_that_is_only_begun(name: str) -> None:
    text = BEGUN[name]
    out = merge_into(text, [proposal("demand", "lowland", "upland", "open the register of wells")])
    dialogue = parse(out.text)
    assert [option.by for option in dialogue.options] == ["upland"]
    assert all(line in out.text for line in text.splitlines() if "{}" not in line)


def test_what_was_asked_and_refused_is_wanted_and_not_wanted() -> None:
    out = merged(
        proposal("demand", "lowland", "upland", "open the register", id="p1"),
        proposal("demand", "lowland", "upland", "drain the marsh", id="p2"),
        proposal("refuse", "upland", "lowland", "drain the marsh", id="p3"),
        text="",
    )
    dialogue = parse(out.text)
    told = {party: [str(s.want) for s in dialogue.preferences[party].statements] for party in ("upland", "lowland")}
    assert "drain_marsh" in told["upland"][0] and len(told["upland"]) == 1
    assert len(told["lowland"]) == 2
    assert {s.basis for p in dialogue.preferences.values() for s in p.statements} == {"inferred"}


def test_own_priorities_are_left_as_they_are() -> None:
    out = merged(proposal("refuse", "upland", "lowland", "open the register"))
    assert re.sub(r"line=\d+", "", str(parse(out.text).preferences)) == re.sub(
        r"line=\d+", "", str(parse(FILE).preferences)
    )


def test_a_limit_bears_on_the_ask_that_it_speaks_of() -> None:
    out = merged(
        proposal("demand", "lowland", "upland", "open the sluices at Oxmarsh", id="p1"),
        proposal("constrain", "upland", "", "move water through Oxmarsh in winter", id="p2", reason="the ice"),
        text="",
    )
    [rule] = parse(out.text).rules
    assert "open_sluices_oxmarsh" in str(rule)
    assert rule.because == "the ice"
