"""What changed, and which entry made a sentence otherwise: against putting single changes in and taking them out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analyses.diff import _Diff, diff, least_set
from detente.analyses.facts import facts
from detente.cli import run
from detente.formats import dump, examples, load, parse
from detente.formats.entries import entries
from detente.methods.forecasts.hindsight import known_by
from detente.model.change import DropStatement, LiftRule, MoveStatement, SetCircumstance, apply
from detente.report.brief.sentences import sentences
from detente.report.pages.diff import view
from detente.report.renderers import terminal


def changed(name):
    """A shipped dialogue, and a version with a fact, a rule and three lines otherwise."""
    talks = load(name)
    lists = [list_ for list_ in talks.preferences.values() if len(list_.priorities) > 2]
    edits = [SetCircumstance(fact.id, not fact.now) for fact in talks.circumstances[:1]]
    edits += [LiftRule(rule.id) for rule in talks.rules[:1]]
    for list_ in lists[:1]:
        edits += [DropStatement(list_.priorities[1].id), MoveStatement(list_.priorities[-1].id, -2)]
    return talks, apply(talks, *edits)


@pytest.mark.parametrize("name", examples())
def test_nothing_is_otherwise_between_a_dialogue_and_itself(name):
    talks = load(name)
    found = diff(talks, parse(dump(talks), talks.file), say=sentences)
    assert not found.changes and not found.sentences and found.said == len(sentences(talks, facts(talks)))
    assert "say the same" in terminal.text(view(talks, found))


@pytest.mark.parametrize("name", ["river", "cuba-1962", "customs-union-1931", "copenhagen-2009"])
def test_causes_are_what_putting_in_and_taking_out_shows(name):
    before, after = changed(name)
    found = diff(before, after, say=sentences)
    old, new = sentences(before, facts(before)), sentences(after, facts(after))
    assert {one.about for one in found.sentences} == {k for k in {**old, **new} if old.get(k) != new.get(k)}
    assert all(change.decides for change in found.changes)
    part = _Diff(before, after, sentences).versions
    every = range(len(found.changes))
    assert entries(part.with_(every)).values == entries(after).values
    assert entries(part.with_(every)).orders == entries(after).orders

    def said(chosen):
        made = part.with_(chosen)
        return sentences(made, facts(made))

    alone = [said([k]) for k in every]
    for one in found.sentences:
        wanted = new.get(one.about, "")
        brings = tuple(k for k in every if alone[k].get(one.about, "") == wanted)
        assert one.how == ("alone" if brings else "together")
        if brings:
            assert one.causes == brings
            continue
        assert said(one.causes).get(one.about, "") == wanted
        for k in one.causes:
            assert said([other for other in one.causes if other != k]).get(one.about, "") != wanted
    told = terminal.text(view(after, found))
    assert max(map(len, told.splitlines())) <= 80 and "Was:" in told


SETS = st.sets(st.integers(0, 40), min_size=1).map(frozenset)


@given(SETS, st.sets(SETS, max_size=3))
def test_the_least_set_does_it_and_none_can_be_left_out(listed, ways):
    def does(chosen):
        return any(way <= set(chosen) for way in ways)

    found = least_set(sorted(listed), does)
    assert found == sorted(found) and does(found) == does(listed) and set(found) <= listed
    assert not any(does([other for other in found if other != k]) for k in found)


def test_what_decides_nothing_is_told_apart():
    talks = load("river")
    text = dump(talks).replace("Minutes of the first round", "Minutes (first round)")
    found = diff(talks, parse(text, talks.file), say=sentences)
    (change,) = found.changes
    assert change.difference.path == ("sources", "minutes-1") and not change.decides and not found.sentences


def test_too_many_changes_are_not_tried_one_by_one(monkeypatch):
    monkeypatch.setattr("detente.analyses.diff.MOST", 1)
    found = diff(*changed("river"), say=sentences)
    assert {one.how for one in found.sentences} == {"unknown"}


def test_against_an_earlier_round(capsys):
    assert run(["diff", "cuba-1962", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    talks = load("cuba-1962")
    early, _ = known_by(talks, talks.rounds[-2].date)
    assert ["rounds", "havana"] in [change["difference"]["path"] for change in told["changes"]]
    assert told["said"] == len(sentences(talks, facts(talks))) and len(early.rounds) == len(talks.rounds) - 1
    assert run(["diff", "cuba-1962", "--as-of", "soon"]) == 2
    assert run(["diff", "classroom-chicken"]) == 2
    assert "name a later version" in capsys.readouterr().err
    assert run(["diff", "river", "river", "--as-of", "2010"]) == 2


def test_the_line_that_caused_it_is_named(tmp_path, capsys):
    text = dump(load("river"))
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    (tmp_path / "b.yaml").write_text(text.replace("now: true", "now: false").replace("now: yes", "now: no"), "utf-8")
    assert run(["diff", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "now: yes → no" in told and "Because of circumstances.dry_year (line" in told


def test_a_brief_tells_on_request_what_changed_since(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = dump(load("river"))
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    (tmp_path / "b.yaml").write_text(text.replace("now: true", "now: false").replace("now: yes", "now: no"), "utf-8")
    assert run(["brief", "b.yaml", "--since", "a.yaml", "-o", "b.md"]) == 0
    made = (tmp_path / "b.md").read_text("utf-8")
    assert "(against a.yaml)" in made and "Because of `circumstances.dry_year`" in made
    assert run(["brief", "b.yaml"]) == 0 and "Was:" not in capsys.readouterr().out
    assert run(["brief", "cuba-1962", "--since", "1962-10-29"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "(against 29 October 1962)" in told and "Was:" in told
    assert run(["brief", "b.yaml", "--since", "nowhere.yaml"]) == 2
