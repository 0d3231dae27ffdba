"""Signs: each against the dialogue in which it has come; nothing that would change the end is left out."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import replace

import pytest

from detente.analyses.facts import facts
from detente.analyses.watch import watch
from detente.cli import run
from detente.errors import DetenteError, NoAnswer
from detente.formats import examples, load, parse
from detente.model.change import SetCircumstance, apply
from detente.report.brief.headline import headline
from detente.report.pages.watch import view
from detente.report.renderers import terminal
from strategies import random_dialogue


def changed(talks, kind, id, to):
    """The dialogue in which a fact has turned, or an option stands elsewhere."""
    if kind == "fact":
        return apply(talks, SetCircumstance(id, to == "yes"))
    place = talks.option_index(id)
    level = talks.options[place].levels.index(to)
    return replace(talks, status_quo=(*talks.status_quo[:place], level, *talks.status_quo[place + 1 :]))


def ends(found):
    return {tuple(one.at.code for one in end.states): end.chance for end in found.drift.ends}


def every(talks):
    """All that could be watched for, written naively."""
    for fact in talks.circumstances:
        yield "fact", fact.id, "no" if fact.now else "yes"
    for option, now in zip(talks.options, talks.status_quo, strict=True):
        for level, name in enumerate(option.levels):
            one_way = {"both": True, "forward": level > now, "back": level < now}[option.direction]
            if (
                level != now
                and one_way
                and changed(talks, "step", option.id, name).feasible(changed(talks, "step", option.id, name).status_quo)
            ):
                yield "step", option.id, name


def ruled_out(talks, kind, id, _to):
    """Whether the file gives the turn of a fact no chance."""
    fact = talks.circumstance(id) if kind == "fact" else None
    return fact is not None and fact.chance is not None and fact.chance.value == (1.0 if fact.now else 0.0)


def only_itself(talks, before, after, kind, id, to):
    """Whether with a step it ends as without it, but for the step."""
    if kind == "fact":
        return False
    [place, level] = [talks.option_index(id), talks.option(id).levels.index(to)]

    def told(found, level=None):
        states = [[talks.state(one.at.code) for one in end.states] for end in found.drift.ends]
        set_to = [[(*s[:place], s[place] if level is None else level, *s[place + 1 :]) for s in one] for one in states]
        return {tuple(one) for one in set_to}

    return told(before, level) == told(after)


def check(talks, say):
    before = facts(talks)
    found = {(sign.kind, sign.id, sign.to): sign for sign in watch(talks, say=say).signs}
    tried = list(every(talks))
    assert set(found) <= set(tried)
    for key in tried:
        there = changed(talks, *key)
        if not there.feasible(there.status_quo):
            assert key not in found
            continue
        after = facts(there)
        if key not in found and (ruled_out(talks, *key) or only_itself(talks, before, after, *key)):
            continue
        if key not in found:
            assert ends(after) == ends(before) or key[0] == "fact"
            assert [one.drift for one in after.asks] == [one.drift for one in before.asks]
            continue
        sign = found[key]
        fates = {one.ask: (one.drift, other.drift) for one, other in zip(before.asks, after.asks, strict=True)}
        for shift in sign.shifts:
            assert fates[shift.ask] == (shift.before, shift.after)
        assert {s.ask for s in sign.shifts} >= {ask for ask, (old, new) in fates.items() if old != new}
        assert sign.ends == (ends(after) != ends(before))
        assert sign.headline == ("" if say is None or say(there, after) == say(talks, before) else say(there, after))


@pytest.mark.parametrize(
    "name", ["river", "classroom-chicken", "classroom-guarantee", "customs-union-1931", "indus-2025"]
)
def test_signs_are_what_the_dialogue_with_each_of_them_says(name):
    check(load(name), headline)


@pytest.mark.parametrize("seed", range(40))
def test_signs_of_random_dialogues(seed):
    talks = random_dialogue(seed)
    try:
        watch(talks)
    except DetenteError:
        return
    check(talks, None)


def test_what_has_come_is_told_of_the_round_before():
    talks = load("customs-union-1931")
    found = watch(talks, say=headline)
    early = watch(_early(talks), say=headline)
    assert found.since == talks.rounds[-2].id and found.waiting + len(found.fired) == len(early.signs)
    assert found.fired
    for sign in found.fired:
        assert sign in early.signs


def _early(talks):
    from detente.methods.forecasts.hindsight import known_by

    return known_by(talks, talks.rounds[-2].date)[0]


def test_days_ahead_are_the_open_promises_and_the_horizon():
    found = watch(load("river"))
    assert [due.date for due in found.dues] == ["2019-07", "2019-09", "2019-12", "2019-12"]
    assert found.dues[-1].promise == "" or found.dues[-2].promise == ""


def test_without_a_status_quo_there_is_nothing_to_watch_for():
    with pytest.raises(NoAnswer):
        watch(parse("parties: {a: , b: }\noptions: {x: {by: a}, y: {by: b}}\nrules: [{never: not x and not y}]\n"))


@pytest.mark.slow
@pytest.mark.parametrize("name", examples())
def test_the_page_of_every_shipped_dialogue(name, capsys):
    talks = load(name)
    told = terminal.text(view(talks, watch(talks, say=headline)))
    assert max(map(len, told.splitlines())) <= 80


def test_the_command_compares_headlines_too(capsys):
    assert run(["watch", "river", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["headline"] and any(sign["headline"] for sign in told["signs"])


def test_an_interrupt_leaves_what_is_known_by_then(monkeypatch, capsys):
    talks = load("customs-union-1931")
    whole, tried = watch(talks), len(list(every(talks)))

    def told(done, total):
        assert total == tried
        if done == 5:
            raise KeyboardInterrupt

    found = watch(talks, told=told)
    assert found.left == tried - 5
    assert len(found.signs) + found.quiet == 5
    assert set(found.signs) <= set(whole.signs)
    assert "steps were not looked at" in " ".join(terminal.text(view(talks, found)).split())
    monkeypatch.setattr("detente.cli.generate.progress", lambda what: nullcontext(told))
    assert run(["watch", "customs-union-1931", "--json"]) == 130
    assert json.loads(capsys.readouterr().out)["left"] == found.left
