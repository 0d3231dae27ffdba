"""To whom a clause is ascribed without a verb of saying: "according to X", "in X's view", "X's line is that"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.grammar.context import Scene, subject_of
from detente.reading.grammar.cues import in_class
from detente.reading.grammar.roles import owner
from detente.reading.grammar.tree import doer, kids, lemma, pobjs
from detente.reading.grammar.who.asked import toward
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import NOBODY, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

VIEWS = frozenset(
    ["view", "opinion", "position", "line", "stance", "message", "contention", "judgement", "judgment", "belief",
     "conviction", "argument", "answer", "reply", "demand", "verdict", "point", "stand", "assessment", "expectation",
     "conclusion", "insistence", "eye", "word", "perspective", "viewpoint", "standpoint", "reading"]
)  # fmt: skip


def attributed(verb: Token, scene: Scene) -> Voice:
    """The party to whom a clause is ascribed; nobody where it is the author's own."""
    for step in (_aside, _fronted, _as_seen, _held):
        if (said := step(verb, scene)).parties:
            return said
    return NOBODY


def _aside(verb: Token, scene: Scene) -> Voice:
    """ "Y, X insisted, must do Z"."""
    for child in kids(verb, "parataxis"):
        subject = subject_of(child)
        if subject is not None and in_class("speech", lemma(child)):
            return voice(subject, scene)
    return NOBODY


def _fronted(verb: Token, scene: Scene) -> Voice:
    """ "According to X", "in the view of X", "for X" before the clause."""
    subject = subject_of(verb)
    start = subject.left_edge.i if subject is not None else verb.i
    for prep in kids(verb, "prep", "advmod"):
        if prep.lower_ == "according":
            return toward(pobjs(prep, "to"), scene, NOBODY)
        if prep.lower_ == "for" and prep.i < start and prep.i == verb.left_edge.i:
            return toward(kids(prep, "pobj"), scene, NOBODY)
        for noun in kids(prep, "pobj"):
            if prep.lower_ in ("in", "to", "from") and prep.i < start and lemma(noun) in VIEWS:
                return _whose(noun, scene)
    return NOBODY


def _as_seen(verb: Token, scene: Scene) -> Voice:
    """ "As X sees it"."""
    for child in kids(verb, "advcl"):
        subject = subject_of(child)
        if subject is not None and lemma(child) in ("see", "put", "tell", "say") and _marked_as(child):
            return voice(subject, scene)
    return NOBODY


def _marked_as(clause: Token) -> bool:
    return any(c.lower_ == "as" for c in clause.children)


def _held(verb: Token, scene: Scene) -> Voice:
    """ "The position of X is that", "it is X's view that", "X takes the view that", "X is of the opinion that"."""
    above = verb.head
    if verb.dep_ == "ccomp" and lemma(above) == "be":
        nouns = [s for s in [subject_of(above)] if s is not None and lemma(s) in VIEWS]
        return _whose(nouns[0], scene) if nouns else NOBODY
    if verb.dep_ in ("acl", "ccomp") and lemma(above) in VIEWS and above.pos_ == "NOUN":
        whose = _whose(above, scene)
        holds = above.head if above.dep_ == "dobj" else above.head.head if above.dep_ == "pobj" else None
        if not whose.parties and holds is not None and lemma(holds) in ("take", "hold", "have", "be", "share"):
            who = doer(holds)
            return voice(who, scene) if who is not None else NOBODY
        return whose
    return NOBODY


def _whose(noun: Token, scene: Scene) -> Voice:
    owned = owner(noun, scene)
    return owned if owned.parties else toward(pobjs(noun, "of"), scene, NOBODY)
