"""Who would answer with what: replies under the rules that are left, and every verdict as the judge gives it."""

import random
from dataclasses import replace

import pytest
from river import river

from detente.analyses.respond import respond
from detente.errors import InputError
from detente.formats import load
from strategies import judge_of, random_model

CONCEPTS = ("sseq", "seq", "smr", "gmr")


@pytest.mark.parametrize("block", range(4))
def test_replies_and_verdicts_are_those_of_the_definitions(block):
    deterred = 0
    for seed in range(block * 60, block * 60 + 60):
        rng = random.Random(seed)
        model = random_model(seed, most=40)
        if not model.judge.states:
            continue
        sq = rng.choice(model.judge.states)
        dialogue = replace(model.dialogue, status_quo=sq)
        asked = dialogue.state(rng.randrange(dialogue.possible))
        if rng.random() < 0.6:
            asked = rng.choice([t for ts in model.judge.R.values() for t in ts] or [asked])
        found = respond(dialogue, str(dialogue.code(asked)), limit=1000)
        broken = tuple(rule.id for rule in dialogue.rules if dialogue.holds(rule.never, asked))
        assert found.suspended == broken
        judge = judge_of(replace(dialogue, rules=tuple(r for r in dialogue.rules if r.id not in broken)))
        moved = {owner for owner, a, b in zip(judge.owners, sq, asked, strict=True) if a != b}
        assert {m.party for m in found.movers} == moved
        answering = [p for p in judge.parties if {p} != moved]
        assert found.improvements == {p: len(judge.UI[p, asked]) for p in answering}
        check_movers(judge, found, sq, asked)
        check_replies(dialogue, judge, found, answering, sq, asked)
        deterred += any("seq" in m.deterred for m in found.movers)
    assert deterred


def check_movers(judge, found, sq, asked):
    for mover in found.movers:
        rank = judge.rank[mover.party]
        sign = (rank[asked] > rank[sq]) - (rank[asked] < rank[sq])
        assert mover.verdict == {1: "better", 0: "same", -1: "worse"}[sign]
        deters = [c for c in CONCEPTS if sign > 0 and judge.sanctions(c, mover.party, sq, asked)]
        assert mover.deterred == tuple(deters)
        assert (mover.trace is not None) == ("seq" in deters)


def check_replies(dialogue, judge, found, answering, sq, asked):
    usable = set(judge.states)
    for party in answering:
        replies = [r for r in found.replies if r.by == party]
        assert {dialogue.state(r.code) for r in replies} == judge.UI[party, asked]
        ranks = [judge.rank[party][dialogue.state(r.code)] for r in replies]
        assert ranks == sorted(ranks, reverse=True)
        for reply, rank in zip(replies, ranks, strict=True):
            end = dialogue.state(reply.code)
            assert reply.best == (rank == ranks[0])
            assert reply.lean == (end in judge.lean[party, asked])
            assert list(reply.provoked) == [
                o.id
                for k, o in enumerate(dialogue.options)
                if asked[k] != end[k]
                and (*sq[:k], end[k], *sq[k + 1 :]) not in judge.UI[party, sq]
                and needed(judge, usable, party, end, (*end[:k], asked[k], *end[k + 1 :]))
            ]
            gainers = [m.party for m in found.movers if m.verdict == "better" and m.party != party]
            assert [u.party for u in reply.deters] == gainers
            for undoing in reply.deters:
                worth = judge.rank[undoing.party]
                assert undoing.seq == (worth[end] <= worth[sq])
                stuck = all(worth[v] <= worth[sq] for v in judge.R[undoing.party, end])
                assert undoing.sseq == (undoing.seq and stuck)


def needed(judge, usable, party, end, back):
    return back not in usable or judge.rank[party][back] < judge.rank[party][end]


def test_the_river_by_hand():
    found = respond(river(), "dam=yes")
    (mover,) = found.movers
    assert (mover.party, mover.verdict, mover.because.id, mover.deterred) == ("upland", "better", "upland-4", ())
    (reply,) = found.replies
    assert (reply.by, reply.changes, reply.because.id) == ("farmers", {"protest": "yes"}, "farmers-1")
    assert [(u.party, u.seq) for u in reply.deters] == [("upland", False)]
    assert found.improvements == {"lowland": 0, "farmers": 1}


def test_a_state_that_a_rule_forbids_can_be_asked_about():
    found = respond(river(), "release=full")
    assert found.suspended == ("reservoir",) and found.movers[0].verdict == "worse"
    assert found.at.state["release"] == "full" and found.replies == ()


def test_limit_and_unknown_names():
    dialogue = load("us-pakistan-2010")
    whole = respond(dialogue, "north_waziristan=offensive", limit=1000)
    short = respond(dialogue, "north_waziristan=offensive", limit=1)
    assert [r.code for r in short.replies if r.by == "us"] == [next(r.code for r in whole.replies if r.by == "us")]
    assert short.improvements == whole.improvements
    with pytest.raises(InputError, match="did you mean `north_waziristan`"):
        respond(dialogue, "north_wasiristan=offensive")


def test_without_a_status_quo_nobody_has_moved():
    found = respond(river(status_quo=None), "dam=yes")
    assert found.status_quo is None and found.movers == () and found.replies[-1].provoked == ("protest",)


def test_the_taliban_answer_an_offensive_and_deter_nobody():
    found = respond(load("us-pakistan-2010"), "north_waziristan=offensive")
    assert found.suspended == ("flood-troops",)
    provoked = [r for r in found.replies if r.provoked]
    assert [(r.by, r.changes) for r in provoked] == [("pakistani_taliban", {"seek_sanctuary": "yes"})]
    (mover,) = found.movers
    assert (mover.party, mover.verdict, mover.because.id) == ("pakistan", "worse", "wait-for-kabul")
    assert mover.deterred == () and provoked[0].deters == ()
