"""Frames of nouns: the demand of X that Y do Z, a promise from X, the belief that Y does wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.context import Scene, conjuncts, subject_of
from detente.reading.grammar.cues import Cue, in_class
from detente.reading.grammar.roles import Found, carried, emit, owner, owners, speaker
from detente.reading.grammar.tree import clauses, doer, kids, lemma, pobjs, words
from detente.reading.grammar.who.asked import named_in, toward
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import NOBODY, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token


def governor(noun: Token) -> Token | None:
    """The verb of which a noun is the object, through "of" and joined nouns."""
    at = noun
    while at.dep_ == "conj" and at.head.pos_ in ("NOUN", "PROPN"):
        at = at.head
    notes = ("note", "letter", "message", "statement", "word")
    if at.dep_ == "pobj" and at.head.lower_ == "of" and lemma(at.head.head) in notes:
        at = at.head.head
    return at.head if at.dep_ in ("dobj", "nsubjpass", "pobj") and at.head.pos_ == "VERB" else None


def holder(noun: Token, scene: Scene) -> Voice:
    """Whose demand, promise, threat … it is."""
    verb = governor(noun)
    giver = toward(pobjs(noun, "from", "by"), scene, NOBODY)
    if not giver.parties and clauses(noun):
        giver = toward([p for p in pobjs(noun, "of") if p.i in scene.at], scene, NOBODY)  # "the promise of X to pay"
    if not giver.parties and verb is not None:
        giver = toward(pobjs(verb, "from"), scene, NOBODY) if in_class("taking", lemma(verb)) else NOBODY
    if giver.parties:
        return giver
    owned = owner(noun, scene)
    if owned.parties or verb is None or not in_class("carrier", lemma(verb)):
        return owned if owned.parties else carried(noun, scene)
    return speaker(doer(verb), scene)


def receiver(noun: Token, said: Voice, scene: Scene) -> Voice:
    """Toward whom: named with "to", "on", "for Y to do"; else who answers it."""
    named = toward(pobjs(noun, "to", "on", "with", "against", "upon"), scene, said)
    if named.parties:
        return named
    verb = governor(noun)
    if verb is not None:
        taker = doer(verb)
        if in_class("taking", lemma(verb)) and taker is not None:
            return toward([taker], scene, said)
        return toward(pobjs(verb, "to", "with", "on"), scene, said)
    if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "to") and noun.head.head.pos_ == "NOUN":
        return owner(noun.head.head, scene, said)
    if noun.dep_ == "pobj" and noun.head.head.pos_ == "VERB":
        taker = doer(noun.head.head)
        return toward([taker], scene, said) if taker is not None else NOBODY
    return NOBODY


def content(noun: Token) -> list[Token]:
    """Heads of what it is about: a clause, or what follows "for", "to", "of", "on"."""
    inner = clauses(noun)
    if inner:
        return inner
    verb = governor(noun)
    if verb is not None and noun.dep_ == "dobj" and owners(noun):
        outer = [c for c in clauses(verb) + kids(verb, "advcl") if tree.is_infinitive(c)]
        if outer:
            return outer
    carried_on = pobjs(verb, "for", "over", "about") if verb is not None and in_class("carrier", lemma(verb)) else []
    near = pobjs(noun, "for", "over", "about", "against", "on")
    for prep in near + carried_on + pobjs(noun, "to", "of"):
        nested = [c for c in clauses(prep) if tree.is_infinitive(c)]
        return nested or [prep]
    return []


def _is_what(noun: Token) -> list[Token]:
    """What "Cairo's demand is a say in it" says after the verb (of "not A but B", B)."""
    if noun.dep_ != "nsubj" or noun.head.lemma_ != "be":
        return []
    found = [c for head in kids(noun.head, "attr") for c in conjuncts(head)]
    return found[-1:] if tree.negated(noun.head) or len(found) > 1 else found


def noun(cue: Cue, token: Token, scene: Scene) -> Iterator[Found]:
    """The US request to do Z; repeated its call for Z; a promise from Y to do Z."""
    if any(c.lower_ in ("no", "any") for c in kids(token, "det")) or token.dep_ in ("compound", "amod", "nmod"):
        return
    verb = governor(token)
    if verb is not None and (
        tree.negated(verb) or (in_class("undo", lemma(verb)) and cue.act in ("refuse", "criticise"))
    ):
        return
    said = holder(token, scene)
    things = _set_as(token) or content(token) or _is_what(token)
    if not said.parties or (
        not things and cue.word in ("call", "appeal", "proposal", "offer", "plan", "commitment", "guarantee")
    ):
        return
    if cue.word == "proposal" and (
        verb is None or not in_class("carrier", lemma(verb)) or in_class("taking", lemma(verb))
    ):
        return
    if not things and (verb is None or not in_class("carrier", lemma(verb))):
        return
    to = receiver(token, said, scene)
    if not to.parties and _set_as(token):
        to = toward(pobjs(token, "for"), scene, said)
    for thing in things[:3] or [token]:
        subject = subject_of(thing) if thing.pos_ in ("VERB", "AUX") else None
        whom = toward([subject], scene, said) if subject is not None else NOBODY
        whom = whom if whom.parties else toward(pobjs(token, "for"), scene, said) if tree.is_infinitive(thing) else to
        whom = whom if whom.parties else to
        whom = whom if whom.parties else owner(thing, scene, said)
        drop = [*kids(thing, "conj"), *([subject] if subject is not None else [])] if thing.pos_ == "VERB" else []
        yield emit(cue, token, said, whom if whom.parties else named_in(thing, scene, said), words(thing, drop), thing)
        yield from _no_part(cue, token, thing, said, whom, things)


def _set_as(token: Token) -> list[Token]:
    """What is a condition, where it is said of what: "the condition for a deal is Z", "made Z a condition of it"."""
    if lemma(token) not in ("condition", "precondition", "prerequisite"):
        return []
    made = [t for t in kids(token.head, "dobj") if t.i < token.i] if lemma(token.head) in ("make", "set") else []
    return kids(token, "nsubj") + made + _is_what(token)


def _no_part(cue: Cue, token: Token, thing: Token, said: Voice, to: Voice, things: list[Token]) -> Iterator[Found]:
    if cue.act != "demand":
        return
    clause = next((t for t in (governor(token),) if t is not None), token)
    for prep in [*thing.subtree, *kids(clause, "prep"), *kids(token, "prep")]:
        if prep.dep_ == "prep" and prep.lower_ == "with":
            for inner in kids(prep, "pobj"):
                if any(c.lower_ == "no" for c in inner.subtree) and inner not in things:
                    yield emit(cue, token, said, to, words(inner), inner)
                    return





def need(cue: Cue, token: Token, scene: Scene) -> Iterator[Found]:
    """X stresses the need for Y to do Z."""
    verb = governor(token)
    if verb is None or not in_class("saying", lemma(verb)):
        return
    said = speaker(doer(verb), scene)
    inner = clauses(token)
    people = pobjs(token, "for", "of")
    for clause in inner:
        subject = subject_of(clause)
        to = toward(([subject] if subject is not None else []) + people, scene, said)
        drop = [subject] if subject is not None else []
        yield emit(cue, token, said, to if to.parties else named_in(clause, scene, said), words(clause, drop), clause)
    if not inner and people:
        thing = people[0]
        deeper = clauses(thing) + kids(thing, "acl")
        to = toward([thing], scene, said)
        head = deeper[0] if deeper else thing
        yield emit(cue, token, said, to if to.parties else named_in(thing, scene, said), words(head), head)


def belief(cue: Cue, token: Token, scene: Scene) -> Iterator[Found]:
    """The belief of X that Y does wrong (also "the perception will be that …")."""
    inner = [c for c in clauses(token) if not tree.is_infinitive(c)]
    if not inner and token.dep_ in ("nsubj", "nsubjpass"):
        inner = [c for c in kids(token.head, "ccomp", "attr") if c.pos_ in ("VERB", "AUX")]
    for clause in inner[:1]:
        subject = subject_of(clause)
        if subject is None or not bad(clause):
            continue
        said = holder(token, scene)
        about = voice(subject, scene)
        if not said.parties:
            said = _last_other(about.parties, scene)
        to = toward([subject], scene, said)
        if said.parties and to.parties:
            yield emit(cue, token, said, to, words(clause, claim=True), clause)


def _last_other(parties: tuple[str, ...], scene: Scene) -> Voice:
    """The last subject of the text that is not the one complained of."""
    roots = {scene.names.root(p) for p in parties}
    for party in reversed((*scene.memory.principals, *scene.memory.subjects)):
        if scene.names.root(party) not in roots:
            return Voice(parties=(party,), text="", step="nominal", inferred=True)
    return NOBODY


def bad(clause: Token) -> bool:
    """Whether a clause speaks ill of its subject: a word of blame, or a good deed denied."""
    subject = subject_of(clause)
    own = set(subject.subtree) if subject is not None else set()
    inside = [t for t in clause.subtree if t not in own]
    if tree.negated(clause) and (in_class("kind", lemma(clause)) or any(t.lower_ == "enough" for t in inside)):
        return True
    if lemma(clause) == "take" and any(c.lower_ == "away" for c in clause.children):
        return True
    return any(
        in_class("negative", lemma(t)) or in_class("negative", t.lower_)
        for t in inside
        if t.pos_ in ("VERB", "NOUN", "ADJ")
    )


def press(cue: Cue, token: Token, scene: Scene) -> Iterator[Found]:
    """X puts pressure on Y to do Z; sets a deadline for Y to do Z."""
    verb = governor(token)
    if verb is None or lemma(verb) not in ("put", "exert", "apply", "set", "give", "increase", "keep", "impose"):
        return
    who = doer(verb)
    said = speaker(who, scene) if who is not None else NOBODY
    people = pobjs(token, "on", "for", "upon") + pobjs(verb, "on", "for")
    inner = [c for head in (token, verb, *people) for c in clauses(head) if tree.is_infinitive(c)]
    for clause in inner[:1]:
        subject = subject_of(clause)
        to = toward(([subject] if subject is not None else []) + people, scene, said)
        drop = [subject] if subject is not None else []
        if said.parties and to.parties:
            yield emit(cue, token, said, to, words(clause, drop), clause)
