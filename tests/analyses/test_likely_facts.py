"""A fact that is likely, and its consequences: told first, never sealed or scored as what the file does not say."""

import random
from dataclasses import replace

import pytest

import detente as dt
from detente.analyses.backtest import backtest
from detente.analyses.check import check
from detente.analyses.facts import facts
from detente.analyses.forecast import questions
from detente.analyses.outlook import outlook
from detente.analyses.watch import watch
from detente.errors import NoAnswer
from detente.methods.chances.staying import displaced
from detente.model.dialogue import Chance, Circumstance, Dialogue, Rule
from detente.model.expression import And, Name, Not
from detente.report.brief import page
from detente.report.pages import backtest as backtest_page
from detente.report.pages import outlook as outlook_page
from detente.report.renderers.terminal import text as render
from strategies import random_dialogue

FERRY = """
title: A ferry under a permit
horizon: 2031-12-31
parties: {isle: {name: The Isle, at_table: yes}, shore: {name: The Shore, at_table: yes}}
sources: {port: {title: The port's gazette, date: 2031-01-02}}
circumstances:
  expiry: {text: The permit has expired, now: no, chance: "{chance}"}
  storm: {text: A storm has closed the pier, now: no, chance: 30%}
options:
  ferry: {by: isle, text: the night ferry, evidence: port}
  berth: {by: shore, text: a berth, evidence: port}
rules: [{id: no-permit, never: ferry and expiry}]
priorities: {isle: [berth, ferry], shore: [ferry, not berth]}
asks:
  more: {by: isle, of: shore, that: berth, evidence: port}
  still: {by: shore, of: isle, that: ferry, evidence: port}
status_quo: {ferry: yes}
"""


def ferry(chance: str) -> Dialogue:
    """The ferry, whose permit expires with this chance."""
    return dt.parse(FERRY.replace("{chance}", chance))


def words(document: object) -> str:
    """A page in one line."""
    return " ".join(render(document).split())  # type: ignore[arg-type]


def test_what_likely_ends_the_status_quo_is_the_headline_and_a_warning() -> None:
    talks = ferry("85%")
    shown = page.view(talks, dt.brief(talks))
    assert shown.headline == "It can hardly stay as it is: very likely (80–95 %)"
    text = words(shown)
    assert "it cannot stay as it is: with “The permit has expired” coming to hold the rules leave no place" in text
    assert "drift and chances are of the other cases" in text
    assert [w.at for w in check(talks).warnings if w.code == "driven-out"] == ["expiry"]
    assert outlook_page.view(talks, outlook(talks)).sections[0].finding.startswith("In 85 % of the cases")


def test_what_is_unlikely_to_end_it_is_told_among_what_would_change_it() -> None:
    talks = ferry("10%")
    shown = page.view(talks, dt.brief(talks))
    assert "hardly" not in shown.headline
    assert "Would shut: “The permit has expired” coming to hold, very unlikely (5–20 %): it cannot stay as it is." in (
        words(shown)
    )
    assert not [w for w in check(talks).warnings if w.code == "driven-out"]


def test_a_fact_is_sealed_at_the_chance_of_the_file_and_an_ask_is_not_sealed_out_of_the_rest() -> None:
    talks = ferry("85%")
    [sealed] = questions(talks, "2031-02-01", only=["expiry"])
    assert sealed.chance == pytest.approx(0.85)
    with pytest.raises(NoAnswer, match="85% of the cases"):
        questions(talks, "2031-02-01")
    assert {q.name: q.chance for q in questions(ferry("40%"), "2031-02-01")}["fact:expiry@2031-12-31"] == (
        pytest.approx(0.4)
    )


def test_a_fact_is_scored_at_the_chance_of_the_file() -> None:
    talks = dt.parse(FERRY.replace("{chance}", "85%") + "happened: [{date: 2031-06-01, what: expiry, holds: yes, "
                     "evidence: port}]\n")  # fmt: skip
    found = backtest(talks, as_of="2031-02-01")
    assert [(c.what, c.chance) for c in found.claims] == [("expiry", pytest.approx(0.85))]
    shown = backtest_page.view(talks, found)
    assert shown.headline == "Nothing is known of what was asked; one chance that the analyst gave is scored"
    assert "In 85 % of the cases the rules leave the status quo no place" in words(shown)


def uncertain(seed: int) -> Dialogue:
    """A random dialogue with uncertain facts and uncertain rules that they bring about."""
    draw, talks = random.Random(seed), random_dialogue(seed)
    given = tuple(Circumstance(id=f"f{k}", text=f"f{k}", now=draw.random() < 0.3,
                               chance=Chance(value=draw.choice((0.2, 0.5, 0.9)))) for k in range(2))  # fmt: skip
    side = Name("f0") if draw.random() < 0.5 else Not(Name("f1"))
    rule = Rule(id="w", never=And((Name(draw.choice(talks.options).id), side)),
                sure=Chance(value=draw.choice((0.5, 1))))  # fmt: skip
    made = replace(talks, circumstances=given, rules=(*talks.rules, rule))
    codes = [c for c in range(made.possible) if made.feasible(made.state(c))]
    return replace(made, status_quo=made.state(draw.choice(codes)) if codes else None)


def test_how_likely_it_is_driven_out_is_the_weight_that_an_outlook_leaves_out() -> None:
    met = 0
    for seed in range(60):
        talks = uncertain(seed)
        if talks.status_quo is None:
            continue
        found = displaced(talks)
        try:
            weight = outlook(talks, equilibria=False).left_out
        except NoAnswer:
            weight = 1.0
        assert (found.chance if found else 0.0) == pytest.approx(weight), seed
        met += found is not None
    assert met > 10


@pytest.mark.parametrize(("chance", "said"), [("0%", False), ("20%", True)])
def test_an_event_that_the_file_rules_out_is_not_told(chance: str, said: bool) -> None:
    talks = dt.parse(FERRY.replace('"{chance}"', '"10%"').replace("chance: 30%", f"chance: {chance}"))
    assert ("A storm has closed the pier" in words(page.view(talks, dt.brief(talks)))) is said


@pytest.mark.parametrize("name", ["river", "us-pakistan-2010", "iran-2015", "nile-dam-2021"])
def test_the_brief_and_what_to_watch_agree_on_what_a_fact_changes(name: str) -> None:
    talks = dt.load(name)
    known = facts(talks)
    told = {next(iter(one.facts)): one for one in known.turned}
    beats = known.deal is not None and known.deal.against == "drift"
    signs = {sign.id: sign for sign in watch(talks).signs if sign.kind == "fact"}
    for id, sign in signs.items():
        deal = {shift.ask: shift.met for shift in sign.shifts if shift.met is not None}
        assert told[id].deal == (deal if beats else {}), id
    for id, one in told.items():
        assert one.impossible or id in signs, id


def test_nothing_asked_comes_is_said_so() -> None:
    talks = replace(dt.parse(FERRY.replace("{chance}", "0%")), status_quo=(0, 0))
    none = [one for one in outlook(talks, equilibria=False).asks if one.chance]
    headline = outlook_page.section(talks, outlook(talks)).finding
    assert ("nothing that was asked comes in full, whatever else happens" in headline) is (not none)


def test_where_it_can_settle_in_every_case_the_firm_stand_first() -> None:
    for name in ("iran-2015", "us-pakistan-2010"):
        found = outlook(dt.load(name)).equilibria or ()
        order = [(-one.credible, -one.firm, one.code) for one in found]
        assert order == sorted(order)
