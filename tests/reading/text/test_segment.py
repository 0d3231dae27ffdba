"""Places of characters, invisible characters, sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reading.text.ingest import from_text
from detente.reading.text.normalise import INVISIBLE, normalise, plain
from detente.reading.text.prose import Piece, join
from detente.reading.text.segment import CAP, boundaries, pieces, sentences

LETTERS = "aB .,'\u2019\u201c\u200b\u00ad\u0007\n\u00a0–é"


@settings(derandomize=True, max_examples=200)
@given(st.text(alphabet=LETTERS, max_size=60))
def test_normalising_keeps_the_place_of_every_visible_character(text: str) -> None:
    piece = normalise(Piece(text=text))
    assert not INVISIBLE.search(piece.text)
    assert len(piece.text) == sum(not INVISIBLE.match(c) for c in text)
    for k, c in enumerate(piece.text):
        assert plain(text[piece.place(k)]) == c


@settings(derandomize=True, max_examples=200)
@given(st.text(alphabet="abc", min_size=1, max_size=30), st.data())
def test_cutting_and_joining_keep_places(text: str, data: st.DataObject) -> None:
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    piece = Piece(text=text, runs=((0, 100),)).without(((low, high),))
    assert piece.text == text[:low] + text[high:]
    for k in range(len(piece.text)):
        assert piece.place(k) == 100 + (k if k < low else k + high - low)
    both = join((piece, piece))
    assert both.text == piece.text * 2


def test_one_character_for_one() -> None:
    odd = "\u2018a\u2019 \u201cb\u201d\u00a0c\u2011d\te"
    assert len(plain(odd)) == len(odd)
    assert plain(odd) == "'a' \"b\" c-d e"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Peru asked Chile. Chile refused.", 2),
        ("The U.S. Special Forces left. The U.N. stayed.", 2),
        ("Mr. Smith met Gen. Jones on Jan. 3 in St. Louis.", 1),
        ("It cost $2.5 million. Nobody paid.", 2),
        ('"We refuse." Then he left.', 2),
        ("Really? Yes! No.", 3),
        ("No full stop", 1),
        ("Envoys of the U.S. The talks failed.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(boundaries(text)) == count


def test_sentences_cover_the_text_and_know_their_place() -> None:
    prose = from_text("t", "First  line.\n\n  Second one; it is longer. Third\u200b one.\n")
    for sentence in sentences(prose.paragraphs):
        original = prose.original[sentence.start : sentence.end]
        assert INVISIBLE.sub("", original) == sentence.text
    assert [s.paragraph for s in sentences(prose.paragraphs)] == [1, 2, 2]


def test_no_sentence_is_longer_than_the_cap() -> None:
    prose = from_text("t", "word " * 4000 + "x" * 3000)
    listed = sentences(prose.paragraphs)
    assert all(len(s.text) <= CAP for s in listed)
    assert all(s.cut for s in listed)
    assert sum(len(s.text.replace(" ", "")) for s in listed) == 4 * 4000 + 3000


def test_a_bracketed_clause_is_a_piece_of_its_own() -> None:
    prose = from_text("t", "Peru agreed (the United States had asked it to wait) to sign.")
    main, inner = pieces(sentences(prose.paragraphs)[0])
    assert main.text == "Peru agreed to sign."
    assert inner.text == "the United States had asked it to wait"
    assert prose.original[inner.place(0) :].startswith("the United States")
    assert prose.original[main.place(main.text.index("to sign")) :].startswith("to sign")


def test_labels_of_minutes() -> None:
    prose = from_text("t", "Upland: wants water. It insisted. Lowland: we cannot pay. Note: nothing else.")
    listed = sentences(prose.paragraphs, lambda name: name in ("Upland", "Lowland"))
    assert [(s.label, s.text) for s in listed] == [
        ("Upland", "Upland wants water."),
        ("Upland", "It insisted."),
        ("Lowland", "we cannot pay."),
        ("Lowland", "Note: nothing else."),
    ]
