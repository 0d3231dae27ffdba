"""The party or parties that a noun phrase stands for: whoever asks the grammar who it is, asks here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.grammar.context import SUBJECTS, Scene, conjuncts, is_agent, is_place, phrase
from detente.reading.grammar.who.recalled import party_of
from detente.reading.grammar.who.referred import referent
from detente.reading.proposals.proposal import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token


def voice(token: Token, scene: Scene) -> Voice:
    """The party or parties that a noun phrase with this head stands for, its conjuncts included."""
    heads = conjuncts(token)
    found = [found for head in heads if (found := referent(head, scene))]
    text = phrase(token)
    if not found:
        return _only(token, text, scene)
    parties = tuple(dict.fromkeys(party for one in found for party in one.parties))
    weakest = max(found, key=lambda one: one.inferred)
    return Voice(parties=parties, text=text, step=weakest.step, inferred=weakest.inferred)


def _only(token: Token, text: str, scene: Scene) -> Voice:
    """A person or body of unnamed nation, where the sentence names one state alone: most likely its own."""
    at = {i: m for i, m in scene.at.items() if not _beheld(scene.doc[i], token)}
    named = [m for i, m in at.items() if not is_place(scene.doc[i])] or list(at.values())
    states = {scene.names.root(m.party) for m in named}
    states = {s for s in states if s in scene.names.parties and scene.names.parties[s].kind == "state"}
    body = token.pos_ == "PROPN" or (token.pos_ == "NOUN" and is_agent(token))
    if len(states) == 1 and body and (scene.names.find(text) or not scene.memory.mentions):
        return Voice(parties=(party_of(token, states.pop(), scene),), text=text, step="only", inferred=True)
    settles = token.pos_ in ("PROPN", "PRON") or is_agent(token)
    return Voice(text=text, step="unresolved" if settles else "nobody")


def _beheld(name: Token, doer: Token) -> bool:
    """Whether a name is, or has, what a verb is done to whose subject the doer is: it is not the doer's own state.

    "Upland refused to accept the Norwegian plan": of a plan of its own one says "its plan".
    """
    thing, verb = name, doer.head
    while thing.dep_ in ("amod", "poss", "compound", "nmod") or (thing.dep_ == "pobj" and thing.head.lower_ == "of"):
        thing = thing.head.head if thing.dep_ == "pobj" else thing.head
    at = thing.head if doer.dep_ in SUBJECTS and thing.dep_ in ("dobj", "dative") else doer
    while at.dep_ == "xcomp" and at.i != verb.i:
        at = at.head
    return at.i == verb.i
