"""Diagrams against arrays on dialogues of 4 to 18 options, and how they end where they come to no end."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from copies import Copies

from detente.engine.arrays.single import Arrays
from detente.engine.concepts import CONCEPTS
from detente.engine.diagrams import blocks
from detente.engine.diagrams.single import Diagrams
from detente.engine.local.single import Local
from detente.engine.solved import solved
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue, Option, Party, Preferences, Statement
from detente.model.expression import And, Name
from sanction_checks import checks
from strategies import random_dialogue, random_model

LISTED = 600
"""So many states are compared one by one; of larger sets a sample."""


def drawn(seed: int) -> Dialogue:
    """A random dialogue of 4 to 18 options, 2^18 states at most; long rankings left out."""
    return random_dialogue(seed, most=2**18, least=4 + seed % 15)


@pytest.fixture(params=[0, 2], ids="{} bits at last".format)
def blocks_from_the_top(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Short lists are solved in blocks, too."""
    monkeypatch.setattr(blocks, "LAST", request.param)


def compared(seed: int) -> None:
    """Every set of the two engines is the same."""
    dialogue, draw = drawn(seed), random.Random(seed)
    arrays, diagrams = Arrays.of(dialogue), Diagrams(dialogue)
    for concept in CONCEPTS:
        for party in (*(p.id for p in dialogue.parties), None):
            one, other = (
                engine.equilibria(concept) if party is None else engine.where(party, concept)
                for engine in (arrays, diagrams)
            )
            about = (seed, concept.name, party)
            assert one.count() == other.count(), about
            assert one.levels() == other.levels(), about
            assert one.some(LISTED) == other.some(LISTED), about
            for code in (draw.randrange(dialogue.possible) for _ in range(20 if one.count() > LISTED else 0)):
                assert (dialogue.state(code) in one) == (dialogue.state(code) in other), about


@pytest.mark.parametrize("seed", range(75))
def test_the_sets_are_those_of_arrays(seed: int) -> None:
    compared(seed)


@pytest.mark.usefixtures("blocks_from_the_top")
@pytest.mark.parametrize("seed", range(75, 100))
def test_the_sets_are_those_of_arrays_in_blocks(seed: int) -> None:
    compared(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(75, 600))
def test_the_sets_are_those_of_arrays_at_large(seed: int) -> None:
    compared(seed)


def sparse(seed: int) -> Dialogue:
    """20 to 40 options, and lists of a few lines: much of what can be set nobody speaks of."""
    dialogue = random_dialogue(seed, most=2**60, least=20 + seed % 21)
    lists = {
        party: Preferences(priorities=wants.priorities[: 2 + seed % 2]) if wants.priorities else Preferences()
        for party, wants in dialogue.preferences.items()
    }
    return replace(dialogue, preferences=lists)


def counted_twice(seed: int) -> None:
    """The counts are those of another library of diagrams, in another encoding."""
    dialogue = sparse(seed)
    oracle, diagrams = Copies(dialogue), Diagrams(dialogue)
    for concept in CONCEPTS:
        every = oracle.feasible("s")
        for party in dialogue.parties:
            stable = oracle.stable(party.id, concept)
            every &= stable
            assert diagrams.where(party.id, concept).count() == oracle.count(stable), (seed, concept.name, party.id)
        assert diagrams.equilibria(concept).count() == oracle.count(every), (seed, concept.name)


@pytest.mark.parametrize("seed", range(1000, 1012))
def test_counts_are_those_of_another_library(seed: int) -> None:
    counted_twice(seed)


@pytest.mark.usefixtures("blocks_from_the_top")
@pytest.mark.parametrize("seed", range(1012, 1016))
def test_counts_are_those_of_another_library_in_blocks(seed: int) -> None:
    counted_twice(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1012, 1212))
def test_counts_are_those_of_another_library_at_large(seed: int) -> None:
    counted_twice(seed)


@pytest.mark.parametrize("seed", range(2000, 2030))
def test_one_state_is_as_the_set_has_it(seed: int) -> None:
    dialogue, draw = drawn(seed), random.Random(seed)
    sets, single = Diagrams(dialogue), Diagrams(dialogue)
    states = [dialogue.state(draw.randrange(dialogue.possible)) for _ in range(12)]
    for state in filter(dialogue.feasible, states):
        for concept in CONCEPTS:
            for party in dialogue.parties:
                better = single.leaves(party.id, state, concept)
                assert (better is None) == (state in sets.where(party.id, concept)), (seed, concept.name, party.id)
                if better is not None:
                    assert single.prefers(party.id, better, state) and better in single.moves(party.id, state)
                    assert single.sanction(party.id, state, better, concept) is None


@pytest.mark.parametrize("seed", range(3000, 3030))
def test_sanctions_are_shortest_ones_and_there_exactly_when_deterred(seed: int) -> None:
    model = random_model(seed, most=60)
    arrays, diagrams = Arrays.of(model.dialogue), Diagrams(model.dialogue)
    for (party, state), better in list(model.judge.UI.items())[::3]:
        for concept in CONCEPTS:
            for there in sorted(better)[:3]:
                known = arrays.sanction(party, state, there, concept)
                sanction = diagrams.shortest(party, state, there, concept)
                assert (sanction is None) == (known is None), (seed, concept.name)
                if sanction is not None and known is not None:
                    assert checks(diagrams, sanction) and len(sanction.steps) == len(known.steps), (seed, concept.name)


def test_what_cannot_be_gone_through_one_by_one_is_known_from_the_lines_and_from_diagrams() -> None:
    """Thirty options each; both care most for what the other does, then for their own: 2^30 improvements."""
    parties = tuple(Party(id=p, name=p) for p in "ab")
    options = tuple(Option(id=f"o{k}", by="ab"[k % 2], text="") for k in range(60))
    lists = {p: [Name(o.id) for o in sorted(options, key=lambda o: o.by == p)] for p in "ab"}
    all_ = And(tuple(Name(o.id) for o in options))  # or it would fall apart
    wishes = {
        p: Preferences(priorities=tuple(Statement(id=f"{p}{k}", want=w) for k, w in enumerate((*mine, all_))))
        for p, mine in lists.items()
    }
    dialogue = Dialogue(title="", parties=parties, options=options, preferences=wishes)
    given = (0, 1) * 30
    engine, lines = solved(dialogue).engine, Local(dialogue)
    assert isinstance(engine, Diagrams)
    for concept in ("gmr", "smr"):
        assert lines.stable("a", given, concept) and engine.leaves("a", given, concept) is None
    assert not lines.stable("a", given, "seq")
    # That the other would hurt itself by answering is what the credible concepts count.
    assert engine.leaves("a", given, "seq") == engine.leaves("a", given, "nash") == (1,) * 60
    assert engine.stable("b", given, "nash")


def test_what_is_known_can_be_told_when_time_is_over() -> None:
    engine = Diagrams(drawn(5))
    firm, feared = engine.equilibria("nash"), engine.equilibria("gmr")
    engine.space.kernel.left = 0.0
    with pytest.raises(TooLarge, match="seconds of work on diagrams"):
        engine.where(engine.movers[0], "seq")
    assert (firm | feared).count() == feared.count() and (feared & ~firm).count() == feared.count() - firm.count()
    assert len(feared.some(2)) == min(2, feared.count()) and feared.levels()


def test_easy_verdicts_are_known_when_a_harder_question_used_up_all_time() -> None:
    dialogue = drawn(2)
    arrays, diagrams = Arrays.of(dialogue), Diagrams(dialogue)
    diagrams.space.kernel.left = 0.0
    with pytest.raises(TooLarge, match="seconds of work on diagrams"):
        diagrams.equilibria("seq")
    for state in (*arrays.equilibria("nash").some(3), *diagrams.feasible_states.some(6)):
        for party in arrays.movers:
            for concept in ("nash", "gmr", "smr"):
                assert diagrams.stable(party, state, concept) == arrays.stable(party, state, concept)


def test_a_party_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        Diagrams(drawn(3)).where("nobody", "nash")
