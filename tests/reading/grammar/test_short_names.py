"""Short names of parties, persons who speak of their own state by its name, and nobody who asks itself."""

from __future__ import annotations

import pytest

import detente as dt
from detente.reading.grammar.names import with_dialogue
from detente.reading.pipeline import read
from detente.reading.proposals.proposal import Proposal
from detente.reading.text.ingest import from_text

TALKS = "parties: {{a: {{name: {a}}}, b: {{name: {b}}}}}\noptions: {{x: {{by: a}}, y: {{by: b}}}}\n"


def heard(text: str, a: str = "the Inner Marches", b: str = "Ostland") -> tuple[Proposal, ...]:
    parties = dt.parse(TALKS.format(a=a, b=b)).parties
    return read(from_text("t", text), with_dialogue(parties), force=True).proposals


@pytest.mark.parametrize(
    ("name", "short"),
    [("the Inner Marches", "the Marches"), ("Free Harbours", "the Harbours"), ("the Lower Canton", "the Canton")],
)
def test_a_party_by_the_last_word_of_its_name(name: str, short: str) -> None:
    (asked,) = heard(f"In turn {short} asked Ostland to open the pass.", a=name)
    assert (asked.act, asked.speaker.parties, asked.addressee.parties) == ("demand", ("a",), ("b",))


def test_a_word_that_two_share_or_that_names_another_is_no_short_name() -> None:
    two = dt.parse(TALKS.format(a="Upper Marches", b="Lower Marches")).parties
    assert not with_dialogue(two).find("The Marches refused.")
    joined = dt.parse(TALKS.format(a="Russia and China", b="Ostland")).parties
    assert [m.party for m in with_dialogue(joined).find("China refused.")] != ["a"]


@pytest.mark.parametrize("verb", ["added", "said", "explained"])
def test_who_speaks_for_a_state_calls_it_by_its_name(verb: str) -> None:
    text = ("Ostland's trade minister, Ida Rell, said her government would buy the grain if the price fell. "
            f"She {verb} that Ostland would release the ships once the levy is repealed.")  # fmt: skip
    second = heard(text)[-1]
    assert (second.act, second.speaker.parties) == ("promise", ("b",))
    assert (second.holds, second.condition) == ("when", "once the levy is repealed")


def test_nobody_is_asked_by_itself() -> None:
    text = ("The Inner Marches' envoy, Jon Tamm, left early. Ostland's premier stayed. Tamm warned that the Inner "
            "Marches would shut the canal to Ostland barges if the arrests go on.")  # fmt: skip
    for one in heard(text):
        assert not set(one.speaker.parties) & set(one.addressee.parties), one


def test_most_speakers_unknown_is_told_with_its_mend(tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]
    from detente.cli import run

    unknown = "Ostland demanded that the Marches open the pass. The Marches refused to pay the toll."
    (tmp_path / "t.txt").write_text(unknown)
    assert run(["read", str(tmp_path / "t.txt")]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Most speakers are not known (“Ostland”" in told and "--into that file" in told
    (tmp_path / "t.txt").write_text("France demanded that Spain open the pass. Spain refused to pay the toll.")
    assert run(["read", str(tmp_path / "t.txt")]) == 0
    assert "Most speakers" not in capsys.readouterr().out
