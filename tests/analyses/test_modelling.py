"""Warnings for modellers: each with material of its own, and against a literal reading on random dialogues."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest

import detente as dt
from detente.analyses.check import Checked, check
from detente.analyses.facts import facts
from detente.model.dialogue import Dialogue, Rule, State, permitted
from detente.model.expression import And, Name, Not, names
from detente.report import wording
from strategies import judge_of, random_dialogue

TALKS = """
parties: {{a: {{name: Aland}}, b: {{name: Bland}}}}
options: {{port: {{by: a, text: Open port}}, rail: {{by: b, text: Rail link}}, toll: {{by: b, text: A toll}}}}
priorities: {{a: [{a}], b: [{b}]}}
status_quo: {{}}
sources: {{note: {{title: A note}}}}
"""


def codes(found: Checked) -> dict[str, list[str]]:
    """Code -> the ids at which it stands."""
    made: dict[str, list[str]] = {}
    for warning in found.warnings:
        made.setdefault(warning.code, []).append(warning.at)
    return made


def of(a: str, b: str, more: str = "") -> Checked:
    return check(dt.parse(TALKS.format(a=a, b=b) + more))


# ---- a restless status quo


def test_a_party_that_would_leave_at_once_is_asked_about_with_its_line() -> None:
    found = of("port", "rail iff port")
    (warning,) = (w for w in found.warnings if w.code == "restless-status-quo")
    assert warning.at == "a"
    assert "would leave the status quo at once for `port=yes`" in wording.warning(warning)
    assert "because of line 1 of its list (`a.port`)" in wording.warning(warning)
    assert "why has it not?" in wording.warning(warning)


@pytest.mark.parametrize("a", ["not port", "rail", "not toll, port"])
def test_nobody_is_asked_who_would_stay_or_is_deterred(a: str) -> None:
    """In the last the toll would be the answer to the port."""
    found = of(a, "rail iff toll, toll iff port" if "toll" in a else "not rail")
    assert "a" not in codes(found).get("restless-status-quo", [])


# ---- a rule that keeps a party from its best step


@pytest.mark.parametrize(
    ("rule", "a", "warned"),
    [
        ("port and not rail", "port", True),  # a promise of a, written as a fact
        ("port and not rail", "not port", False),  # it keeps nobody from what it wants
        ("port and toll", "not port", False),
        ("rail and toll", "port", False),  # one party's own affair
    ],
)
def test_a_rule_over_two_that_keeps_one_from_a_step_it_wants(rule: str, a: str, warned: bool) -> None:
    found = of(a, "rail, not toll", f"rules: [{{id: pact, never: {rule}}}]")
    assert (codes(found).get("rule-bars-a-step") == ["pact"]) is warned
    if warned:
        (warning,) = (w for w in found.warnings if w.code == "rule-bars-a-step")
        assert "keeps `a` from `port=yes`" in wording.warning(warning)
        assert "`for: PARTY`" in wording.warning(warning)


def with_joint_rule(seed: int) -> Dialogue:
    draw, talks = random.Random(seed), random_dialogue(seed, most=48)
    owners = list(dict.fromkeys(option.by for option in talks.options))
    if len(owners) < 2:
        return talks
    first, second = draw.sample(owners, 2)
    named = [draw.choice([o.id for o in talks.options if o.by == owner]) for owner in (first, second)]
    sides = tuple(Name(id) if draw.random() < 0.5 else Not(Name(id)) for id in named)
    return replace(talks, rules=(*talks.rules, Rule(id="pact", never=And(sides))))


def keeps_somebody(talks: Dialogue, rule: Rule) -> bool:
    """Literally: somewhere a party's best state in reach is one that this rule alone excludes."""
    others = replace(talks, rules=tuple(r for r in talks.rules if r.id != rule.id))
    judge = judge_of(others)
    named = {talks.option(id).by for id in names(rule.never) if talks.has("options", id)}
    states = list(product(*(range(radix) for radix in talks.radices)))
    for here in states:
        if talks.feasible(here):
            for party in named:
                reach = [there for there in states if others.feasible(there) and _goes(talks, party, here, there)]
                best = max(judge.rank[party][there] for there in [*reach, here])
                allowed = max(judge.rank[party][there] for there in [*reach, here] if talks.feasible(there))
                if best > allowed:
                    return True
    return False


def _goes(talks: Dialogue, party: str, here: State, there: State) -> bool:
    steps = zip(talks.options, here, there, strict=True)
    return all(a == b or (o.by == party and permitted(o.direction, a, b)) for o, a, b in steps)


def test_rules_that_keep_somebody_from_its_best_step_literally() -> None:
    met = 0
    for seed in range(200):
        talks = with_joint_rule(seed)
        if not talks.has("rules", "pact") or not any(talks.feasible(s) for s in product(*map(range, talks.radices))):
            continue
        met += 1
        warned = codes(check(talks)).get("rule-bars-a-step", [])
        for rule in talks.rules:
            owners = {talks.option(id).by for id in names(rule.never) if talks.has("options", id)}
            assert (rule.id in warned) == (len(owners) > 1 and keeps_somebody(talks, rule)), (seed, rule.id)
    assert met > 100


# ---- unless or iff


def test_where_nothing_was_read_the_status_quo_is_no_fact() -> None:
    """A classroom's game starts somewhere; nobody asks why its parties have not moved."""
    bare = TALKS.replace("sources: {{note: {{title: A note}}}}\n", "").format(a="port", b="rail")
    assert "restless-status-quo" not in codes(check(dt.parse(bare)))
    assert "restless-status-quo" in codes(check(dt.parse(bare + "rounds: [{date: 2020-01-01}]")))


@pytest.mark.parametrize(
    ("b", "warned"),
    [
        ("not rail unless port", True),
        ("rail iff port", False),
        ("not rail unless port, rail", False),  # a line below wants it
        ("not rail unless toll", False),  # its own affair
        ("not port unless rail", False),  # what it may tolerate of another
        ("rail unless port", False),  # it is done, not withheld
        ("if port then rail", False),
    ],
)
def test_unless_that_promises_nothing(b: str, warned: bool) -> None:
    assert ("unless-or-iff" in codes(of("rail, not port", b))) is warned


@pytest.mark.parametrize(
    ("a", "warned"),
    [
        ("rail, not port", True),  # a would open the port for the link
        ("not port unless rail, rail", True),
        ("rail", False),  # the port costs a nothing: no price
        ("rail, port", False),
        ("not port", False),  # a wants nothing for it
        ("not rail, not port", False),  # the rail is a threat, and no thing to be had
    ],
)
def test_an_exchange_is_one_where_the_other_list_wants_it_and_would_pay(a: str, warned: bool) -> None:
    assert ("unless-or-iff" in codes(of(a, "not rail unless port"))) is warned


def test_the_lines_of_one_party_are_one_warning() -> None:
    found = of("rail, toll, not port", "not rail unless port, not toll unless port")
    (warning,) = (w for w in found.warnings if w.code == "unless-or-iff")
    assert warning.at == "b"
    assert warning.about["statements"] == ("b.not-rail-unless-port", "b.not-toll-unless-port")


def test_the_mend_of_unless_is_what_makes_it_happen() -> None:
    found = of("rail, not port", "not rail unless port")
    (warning,) = (w for w in found.warnings if w.code == "unless-or-iff")
    assert "write `rail iff port`" in wording.warning(warning)
    before, after = (dt.parse(TALKS.format(a="rail, port", b=b)) for b in ("not rail unless port", "rail iff port"))
    assert [facts(talks).drift.ends[0].states[0].at.state["rail"] for talks in (before, after)] == ["no", "yes"]


# ---- names, and lines as a group


@pytest.mark.parametrize(("room", "entry"), [("options", "{by: a, text: rail LINK}"), ("parties", "{name: bland}")])
def test_what_is_called_the_same_is_told(room: str, entry: str) -> None:
    text = TALKS.format(a="port", b="rail").replace(f"{room}: {{", f"{room}: {{other: {entry}, ")
    (where,) = codes(check(dt.parse(text)))["one-name"]
    assert where in ("rail", "b", "other")


def test_asks_of_two_parties_for_one_thing_may_be_called_the_same() -> None:
    asks = "asks: {x: {of: a, by: b, that: port, text: The port}, y: {of: a, by: c, that: port, text: The port}}"
    text = TALKS.format(a="port", b="rail").replace("parties: {", "parties: {c: {name: Cland}, ")
    assert "one-name" not in codes(check(dt.parse(text + asks)))
    assert "one-name" in codes(check(dt.parse(text + asks.replace("by: c, that: port", "by: c, that: not port"))))


def test_inferred_lines_are_one_warning() -> None:
    lines = "{want: port, basis: inferred}, {want: rail, basis: assumed}"
    lines += ", {want: not toll, basis: inferred, evidence: note}"
    found = codes(of(lines, "{want: rail, evidence: note}"))
    assert found["inferred-lines"] == [""]
    (warning,) = (w for w in of(lines, "rail").warnings if w.code == "inferred-lines")
    told = wording.warning(warning)
    assert told.startswith("statements that are inferred or assumed cite nothing (`a.port` and `a.rail`)")


@pytest.mark.parametrize("name", dt.examples())
def test_shipped_dialogues_have_no_warning_that_is_not_silenced_for_a_reason(name: str) -> None:
    from detente.formats import load_with_warnings

    dialogue, notices = load_with_warnings(name)
    assert not check(dialogue, notices=notices).warnings
