"""Scores of answers by hand, and the parts of a change on random rounds."""

import random
from fractions import Fraction

import pytest

from detente.methods.record.shares import ledger, score
from detente.model.dialogue import Answer, Ask, Dialogue, Front, Option, Party, Round
from detente.model.expression import Name
from reference import worked

ANSWERS = ("accepted", "partly", "deferred", "refused", "unanswered")
WORTH = {"accepted": 1.0, "partly": 0.5, "deferred": 0.0, "refused": 0.0}


def talks(rounds, asks, fronts=()):
    """`rounds`: {ask: answer or None}; what is not a key was not tabled."""
    return Dialogue(
        title="t",
        parties=(Party(id="a", name="A"), Party(id="b", name="B")),
        fronts=fronts,
        options=tuple(Option(id=f"o{k}", by=of, text="") for k, (of, _) in enumerate(asks)),
        asks=tuple(
            Ask(id=f"o{k}", of=of, by="ab"[of == "a"], that=Name(f"o{k}"), text="", front=front, option=f"o{k}")
            for k, (of, front) in enumerate(asks)
        ),
        rounds=tuple(
            Round(
                id=f"r{n}",
                tabled=tuple(answers),
                answers=tuple(Answer(ask=ask, answer=answer) for ask, answer in answers.items() if answer),
            )
            for n, answers in enumerate(rounds)
        ),
    )


def subject(dialogue, by, **wanted):
    (found,) = [s for s in ledger(dialogue) if s.by == by and all(getattr(s, k) == v for k, v in wanted.items())]
    return found


def test_the_weights_of_the_definition():
    assert score(["accepted", "partly", "refused", "deferred", "unanswered"]) == Fraction(3, 8)
    assert score([None, "unanswered"]) is None and score([]) is None


def test_the_computed_example():
    expected = worked("alignment")["expected"]["ledger"]
    answers = [None if a == "none" else a for a in expected["answers"].values()]
    assert str(score(answers)) == expected["score"]


def test_a_fall_that_is_only_a_change_of_agenda():
    dialogue = talks([{"o0": "accepted"}, {"o0": "accepted", "o1": "refused", "o2": None}], [("b", "")] * 3)
    every = subject(dialogue, "all")
    assert [s.score for s in every.scores] == [1, Fraction(1, 2)]
    assert [(s.counted, s.unanswered) for s in every.scores] == [(1, 0), (2, 1)]
    (shift,) = every.shifts
    assert (shift.total, shift.moved, shift.came, shift.went) == (Fraction(-1, 2), 0, Fraction(-1, 2), 0)
    assert (shift.common, shift.asks, shift.arrived, shift.left) == (1, (), ("o1",), ())


def test_what_moved_is_told_ask_by_ask():
    dialogue = talks([{"o0": "accepted", "o1": "refused"}, {"o0": "partly", "o1": "deferred"}], [("b", ""), ("a", "")])
    (shift,) = subject(dialogue, "all").shifts
    assert shift.moved == shift.total == Fraction(-1, 4)
    assert [(m.ask, m.before, m.after, m.change) for m in shift.asks] == [
        ("o0", "accepted", "partly", Fraction(-1, 4)),
        ("o1", "refused", "deferred", 0),
    ]


def test_an_answer_to_an_ask_that_is_not_tabled_is_out():
    dialogue = talks([{"o0": "accepted"}], [("b", ""), ("b", "")])
    (round,) = dialogue.rounds
    from dataclasses import replace

    off = replace(round, answers=(*round.answers, Answer(ask="o1", answer="refused")))
    assert subject(replace(dialogue, rounds=(off,)), "all").scores[0].score == 1


def test_groups_by_front_kind_rank_and_direction():
    fronts = (Front(id="f", name="F", kind="security", rank="ministers"), Front(id="g", name="G", kind="security"))
    dialogue = talks([{"o0": "accepted", "o1": "refused", "o2": "partly"}], [("b", "f"), ("a", "g"), ("b", "")], fronts)
    assert subject(dialogue, "kind", kind="security").scores[0].score == Fraction(1, 2)
    assert subject(dialogue, "rank", rank="ministers").asks == ("o0",)
    assert subject(dialogue, "direction", asker="a", asked="b").scores[0].score == Fraction(3, 4)
    front = subject(dialogue, "front", front="f")
    assert (front.kind, front.rank, front.scores[0].score) == ("security", "ministers", 1)
    assert subject(dialogue, "front_direction", front="g", asker="b").scores[0].score == 0


def test_the_parts_add_up_on_random_rounds():
    rng = random.Random(8)
    compositions = 0
    for _ in range(300):
        asks = [(rng.choice("ab"), "") for _ in range(rng.randint(1, 5))]
        rounds = [
            {f"o{k}": rng.choice((*ANSWERS, None)) for k in range(len(asks)) if rng.random() < 0.7} for _ in range(3)
        ]
        every = subject(talks(rounds, asks), "all")
        for answers, found in zip(rounds, every.scores, strict=True):
            weights = [WORTH[a] for a in answers.values() if a in WORTH]
            assert found.counted == len(weights) and found.unanswered == len(answers) - len(weights)
            assert (found.score is None) == (not weights)
            assert not weights or float(found.score) == pytest.approx(sum(weights) / len(weights))
        for shift in every.shifts:
            if shift.moved is None:
                assert shift.common == 0 and shift.asks == ()
                compositions += shift.total is not None
                continue
            assert shift.total == shift.moved + shift.came + shift.went
            assert sum(m.change for m in shift.asks) == shift.moved
    assert compositions
