"""The rivals and the day as of which a dialogue is asked."""

from dataclasses import replace
from itertools import product

import pytest

from detente.formats import examples, load, parse
from detente.methods.forecasts.hindsight import known_by
from detente.methods.forecasts.rivals import nearest, promised
from detente.model.dates import first_day, last_day
from detente.model.expression import names
from strategies import expression, random_dialogue


@pytest.mark.parametrize("seed", range(100))
def test_the_nearest_state_is_the_nearest_there_is(seed):
    import random

    dialogue, draw = random_dialogue(seed), random.Random(seed)
    condition = expression(draw, list(dialogue.options))
    start = tuple(draw.randrange(k) for k in dialogue.radices)
    named = {dialogue.option_index(name) for name in names(condition)}
    every = [s for s in product(*map(range, dialogue.radices))
             if dialogue.holds(condition, s) and all(a == b for k, (a, b) in enumerate(zip(start, s, strict=True))
                                                     if k not in named)]  # fmt: skip
    found = nearest(dialogue, condition, start)
    if not every:
        assert found == start
        return
    steps = {s: sum(abs(a - b) for a, b in zip(start, s, strict=True)) for s in every}
    assert found in every and steps[found] == min(steps.values())


TALKS = """\
parties: {a: , b: }
options:
  x: {by: a, levels: [none, half, full], asked_by: b}
  y: {by: b, asked_by: a}
  z: {by: b}
  w: {by: a, asked_by: b}
rounds:
  - {id: one, date: 2010-01, answers: {x: {answer: partly, granted: half}, y: refused}}
  - {id: two, date: 2010-06, answers: {y: accepted, w: in_principle}, status_quo: {w: yes}, circumstances: {}}
commitments:
  c1: {by: b, does: z, round: one, status: {state: broken, as_of: 2010-05}}
  c2: {by: a, does: x is full, round: two}
"""


def levels(dialogue, state):
    return {option.id: option.levels[level] for option, level in zip(dialogue.options, state, strict=True)}


def test_what_was_promised():
    talks = parse(TALKS)
    # accepted and in principle count, broken ones do not, and a promise outdoes what was granted in part
    assert levels(talks, promised(talks, (0, 0, 0, 0))) == {"x": "full", "y": "yes", "z": "no", "w": "yes"}
    early, _ = known_by(talks, "2010-03")
    assert levels(early, promised(early, (0, 0, 0, 0))) == {"x": "half", "y": "no", "z": "yes", "w": "no"}


def test_what_came_later_is_hidden_and_counted():
    talks = parse(TALKS)
    early, hidden = known_by(talks, "2010-03")
    assert [one.id for one in early.rounds] == ["one"] and [c.id for c in early.commitments] == ["c1"]
    assert early.commitments[0].status.state == "open"
    assert (hidden.rounds, hidden.promises, hidden.statuses) == (("two",), ("c2",), ("c1",))
    assert hidden.standing  # the first round states no status quo of its own
    whole, nothing = known_by(talks, "2011")
    assert whole == talks and not nothing.rounds and not nothing.statuses and not nothing.standing


def test_lines_that_rest_on_later_sources_alone_are_counted():
    talks = parse(
        "parties: {a: , b: }\noptions: {x: {by: a}}\nsources: {s: {date: 2010}, t: {date: 2020}, u: }\n"
        "rules: [{never: x, evidence: t}]\npriorities: {a: [{want: x, evidence: [s, t]}, {want: not x, evidence: u}]}\n"
    )
    assert known_by(talks, "2012")[1].lines == 1 and known_by(talks, "2020")[1].lines == 0


@pytest.mark.parametrize("name", [name for name in examples() if load(name).rounds])
def test_as_of_any_round_nothing_later_is_left(name):
    talks = load(name)
    for sitting in talks.rounds:
        early, hidden = known_by(talks, sitting.date)
        assert all(first_day(one.date) <= last_day(sitting.date) for one in early.rounds)
        assert {one.id for one in early.rounds} | set(hidden.rounds) == {one.id for one in talks.rounds}
        assert not any(c.status.as_of and first_day(c.status.as_of) > last_day(sitting.date) for c in early.commitments)
        assert not early.happened and replace(early, rounds=talks.rounds).options == talks.options
