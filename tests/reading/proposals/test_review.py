"""The review as a state machine, decisions kept, and the proposals file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InputError
from detente.reading.proposals.file import Notebook, from_text, listing, to_text
from detente.reading.proposals.proposal import Proposal, Span, Unread, Voice
from detente.reading.proposals.review import Session, carry, show, start, step, summary


def proposal(
    k: int, *, speaker: tuple[str, ...] = ("PER",), words: str = "the minister", act: str = "demand"
) -> Proposal:
    text = f"Sentence {k}: Peru asked Chile to wait."
    return Proposal(
        id=f"p{k}",
        act=act,  # type: ignore[arg-type]
        speaker=Voice(parties=speaker, text=words, step="name" if speaker else "unresolved"),
        addressee=Voice(parties=("CHL",), step="object", inferred=True),
        object="wait",
        evidence=Span(file="t.txt", start=10 * k, end=10 * k + 9, paragraph=k, sentence=k, text=text, mark=(17, 22)),
        read_as=(act, words, "wait"),
    )


def session(n: int = 3) -> Session:
    return start([proposal(k) for k in range(1, n + 1)], reviewer="ann", known=("PER", "CHL"))


def play(begin: Session, *commands: str) -> Session:
    for command in commands:
        begin, _ = step(begin, command)
    return begin


def test_accept_reject_skip_and_the_end() -> None:
    end = play(session(), "a", "r", "s")
    assert [p.status for p in end.proposals] == ["accepted", "rejected", "open"]
    assert end.proposals[0].reviewer == "ann"
    assert end.done and end.current is None
    assert step(end, "a")[1] == "all have been seen"


def test_what_was_edited_waits_for_its_acceptance() -> None:
    begin = play(session(1), "e object wait until June")
    assert [p.status for p in begin.proposals] == ["open"]
    assert listing(play(begin, "q").proposals) == ()


def test_edit_then_accept() -> None:
    end = play(session(1), "e object wait until June", "e act promise", "e speaker CHL", "e addressee ", "a")
    [p] = end.proposals
    assert (p.object, p.act, p.speaker.parties, p.addressee.parties, p.status) == (
        "wait until June",
        "promise",
        ("CHL",),
        (),
        "edited",
    )


@pytest.mark.parametrize("command", ["e act shout", "e colour red", "e", "m p9", "m p1", "p NOBODY", "what", ""])
def test_commands_that_cannot_be_done_change_nothing(command: str) -> None:
    before = session()
    after, message = step(before, command)
    assert after == before
    assert message


def test_merge() -> None:
    end = play(session(), "s", "m p1")
    assert (end.proposals[1].status, end.proposals[1].note) == ("merged", "merged into p1")


def test_an_unresolved_speaker_is_settled_once_for_the_document() -> None:
    begin = start(
        [proposal(1, speaker=()), proposal(2, speaker=()), proposal(3, speaker=(), words="the judge")], known=("PER",)
    )
    same, message = step(begin, "a")
    assert same == begin and "settle it first" in message
    end = play(begin, "p PER", "a")
    assert [p.speaker.parties for p in end.proposals] == [("PER",), ("PER",), ()]
    assert end.proposals[0].status == "accepted"


@settings(derandomize=True, max_examples=100)
@given(
    st.lists(
        st.sampled_from(["a", "r", "s", "b", "e object x", "m p1", "m p2", "p PER", "q", "u", "nonsense"]), max_size=12
    )
)
def test_undo_returns_to_every_state(commands: list[str]) -> None:
    states = [session()]
    for command in commands:
        if command in ("u", "q"):
            continue
        states.append(step(states[-1], command)[0])
    changed = [s for k, s in enumerate(states) if k == 0 or s != states[k - 1]]
    at = changed[-1]
    for expected in reversed(changed[:-1]):
        at, _ = step(at, "u")
        assert at == expected
    assert step(at, "u") == (at, "nothing to undo")


def test_what_the_reviewer_sees() -> None:
    shown = show(session())
    assert "[[asked]]" in shown
    assert "PER -> CHL (inferred): demand" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())
    unread = Unread(span=proposal(1).evidence, parties=("PER",))
    assert "gave no proposal" in summary(start([], [unread]))


def test_decisions_are_kept_when_a_corrected_text_is_read_again() -> None:
    old = play(session(), "a", "r", "e object wait a year", "a").proposals
    moved = tuple(
        replace(p, id=f"q{p.id}", evidence=replace(p.evidence, start=p.evidence.start + 99, paragraph=7))
        for p in map(proposal, (1, 2, 3))
    )
    new = proposal(4)
    kept = carry((*moved, new), old)
    assert [p.status for p in kept] == ["accepted", "rejected", "edited", "open"]
    assert kept[2].object == "wait a year"
    assert [p.evidence.paragraph for p in kept] == [7, 7, 7, 4]
    changed = replace(proposal(1), evidence=replace(proposal(1).evidence, text="Another sentence."))
    assert carry((changed,), old)[0].status == "open"


def test_a_reviewers_party_stays_and_a_read_one_is_read_anew() -> None:
    settled = play(start([proposal(1, speaker=())], known=("PER",)), "p PER", "a").proposals
    assert carry((proposal(1, speaker=()),), settled)[0].speaker.parties == ("PER",)
    accepted = play(session(1), "a").proposals
    renamed = replace(proposal(1), speaker=Voice(parties=("peru",), text="the minister", step="name"))
    assert carry((renamed,), accepted)[0].speaker.parties == ("peru",)


# ---- the file ----


def test_round_trip() -> None:
    full = replace(proposal(1), condition="if: it #rains", figures=("3 %",), dates=("2011",), quoted=True,
                   note="- yes: 'no'",
                   likelihood="unlikely", same_as="wait", reported_by="FRA", hypothetical=True,
                   confidence=0.25)  # fmt: skip
    book = Notebook(dialogue="talks.yaml", as_of="2019-05", proposals=(full, proposal(2, speaker=())),
                    unread=(Unread(span=proposal(3).evidence, parties=("PER", "CHL")),))  # fmt: skip
    again = from_text(to_text(book))
    assert [p.record() for p in again.proposals] == [p.record() for p in book.proposals]
    assert (again.dialogue, again.as_of) == ("talks.yaml", "2019-05")
    assert again.unread[0].parties == ("PER", "CHL")
    assert to_text(again).replace("mark", "") == to_text(book).replace("mark", "")


def test_an_edit_in_the_file_counts() -> None:
    text = to_text(Notebook(proposals=(proposal(1), proposal(2)))).replace("status: open", "status: accepted", 1)
    book = from_text(text)
    assert [p.id for p in listing(book.proposals)] == ["p1"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "not YAML"),
        ("parties: {}", "no proposals file"),
        ("- 1", "no proposals file"),
        ("proposals_version: 1\nproposals: [3]", "not a mapping"),
        ("proposals_version: 1\nproposals:\n  - {id: p1, act: shout, status: open, place: 'a:1:1:0-1'}", "shout"),
        ("proposals_version: 1\nproposals:\n  - {id: p1, act: demand, status: maybe, place: 'a:1:1:0-1'}", "maybe"),
        ("proposals_version: 1\nproposals:\n  - {id: p1, act: demand, status: open}", "place"),
        ("!!python/object/apply:os.system ['true']", "not YAML"),
    ],
)
def test_a_broken_file_is_told(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        from_text(text)


def test_what_was_inferred_is_marked_in_the_file_and_on_the_screen() -> None:
    guessed = replace(proposal(1), speaker=Voice(parties=("PER",), text="it", step="pronoun", inferred=True))
    [kept] = from_text(to_text(Notebook(proposals=(guessed,)))).proposals
    assert kept.speaker.inferred and kept.addressee.inferred
    assert "PER (inferred) -> CHL (inferred): demand" in show(start([kept]))
