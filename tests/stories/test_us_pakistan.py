"""What the column on the third round concludes must follow from the shipped dialogue: one test for each conclusion.

The paragraph named in a test is the one of the column (body text, counted from 1) that draws the conclusion. Nothing
here looks at prose: the numbers and ids of results are what is tested.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import detente as dt
from detente.model.dialogue import Dialogue, State

TALKS = "us-pakistan-2010"
CONCEPTS = ("nash", "sseq", "seq", "smr", "gmr", "sim")
SECURITY_ASKS = ("north_waziristan is offensive", "balochistan", "us_forces", "halt_attacks")
NOW = {"flood_relief": True, "afghan_order_clear": False}


@cache
def talks() -> Dialogue:
    return dt.load(TALKS)


def under(**circumstances: bool) -> Dialogue:
    return talks().under(circumstances)


def state(**levels: str) -> State:
    """The status quo with some options at other levels, given by name."""
    dialogue = talks()
    changes = tuple((id, dialogue.option(id).levels.index(level)) for id, level in levels.items())
    return dialogue.with_levels(dialogue.status_quo, changes)


def written(**levels: str) -> str:
    """Such a state as commands take it."""
    return ",".join(f"{id}={level}" for id, level in levels.items())


def holds(expression: str, at: State, dialogue: Dialogue | None = None) -> bool:
    from detente.model.expression import parse

    return (dialogue or talks()).holds(parse(expression), at)


@cache
def settled(concept: str, flood_relief: bool = True, afghan_order_clear: bool = False) -> tuple[State, ...]:
    """The equilibria under one concept."""
    dialogue = under(flood_relief=flood_relief, afghan_order_clear=afghan_order_clear)
    result = dt.equilibria(dialogue)
    return tuple(dialogue.state(e.code) for e in result.equilibria if concept in e.concepts)


SETTLEMENT = {"security_aid": "raised", "afghan_role": "yes", "visit_2011": "yes", "north_waziristan": "targeted"}


# ---- the file itself -------------------------------------------------------------------------------------------------


def test_the_published_working_groups_are_fronts_beside_the_high_level_track() -> None:
    """¶1: thirteen working groups, while the high-level exchanges stayed with security."""
    groups = {f.name for f in talks().fronts if f.rank == "working group"}
    assert groups == {
        "Agriculture", "Communications and public diplomacy", "Defense", "Economics and finance", "Education", "Energy",
        "Health", "Law enforcement and counterterrorism", "Market access", "Science and technology",
        "Security, strategic stability and nonproliferation", "Water", "Women's empowerment",
    }  # fmt: skip
    assert talks().front("security").kind == "security"
    assert talks().front("security").rank == "ministers"


def test_ids_that_others_build_on() -> None:
    dialogue = talks()
    levels = {o.id: (o.by, o.levels) for o in dialogue.options}
    yes = ("no", "yes")
    assert levels["security_aid"] == ("us", ("none", "renewed", "raised"))
    assert levels["north_waziristan"] == ("pakistan", ("none", "targeted", "offensive"))
    for us in ("cut_off_units", "afghan_role", "visit_2011", "civil_nuclear", "incursions"):
        assert levels[us] == ("us", yes)
    for pakistan in ("balochistan", "us_forces", "halt_attacks", "close_route"):
        assert levels[pakistan] == ("pakistan", yes)
    assert levels["seek_sanctuary"] == ("pakistani_taliban", yes)
    assert dialogue.now == NOW | {"fragile_government": True, "public_anger": True}
    assert dialogue.table == ("us", "pakistan")
    assert [r.id for r in dialogue.rounds] == ["march", "july", "october"]
    assert {c.id[:3] for c in dialogue.commitments} == {f"c{n:02}" for n in range(1, 15)}


def test_every_line_that_claims_something_has_evidence_that_a_source_stands_behind() -> None:
    dialogue = talks()
    lines = [
        *dialogue.fronts, *dialogue.circumstances, *dialogue.options, *dialogue.asks, *dialogue.rules,
        *dialogue.commitments, *dialogue.views, *(s for p in dialogue.preferences.values() for s in p.statements),
        *(a for r in dialogue.rounds for a in r.answers), *(e for r in dialogue.rounds for e in r.events),
        *(a.statement for v in dialogue.views for a in v.add),
    ]  # fmt: skip
    assert all(line.evidence for line in lines)
    places = {e.place for line in lines for e in line.evidence if e.source == "yusuf"}
    assert places <= {f"¶{n}" for n in range(1, 13)}
    assert places >= {f"¶{n}" for n in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11)}
    cited = {e.source for line in [*lines, *dialogue.rounds, *dialogue.parties] for e in line.evidence}
    cited |= {e.source for c in dialogue.commitments for e in c.status.evidence}
    assert cited == {s.id for s in dialogue.sources}


def test_no_sentence_of_the_column_is_copied() -> None:
    """No six words in a row are the column's, in the file or in the tutorial about it.

    The column is not here: `column.txt` holds the first half of a digest of each of its runs of six words.
    """
    root = Path(__file__).parents[2]
    theirs = set((Path(__file__).parent / "column.txt").read_text(encoding="ascii").split())
    assert len(theirs) > 500
    for path in ("src/detente/examples/us-pakistan-2010.yaml", "docs/tutorial/the-article.md"):
        assert not theirs & _runs((root / path).read_text(encoding="utf-8"))


def test_a_run_of_words_is_known_by_its_digest_however_it_is_set() -> None:
    assert _runs("One, two three: FOUR five’s six!") == _runs("one two\nthree four “five's” six")
    assert len(_runs("one two three four five six seven")) == 2


def _runs(text: str, length: int = 6) -> set[str]:
    words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    runs = (" ".join(words[i : i + length]) for i in range(len(words) - length + 1))
    return {sha256(run.encode()).hexdigest()[:12] for run in runs}


def test_the_linter_is_content_and_every_silence_has_its_reason() -> None:
    checked = dt.check(talks())
    assert checked.warnings == ()
    assert {w.code for w in checked.silenced} == {"idle-party", "restless-status-quo"}
    assert all(w.because for w in checked.silenced)


def test_figures_that_the_tutorial_tells() -> None:
    found = dt.equilibria(talks())
    assert (found.states.possible, found.states.feasible) == (18_432, 12_288)
    assert found.counts["nash"] == found.counts["sseq"] == found.counts["seq"] == 1
    assert found.counts["smr"] == found.counts["gmr"] == 145


# ---- ¶2: less aligned on security than before ------------------------------------------------------------------------


@cache
def ledger(front: str) -> object:
    return next(s for s in dt.alignment(talks()).ledger if s.by == "front" and s.front == front)


def test_security_alignment_falls_and_how_thin_that_is() -> None:
    """¶2: less aligned on the security front than before, though only by what came onto the table."""
    track = ledger("security")
    score = {s.round: s for s in track.scores}
    assert score["october"].score < score["july"].score
    assert (score["july"].counted, score["october"].counted) == (2, 7)
    assert {"open_route", "no_incursions"} <= set(score["october"].asks), "asks to abstain count"
    fall = next(s for s in track.shifts if s.round == "october")
    assert fall.common == 2
    assert fall.moved == 0
    assert fall.came == fall.total < 0
    assert {"us_forces", "more_cia", "no_cut_off"} <= set(fall.arrived)
    july = talks().round("july")
    assert all(july.answer(ask).basis == "inferred" for ask in score["july"].asks)


@pytest.mark.parametrize("front", ["afghan_settlement", "standing"])
def test_only_the_security_track_falls(front: str) -> None:
    """¶2 speaks of the security front alone; ¶4 reports movement on the others."""
    shift = next(s for s in ledger(front).shifts if s.round == "october")
    assert shift.moved >= 0


# ---- ¶6, ¶7: North Waziristan ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("concept", CONCEPTS)
def test_no_offensive_settles_now_under_any_concept(concept: str) -> None:
    """¶6: stretched too thin while the troops are on flood relief."""
    assert settled(concept)
    assert not any(holds("north_waziristan is offensive", s) for s in settled(concept))


def test_the_offensive_is_infeasible_during_flood_relief_and_the_reason_is_the_rule() -> None:
    """¶6: the troops are not there."""
    assert not talks().feasible(state(north_waziristan="offensive"))
    found = dt.why(talks(), "north_waziristan")
    assert not found.granted
    assert found.reason.kind == "rule"
    assert found.reason.statement == "flood-troops"
    assert ("yusuf", "¶6") in {(e.source, e.place) for e in found.reason.evidence}


def test_targeted_operations_settle_firmly() -> None:
    """¶6: targeted operations are what can reasonably be expected."""
    assert [s for s in settled("nash") if holds("north_waziristan is targeted", s)]
    assert settled("nash") == (state(**SETTLEMENT),)


@pytest.mark.parametrize(("flood_relief", "afghan_order_clear"), list(product([True, False], repeat=2)))
def test_only_both_events_together_open_the_offensive(flood_relief: bool, afghan_order_clear: bool) -> None:
    """¶6 and ¶7: the troops and the wait for Kabul; either alone is enough to block it."""
    both = not flood_relief and afghan_order_clear
    firm = settled("nash", flood_relief, afghan_order_clear)
    assert any(holds("north_waziristan is offensive", s) for s in firm) == both
    assert not all(holds("north_waziristan is offensive", s) for s in firm), "no longer blocked, not promised"


def test_with_both_events_pakistan_is_indifferent_to_the_offensive() -> None:
    """¶7: the reasons against it are gone, and no reason for it has come."""
    dialogue = under(flood_relief=False, afghan_order_clear=True)
    found = dt.why(dialogue, "north_waziristan", at=written(**SETTLEMENT))
    assert found.reason.kind == "indifferent"


def test_with_one_event_alone_the_other_reason_binds() -> None:
    """¶7: with the flood over, the wait for Kabul is what is left."""
    found = dt.why(under(flood_relief=False), "north_waziristan")
    assert (found.reason.kind, found.reason.statement) == ("priority", "wait-for-kabul")
    assert ("yusuf", "¶7") in {(e.source, e.place) for e in found.reason.evidence}
    assert dt.why(under(afghan_order_clear=True), "north_waziristan").reason.statement == "flood-troops"


def test_the_sanctuary_answers_an_offensive_and_deters_nobody_as_things_stand() -> None:
    """¶7: the announced answer. Pakistan has nothing to gain by the offensive now, so there is nothing to deter."""
    found = dt.respond(talks(), "north_waziristan=offensive")
    assert found.suspended == ("flood-troops",)
    taliban = [reply for reply in found.replies if reply.by == "pakistani_taliban"]
    assert [reply.changes for reply in taliban] == [{"seek_sanctuary": "yes"}]
    assert taliban[0].provoked == ("seek_sanctuary",)
    assert taliban[0].deters == ()
    (pakistan,) = found.movers
    assert (pakistan.party, pakistan.verdict, pakistan.because.id) == ("pakistan", "worse", "wait-for-kabul")
    assert pakistan.deterred == ()


def test_once_both_events_have_come_the_sanctuary_deters_going_from_nothing_to_the_offensive() -> None:
    """¶7: the announcement complicates matters further."""
    dialogue = under(flood_relief=False, afghan_order_clear=True)
    (taliban,) = (r for r in dt.respond(dialogue, "north_waziristan=offensive").replies if r.by == "pakistani_taliban")
    assert [(d.party, d.seq) for d in taliban.deters] == [("pakistan", True)]
    found = dt.why(dialogue, "north_waziristan")
    assert found.reason.kind == "deterred"
    assert found.trace.because.id == "no-sanctuary"
    assert found.trace.steps[-1].changes == {"seek_sanctuary": "yes"}
    targeted = dt.why(dialogue, "targeted_operations")
    assert targeted.reason.kind == "willing", "the smaller step has no such price"


# ---- ¶8, ¶9: Balochistan, US forces, more CIA staff ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "statement", "paragraph"),
    [
        ("balochistan", "credit-of-2009", "¶8"),
        ("us_forces", "anger-at-home", "¶9"),
        ("more_cia", "anger-at-home", "¶9"),
        ("halt_attacks", "spare-militants", "¶7"),
    ],
)
def test_each_refusal_has_its_own_reason(ask: str, statement: str, paragraph: str) -> None:
    """¶8: the fragile government's stake; ¶9: the public's anger; ¶7, inferred: militants whose future is open."""
    for at in ("", written(**SETTLEMENT)):
        found = dt.why(talks(), ask, at=at)
        assert not found.granted
        assert (found.reason.kind, found.reason.statement) == ("priority", statement)
        assert ("yusuf", paragraph) in {(e.source, e.place) for e in found.reason.evidence}
        assert found.reason.basis == ("inferred" if ask == "halt_attacks" else "stated")


@pytest.mark.parametrize(
    ("circumstance", "value", "option"),
    [("fragile_government", False, "balochistan"), ("public_anger", False, "us_forces")],
)
def test_the_refusal_goes_with_its_circumstance(circumstance: str, value: bool, option: str) -> None:
    """¶8, ¶9: it is the fragility and the anger that block, and nothing else."""
    firm = [e for e in dt.equilibria(under(**{circumstance: value})).equilibria if e.firmness == "firm"]
    assert {e.state[option] for e in firm} == {"no", "yes"}
    assert dt.why(under(**{circumstance: value}), option).reason.kind == "indifferent"


# ---- ¶10, ¶11: incentives --------------------------------------------------------------------------------------------


@cache
def packages() -> tuple[dict[str, str], ...]:
    """Everything that Washington could do, whatever Pakistan does."""
    own = talks().options_of("us")
    return tuple(dict(zip((o.id for o in own), levels, strict=True)) for levels in product(*(o.levels for o in own)))


def best_answers(package: dict[str, str]) -> tuple[State, ...]:
    """What Pakistan likes best of all it can do, Washington's options being fixed."""
    dialogue, sq = talks(), state(**package)
    own = dialogue.options_of("pakistan")
    reach = [
        s for levels in product(*(range(len(o.levels)) for o in own))
        if dialogue.feasible(s := dialogue.with_levels(sq, tuple((o.id, k) for o, k in zip(own, levels, strict=True))))
    ]  # fmt: skip
    best = max(_worth(s) for s in reach)
    return tuple(s for s in reach if _worth(s) == best)


def _worth(at: State) -> tuple[int, ...]:
    """Pakistan's list as a vector, most important line first."""
    groups = talks().preferences["pakistan"].priorities
    return tuple(sum(talks().holds(s.want, at) for s in getattr(p, "items", (p,))) for p in groups)


def test_no_package_given_unconditionally_brings_one_of_the_four() -> None:
    """¶10: not enough incentives. In the file: no link, and each refusal stands above all that is offered."""
    assert len(packages()) == 192
    for package in packages():
        assert not any(holds(ask, s) for s in best_answers(package) for ask in SECURITY_ASKS)
    for ask in ("north_waziristan", "balochistan", "us_forces", "halt_attacks"):
        assert dt.leverage(talks(), ask, size=0).packages.standing == "no_link"


def test_the_two_billion_changes_none_of_the_four_answers() -> None:
    """¶11: an extension with an increase, and seen as no more than that."""
    answers = [
        {tuple(holds(ask, s) for ask in SECURITY_ASKS) for s in best_answers({"security_aid": level})}
        for level in ("none", "renewed", "raised")
    ]
    assert answers == [{(False, False, False, False)}] * 3


def test_the_cut_off_lowers_what_the_package_raises() -> None:
    """¶11: the cut-off takes back what the increase gives."""
    raised = _worth(state(security_aid="raised", cut_off_units="no"))
    renewed = _worth(state(security_aid="renewed", cut_off_units="no"))
    cut = _worth(state(security_aid="raised", cut_off_units="yes"))
    assert raised > renewed
    assert cut < raised
    assert cut == renewed


# ---- ¶4, ¶11: what Washington gives ----------------------------------------------------------------------------------


def test_the_afghan_part_and_the_visit_settle_and_the_nuclear_deal_does_not() -> None:
    """¶4: a part in the talks, a visit promised; ¶11: the nuclear deal rejected again."""
    firm = settled("nash")
    assert firm
    assert all(holds("afghan_role and visit_2011 and not indian_role and not civil_nuclear", s) for s in firm)


def test_the_nuclear_refusal_is_reported_and_its_reason_inferred() -> None:
    """¶11 reports the refusal and gives no reason."""
    found = dt.why(talks(), "civil_nuclear")
    assert (found.reason.kind, found.reason.statement) == ("priority", "no-nuclear-deal")
    assert found.reason.basis == "inferred"
    assert talks().statement("no-nuclear-deal")[1].note


# ---- ¶12: the differences endure -------------------------------------------------------------------------------------


def test_where_it_goes_from_here_leaves_the_differences_standing() -> None:
    """¶12: the round only brought out the differences that endure."""
    settlement = talks().code(state(**SETTLEMENT))
    ways = dt.paths(talks())
    assert ways.credible[settlement] == 2, "Washington keeps its word, Pakistan takes up targeted operations"
    assert [[place.code for place in group] for group in ways.closed] == [[settlement]]
    for code in {**ways.improvements, **ways.credible}:
        assert not any(holds(ask, talks().state(code)) for ask in SECURITY_ASKS)
        assert holds("cut_off_units and not civil_nuclear", talks().state(code))


# ---- what would move it ----------------------------------------------------------------------------------------------


def changes(found: Any) -> set[frozenset[tuple[str, str]]]:
    return {frozenset((edit.kind, edit.id) for edit in edits.edits) for edits in found.sets}


def test_what_opens_the_offensive_is_two_things_together_and_never_a_package() -> None:
    """¶6, ¶7, ¶10: the troops come back or are not needed, and Kabul is clear or the wait is given up."""
    found = dt.leverage(talks(), "north_waziristan is offensive")
    troops = [("circumstance", "flood_relief"), ("lift_rule", "flood-troops")]
    kabul = [("circumstance", "afghan_order_clear"), ("drop", "wait-for-kabul")]
    assert changes(found) == {frozenset(pair) for pair in product(troops, kabul)}
    assert all(edits.indifferent and not edits.every for edits in found.sets), "possible, not promised"
    assert (found.packages.tried, found.packages.suffice, found.packages.standing) == (192, 0, "no_link")
    assert found.offers == ()


@pytest.mark.parametrize(
    ("ask", "circumstance", "statement"),
    [
        ("balochistan", "fragile_government", "credit-of-2009"),
        ("us_forces", "public_anger", "anger-at-home"),
        ("halt_attacks", "afghan_order_clear", "spare-militants"),
    ],
)
def test_each_other_refusal_hangs_on_one_thing(ask: str, circumstance: str, statement: str) -> None:
    """¶8, ¶9 and, inferred, ¶7."""
    found = dt.leverage(talks(), ask)
    assert changes(found) == {frozenset({("circumstance", circumstance)}), frozenset({("drop", statement)})}
    assert found.packages.suffice == 0


# ---- who misreads whom -----------------------------------------------------------------------------------------------


def test_each_side_expects_something_else_of_the_other_and_it_settles_all_the_same() -> None:
    """¶9: a request for staff made and turned down; ¶10: America taken to be transactional."""
    found = dt.views(talks())
    settlement = talks().code(state(**SETTLEMENT))
    assert found.expects["us"] == (talks().code(state(**SETTLEMENT, us_forces="yes")),)
    assert found.expects["pakistan"] == (talks().code(state(**{**SETTLEMENT, "security_aid": "renewed"})),)
    assert found.equilibria == found.true == (settlement,)
    surprises = {(s.who, s.of) for s in found.surprises if s.expected}
    assert surprises == {("us", "pakistan"), ("pakistan", "us")}


# ---- and with the free deterrents left out ---------------------------------------------------------------------------


def test_only_the_firm_equilibria_survive_lean_replies_once_both_events_have_come() -> None:
    """Indifference makes deterrents that cost nothing; none of the conclusions above rests on one."""
    found = dt.equilibria(under(flood_relief=False, afghan_order_clear=True))
    assert found.counts["seq"] > found.counts["nash"]
    assert {e.code for e in found.equilibria if e.lean} == {e.code for e in found.equilibria if e.firmness == "firm"}
