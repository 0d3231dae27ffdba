"""One suite for every engine: what the interface promises of single states, against the slow judge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from definitions import Judge
from detente.engine.arrays.single import Arrays
from detente.engine.concepts import CONCEPTS
from detente.engine.interface import Engine, checks, everyone
from detente.engine.local.single import Local
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue, Direction, Option, Party, Preferences, Statement
from detente.model.expression import Name
from strategies import Model, random_model

ENGINES: dict[str, Callable[[Dialogue], Engine]] = {"arrays": Arrays.of, "local": Local}
BLOCKS = range(10)


def models(block: int, most: int) -> list[Model]:
    return [random_model(seed, most=most) for seed in range(block * 12, block * 12 + 12)]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Callable[[Dialogue], Engine]:
    return ENGINES[request.param]


@pytest.mark.parametrize("block", BLOCKS)
def test_moves_and_preferences(engine: Callable[[Dialogue], Engine], block: int) -> None:
    for model in models(block, 40):
        judge, asked = model.judge, engine(model.dialogue)
        for s in judge.states:
            assert asked.feasible(s)
            for party in judge.parties:
                better = judge.UI[party, s]
                assert set(asked.moves(party, s)) == judge.R[party, s], model.seed
                assert set(asked.improvements(party, s)) == better
                assert asked.count(party, s) == len(better)
                assert set(asked.lean(party, s)) == judge.lean[party, s]
                assert all(asked.prefers(party, t, s) and not asked.prefers(party, s, t) for t in better)
                assert list(asked.best(party, s)) == sorted(better, key=lambda t: order(model, party, s, t))


def order(model: Model, party: str, s: tuple[int, ...], t: tuple[int, ...]) -> tuple[int, int, int]:
    changed = sum(a != b for a, b in zip(s, t, strict=True))
    return -model.judge.rank[party][t], changed, model.dialogue.code(t)


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("lean", [False, True])
def test_sanctions_are_there_exactly_when_deterred_and_check(
    engine: Callable[[Dialogue], Engine], block: int, lean: bool
) -> None:
    for model in models(block, 16):
        judge, asked = model.judge, engine(model.dialogue)
        for (party, s), better in judge.UI.items():
            for concept in CONCEPTS:
                for t in better:
                    found = asked.sanction(party, s, t, concept, lean=lean)
                    assert (found is not None) == deterred(judge, concept.name, party, s, t, lean), model.seed
                    if found is not None:
                        assert checks(asked, found)
                        assert (found.party, found.state, found.improvement) == (party, s, t)
                        assert not checks(asked, replace(found, steps=()))
                        assert not checks(asked, replace(found, steps=(*found.steps, found.steps[-1])))
                        assert not checks(asked, replace(found, concept="nash"))


def deterred(judge: Judge, concept: str, party: str, s: tuple[int, ...], t: tuple[int, ...], lean: bool) -> bool:
    return bool(judge.sanctions(concept, party, s, t, lean and concept in ("seq", "sseq")))


@pytest.mark.parametrize("block", BLOCKS)
def test_verdicts(engine: Callable[[Dialogue], Engine], block: int) -> None:
    for model in models(block, 24):
        judge, asked = model.judge, engine(model.dialogue)
        for concept in CONCEPTS:
            for lean in (False, True) if concept.answer == "improvements" else (False,):
                held = {s for s in judge.states if everyone(asked, s, concept, lean=lean)}
                assert held == judge.equilibria(concept.name, lean), (model.seed, concept.name, lean)


@pytest.mark.parametrize("block", BLOCKS)
def test_sets_of_states(block: int) -> None:
    for model in models(block, 40):
        judge, solved = model.judge, Arrays.of(model.dialogue)
        nash, gmr = judge.equilibria("nash"), judge.equilibria("gmr")
        firm, feared = solved.equilibria("nash"), solved.equilibria("gmr")
        pairs = ((firm, nash), (feared & ~firm, gmr - nash), (firm | feared, nash | gmr))
        for states, expected in pairs:
            codes = sorted(map(model.dialogue.code, expected))
            assert states.count() == len(expected)
            assert [model.dialogue.code(s) for s in states.some(3)] == codes[:3]
            assert all((s in states) == (s in expected) for s in judge.states)
            for k, seen in enumerate(states.levels()):
                assert seen == tuple(any(s[k] == level for s in expected) for level in range(len(seen)))


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


def test_what_takes_too_long_is_refused_and_never_guessed() -> None:
    parties = tuple(Party(id=p, name=p) for p in ("a", "b"))
    options = tuple(Option(id=f"o{k}", by="ab"[k % 2], text="") for k in range(60))
    wishes = {p: Preferences(priorities=tuple(Statement(id=f"{p}.{o.id}", want=Name(o.id)) for o in options))
              for p in ("a", "b")}  # fmt: skip
    engine = Local(Dialogue(title="", parties=parties, options=options, preferences=wishes))
    nothing = (0,) * 60
    assert engine.count("a", nothing) == 2**30 - 1
    assert next(engine.best("a", nothing)) == tuple(1 - k % 2 for k in range(60))
    assert not engine.stable("a", nothing, "nash") and engine.stable("a", (1,) * 60, "gmr")
    with pytest.raises(TooLarge, match=r"steps of the search for what `a` can do: 200,001 is more than the limit"):
        list(engine.lean("a", nothing))
