"""The frames of the lexicon by name: read top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from detente.reading.grammar.acts.answering import answer, dispute, ease, fail
from detente.reading.grammar.acts.asking import ask, look, until, want, warn
from detente.reading.grammar.acts.blaming import blame, brand, charge, drawn
from detente.reading.grammar.acts.disposition import adj, hard, pressed_hard, ready, verdict
from detente.reading.grammar.acts.light import light
from detente.reading.grammar.acts.nouns import belief, need, noun, press
from detente.reading.grammar.acts.promising import accept, assure, decide, do, owns, to_only, vow, with_object
from detente.reading.grammar.context import Scene
from detente.reading.grammar.cues import Cue
from detente.reading.grammar.roles import Found

if TYPE_CHECKING:
    from spacy.tokens import Token

Frame = Callable[[Cue, "Token", Scene], Iterator[Found]]

FRAMES: dict[tuple[str, str], Frame] = {
    ("ask", "v"): ask,
    ("want", "v"): want,
    ("warn", "v"): warn,
    ("until", "v"): until,
    ("do", "v"): do,
    ("to", "v"): to_only,
    ("vow", "v"): vow,
    ("decide", "v"): decide,
    ("plan", "v"): decide,
    ("affirm", "v"): with_object,
    ("reach", "v"): with_object,
    ("accept", "v"): accept,
    ("assure", "v"): assure,
    ("answer", "v"): answer,
    ("dispute", "v"): dispute,
    ("fail", "v"): fail,
    ("ease", "v"): ease,
    ("blame", "v"): blame,
    ("charge", "v"): charge,
    ("brand", "v"): brand,
    ("light", "v"): light,
    ("look", "v"): look,
    ("owns", "v"): owns,
    ("drawn", "v"): drawn,
    ("ready", "v"): ready,
    ("hard", "v"): pressed_hard,
    ("adj", "a"): adj,
    ("hard", "a"): hard,
    ("verdict", "a"): verdict,
    ("noun", "n"): noun,
    ("need", "n"): need,
    ("belief", "n"): belief,
    ("decide", "n"): decide,
    ("press", "n"): press,
    ("deadline", "n"): press,
}
"""By the frame's name and the part of speech of its cue."""
