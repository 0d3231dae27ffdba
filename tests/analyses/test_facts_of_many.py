"""What is on record is put into facts that are known: they are those of the version itself, and worked out once."""

from dataclasses import replace
from typing import Any

import pytest

from detente import load
from detente.analyses.diff import diff
from detente.analyses.facts import Facts, facts
from detente.analyses.facts_of_many import FactsOfMany
from detente.analyses.watch import watch
from detente.model.change import SetCircumstance, apply
from detente.model.dialogue import Dialogue
from detente.report.brief.headline import headline
from detente.report.brief.sentences import sentences


def later(talks: Dialogue) -> Dialogue:
    """Without the last round, every promise broken, none of the second."""
    broken = (replace(c, status=replace(c.status, state="broken")) for c in talks.commitments)
    return replace(talks, rounds=talks.rounds[:-1], commitments=tuple(broken)[:1])


def versions(talks: Dialogue) -> list[Dialogue]:
    turned = [apply(talks, SetCircumstance(fact.id, not fact.now)) for fact in talks.circumstances[:1]]
    made = [talks, *turned, replace(talks, title="Other talks"), replace(talks, preferences={})]
    return [version for one in made for version in (one, later(one))]


@pytest.mark.parametrize("name", ["river", "customs-union-1931"])
def test_facts_are_those_of_each_version(name: str) -> None:
    known = FactsOfMany()
    for version in versions(load(name)):
        assert known.of(version) == facts(version)
    assert len(known.worked_out) == 4


def test_without_views_nobody_is_said_to_misread_anybody() -> None:
    talks = load("us-pakistan-2010")
    assert facts(talks, weighed=False).misread
    assert facts(talks, weighed=False, views=False) == replace(facts(talks, weighed=False), misread=None)


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[Dialogue]:
    """The dialogues whose facts were worked out."""
    asked: list[Dialogue] = []
    def counted(dialogue: Dialogue, **named: Any) -> Facts:
        asked.append(dialogue)
        return facts(dialogue, **named)

    monkeypatch.setattr("detente.analyses.facts_of_many.facts", counted)
    return asked


def test_promises_and_rounds_cost_no_new_facts(worked_out: list[Dialogue]) -> None:
    river = load("river")
    found = diff(river, apply(later(river), SetCircumstance("dry_year", False)), say=sentences)
    assert sum(change.decides for change in found.changes) > 2
    assert len(worked_out) == 2  # as it is, and with the fact turned


def test_signs_of_the_round_before_cost_no_new_facts(worked_out: list[Dialogue]) -> None:
    talks = load("river")
    then = replace(talks.rounds[0], status_quo=talks.status_quo, circumstances=tuple(talks.now.items()))
    watch(talks, say=headline)
    once = len(worked_out)
    assert watch(replace(talks, rounds=(then, *talks.rounds[1:])), say=headline).since == then.id
    assert len(worked_out) == 2 * once  # the early signs are those of now
