"""Rules that bind the moves of one party alone, in every engine that knows them, against the definitions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from common import BLOCKS, deterred, order

import detente as dt
from definitions import Judge, State
from detente.engine.arrays import reach
from detente.engine.arrays.single import Arrays
from detente.engine.concepts import CONCEPTS
from detente.engine.diagrams.single import Diagrams
from detente.engine.interface import Engine, everyone
from detente.engine.local.single import Local
from detente.engine.parts.single import Parts
from detente.engine.solved import board_of, solved
from detente.errors import NoAnswer
from detente.methods.bargaining.packages import packages
from detente.methods.chances.drift import wanted
from detente.methods.chances.steps import steps
from detente.model.change import LiftRule, apply
from sanction_checks import checks
from strategies import Model, bound_model
from walks import models_of

ENGINES = {"arrays": Arrays.of, "local": Local, "parts": Parts.of}


def models(block: int, most: int = 24) -> list[Model]:
    return [bound_model(seed, most=most) for seed in range(block * 12, block * 12 + 12)]


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("name", ENGINES)
def test_single_states(name: str, block: int) -> None:
    for model in models(block)[:6]:
        judge, asked = model.judge, ENGINES[name](model.dialogue)
        for s in judge.states:
            for party in judge.parties:
                better = judge.UI[party, s]
                assert set(asked.moves(party, s)) == judge.R[party, s], model.seed
                assert set(asked.improvements(party, s)) == better
                assert asked.count(party, s) == len(better)
                assert list(asked.best(party, s)) == sorted(better, key=lambda t: order(model, party, s, t))
                assert set(asked.lean(party, s)) == judge.lean[party, s], model.seed
                assert set(wanted(asked, party, s)) == judge.wanted(party, s), model.seed


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("name", ENGINES)
def test_sanctions_and_verdicts(name: str, block: int) -> None:
    for model in models(block)[6:9]:
        judge, asked = model.judge, ENGINES[name](model.dialogue)
        for concept in CONCEPTS:
            for lean in (False, True) if concept.answer == "improvements" else (False,):
                _sanctions(model, asked, concept.name, lean)
                held = {s for s in judge.states if everyone(asked, s, concept, lean=lean)}
                assert held == judge.equilibria(concept.name, lean), (model.seed, concept.name, lean)


def _sanctions(model: Model, asked: Engine, concept: str, lean: bool) -> None:
    for (party, s), better in model.judge.UI.items():
        for t in better:
            made = asked.sanction(party, s, t, concept, lean=lean)
            assert (made is not None) == deterred(model.judge, concept, party, s, t, lean), (model.seed, concept)
            assert made is None or checks(asked, made)


@pytest.mark.parametrize("block", BLOCKS)
def test_all_states_at_once(block: int) -> None:
    for model in models(block, 60):
        judge, asked = model.judge, Arrays.of(model.dialogue)
        for concept in CONCEPTS:
            for party in judge.parties:
                stable = {s for s in judge.states if judge.stable(concept.name, party, s)}
                assert {s for s in judge.states if s in asked.where(party, concept)} == stable, (model.seed, concept)


@pytest.mark.parametrize("block", BLOCKS)
def test_what_sequences_reach(block: int) -> None:
    for model in models(block, 40):
        judge, space = model.judge, Arrays.of(model.dialogue).space
        for start in judge.states[::5]:
            for kind, one in (("moves", judge.R), ("improvements", judge.UI)):
                led = reach.reach(space, space.cell_of(start), kind).distance
                there = {s for s in judge.states if led[space.cell_of(s)] >= 0}
                assert there == {start, *judge.closure("", start, one)}, model.seed


@pytest.mark.parametrize("block", BLOCKS)
def test_the_plain_play_out_takes_credible_steps(block: int) -> None:
    for model in models(block)[9:]:
        judge, space = model.judge, Arrays.of(model.dialogue).space
        if not judge.states:
            continue
        models_ = [models_of([space])] * len(space.layout.owners)
        start = judge.states[0]
        made = steps(models_, space.cell_of(start), "credible", "any")
        for before, after in zip(made.before.tolist(), made.after.tolist(), strict=True):
            s, t = space.state_of(before), space.state_of(after)
            assert any(t in judge.UI[i, s] and not judge.sanctions("seq", i, s, t) for i in judge.parties)


def test_dialogues_that_differ_in_such_a_rule_alone_share_no_verdicts() -> None:
    for model in models(0):
        free = apply(model.dialogue, *(LiftRule(rule.id) for rule in model.dialogue.own_rules))
        assert not free.own_rules
        solved(free, like=model.dialogue).stable()
        again = solved(free).equilibria("nash")
        assert (again == Arrays.of(free).equilibria("nash").where.reshape(again.shape)).all()


TALKS = """\
parties: {serbia: {}, kosovo: {}}
options:
  association: {by: kosovo, text: An association, asked_by: serbia}
  signature: {by: serbia, text: A signature, asked_by: kosovo}
  pressure: {by: serbia, text: Pressure}
priorities:
  kosovo: [not pressure, association]
  serbia: [not signature, association]
rules:
  - {for: kosovo, never: association and not signature, because: Kosovo gives the one only with the other}
status_quo: {}
"""


def test_it_binds_its_party_and_nobody_else() -> None:
    """Kosovo does not bring about what it never does; Serbia may, and Kosovo need not undo it."""
    talks = dt.parse(TALKS)
    engine = Arrays.of(talks)
    assert list(engine.moves("kosovo", (0, 0, 0))) == []
    assert list(engine.moves("kosovo", (0, 1, 0))) == [(1, 1, 0)]
    assert (1, 0, 0) in set(engine.moves("serbia", (1, 1, 0)))
    assert list(engine.moves("kosovo", (1, 0, 0))) == [(0, 0, 0)]
    assert dt.why(talks, "association").reason.kind == "rule"


@pytest.mark.parametrize(
    "ask", [lambda d: dt.leverage(d, "association", goal="some"), lambda d: Diagrams(d).equilibria("nash")]
)
def test_what_does_not_know_such_rules_refuses_them_by_name(ask) -> None:
    with pytest.raises(NoAnswer, match="one party alone"):
        ask(dt.parse(TALKS))


@pytest.mark.parametrize("block", BLOCKS[:5])
def test_packages_and_what_outsiders_make_of_them(block: int) -> None:
    """A package is barred if somebody who changes an option would bring about by it what it never does."""
    for model in models(block, 40):
        table = {o.by for o in model.dialogue.options[:1]} | {model.dialogue.options[-1].by}
        parties = tuple(replace(p, at_table=p.id in table) for p in model.dialogue.parties)
        judge = model.judge
        if not judge.states:
            continue
        sq = judge.states[len(judge.states) // 2]
        talks = replace(model.dialogue, parties=parties, status_quo=sq)
        made = packages(Arrays.of(talks).space)
        signed = {s for s in judge.states if _signable(judge, talks.table, sq, s)}
        assert {talks.state(code) for code in made.codes.tolist()} == signed, model.seed
        outsiders = [p for p in judge.parties if p not in talks.table]
        for column, code in enumerate(made.codes.tolist()):
            led = _closure(judge, outsiders, talks.state(code))
            settled = {s for s in led if not any(judge.UI[i, s] for i in outsiders)} or led
            assert {talks.state(c) for c in made.outcomes(column)} == settled, model.seed


def _signable(judge: Judge, table: tuple[str, ...], sq: State, s: State) -> bool:
    for party in judge.parties:
        own = [k for k, owner in enumerate(judge.owners) if owner == party and s[k] != sq[k]]
        if not own:
            continue
        ways = all(judge.directions[k] in ("both", "forward" if s[k] > sq[k] else "back") for k in own)
        broken = any(never(s) and not never(sq) for never in judge.never[party])
        if party not in table or not ways or broken:
            return False
    return True


def _closure(judge: Judge, parties: list[str], start: State) -> set[State]:
    led, edge = {start}, [start]
    while edge:
        here = edge.pop()
        fresh = {t for i in parties for t in judge.lean[i, here]} - led
        led |= fresh
        edge += fresh
    return led


@pytest.mark.parametrize("block", BLOCKS)
def test_what_coalitions_reach(block: int) -> None:
    """Moves of several in any order, on the board with one axis for each option, forwards and backwards."""
    for model in models(block, 40):
        judge, board = model.judge, board_of(model.dialogue)
        parties = list(judge.parties)[:2]
        steps_of = {(i, s): judge.R[i, s] if i in parties else set() for i, s in judge.R}
        for start in judge.states[::7]:
            one = np.zeros(board.feasible.shape, dtype=bool)
            one[start] = True
            led = {s for s in judge.states if board.flood(..., one, parties, improving=False)[s]}
            assert led == {start, *judge.closure("", start, steps_of)}, model.seed
            back = {s for s in judge.states if board.flood(..., one, parties, improving=False, backwards=True)[s]}
            assert back == {s for s in judge.states if start in {s, *judge.closure("", s, steps_of)}}, model.seed


def test_an_uncertain_one_weighs_in_the_outlook() -> None:
    """With a rule that is as likely as not the outlook is half that with it and half that without it."""
    wanted_by_itself = TALKS.replace("[not pressure, association]", "[association]")
    texts = {
        1: wanted_by_itself.replace("for: kosovo, never: association", "never: pressure"),
        0: wanted_by_itself,
        0.5: wanted_by_itself.replace("never: association", "sure: 50%, never: association"),
    }
    for chance, text in texts.items():
        chances = {ask.ask: ask.chance for ask in dt.outlook(dt.parse(text)).asks}
        assert chances["association"] == chance
