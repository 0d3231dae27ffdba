"""Names that the parser has never met, read as names it knows: "Varn refused" is parsed as "France refused".

The tagger knows words by their look, and takes an unknown name at the head of a sentence for a verb or an adjective.
Where our own names say that a word is a party, the tree is that of the sentence with a well-known name in its place;
the words, their places and their lemmas stay those of the text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from detente.reading.grammar.names import Names, shipped

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

KNOWN = ("France", "China", "Japan", "Germany", "Canada", "Egypt")
"""Names that the parser knows well; each party of a sentence has its own."""
BEFORE_NOUNS = frozenset(["the", "a", "an", "this", "that", "our", "its", "their", "his", "her"])
"""After these a word is a noun to the tagger, known or not ("the Union")."""


def unknown(doc: Doc, names: Names) -> dict[int, str]:
    """The name to read in place of each token that names a party of one word which no shipped table has."""
    found: dict[int, str] = {}
    known: dict[str, str] = {}
    for mention in names.find(doc.text):
        span = doc.char_span(mention.start, mention.end)
        if span is None or len(span) != 1 or not _strange(span[0]):
            continue
        found[span[0].i] = known.setdefault(mention.party, KNOWN[len(known) % len(KNOWN)])
    return found


def _strange(token: Token) -> bool:
    after = token.i > 0 and token.nbor(-1).lower_ in BEFORE_NOUNS
    return token.text[:1].isupper() and not after and not _shipped(token.text)


@lru_cache(maxsize=4096)
def _shipped(word: str) -> bool:
    return bool(shipped().find(word))


def dressed(doc: Doc, instead: dict[int, str]) -> Doc:
    """The tokens of a text with some words replaced; not parsed yet."""
    from spacy.tokens import Doc

    return Doc(doc.vocab, words=[instead.get(t.i, t.text) for t in doc], spaces=[bool(t.whitespace_) for t in doc])


def restored(tree: Doc, plain: Doc, instead: dict[int, str]) -> Doc:
    """A parsed tree with the words of the text back in it."""
    from spacy.tokens import Doc

    return Doc(
        plain.vocab, words=[t.text for t in plain], spaces=[bool(t.whitespace_) for t in plain],
        tags=[t.tag_ for t in tree], pos=[t.pos_ for t in tree], morphs=[str(t.morph) for t in tree],
        lemmas=[plain[t.i].text if t.i in instead else t.lemma_ for t in tree],
        heads=[t.head.i for t in tree], deps=[t.dep_ for t in tree],
    )  # fmt: skip
