"""What one page says is true by the file, and by every other page that speaks of the same thing."""

from __future__ import annotations

import pytest

from detente.analyses.backtest import backtest
from detente.analyses.brief import brief
from detente.analyses.compare import compare
from detente.analyses.deals import deals
from detente.analyses.desk import desk
from detente.analyses.dilemmas import dilemmas
from detente.analyses.equilibria import equilibria
from detente.analyses.facts import TurnedFacts
from detente.analyses.interview import interview
from detente.analyses.leverage import leverage
from detente.analyses.outlook import outlook
from detente.analyses.paths import paths
from detente.analyses.ratification import ratification
from detente.analyses.respond import respond
from detente.analyses.watch import watch
from detente.analyses.whatif import whatif
from detente.errors import InputError, NoAnswer
from detente.formats import parse
from detente.model.dialogue import Dialogue
from detente.report.brief import desk as desk_page
from detente.report.brief import page as brief_page
from detente.report.brief import sentences, turned
from detente.report.pages import compare as compare_page
from detente.report.pages import deals as deals_page
from detente.report.pages import equilibria as equilibria_page
from detente.report.pages import interview as interview_page
from detente.report.pages import leverage as leverage_page
from detente.report.pages import outlook as outlook_page
from detente.report.pages import paths as paths_page
from detente.report.pages import watch as watch_page
from detente.report.pages import whatif as whatif_page
from detente.report.renderers import markdown

MANY = """
parties: {a: {name: Aland}, b: {name: Bland}}
options: {p: {by: b}, q: {by: b}, r: {by: b}, s: {by: b}, t: {by: b}, x: {by: a}}
priorities: {a: [x], b: []}
status_quo: {}
"""


def test_how_many_settlements_the_status_quo_leads_to_is_no_matter_of_how_many_are_listed():
    for limit in (2, 20, 100):
        told = paths_page.view(parse(MANY), paths(parse(MANY), limit=limit)).headline
        assert told == "The status quo leads to one of the 32 firm settlements by itself"


def test_a_step_that_costs_nothing_is_not_one_that_its_mover_would_rather_not_take():
    told = markdown.render(paths_page.view(parse(MANY), paths(parse(MANY))))
    assert "gains nothing by" in told and "rather not" not in told


# ---- who passes at home --------------------------------------------------------------------------------------------


VETO = """
parties: {a: {name: Aland}, b: {name: Bland}, court: {name: the Court, ratifies: a, unless: order}}
circumstances: {order: {text: There is an order of the day, now: no, chance: 30%, otherwise: an order of the day}}
options: {port: {by: a, text: a free port, asked_by: b}, grain: {by: b, text: grain, asked_by: a}}
priorities: {a: [grain, not port], b: [port, not grain], court: [not port]}
status_quo: {}
"""


@pytest.fixture(scope="module")
def veto() -> Dialogue:
    return parse(VETO)


def text(document) -> str:
    return " ".join(markdown.render(document).split())


def test_a_fact_that_lifts_a_veto_makes_a_difference(veto):
    found = whatif(veto, set=["order=yes"])
    assert not found.same and (found.signing_before.passing, found.signing_after.passing) == (0, 1)
    assert (found.gained_total, found.lost_total, found.asks) == (0, 0, ())
    told = whatif_page.view(veto, found)
    assert told.headline == "One package that beats the drift would pass at home, instead of none"


def test_it_is_told_by_the_brief_and_watched_for(veto):
    told = text(brief_page.view(veto, brief(veto)))
    assert "that one package passes at home, not none" in told and "opens nothing" not in told
    found = watch(veto)
    assert [(sign.id, sign.passing) for sign in found.signs if sign.kind == "fact"] == [("order", (0, 1))]
    assert "one package passes at home, not none" in text(watch_page.view(veto, found))


def test_an_offer_that_is_refused_at_home_is_told_so(veto):
    found = leverage(veto, "port")
    assert [offer.refused for offer in found.offers] == [("court",)]
    assert "Court would refuse it" in text(leverage_page.view(veto, found))
    assert leverage(parse(VETO.replace("now: no", "now: yes")), "port").offers[0].refused == ()


def test_what_is_supposed_is_not_told_as_what_comes_of_it(veto):
    found = whatif(veto, grant=["port=no", "grain=yes"])
    assert found.asks == () and "grain could be had" not in whatif_page.view(veto, found).headline.lower()


# ---- nothing is said to bar, or to open, what it does not ------------------------------------------------------------


RANKED = """
parties: {a: {name: Aland}, b: {name: Bland}}
options: {port: {by: a, text: a free port, asked_by: b}, grain: {by: b, text: grain, asked_by: a}}
ranking:
  a: [{grain: yes}, {port: yes, grain: yes}, {}, {port: yes}]
  b: [{port: yes}, {}, {port: yes, grain: yes}, {grain: yes}]
status_quo: {}
"""


def test_a_ranking_has_no_lines_and_an_offer_that_brings_its_maker_nothing_says_so():
    ranked = parse(RANKED)
    found = leverage(ranked, "port")
    assert found.packages.standing != "no_link" and [offer.worth_it for offer in found.offers] == [False]
    assert "No line of" not in text(leverage_page.view(ranked, found))
    told = text(brief_page.view(ranked, brief(ranked)))
    assert "at no gain to Bland" in told and "nothing in the file would move it" not in told


def test_what_some_settlement_has_is_not_told_as_done():
    """Two firm settlements, and the talks stay in the one without it."""
    meet = parse("""
    parties: {a: {name: Aland}, b: {name: Bland}}
    options: {road: {by: a, text: a road, asked_by: b}, rail: {by: b, text: rail, asked_by: a}}
    priorities: {a: [road iff rail], b: [rail iff road]}
    status_quo: {}""")
    found = leverage(meet, "road")
    assert found.already and leverage_page.view(meet, found).headline.endswith("if it goes there")


# ---- steps -----------------------------------------------------------------------------------------------------------


def test_a_gain_is_not_called_what_its_party_does_not_want():
    """Aland would gain by the whole road; its next step is the smaller one, which gives it all it wants."""
    road = parse("""
    parties: {a: {name: Aland}, b: {name: Bland}}
    options: {road: {by: a, text: a road, levels: [none, lane, road]}, toll: {by: b, text: a toll}}
    priorities: {a: [road >= lane], b: [toll iff road is road]}
    status_quo: {}""")
    signs = {sign.to: sign for sign in watch(road).signs if sign.id == "road"}
    assert signs["road"].gains and not signs["road"].likely_next
    assert "a gain for it, though not its next step" in text(watch_page.view(road, watch(road)))


# ---- a status quo that is not wholly known ---------------------------------------------------------------------------


UNSURE = """
parties: {a: {name: Aland}, b: {name: Bland}}
options:
  guns: {by: a, text: guns on the hill, levels: [none, some]}
  watch: {by: a, text: a watch post}
  road: {by: b, text: a road, asked_by: a}
priorities: {a: [road], b: [road iff guns is none]}
status_quo: {guns: unknown, watch: yes}
"""


@pytest.fixture(scope="module")
def unsure() -> Dialogue:
    return parse(UNSURE)


@pytest.mark.parametrize("ask", [deals, watch, paths, dilemmas, outlook, ratification])
def test_what_is_not_known_is_named_with_its_mend(unsure, ask):
    with pytest.raises(NoAnswer, match=r"not wholly known.*`guns`.*--status-quo guns=none"):
        ask(unsure)


def test_a_reply_is_asked_of_a_state_that_is_said_not_of_an_invented_one(unsure):
    with pytest.raises(InputError, match=r"at which level `guns` is.*road=yes,guns=none"):
        respond(unsure, "road=yes")
    assert respond(unsure, "road=yes,guns=some").at.state == {"guns": "some", "watch": "yes", "road": "yes"}


def test_the_brief_tells_what_each_status_quo_grants_and_the_interview_that_it_hangs_on_it(unsure):
    told = text(brief_page.view(unsure, brief(unsure)))
    assert "Two status quos are possible" in told and "a road" in told and "no ask in full" in told
    found = interview(unsure)
    assert found.unknown == ("guns",)
    assert "guns on the hill" in text(interview_page.view(unsure, found))


# ---- one word for one thing, one number for it -----------------------------------------------------------------------


SIGNING = """
horizon: 2030
parties: {a: {name: Aland}, b: {name: Bland}, c: {name: Cland}}
options:
  port: {by: a, text: a free port, asked_by: b}
  grain: {by: b, text: grain, levels: [none, half, whole], asked_by: a}
  flag: {by: c, text: a flag}
priorities: {a: [grain is whole, grain, not port], b: [port, not grain is whole, not grain]}
status_quo: {}
"""
SIGNED = SIGNING + "signature: {chance: 70%}\nhappened: [{date: 2028, what: port, holds: yes}]\n"


def test_it_settles_in_as_many_states_on_every_page():
    for source in (SIGNING, MANY, UNSURE, RANKED):
        dialogue = parse(source)
        found, told = equilibria(dialogue), brief(dialogue).facts.ways
        assert found.settlements == told.states == sum(len(way.members) for way in found.ways)
        headline = equilibria_page.view(dialogue, found).headline
        assert ("weaker sense" in headline) == (found.total > found.settlements)
        if dialogue.status_quo is not None:
            ahead = outlook(dialogue)
            assert sum(not one.free for one in ahead.equilibria) == found.settlements


def test_the_outlook_says_that_nothing_is_signed_and_the_back_test_weighs_what_nobody_answered():
    dialogue = parse(SIGNED)
    told = text(outlook_page.view(dialogue, outlook(dialogue)))
    assert "if nothing is signed; the file calls a signature likely" in told
    assert "signature" not in text(outlook_page.view(parse(SIGNING), outlook(parse(SIGNING))))
    waiting = {one.what: one.chance for one in backtest(dialogue).waiting}
    assert waiting == {"grain": pytest.approx(brief(dialogue).facts.ask("grain").signed)} and waiting["grain"] > 0


def test_a_desk_and_the_brief_name_the_same_reasons():
    dialogue = parse(SIGNING)
    made = brief(dialogue)
    whole = brief_page.view(dialogue, made)
    mine = desk_page.view(dialogue, made, desk(dialogue, made, "b"))
    stuck = [[section for section in one.sections if section.id == "stuck"] for one in (whole, mine)]
    assert stuck[0] == stuck[1] != []


def test_what_is_said_of_one_of_several_packages_names_it():
    dialogue = parse(SIGNING)
    made = brief(dialogue).facts
    told = {about: text for about, text in sentences.sentences(dialogue, made).items() if about.startswith("deal:")}
    assert len(made.deal.packages) > 1
    for n in range(1, len(made.deal.packages) + 1):
        assert told[f"deal:{n} Guarantee"].startswith(f"{n} ")


def test_a_desk_counts_all_that_is_one_change_away_though_it_names_three():
    options = {f"x{n}": {"by": "b", "text": f"thing {n}", "asked_by": "a"} for n in range(5)}
    lines = {"a": [*options], "b": [f"not x{n}" for n in range(5)]}
    dialogue = parse(str({"parties": {"a": {}, "b": {}}, "options": options, "priorities": lines, "status_quo": {}}))
    made = brief(dialogue)
    found = desk(dialogue, made, "a")
    assert len(found.want) == 5
    told = text(desk_page.view(dialogue, made, found))
    assert "Five of our asks are one change away" in told and "And two more" in told


def test_an_ask_that_the_last_of_many_settlements_grants_is_not_refused(monkeypatch):
    """Whatever is kept of the list of firm settlements: the ask is granted in the last of them by code."""
    from detente.analyses import settlements

    dialogue = parse(MANY.replace("t: {by: b}", "t: {by: b, asked_by: a}"))
    monkeypatch.setattr(settlements, "KEPT", 2)
    case = brief(dialogue).cases[0]
    assert len(case.firm) == 2 and case.total == 32 and "t" in case.granted and case.every == ()


def test_how_many_packages_are_listed_is_no_matter_for_how_many_hold():
    """Two packages that nobody can better for both; both leave the same one alone."""
    dialogue = parse(SIGNING)
    told = {deals_page.view(dialogue, deals(dialogue, limit=limit)).headline for limit in (1, 2, 8)}
    assert len(told) == 1 and "best two" in told.pop()


@pytest.mark.parametrize(("passing", "before", "told"), [(3, 0, 3), (0, 3, -3), (2080, 648, 0), (1, 2, 0), (0, 0, 0)])
def test_how_many_packages_there_are_is_told_only_where_there_are_none_now_or_then(passing, before, told):
    assert turned.counts(TurnedFacts(facts={"oil": True}, chance=None, passing=passing, before=before)) == told


def test_a_comparison_tells_what_passes_at_home(veto):
    there = parse(VETO.replace("now: no", "now: yes"))
    found = compare(veto, there)
    assert (found.asks, found.signing_before.passing, found.signing_after.passing) == ((), 0, 1)
    assert [one.passing for one in found.lines] == [(0, 1)]
    told = text(compare_page.view(veto, there, found))
    assert "One package passes at home" not in told and "one package passes at home, not none" in told
    assert compare(veto, veto).signing_same
