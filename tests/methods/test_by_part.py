"""Questions put together from parts, against the same questions asked of the whole: dialogues that fit both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from detente.analyses.assumptions import assumptions
from detente.analyses.leverage import leverage_each
from detente.analyses.outlook import outlook
from detente.analyses.robustness import robustness
from detente.engine.concepts import NASH
from detente.engine.solved import solved
from detente.formats import parse
from detente.formats.generated import generated
from detente.methods.bargaining.best_packages import refuses
from detente.methods.bargaining.packages import packages
from detente.methods.by_part.deals import Trading, choose
from detente.methods.by_part.settling import Firm, by_facts
from detente.methods.chances.drift import ends
from detente.methods.settling.held import firmness
from detente.methods.settling.ways import settlements, stable_states, ways
from detente.model.change import Fix, apply
from detente.model.dialogue import Ask, Chance, Circumstance, Dialogue, Party, Preferences, Statement
from detente.model.expression import If, Name
from strategies import separable


def dialogues(first: int, count: int) -> Iterator[Dialogue]:
    """Separable dialogues with asks, a status quo and a fact that some lines hang on."""
    for seed in range(first, first + count):
        dialogue = separable(seed, most=48)
        draw = Random(seed)
        fact = Circumstance(id="near", text="An election is near", now=draw.random() < 0.5)
        lists = {
            party: replace(given, priorities=tuple(_hung(draw, line) for line in given.priorities))
            for party, given in dialogue.preferences.items()
        }
        others = {p.id: [q.id for q in dialogue.parties if q != p] for p in dialogue.parties}
        asks = tuple(
            Ask(id=f"ask-{o.id}", of=o.by, by=draw.choice(others[o.by]), that=Name(o.id), text=o.id, option=o.id)
            for o in dialogue.options
        )
        made = replace(dialogue, circumstances=(fact,), preferences=lists, asks=asks)
        states = [s for s in map(made.state, range(made.possible)) if made.feasible(s)]
        if states:
            yield replace(made, status_quo=draw.choice(states))


def _hung(draw: Random, line):
    hangs = isinstance(line, Statement) and draw.random() < 0.3
    return replace(line, want=If(Name("near"), line.want)) if hangs else line


def apart(dialogue: Dialogue) -> Dialogue:
    """The same dialogue, asked about by its parts although it would fit as a whole."""
    copy = replace(dialogue)
    vars(solved(copy))["falls_apart"] = True
    return copy


def falls_apart(dialogue: Dialogue) -> bool:
    return len(solved(dialogue).split.parts) > 1


@pytest.mark.parametrize("block", range(6))
def test_where_it_can_settle_firmly(block: int) -> None:
    for dialogue in filter(falls_apart, dialogues(block * 20, 20)):
        firm, states = Firm(dialogue), list(stable_states(dialogue, NASH))
        assert firm.count == len(states), dialogue.title
        whole = ways(dialogue, dict.fromkeys(states, "firm"))
        product = 1
        for one in firm.by_part:
            assert one.ways is not None
            product *= len(one.ways)
        assert product == len(whole)
        for ask in dialogue.asks:
            assert firm.met(ask) == {dialogue.holds(ask.that, state) for state in states}
        home = dialogue.status_quo
        best = min(states, key=lambda s: (levels_apart(home, s), dialogue.code(s)), default=None)
        assert firm.nearest(home, {}) == best


def levels_apart(a, b) -> int:
    return sum(abs(x - y) for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize("block", range(6))
def test_robustness_and_assumptions(block: int) -> None:
    for dialogue in filter(falls_apart, dialogues(block * 10, 10)):
        whole, parts = robustness(dialogue), robustness(apart(dialogue))
        seen = tuple(one for one in whole.conclusions if one.kind != "equilibrium")
        assert parts.conclusions == seen, dialogue.title
        assert (parts.variants, parts.invalid, parts.firm) == (whole.variants, whole.invalid, whole.firm)
        assert assumptions(apart(dialogue)) == assumptions(dialogue)


@pytest.mark.parametrize("block", range(6))
def test_what_would_move_it(block: int) -> None:
    """Sets of edits are those of the whole, those with packages left out: a package of one part is told once."""
    for dialogue in filter(falls_apart, dialogues(block * 8, 8)):
        targets = [ask.id for ask in dialogue.asks]
        for goal in ("firm", "every"):
            whole = leverage_each(dialogue, targets, goal=goal, size=2)
            parts = leverage_each(apart(dialogue), targets, goal=goal, size=2)
            for a, b in zip(whole, parts, strict=True):
                assert a.already == b.already, (dialogue.title, a.ask)
                told = [{_edit(e) for e in one.edits} for one in a.sets if all(e.kind != "fix" for e in one.edits)]
                found = [{_edit(e) for e in one.edits} for one in b.sets if all(e.kind != "fix" for e in one.edits)]
                assert all(one in told for one in found), (dialogue.title, a.ask, goal)
                assert len(told) == len(found)
                assert a.already or bool(a.packages.suffice) == bool(b.packages.suffice)
                figures = {frozenset(map(_edit, one.edits)): (one.firm, one.granted, one.every) for one in a.sets}
                for one in b.sets:
                    if all(e.kind != "fix" for e in one.edits):
                        assert figures[frozenset(map(_edit, one.edits))] == (one.firm, one.granted, one.every)


def _edit(edit):
    return edit.kind, edit.id, edit.to, edit.places


@pytest.mark.parametrize("block", range(4))
def test_what_other_facts_would_open(block: int) -> None:
    """Each ask that opens does so at a settlement, and each that a firm settlement then meets opens."""
    for dialogue in filter(falls_apart, dialogues(block * 20, 20)):
        firm = Firm(dialogue)
        refused = [ask for ask in dialogue.asks if True not in firm.met(ask)]
        changed = dialogue.under({"near": not dialogue.now["near"]})
        states = list(stable_states(changed, NASH))
        found = list(by_facts(apart(dialogue), refused))
        opened = {id for one in found for id in one.asks}
        spoken = any("near" in str(expr) for given in dialogue.preferences.values() for expr in given.exprs)
        must = {ask.id for ask in refused if spoken and any(changed.holds(ask.that, state) for state in states)}
        assert must <= opened, dialogue.title
        for one in found:
            assert one.state in settlements(changed, [one.state]).found
            assert changed.holds(dialogue.ask(one.asks[0]).that, one.state)


# ---- what could be signed --------------------------------------------------------------------------------------------


def seated(first: int, count: int) -> Iterator[Dialogue]:
    """Made-up talks on three fronts, with an outsider or a ratifier at times."""
    for seed in range(first, first + count):
        draw = Random(seed)
        dialogue = parse(generated(fronts=3, options=draw.choice((6, 7, 8)), parties=3, seed=seed))
        parties, lists = list(dialogue.parties), dict(dialogue.preferences)
        if draw.random() < 0.35:
            k = draw.randrange(len(parties))
            parties[k] = replace(parties[k], at_table=False)
        if draw.random() < 0.5:
            of = draw.choice([p for p in parties if p.at_table])
            parties.append(Party(id="home", name="Parliament", ratifies=of.id))
            own = [s for s in lists[of.id].priorities if draw.random() < 0.7]
            draw.shuffle(own)
            lists["home"] = Preferences(priorities=tuple(replace(s, id=f"home-{s.id}") for s in own))
        yield replace(dialogue, parties=tuple(parties), preferences=lists)


@pytest.mark.parametrize("block", range(10))
def test_the_best_package_of_each_party(block: int) -> None:
    """Whether any package beats the drift, which is best for each party, and whether any such passes at home."""
    for dialogue in filter(falls_apart, seated(block * 25, 25)):
        drifted = ends(dialogue)
        if not dialogue.table or not drifted:
            continue
        found = packages(solved(dialogue).space, ends=drifted)
        beating = found.only(found.good())
        vetoes = [refuses(dialogue, beating, p.id) for p in dialogue.parties if p.ratifies]
        passing = ~np.logical_or.reduce(vetoes) if vetoes else np.ones(len(beating.codes), dtype=bool)
        candidates = np.flatnonzero(passing if passing.any() else ~passing)
        other = apart(dialogue)
        trading = Trading(other, drifted, solved(other).engine)
        assert trading.total == found.total
        told = [dialogue.code(trading.state(chosen)) for chosen in trading.each()]
        assert bool(told) == bool(len(beating.codes)), dialogue.title
        for party, code in zip(dialogue.table, told, strict=False):
            column = beating.column(code)
            assert column in candidates, (dialogue.title, party)
            assert beating.worth[party][column] == beating.worth[party][candidates].max(), (dialogue.title, party)
        for one in choose(other, drifted, against=drifted).best:
            column = beating.column(dialogue.code(one.state))
            assert bool(one.refused) == (not passing[column])
            assert one.outcomes == tuple(map(dialogue.state, beating.outcomes(column)))
            engine = solved(dialogue).engine
            held = [firmness(engine, state) for state in one.outcomes]
            assert one.holds == (None if None in held else "credible" if "credible" in held else "firm")
            for lock in one.guarantees:
                fixed = {k: one.state[k] for k, option in enumerate(dialogue.options) if option.id in lock}
                for outcome in one.outcomes:
                    levels = tuple((dialogue.options[k].id, outcome[k]) for k in fixed)
                    held_there = apply(replace(dialogue, status_quo=outcome), Fix(levels))
                    assert firmness(solved(held_there).engine, outcome), (dialogue.title, lock)


def doubtful(dialogue: Dialogue, seed: int) -> Dialogue:
    """The same with chances: of the fact, of a line of every list, of a rule."""
    draw = Random(seed)
    chances = [Chance(value=value) for value in (0.25, 0.5, 0.8)]

    def first(line):
        return replace(line, sure=draw.choice(chances)) if isinstance(line, Statement) else line

    lists = {
        party: replace(given, priorities=(*map(first, given.priorities[:1]), *given.priorities[1:]))
        for party, given in dialogue.preferences.items()
    }
    return replace(
        dialogue,
        circumstances=tuple(replace(fact, chance=draw.choice(chances)) for fact in dialogue.circumstances),
        rules=(*(replace(rule, sure=draw.choice(chances)) for rule in dialogue.rules[:1]), *dialogue.rules[1:]),
        preferences=lists,
    )


@pytest.mark.parametrize("block", range(4))
def test_outlook(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chances of ends and asks to the last digit, and what each uncertain line makes of them."""
    moved = 0
    for k, sound in enumerate(filter(falls_apart, dialogues(900 + block * 20, 20))):
        dialogue = doubtful(sound, k)
        whole = outlook(dialogue, equilibria=False)
        with monkeypatch.context() as patched:
            patched.setattr("detente.engine.solved.LIMIT", solved(dialogue).split.largest)
            copy = replace(dialogue)
            assert solved(copy).falls_apart
            assert outlook(copy) == whole, dialogue.title
        moved += len(whole.ends) > 1
    assert moved
