"""Frames of answering: X rejects what Y asked, refuses, fails to agree, or lifts what Y minded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.context import Scene, subject_of
from detente.reading.grammar.cues import Cue, in_class
from detente.reading.grammar.roles import Found, about, conditions, emit, fits, harmful, owner, owners, speaker
from detente.reading.grammar.tree import clauses, doer, kids, lemma, pobjs, words
from detente.reading.grammar.who.asked import answered, named_in, seated, toward
from detente.reading.proposals.proposal import NOBODY, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token


def answer(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X rejects Y's Z, refuses to do Z, denies Y a Z."""
    if tree.negated(verb):
        yield from _not_ruled_out(cue, verb, scene)
        return
    passive = bool(kids(verb, "nsubjpass"))
    seat = seated(pobjs(verb, "in"), scene) if passive and doer(verb) is None else NOBODY
    if passive and ((doer(verb) is None and not seat.parties) or cue.word == "bar"):
        return
    said = seat if seat.parties else speaker(doer(verb), scene)
    done, things = clauses(verb), about(verb)
    if not done and not things:
        # "ruled out recognising it"
        done = [c for c in kids(verb, "advcl") if c.tag_ == "VBG" and c.i > verb.i and c.left_edge.nbor(-1).text != ","]
    things = things or [p for p in pobjs(verb, "as") if p.pos_ == "NOUN"]
    if things and things[0].dep_ == "dobj" and owners(things[0]) and in_class("asked", lemma(things[0])):
        done = []
    if not done and not things and verb.dep_ == "acl" and verb.tag_ == "VBN" and kids(verb, "agent"):
        yield _opposed(cue, verb, said, scene)
        return
    if not done and not things:
        to, text = answered(said, scene)
        if text and cue.word in ("refuse", "decline", "balk", "demur"):
            yield emit(cue, verb, said, to, text, None)
        return
    if cue.needs and not (fits(cue, things) or fits(cue, done)):
        return
    if in_class("protesting", lemma(verb)) and not cue.needs:
        return
    for clause in done[:3]:
        inner = toward(pobjs(clause, "to", "with", "against", "from", "for"), scene, said)
        drop = [*(c for c in kids(clause, "conj") if c in done), *conditions(clause)]
        yield emit(
            cue, verb, said, inner if inner.parties else named_in(clause, scene, said), words(clause, drop), clause
        )
    if done:
        return
    thing = things[0]
    if any(c.lower_ == "neither" for c in thing.children):
        return
    if in_class("asked", lemma(thing)) and not pobjs(thing, "for", "of", "to") and not clauses(thing):
        asker, asked = answered(said, scene)
        if asked:
            yield emit(cue, verb, said, asker, asked, None)
            return
    to = toward(kids(verb, "dative"), scene, said)
    to = to if to.parties else owner(thing, scene, said)
    to = to if to.parties else toward(pobjs(thing, "to", "with", "from", "by") + pobjs(verb, "to", "from"), scene, said)
    whole = toward([thing], scene, said) if thing.i in scene.at else NOBODY
    to = to if to.parties else whole
    yield emit(cue, verb, said, to if to.parties else named_in(thing, scene, said), words(thing), thing)


def _not_ruled_out(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X does not rule out Z: a threat where Z does harm, else an offer."""
    things = clauses(verb) or kids(verb, "dobj")
    if cue.word not in ("rule out", "exclude") or not things:
        return
    said, thing = speaker(doer(verb), scene), things[0]
    harm = harmful(thing) if thing.pos_ == "VERB" else in_class("harm", lemma(thing))
    if said.parties and not any(t.lower_ in ("neither", "nor") for t in verb.subtree):
        yield emit(cue, verb, said, named_in(thing, scene, said), words(thing), thing, "threaten" if harm else "offer")


def _opposed(cue: Cue, verb: Token, said: Voice, scene: Scene) -> Found:
    """ "The question of recognition, opposed by X": the noun, or what it is a question of."""
    noun = verb.head
    inner = pobjs(noun, "of") if lemma(noun) in ("question", "issue", "matter", "idea", "prospect") else []
    thing = inner[0] if inner else noun
    return emit(cue, verb, said, named_in(thing, scene, said), words(thing, [verb]), thing)


def dispute(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X denies that it did."""
    if not clauses(verb) or tree.negated(verb):
        return
    done = clauses(verb)[0]
    past = any(c.lower_ in ("had", "has", "have", "having") for c in kids(done, "aux")) or done.tag_ == "VBD"
    if past or (done.tag_ == "VBG" and subject_of(done) is None):
        return  # what was not done is no position
    said = speaker(doer(verb), scene)
    clause = clauses(verb)[0]
    yield emit(cue, verb, said, named_in(clause, scene, said), words(clause, claim=True), clause)


def fail(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X fails to agree."""
    for clause in clauses(verb)[:1]:
        if lemma(clause) in cue.needs and not tree.negated(verb):
            said = speaker(doer(verb), scene)
            yield emit(cue, verb, said, toward(pobjs(clause, "with", "to"), scene, said), words(clause), clause)


def ease(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X lifts a ban, drops a condition: done, which concedes."""
    things = kids(verb, "dobj", "nsubjpass")
    if not things or not fits(cue, things) or tree.negated(verb) or tree.is_infinitive(verb):
        return
    who = doer(verb)
    if who is None or tree.modal(verb):
        return
    said = speaker(who, scene)
    thing = things[0]
    to = toward(pobjs(thing, "on", "against", "for") + pobjs(verb, "on", "against", "for", "in"), scene, said)
    yield emit(
        cue, verb, said, to if to.parties else named_in(thing, scene, said), f"{verb.lemma_} {words(thing)}", verb
    )
