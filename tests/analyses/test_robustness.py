"""Robustness and assumptions, against the slow judge on every variant written out by hand."""

import json
from dataclasses import replace

import pytest
from river import river

from detente.analyses.assumptions import assumptions
from detente.analyses.robustness import robustness
from detente.formats import load, parse
from detente.model.dialogue import Ask, Circumstance, Equally, Rule
from detente.model.expression import And, Name, Not, Or, unparse
from detente.model.expression import parse as expression
from reference import worked
from strategies import judge_of, random_dialogue


def bottom(dialogue):
    """Firm states, verdict on each ask, whether the status quo stays; None without a sound dialogue."""
    judge = judge_of(dialogue)
    sq = dialogue.status_quo
    if not judge.states:
        return None
    firm = {s for s in judge.states if all(not judge.UI[i, s] for i in judge.parties)}
    asks = {}
    for ask in dialogue.asks:
        met = [dialogue.holds(ask.that, s) for s in firm]
        asks[ask.id] = "none" if not met else "every" if all(met) else "some" if any(met) else "no"
    return firm, asks, None if sq is None or sq not in judge.states else sq in firm


def dropped(preferences, id):
    left = []
    for item in preferences.priorities:
        if isinstance(item, Equally):
            rest = tuple(s for s in item.items if s.id != id)
            left += [replace(item, items=rest)] if rest else []
        elif item.id != id:
            left.append(item)
    return replace(preferences, priorities=tuple(left))


def with_list(dialogue, party, preferences):
    return replace(dialogue, preferences={**dialogue.preferences, party: preferences})


def written_out(dialogue):
    """(kind, id, variant) of every variant."""
    for party, preferences in dialogue.preferences.items():
        items = preferences.priorities
        for k in range(len(items) - 1):
            swapped = (*items[:k], items[k + 1], items[k], *items[k + 2 :])
            yield "swap", items[k].id, with_list(dialogue, party, replace(preferences, priorities=swapped))
        for statement in preferences.statements:
            yield "drop", statement.id, with_list(dialogue, party, dropped(preferences, statement.id))
        weights, classes = preferences.weights, preferences.ranking
        for k, weight in enumerate(weights):
            left = (*weights[:k], *weights[k + 1 :])
            yield "weight", unparse(weight.expr), with_list(dialogue, party, replace(preferences, weights=left))
        for k in range(len(classes) - 1):
            swapped = (*classes[:k], classes[k + 1], classes[k], *classes[k + 2 :])
            yield "ranking", str(k + 1), with_list(dialogue, party, replace(preferences, ranking=swapped))
    for rule in dialogue.rules:
        yield "rule", rule.id, replace(dialogue, rules=tuple(r for r in dialogue.rules if r is not rule))
    for fact in dialogue.circumstances:
        yield "circumstance", fact.id, dialogue.under({fact.id: not fact.now})


def enriched(seed):
    """A random dialogue with a status quo, asks and circumstances that rules and statements mention."""
    dialogue = random_dialogue(seed, most=24)
    judge = judge_of(dialogue)
    if not judge.states:
        return None
    facts = (Circumstance(id="f", text="", now=seed % 2 == 0), Circumstance(id="g", text="", now=seed % 3 == 0))
    preferences = dict(dialogue.preferences)
    first = dialogue.parties[0].id
    if preferences[first].priorities and not isinstance(preferences[first].priorities[0], Equally):
        head, *rest = preferences[first].priorities
        head = replace(head, want=(And if seed % 2 else Or)((head.want, Name("f"))))
        preferences[first] = replace(preferences[first], priorities=(head, *rest))
    sq = judge.states[seed % len(judge.states)]
    option = dialogue.options[0]
    rule = Rule(id="fact", never=And((Name(dialogue.options[-1].id), Not(Name("g")))))
    return replace(
        dialogue,
        circumstances=facts,
        preferences=preferences,
        rules=(*dialogue.rules, rule) if seed % 4 == 0 else dialogue.rules,
        status_quo=sq,
        asks=(
            Ask(id="a", of=option.by, by="x", text="", that=Name(option.id)),
            Ask(id="b", of=option.by, by="x", text="", that=Not(Name(dialogue.options[-1].id))),
        ),
    )


@pytest.mark.parametrize("block", range(5))
def test_every_variant_is_judged_as_if_it_were_written_out(block):
    seen = 0
    for seed in range(block * 50, block * 50 + 50):
        dialogue = enriched(seed)
        if dialogue is None or bottom(dialogue)[2] is None:
            continue
        base = bottom(dialogue)
        results = [(kind, id, bottom(variant)) for kind, id, variant in written_out(dialogue)]
        check_robustness(dialogue, base, [r for r in results if r[0] != "circumstance"], seed)
        check_assumptions(dialogue, base, [r for r in results if r[0] not in ("swap", "ranking")], seed)
        seen += 1
    assert seen > 30


def check_robustness(dialogue, base, results, seed):
    found = robustness(dialogue)
    invalid = [(kind, id) for kind, id, b in results if b is None or b[2] is None]
    assert sorted((v.kind, v.id) for v in found.invalid) == sorted(invalid)
    valid = [(kind, id, b) for kind, id, b in results if (kind, id) not in invalid]
    assert sum(found.variants.values()) == len(valid) and found.firm == len(base[0])
    firm = sorted(dialogue.code(s) for s in base[0])[:20]
    assert [c.code for c in found.conclusions if c.kind == "equilibrium"] == firm
    for c in found.conclusions:
        said = {
            "equilibria": lambda b: b[0] == base[0],
            "equilibrium": lambda b, c=c: dialogue.state(c.code) in b[0],
            "ask": lambda b, c=c: b[1][c.id] == base[1][c.id],
            "status_quo": lambda b: b[2] == base[2],
        }[c.kind]
        broken = [(kind, id) for kind, id, b in valid if not said(b)]
        assert sorted((v.kind, v.id) for v in c.broken_by) == sorted(broken), (seed, c.kind, c.id)
        assert (c.holds, c.of) == (len(valid) - len(broken), len(valid))


def check_assumptions(dialogue, base, results, seed):
    found = assumptions(dialogue)
    assert found.tried == len(results)
    kinds = {"drop": "statement"}
    carrying = {
        (kinds.get(kind, kind), id)
        for kind, id, b in results
        if b is None or b[1] != base[1] or b[2] != base[2]
    }
    assert {(a.kind, a.id) for a in found.carrying} == carrying, seed


def test_the_river_by_hand():
    found = {(c.kind, c.id or c.code): c for c in robustness(river()).conclusions}
    assert (found["equilibrium", 7].holds, found["equilibrium", 7].of) == (14, 14)
    every = found["equilibria", None]
    assert every.verdict == "3"
    assert [(v.kind, v.id) for v in every.broken_by] == [("drop", "upland-4"), ("drop", "farmers-1")]
    assert found["status_quo", None].verdict == "leaves"
    assert robustness(river()).variants == {"swap": 5, "drop": 8, "weight": 0, "ranking": 0, "rule": 1}


def test_the_computed_example():
    case = worked("outlook")
    dialogue = parse(json.dumps(case["given"]["river"]))
    (found,) = (c for c in robustness(dialogue).conclusions if c.code == 7)
    assert [found.holds, found.of] == case["expected"]["robustness"]["holds"]


def test_without_priorities_rules_or_status_quo_there_is_little_to_say():
    bare = river(preferences={}, rules=(), status_quo=None)
    found = robustness(bare)
    assert found.variants == {"swap": 0, "drop": 0, "weight": 0, "ranking": 0, "rule": 0} and found.firm == 24
    assert [c.kind for c in found.conclusions].count("equilibrium") == 20
    assert "status_quo" not in {c.kind for c in found.conclusions}
    assert assumptions(bare).carrying == ()


def test_inferred_lines_are_listed_whether_they_carry_anything_or_not():
    (rule,) = river().rules
    found = assumptions(river(rules=(replace(rule, basis="assumed", line=7),)))
    assert [(a.kind, a.id, a.line, a.carries) for a in found.unstated] == [("rule", "reservoir", 7, False)]


def test_a_fact_that_excludes_the_status_quo_carries_everything():
    facts = (Circumstance(id="dry", text="", now=False),)
    rule = Rule(id="no", never=expression("release is none and dry"))
    (found,) = assumptions(river(circumstances=facts, rules=(rule,), preferences={})).carrying
    assert (found.kind, found.id, found.now) == ("circumstance", "dry", False)
    assert found.changes[0].after == "none"


def test_no_swap_changes_any_line_of_the_shipped_brief():
    found = robustness(load("us-pakistan-2010"))
    assert all(v.kind != "swap" for c in found.conclusions for v in c.broken_by)
    carried = {a.id: a for a in assumptions(load("us-pakistan-2010")).carrying}
    assert [c.ask for c in carried["spare-militants"].changes] == ["halt_attacks"]
