"""Back-tests: the chance of each question against plain enumeration, which table it goes to, what is left out."""

from __future__ import annotations

import json
import random
from fractions import Fraction

import pytest
from outlook_naive import naive_outlook, random_uncertain

from detente import formats
from detente.analyses.backtest import SIGNED, backtest
from detente.analyses.gathering import Gathering
from detente.analyses.outlook import outlook
from detente.analyses.shelf import shelf, shipped
from detente.analyses.signed import signed
from detente.cli import run
from detente.errors import InputError, NoAnswer
from detente.formats import parse
from detente.model.dialogue import Happened
from detente.model.expression import names
from detente.plain import plain
from detente.report.pages import backtest as page
from detente.report.pages import shelf as shelf_page
from detente.report.renderers import terminal
from strategies import expression

TALKS = """\
horizon: 2011
parties: {a: , b: }
circumstances: {rain: {chance: 0.4}, snow: }
options:
  x: {by: a, asked_by: b}
  y: {by: b, asked_by: a}
priorities:
  a: [{want: not x, sure: 0.75}, y]
  b: [x, not y]
status_quo: {y: no}
rounds: [{id: one, date: 2010-01, answers: {x: refused, y: accepted}}]
"""


def scored(came: str, talks: str = TALKS, **more):
    dialogue = parse(talks + f"happened: [{came}]\n")
    return dialogue, backtest(dialogue, **more)


@pytest.mark.parametrize("seed", range(60))
def test_the_chance_of_a_condition_is_that_of_plain_enumeration(seed):
    dialogue, draw = random_uncertain(seed), random.Random(seed)
    condition = expression(draw, list(dialogue.options))
    came = Happened(date="2030", what=condition, holds=draw.choice(("yes", "no", "partly")))
    states, _asks, _left, _made, _settles = naive_outlook(dialogue, "lean", "best")
    held = sum(chance for code, chance in states.items() if dialogue.holds(condition, dialogue.state(code)))
    try:
        found = backtest(dialogue, happened=[came])
    except NoAnswer:
        return
    assert names(condition) or not found.unsaid
    (claim,) = found.claims
    assert claim.chance == claim.drift == pytest.approx(float(held), abs=1e-9)
    assert claim.brier == float((Fraction(claim.chance) - (came.holds == "yes")) ** 2)


@pytest.mark.parametrize(
    "name", [name for name in formats.examples() if formats.happened(name, formats.load(name)).happened]
)
def test_the_chance_of_an_ask_is_that_of_its_outlook_or_of_the_package_told(name):
    dialogue = formats.load(name)
    after = formats.happened(name, dialogue)
    found = backtest(dialogue, happened=after.happened, sources=after.sources)
    given = {one.ask: one.chance for one in outlook(dialogue, equilibria=False).asks}
    deal, weighed = Gathering(dialogue, None).deal, signed(dialogue) or {}
    for claim in found.claims:
        if claim.ask:
            assert claim.drift == given[claim.ask]
            if deal and deal.packages:
                full = deal.packages[0].asks[claim.ask] == "full"
                assert (claim.deal == 1) == full
        stated = {"drift": claim.drift, "deal": claim.deal, "signature": weighed.get(claim.ask)}
        assert claim.chance == {**stated, "analyst": claim.chance}[claim.against]
        assert claim.met == (claim.came == "yes")
    resolved = {one.ask or str(one.what) for one in after.happened if not one.signed}
    assert {c.what for c in found.claims if c.what != SIGNED} | {*found.known, *found.late, *found.unsaid} == resolved
    told = {c.ask for c in found.claims} | {*found.implied}
    assert {w.what for w in found.waiting} == {ask.id for ask in dialogue.asks} - told


def test_what_was_signed_decides_the_table():
    came = "{date: 2010-05, what: x, holds: no}, {date: 2010-06, signed: yes}, {date: 2010-07, what: y, holds: yes}"
    _, found = scored(came)
    assert {c.what: c.against for c in found.claims} == {"x": "drift", "y": "deal"} and found.signed == "2010-06"
    assert {kind: one.given.count for kind, one in found.tables.items()} == {"drift": 1, "deal": 1}


def test_a_signature_that_is_stated_weighs_both():
    came = "{date: 2010-05, what: x, holds: no}, {date: 2010-06, what: x and not y, holds: no}"
    _, found = scored(came, TALKS + "signature: {chance: 0.25}\n")
    for claim in found.claims:
        assert claim.against == "signature"
        assert claim.chance == pytest.approx(0.25 * claim.deal + 0.75 * claim.drift)


def test_facts_are_the_analysts_and_need_a_chance():
    came = "{date: 2010-05, what: rain, holds: yes}, {date: 2010-05, what: snow, holds: yes}"
    _, found = scored(came)
    (claim,) = found.claims
    assert (claim.what, claim.chance, claim.against, claim.drift) == ("rain", 0.4, "analyst", None)
    assert found.unsaid == ("snow",) and found.all.given.count == 0 and found.parts is None


def test_only_outcomes_after_the_day_and_until_the_horizon_count_and_of_one_question_the_last():
    came = ("{date: 2009, what: x, holds: yes}, {date: 2012, what: y, holds: yes}, "
            "{date: 2010-12, what: x, holds: partly}, {date: 2010-04, what: x, holds: yes}")  # fmt: skip
    _, found = scored(came)
    (claim,) = found.claims
    assert (claim.date, claim.came, claim.met) == ("2010-12", "partly", False)
    assert (found.known, found.late) == (("x",), ("y",))


def test_the_rivals_say_what_they_are():
    _, found = scored("{date: 2010-05, what: y, holds: yes}, {date: 2010-05, what: x, holds: no}")
    said = {c.what: (c.stays, c.done) for c in found.claims}
    assert said == {"y": (False, True), "x": (False, False)}
    assert found.all.done.brier == 0 and found.all.stays.brier == 0.5


def test_of_two_rounds_the_later_is_hidden_and_its_signature_known():
    talks = TALKS.replace("rounds: [", "rounds: [").replace(
        "y: accepted}}]", "y: accepted}}, {id: two, date: 2010-09, ended: signed, answers: {x: accepted}}]"
    )
    came = "{date: 2010-10, what: x, holds: yes}"
    assert scored(came, talks)[1].signed == ""
    found = scored(came, talks, as_of="2010-03")[1]
    assert (found.signed, found.hidden.rounds, found.claims[0].against) == ("2010-09", ("two",), "deal")
    assert not found.claims[0].done


@pytest.mark.parametrize("date", ["soon", "2010-13", "2010-02-31"])
def test_a_date_that_is_none_is_refused(date):
    with pytest.raises(InputError, match="not a valid date"):
        backtest(parse(TALKS), as_of=date)


def test_the_shelf_pools_what_each_dialogue_gave(capsys):
    every = shipped()
    found = shelf(every)
    claims = [c for one in every for c in one.result.claims if c.against != "analyst"]
    assert found.all.given.count == len(claims) == sum(row.standings.given.count for row in found.rows)
    mean = sum((Fraction(c.chance) - c.met) ** 2 for c in claims) / len(claims)
    assert found.all.given.brier == float(mean)
    briers = [row.standings.given.brier for row in found.rows]
    assert briers == sorted(briers, reverse=True) and set(found.untested) >= {"river"}
    assert sum(one.claim.brier > 0.25 for one in found.failures) == len(found.failures)
    told = terminal.text(shelf_page.view(every, found))
    assert "flatter" in told and all(row.name in told for row in found.rows)
    assert run(["backtest", "--shelf", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["all"] == plain(found.all)


def test_a_dialogue_or_the_shelf_and_not_both(capsys):
    assert run(["backtest"]) == 2 and run(["backtest", "river", "--shelf"]) == 2
    assert run(["backtest", "--shelf", "--as-of", "2010"]) == 2
    assert "--shelf alone" in capsys.readouterr().err


def test_the_page_says_which_way_it_was_wrong():
    dialogue, found = scored("{date: 2010-05, what: x, holds: yes}, {date: 2010-05, what: rain, holds: no}")
    told = " ".join(terminal.text(page.view(dialogue, found)).split())
    assert "Further from what came" in told or "As near to what came" in told or "Nearer to what came" in told
    assert "flatter" in told and "sealed beforehand" in told


def test_what_came_in_part_counts_as_no_and_the_page_says_so():
    dialogue, found = scored("{date: 2010-05, what: x, holds: partly}")
    (claim,) = found.claims
    assert not claim.met and claim.brier == pytest.approx(claim.chance**2)
    assert "counts as “did not”" in " ".join(terminal.text(page.view(dialogue, found)).split())


def test_the_outcomes_of_the_article_are_found_and_name_its_asks_and_facts():
    talks = formats.load("us-pakistan-2010")
    found = backtest(talks, happened=formats.happened("us-pakistan-2010", talks).happened)
    assert len(found.claims) == 13 and not found.known and not found.late


@pytest.mark.parametrize(
    "came, by, met",
    [
        ("{date: 2010-06, signed: yes}", "", True),
        ("{date: 2010-06, signed: no}", "", False),
        ("{date: 2010-06, signed: no}, {date: 2010-09, signed: yes}", "", True),
        ("{date: 2010-09, signed: yes}", "2010-07", False),
        ("{date: 2012-01, signed: yes}", "", False),
    ],
)
def test_the_chance_of_a_signature_is_scored_whether_it_came_or_not(came, by, met):
    chance = f"{{chance: 0.25, by: {by}}}" if by else "{chance: 0.25}"
    _, found = scored(came, TALKS + f"signature: {chance}\n")
    (claim,) = (c for c in found.claims if c.what == SIGNED)
    assert (claim.met, claim.against, claim.brier) == (met, "analyst", pytest.approx((0.25 - met) ** 2))
    assert found.all.given.count == 0 and not any(c.what == SIGNED for c in scored(came)[1].claims)


def test_what_was_not_signed_is_read_and_written_as_such():
    dialogue, found = scored("{date: 2010-06, signed: no}")
    assert formats.parse(formats.dump(dialogue)) == dialogue and found.signed == ""
    with pytest.raises(InputError, match="signed: yes` or `no"):
        scored("{date: 2010-06, what: x, holds: no, signed: no}")


@pytest.mark.parametrize(
    "outcome, said",
    [
        ("{what: x >= some, holds: no}", "no"),
        ("{what: x is all, holds: no}", "no"),
        ("{what: x is all and y, holds: yes}", "yes"),
        ("{what: x is some, holds: yes}", "no"),
        ("{what: x >= some, holds: yes}", None),
        ("{what: x >= some, holds: partly}", None),
        ("{what: not y, holds: yes}", None),
    ],
)
def test_an_outcome_about_something_else_answers_an_ask_and_is_not_scored_twice(outcome, said):
    talks = TALKS.replace("x: {by: a, asked_by: b}", "x: {by: a, asked_by: b, levels: [none, some, all]}")
    dialogue, found = scored(outcome.replace("{", "{date: 2010-06, "), talks)
    assert found.implied.get("x") == said and len(found.claims) == 1
    assert ("x" in {one.what for one in found.waiting}) == (said is None)
    assert ("not scored twice" in " ".join(terminal.text(page.view(dialogue, found)).split())) == bool(found.implied)
