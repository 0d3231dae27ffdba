"""What a desk is told to do is told in full: all that is to be signed, whom to persuade of what, who answers whom."""

from __future__ import annotations

from dataclasses import replace

from detente.analyses.brief import brief
from detente.analyses.desk import desk
from detente.analyses.respond import respond
from detente.formats import parse
from detente.model.dialogue import Dialogue
from detente.report import lines
from detente.report.brief import deal as deal_part
from detente.report.brief import desk as desk_page
from detente.report.brief import page
from detente.report.document import Document
from detente.report.pages import respond as respond_page
from detente.report.renderers import markdown


def flat(page: Document) -> str:
    """A page as one line."""
    return " ".join(markdown.render(page).split())


def swaps(count: int) -> Dialogue:
    """So many things that east wants of west and west gives gladly for one thing of east's, a lamp."""
    things = [f"thing{n}" for n in range(count)]
    options = "\n".join(f"  {one}: {{by: west, text: a {one}, asked_by: east}}" for one in things)
    return parse(f"""
parties: {{east: {{name: Upper}}, west: {{name: Lower}}}}
options:
  lamp: {{by: east, text: a lamp, asked_by: west}}
{options}
priorities:
  east: [{", ".join(things)}, not lamp]
  west: [lamp, {", ".join(f"not {one}" for one in things)}]
status_quo: {{}}
""")


def test_all_that_is_to_be_signed_is_named():
    for count in (3, 5, 6, 9):
        talks = swaps(count)
        found = brief(talks)
        assert found.facts.deal
        best = found.facts.deal.packages[0]
        signed = [deal_part.change(talks, id, level) for id, level in deal_part.signed(talks, best).items()]
        told = flat(page.view(talks, found))
        do = told[told.index("All: sign") :].split("## ")[0]
        assert len(signed) > 3 and all(one in do for one in signed), do
        assert ("named below" in do) == (len(signed) > 6)


def test_a_desk_has_the_deal_too():
    talks = swaps(4)
    found = brief(talks)
    told = flat(desk_page.view(talks, found, desk(talks, found, "west")))
    assert "Lower gives" in told and "Upper gives" in told


PORT = """
parties:
  a: {name: Aland}
  b: {name: Bland, plural: yes}
  crowd: {name: the crowd, at_table: no}
options:
  port: {by: a, text: a port, asked_by: b}
  boat: {by: b, text: a boat, asked_by: a}
  inn: {by: a, text: an inn}
  march: {by: crowd, text: a march}
circumstances: {ice: {text: ice lies in the bay, now: yes, chance: 0.3, otherwise: open water}}
rules: [{never: port and ice}]
priorities:
  a: [boat, inn, not port]
  b: [port, not boat]
  crowd: [march iff inn]
status_quo: {inn: no}
"""


def test_an_event_and_a_change_of_mind_stand_in_one_cell():
    """The event was dropped from the row, and whom to persuade of what was not said."""
    talks = parse(PORT.replace("a: [boat, inn, not port]", "a: [not port, boat, inn]"))
    told = flat(page.view(talks, brief(talks)))
    assert "**Event:** open water and **persuading Aland** to give way on its first priority" in told


def test_a_rule_without_a_reason_is_told_as_what_never_is():
    talks = parse(PORT)
    never = "it cannot be that “a port” is done and “ice lies in the bay” holds"
    assert lines.words(talks, talks.rules[0]) == never
    assert f"held by the rule that {never}" in lines.barring(talks, [talks.rules[0].id])


FREE = """
parties: {a: {name: Aland}, b: {name: Bland}, c: {name: Cland, plural: yes}, d: {name: Dland, at_table: no}}
options:
  road: {by: a, text: a road, asked_by: b}
  toll: {by: b, text: a toll, asked_by: a}
  lamp: {by: c, text: a lamp}
priorities:
  a: [toll, not road]
  b: [road, not toll]
  c: [lamp]
status_quo: {}
texts:
  - {id: one, by: d, sets: {road: yes, toll: yes}}
  - {id: two, by: d, sets: {road: yes, toll: yes, lamp: yes}}
"""


def test_it_is_said_whose_answer_deters_whom():
    """All who would answer were said to deter, and a party so to deter itself."""
    talks = parse(FREE)
    told = flat(respond_page.view(talks, respond(talks, "road=yes,toll=yes")))
    assert "Aland deters Bland; Bland deters Aland" in told
    assert "They would do so in any case. It leaves Aland and Bland better off than today all the same." in told
    assert "No step of their own would be better for Dland." in told
    for mover in ("Aland", "Bland", "Cland"):
        assert f"{mover} deters {mover}" not in told


def test_a_text_is_called_by_its_name_and_two_called_alike_by_their_ids():
    talks = parse(FREE)
    told = flat(respond_page.view(talks, respond(talks, "two")))
    assert "Dland's text (two): " in told and "It sets: a road; a toll; a lamp." in told
    alone = parse(FREE.replace("  - {id: two, by: d, sets: {road: yes, toll: yes, lamp: yes}}\n", ""))
    assert "Dland's text:" in flat(respond_page.view(alone, respond(alone, "one")))


def test_a_step_that_costs_nobody_anything_is_no_leaving():
    """Cland would light its lamp whatever is signed: nobody need be bound not to."""
    talks = parse(FREE.replace("a: [toll, not road]", "a: [toll and road, not road]").replace(
        "b: [road, not toll]", "b: [toll and road, not toll]"))
    (one,) = (draft for draft in brief(talks).facts.drafts if draft.id == "one")
    assert one.package and one.package.harmless == ("c",) and one.package.holds is None
    told = flat(page.view(talks, brief(talks)))
    assert "Cland (a lamp) would depart from it at no cost to the others" in told
    assert "a lamp ruled out for good would hold it" not in told


def test_who_is_not_at_the_table_answers_beside_every_package():
    told = PORT.replace("now: yes", "now: no").replace("a: [boat, inn, not port]", "a: [boat, not inn, not port]")
    talks = parse(told.replace("b: [port, not boat]", "b: [inn, port, not boat]"))
    found = brief(talks).facts.deal
    assert found
    told = flat(page.view(talks, brief(talks)))
    answered = sum(bool(deal_part.answered(talks, one)) for one in found.packages)
    assert answered and told.count("In answer") == answered


VIEWS = """
parties: {a: {name: Aland}, b: {name: Bland}}
options:
  base: {by: b, text: a base}
  pay: {by: a, text: a fee, asked_by: b}
priorities: {a: [not base, not pay], b: [not base, pay]}
views: [{who: a, of: b, priorities: [base]}]
status_quo: {}
offers: [{id: one, by: b, give: {base: no}, if: pay}]
"""


def test_what_a_party_dreads_is_not_waited_for_and_a_tie_is_no_refusal():
    """A step that one's own list does not want is expected, not hoped for; of an offer no more is said than is so."""
    talks = parse(VIEWS)
    told = flat(page.view(talks, brief(talks)))
    assert "Aland wrongly expects a base of Bland." in told and "waits" not in told
    assert "Aland would gain nothing by that, even so" in told


def test_a_very_long_package_is_named_in_full_once_under_the_deal():
    talks = swaps(30)
    made = page.view(talks, brief(talks))
    assert "31 things, named under “The deal”" in flat(made)
    [deal] = [flat(replace(made, sections=(section,))) for section in made.sections if section.id == "deal"]
    assert all(f"a thing{n}" in deal for n in range(30))
