"""Reasons against their definitions on random dialogues; traces step by step; the river and the shipped dialogue."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from river import river

from detente.analyses.why import why
from detente.errors import InputError, NoAnswer
from detente.formats import load, parse
from detente.model.dialogue import Ask, Equally, Evidence, Option, Rule
from detente.model.expression import And, Compare, Name, Not, names
from detente.model.expression import parse as expression
from strategies import random_model


def random_ask(rng, dialogue):
    option = rng.choice(dialogue.options)
    other = rng.choice(dialogue.options_of(option.by))
    one = Compare(option.id, rng.choice(("is", ">=", "<=")), rng.choice(option.levels))
    two = And((one, Not(Name(other.id)))) if rng.random() < 0.3 else one
    that = Not(two) if rng.random() < 0.3 else two
    by = rng.choice([p.id for p in dialogue.parties if p.id != option.by])
    return Ask(id="asked", of=option.by, by=by, that=that, text="")


def distance(a, b):
    return sum(x != y for x, y in zip(a, b, strict=True))


def first_difference(dialogue, party, a, b):
    for line in dialogue.preferences[party].priorities:
        items = line.items if isinstance(line, Equally) else (line,)
        if sum(dialogue.holds(i.want, a) for i in items) != sum(dialogue.holds(i.want, b) for i in items):
            return line.id
    return ""


@pytest.mark.parametrize("block", range(6))
def test_every_reason_is_the_one_of_the_definition(block):
    kinds = Counter()
    for seed in range(block * 60, block * 60 + 60):
        rng = random.Random(seed)
        model = random_model(seed, most=40)
        judge = model.judge
        if not judge.states:
            continue
        ask = random_ask(rng, model.dialogue)
        dialogue = replace(model.dialogue, asks=(ask,))
        state = rng.choice(judge.states)
        granted = dialogue.holds(ask.that, state)
        try:
            found = why(dialogue, "asked", at=str(dialogue.code(state)))
        except NoAnswer:
            assert not any(
                dialogue.holds(ask.that, t) != granted
                for t in every_setting(dialogue, ask.of, state)
            )
            continue
        assert found.granted == granted and (found.by, found.of) == (ask.by, ask.of)
        other = dialogue.state(found.other.code)
        assert dialogue.holds(ask.that, other) != granted
        within = [t for t in judge.R[ask.of, state] if dialogue.holds(ask.that, t) != granted]
        kinds[found.reason.kind] += 1
        if not within:
            check_rule(dialogue, found, state, other)
            kinds["one way"] += bool(found.reason.one_way)
            continue
        near = min(distance(state, t) for t in within)
        best = max(judge.rank[ask.of][t] for t in within if distance(state, t) == near)
        assert other in within and distance(state, other) == near and judge.rank[ask.of][other] == best
        check_reason(dialogue, judge, ask, found, state, other)
    assert {"rule", "priority", "willing"} <= set(kinds)


def every_setting(dialogue, party, state):
    states = [state]
    for k, option in enumerate(dialogue.options):
        if option.by == party:
            states = [(*s[:k], level, *s[k + 1 :]) for s in states for level in range(len(option.levels))]
    return states


def check_rule(dialogue, found, state, other):
    reason = found.reason
    assert reason.kind == "rule"
    if reason.one_way:
        assert reason.rules == () and reason.then is None
        for id in reason.one_way:
            k = dialogue.option_index(id)
            forward = dialogue.option(id).direction == "forward"
            assert other[k] < state[k] if forward else other[k] > state[k]
        return
    broken = {rule.id for rule in dialogue.rules if dialogue.holds(rule.never, other)}
    assert reason.statement in broken and reason.then is not None
    lifted, link = set(), reason
    while link is not None and link.rules:
        lifted |= set(link.rules)
        link = link.then
    assert broken <= lifted and link is not None and link.kind != "rule"


def check_reason(dialogue, judge, ask, found, state, other):
    party, rank = ask.of, judge.rank[ask.of]
    kind = found.reason.kind
    if rank[other] < rank[state]:
        assert kind == "priority"
    elif rank[other] == rank[state]:
        own = dialogue.preferences[party]
        lines = [i.want for p in own.priorities for i in (p.items if isinstance(p, Equally) else (p,))]
        spoken = bool(own.ranking) or any(
            set(names(ask.that)) & _turning(dialogue, e) for e in (*lines, *(w.expr for w in own.weights))
        )
        assert kind == ("indifferent" if spoken else "no_link")
    else:
        sanctions = judge.sanctions("seq", party, state, other)
        assert kind == ("deterred" if sanctions else "willing")
        assert found.deterrable == bool(judge.sanctions("gmr", party, state, other))
        if sanctions:
            check_trace(dialogue, judge, party, found.trace, state, other)
    if kind in ("priority", "deterred", "willing"):
        assert found.reason.statement == first_difference(dialogue, party, state, other)
    else:
        assert found.reason.statement == "" and found.trace is None
    refused, given = (other, state) if found.granted else (state, other)
    if not dialogue.preferences[party].weights:
        wants = {i.id: i.want for i in dialogue.preferences[party].statements}
        gains = [id for id, e in wants.items() if dialogue.holds(e, given) and not dialogue.holds(e, refused)]
        costs = [id for id, e in wants.items() if dialogue.holds(e, refused) and not dialogue.holds(e, given)]
        assert ([c.id for c in found.gains], [c.id for c in found.costs]) == (gains, costs)


def check_trace(dialogue, judge, party, trace, state, other):
    assert trace.steps[0].by == party and dialogue.state(trace.steps[0].code) == other
    here, last = other, party
    for step in trace.steps[1:]:
        there = dialogue.state(step.code)
        assert step.by not in (last, party) and there in judge.UI[step.by, here]
        here, last = there, step.by
    assert judge.rank[party][here] <= judge.rank[party][state]
    assert (trace.outcome == "same") == (judge.rank[party][here] == judge.rank[party][state])
    assert trace.free == (not judge.sanctions("seq", party, state, other, lean=True))
    rank = judge.rank[party]
    assert len(trace.steps) - 1 == shortest(judge, party, other, lambda u: rank[u] <= rank[state])


def shortest(judge, party, start, enough):
    edge, length = {(start, party)}, 0
    while True:
        length += 1
        edge = {(u, p) for s, last in edge for p in judge.parties if p not in (last, party) for u in judge.UI[p, s]}
        if any(enough(u) for u, _ in edge):
            return length


def test_deterred_on_many_seeds():
    """The random loop meets deterrents, plain and free."""
    seen = Counter()
    for seed in range(400):
        model = random_model(seed, most=40)
        if not model.judge.states:
            continue
        rng = random.Random(seed)
        ask = random_ask(rng, model.dialogue)
        state = rng.choice(model.judge.states)
        dialogue = replace(model.dialogue, asks=(ask,))
        try:
            found = why(dialogue, "asked", at=str(dialogue.code(state)))
        except NoAnswer:
            continue
        if found.reason.kind == "deterred":
            check_trace(dialogue, model.judge, ask.of, found.trace, state, dialogue.state(found.other.code))
            seen[found.trace.free] += 1
    assert seen[True] and seen[False]


# ---- by hand ---------------------------------------------------------------------------------------------------------


def test_the_river_by_hand():
    full = why(river(), "release")
    assert (full.granted, full.by, full.of) == (False, "lowland", "upland")
    assert (full.reason.kind, full.reason.rules) == ("rule", ("reservoir",))
    assert (full.reason.then.kind, full.reason.then.statement, full.reason.then.place) == ("priority", "upland-1", 1)
    assert [c.id for c in full.costs] == ["upland-1"] and full.gains == ()
    half = why(river(), "release >= half", at="pay=yes")
    assert (half.reason.kind, half.reason.statement) == ("willing", "upland-3")
    assert [c.id for c in half.gains] == ["upland-3"] and half.ask == "release >= half"


def test_an_expression_that_is_an_ask_and_one_that_nobody_asks():
    assert why(river(), "release is full").ask == "release"
    assert (why(river(), "release >= half").by, why(river(), "release >= half").ask) == ("lowland", "release >= half")
    dam = why(river(), "dam")
    assert (dam.by, dam.of, dam.reason.kind) == ("", "upland", "nobody_asked")


def test_a_deterred_ask_has_its_trace():
    """The farmers would block the road, were they not answered: upland then releases half, which undoes nothing."""
    found = why(river(), "protest")
    assert found.reason.kind == "deterred" and found.trace.steps[0].by == "farmers"
    assert found.trace.party == "farmers" and found.deterrable


def test_what_cannot_be_undone():
    found = why(river(), "not dam", at="dam=yes")
    assert (found.reason.kind, found.reason.one_way, found.reason.rules) == ("rule", ("dam",), ())


def test_evidence_is_inherited_and_marked():
    def backed(option):
        return replace(option, evidence=(Evidence(source="s", place="1"),)) if option.id == "pay" else option

    dialogue = river(options=tuple(backed(o) for o in river().options))
    reason = why(dialogue, "pay", at="release=half,pay=yes").reason
    assert reason.kind == "indifferent"
    reason = why(dialogue, "pay").reason
    assert (reason.statement, reason.inherited) == ("lowland-3", True)
    assert reason.evidence == (Evidence(source="s", place="1"),)


def test_two_rules_one_after_the_other():
    rules = (Rule(id="a", never=expression("release >= half")), Rule(id="b", never=expression("release is full")))
    found = why(river(rules=rules), "release")
    assert found.reason.rules == ("a", "b") and found.reason.then.kind == "priority"


def test_questions_that_cannot_be_asked():
    for text, message in {
        "relese": "did you mean `release`",
        "release and pay": "upland and lowland",
        "release >= halv": "did you mean `half`",
        "true": "names no option",
    }.items():
        with pytest.raises(InputError, match=message):
            why(river(), text)
    with pytest.raises(InputError, match="rule `reservoir`"):
        why(river(), "pay", at="release=full")
    with pytest.raises(NoAnswer):
        why(river(status_quo=None), "pay")
    with pytest.raises(NoAnswer):
        why(river(asks=(Ask(id="wrong", of="lowland", by="upland", that=Name("dam"), text=""),)), "wrong")


def test_an_option_that_nobody_speaks_of():
    idle = Option(id="wave", by="upland", text="Wave")
    dialogue = river(options=(*river().options, idle), status_quo=(0, 0, 0, 0, 0))
    assert why(dialogue, "wave").reason.kind == "no_link"


def test_weights_and_rankings_have_no_line_to_name():
    dialogue = parse(
        "parties: {a: {}, b: {}}\noptions: {x: {by: a, asked_by: b}, y: {by: b, asked_by: a}}\n"
        "weights: {a: {x: -1, y: 2}}\nranking: {b: [[1], [0, 3], [2]]}\n"
    )
    found = why(dialogue, "x")
    assert (found.reason.kind, found.reason.statement, [c.expr for c in found.costs]) == ("priority", "", ["not x"])
    found = why(dialogue, "y")
    assert (found.reason.kind, found.reason.statement, found.gains) == ("priority", "", ())


def test_the_shipped_dialogue():
    dialogue = load("us-pakistan-2010")
    offensive = why(dialogue, "north_waziristan")
    assert (offensive.reason.kind, offensive.reason.statement) == ("rule", "flood-troops")
    assert offensive.reason.evidence and offensive.reason.then.statement == "wait-for-kabul"
    assert offensive.reason.circumstances == ("flood_relief",)
    assert offensive.reason.then.circumstances == ("afghan_order_clear",)
    for ask, line in {"balochistan": "credit-of-2009", "us_forces": "anger-at-home"}.items():
        found = why(dialogue, ask)
        assert (found.reason.kind, found.reason.statement) == ("priority", line)
        assert found.reason.evidence and not found.reason.inherited
    assert why(dialogue, "civil_nuclear").reason.basis == "inferred"
    assert why(dialogue, "open_route").granted


def _turning(dialogue, expr) -> set[str]:
    """The options of which a change alone turns the expression in some state, looked for in all of them."""
    every = [dialogue.state(code) for code in range(dialogue.possible)]
    found = set()
    for k, option in enumerate(dialogue.options):
        for state in every:
            others = ((*state[:k], level, *state[k + 1 :]) for level in range(len(option.levels)))
            if any(dialogue.holds(expr, other) != dialogue.holds(expr, state) for other in others):
                found.add(option.id)
                break
    return found


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("pay or not pay", "no_link"),  # it names the option, and nothing hangs on it
        ("pay and stop or pay and not stop or not pay", "no_link"),
        ("pay iff stop", "indifferent"),
    ],
)
def test_a_line_speaks_of_what_it_hangs_on_and_not_of_what_it_names(line: str, kind: str) -> None:
    talks = parse(
        "parties: {a: {}, b: {}}\n"
        "options: {pay: {by: a, asked_by: b}, stop: {by: b}, other: {by: b}}\n"
        f"priorities: {{a: [not other, {line}], b: [pay]}}\nstatus_quo: {{other: no}}"
    )
    found = why(talks, "pay").reason.kind
    assert (found == "no_link") is (kind == "no_link")
