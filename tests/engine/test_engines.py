"""The suite of `common` for every engine, and what is asked of one alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from common import BLOCKS, EngineSuite, SolverSuite, deterred, models, order

from detente.engine.arrays.single import Arrays
from detente.engine.concepts import CONCEPTS, NASH, SEQ
from detente.engine.diagrams.single import Diagrams
from detente.engine.local import search
from detente.engine.local.single import Local
from detente.engine.parts.single import Parts
from detente.errors import TooLarge
from detente.formats import parse
from detente.formats.generated import generated
from detente.model.dialogue import Dialogue, Direction, Option, Party, Preferences, Statement
from detente.model.expression import Name
from literal import Literal
from sanction_checks import checks


class TestArrays(SolverSuite):
    engine = Arrays.of


class TestLocal(EngineSuite):
    engine = Local


class TestDiagrams(SolverSuite):
    engine = Diagrams


class TestParts(EngineSuite):
    engine = Parts.of


class TestLiteral(SolverSuite):
    engine = Literal


def widened(dialogue: Dialogue, options: int) -> Dialogue:
    """The dialogue with options that nobody speaks of, of everybody that has any, up to this many in all."""
    owners = sorted({o.by for o in dialogue.options})
    more = range(options - len(dialogue.options))
    idle = (Option(id=f"idle{k}", by=owners[k % len(owners)], text="", direction=WAYS[k % 3]) for k in more)
    return replace(dialogue, options=(*dialogue.options, *idle))


WAYS: tuple[Direction, ...] = ("both", "forward", "back")


@pytest.mark.parametrize("block", BLOCKS)
def test_options_that_nobody_speaks_of_change_no_verdict_at_sixty_options(block: int) -> None:
    for model in models(block, 16)[::4]:
        if any(p.ranking for p in model.dialogue.preferences.values()):
            continue
        wide = Local(widened(model.dialogue, 60))
        idle = tuple(0 for _ in range(60 - len(model.dialogue.options)))
        free = {p: [o for o in wide.dialogue.options_of(p) if o.id.startswith("idle") and o.direction != "back"]
                for p in model.judge.parties}  # fmt: skip
        for s in model.judge.states[::3]:
            for party in model.judge.parties:
                better = model.judge.UI[party, s]
                assert wide.count(party, (*s, *idle)) == len(better) * 2 ** len(free[party]), model.seed
                assert set(wide.lean(party, (*s, *idle))) == {(*t, *idle) for t in model.judge.lean[party, s]}
                if better:
                    first = min(better, key=lambda t: order(model, party, s, t))
                    assert next(iter(wide.best(party, (*s, *idle)))) == (*first, *idle)
                assert wide.stable(party, (*s, *idle), "nash") == (not better)
                for t in better:
                    for concept in CONCEPTS:
                        lean = concept.answer == "improvements"
                        found = wide.sanction(party, (*s, *idle), (*t, *idle), concept, lean=lean)
                        assert (found is not None) == deterred(model.judge, concept.name, party, s, t, lean)
                        assert found is None or concept.reply or checks(wide, found)  # all moves: too many


def test_what_takes_too_long_is_refused_and_never_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    parties = tuple(Party(id=p, name=p) for p in ("a", "b"))
    options = tuple(Option(id=f"o{k}", by="ab"[k % 2], text="") for k in range(60))
    wishes = {p: Preferences(priorities=tuple(Statement(id=f"{p}.{o.id}", want=Name(o.id)) for o in options))
              for p in ("a", "b")}  # fmt: skip
    engine = Local(Dialogue(title="", parties=parties, options=options, preferences=wishes))
    nothing = (0,) * 60
    assert engine.count("a", nothing) == 2**30 - 1
    assert next(engine.best("a", nothing)) == tuple(1 - k % 2 for k in range(60))
    assert not engine.stable("a", nothing, "nash") and engine.stable("a", (1,) * 60, "gmr")
    assert search.STEPS == 200_000
    monkeypatch.setattr(search, "STEPS", 2_000)  # as many take half a minute
    with pytest.raises(TooLarge, match=r"steps of the search for what `a` can do: 2,001 is more than the limit"):
        list(engine.lean("a", nothing))
    assert list(engine.lean("a", (1,) * 60)) == []  # what takes less is answered


@pytest.mark.parametrize("block", BLOCKS)
def test_many_improvements_answered_at_once_are_answered_one_by_one(block: int) -> None:
    known = asked = 0
    for model in models(block, 40):
        engine = Local(model.dialogue)
        for s in model.judge.states[::3]:
            for party, concept in product(engine.movers, CONCEPTS):
                soon = engine.soon(party, s, concept)
                assert soon in (None, model.judge.stable(concept.name, party, s)), (model.seed, party, s, concept.name)
                known, asked = known + (soon is not None), asked + 1
    assert known > 0.95 * asked


def test_a_state_of_three_hundred_options_is_known_without_a_diagram() -> None:
    dialogue = parse(generated(fronts=60, options=300, parties=8, links="many", seed=2))
    engine, home = Local(dialogue), dialogue.status_quo
    assert home is not None
    verdicts = {engine.soon(party, home, concept) for party in engine.movers for concept in (NASH, SEQ)}
    assert verdicts == {True, False}
