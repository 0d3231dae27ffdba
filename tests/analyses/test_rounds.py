"""The ledger: answers as the file has them, promises that fall due, and where word and deed disagree."""

import pytest

from detente.analyses.rounds import rounds
from detente.formats import load, parse
from detente.methods.reasons.evidence import evidence_of
from detente.model.dates import first_day, last_day

TEXT = """
sources: {paper: {title: Paper}}
parties: {a: {}, b: {}}
circumstances: {storm: {now: true}, calm: {now: false}}
options:
  give: {by: a, asked_by: b, levels: [none, half, full], evidence: paper p. 1}
  pay: {by: b, asked_by: a}
asks:
  some: {of: a, by: b, that: give >= half}
  quiet: {of: b, by: a, that: not pay, evidence: paper p. 2}
priorities: {a: [give], b: [pay]}
status_quo: {give: half}
rounds:
  - id: one
    date: 2019-03
    circumstances: {storm: false}
    tabled: [give, some]
    answers: {give: {answer: partly, granted: half}, some: accepted}
    status_quo: {give: none}
  - id: two
    date: 2020-05-01/03
    tabled: [give, pay, quiet]
    answers: {give: accepted, pay: {answer: refused, note: for now}, quiet: refused}
    events: [{date: 2020-04, text: A storm}]
commitments:
  by-day: {by: a, to: b, due: 2020-04-30, text: x}
  that-day: {by: a, due: 2020-05-01, text: x}
  by-month: {by: a, due: 2020-05, text: x}
  by-year: {by: a, due: 2019, text: x}
  done: {by: a, due: 2019, text: x, status: kept}
  known: {by: a, due: 2020-06, does: give is full, status: {state: open, as_of: 2020-07-01}}
"""


@pytest.fixture(scope="module")
def ledger():
    return rounds(parse(TEXT))


def test_answers_round_by_round(ledger):
    asks = {ask.id: [(r.tabled, r.answer, r.granted) for r in ask.replies] for ask in ledger.asks}
    assert asks == {
        "give": [(True, "partly", "half"), (True, "accepted", "")],
        "pay": [(False, None, ""), (True, "refused", "")],
        "some": [(True, "accepted", ""), (False, None, "")],
        "quiet": [(False, None, ""), (True, "refused", "")],
    }
    assert {ask.id: ask.met for ask in ledger.asks} == {"give": False, "pay": False, "some": True, "quiet": True}
    assert next(a for a in ledger.asks if a.id == "pay").replies[1].note == "for now"


def test_tabled_without_an_answer_is_unanswered():
    found = rounds(parse(TEXT.replace("answers: {give: accepted, pay:", "answers: {pay:")))
    assert found.asks[0].replies[1].answer == "unanswered"


def test_rounds_tell_their_facts(ledger):
    one, two = ledger.rounds
    assert one.circumstances == {"storm": False, "calm": False} and one.differed == ("storm",) and two.differed == ()
    assert one.status_quo.state == {"give": "none", "pay": "no"} and two.status_quo is None
    assert [(e.date, e.text) for e in two.events] == [("2020-04", "A storm")]


def test_open_promises_fall_due(ledger):
    states = {c.id: (c.state, c.reckoned, c.as_of) for c in ledger.commitments}
    assert states == {
        "by-day": ("overdue", True, "2020-05-01/03"),
        "that-day": ("open", False, ""),
        "by-month": ("open", False, ""),
        "by-year": ("overdue", True, "2020-05-01/03"),
        "done": ("kept", False, ""),
        "known": ("overdue", True, "2020-07-01"),
    }
    known = next(c for c in ledger.commitments if c.id == "known")
    assert (known.does, known.done, known.inherited) == ("give is full", False, True)


def test_word_and_deed(ledger):
    found = {d.ask: (d.round, d.kind, d.commitments) for d in ledger.disagreements}
    assert found == {"give": ("two", "promised", ("known",)), "quiet": ("two", "done", ())}


def test_evidence_its_own_or_that_of_the_options():
    dialogue = parse(TEXT)
    own, inherited = evidence_of(dialogue, dialogue.ask("quiet")), evidence_of(dialogue, dialogue.ask("some"))
    assert (own.evidence[0].place, own.inherited, own.options) == ("p. 2", False, ())
    assert (inherited.evidence[0].place, inherited.inherited, inherited.options) == ("p. 1", True, ("give",))
    (statement,) = dialogue.preferences["b"].statements
    assert not evidence_of(dialogue, statement).evidence and not evidence_of(dialogue, statement).inherited
    assert evidence_of(dialogue, dialogue.preferences["a"].statements[0]).inherited


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2010", (2010, 1, 1), (2010, 12, 31)),
        ("2012-02", (2012, 2, 1), (2012, 2, 29)),
        ("2010-10-22", (2010, 10, 22), (2010, 10, 22)),
        ("2010-10-20/22", (2010, 10, 20), (2010, 10, 22)),
        ("2010-10-30/11-02", (2010, 10, 30), (2010, 11, 2)),
        ("2010-12-30/2011-01-02", (2010, 12, 30), (2011, 1, 2)),
    ],
)
def test_first_and_last_day(date, first, last):
    assert (first_day(date), last_day(date)) == (first, last)


def test_the_shipped_dialogue():
    found = rounds(load("us-pakistan-2010"))
    assert [r.id for r in found.rounds] == ["march", "july", "october"]
    visit = next(d for d in found.disagreements if d.ask == "visit_2011")
    assert visit.kind == "promised" and visit.commitments
    route = next(a for a in found.asks if a.id == "open_route")
    assert [r.answer for r in route.replies] == ["accepted"] * 3 and route.met
