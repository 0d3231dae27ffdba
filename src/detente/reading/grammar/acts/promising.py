"""Frames of undertaking: X promises, threatens, agrees, decides, vows to do Z."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.acts.disposition import disposed
from detente.reading.grammar.context import Scene, subject_of
from detente.reading.grammar.cues import Cue, in_class
from detente.reading.grammar.roles import (
    CODES,
    POSITIVE,
    Found,
    about,
    carried,
    conditions,
    emit,
    fits,
    harmful,
    owner,
    speaker,
)
from detente.reading.grammar.tree import clauses, doer, kids, lemma, pobjs, words
from detente.reading.grammar.who.asked import answered, named_in, toward
from detente.reading.proposals.proposal import NOBODY, Act, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token


def do(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X promises, threatens, agrees, offers: to do Z, a Z, Y a Z, that it will."""
    act = cue.act
    if tree.unreal(verb) or tree.modal(verb) in ("should", "must"):
        return
    who = doer(verb)
    if who is None and any(c.dep_ == "nsubjpass" for c in verb.children):
        yield from _passive(cue, verb, scene)
        return
    said = speaker(who, scene)
    if tree.negated(verb):
        if act not in POSITIVE:
            return
        act = "refuse"
    done = [c for c in clauses(verb) if not (tree.negated(c) and tree.modal(c) in ("can", "could"))]
    if cue.word == "warn" and not any(tree.modal(c) in ("will", "would", "could") for c in done):
        return
    things = [
        t
        for t in about(verb)
        if t.dep_ != "pobj" or not toward([t], scene, said).parties or kids(t, "prep", "acl", "amod")
    ]
    idle = ("one", "another", "other", "itself", "himself", "herself", "themselves")
    things = [t for t in things if t.lower_ not in idle] or things
    if cue.needs and not (fits(cue, things) or fits(cue, done)):
        return
    people = kids(verb, "dative", "dobj") + pobjs(verb, "to", "with", "against", "from", "for", "on")
    to = toward([p for p in people if p.i in scene.at or p.dep_ == "dative" or _direct(p)], scene, said)
    for clause in done:
        drop = [*(c for c in kids(clause, "conj") if c in done), *conditions(clause)]
        subject = subject_of(clause)
        inner = toward(pobjs(clause, "to", "with", "against", "from", "on"), scene, said)
        whom = to if to.parties else (inner if inner.parties else named_in(clause, scene, said))
        text = words(clause, [*drop, *([subject] if subject is not None else [])])
        yield emit(cue, verb, said, whom, text, clause, turned(act, cue, clause))
    if done:
        return
    for thing in things[:1]:
        inner = toward(pobjs(thing, "to", "with", "against", "from", "on"), scene, said)
        whom = to if to.parties else (inner if inner.parties else owner(thing, scene, said))
        yield emit(cue, verb, said, whom if whom.parties else named_in(thing, scene, said), words(thing), thing, act)
    if not things and cue.word in ("agree", "consent", "relent", "demur"):
        to, text = answered(said, scene)
        if text and len(said.parties) == 1:
            yield emit(cue, verb, said, to, text, None, act)
            return
    if not things and cue.act in ("concede", "threaten", "refuse"):
        yield emit(cue, verb, said, to, words(verb, kids(verb, "nsubj")), verb, act)


def _passive(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X is committed to Z; it was agreed that Z (by both, where a text has two principals)."""
    subject = subject_of(verb)
    if subject is None:
        return
    if lemma(verb) == "commit":
        yield from disposed(cue, verb, subject, tree.negated(verb), scene)
    elif lemma(verb) == "agree" and len(scene.memory.principals) == 2 and not tree.negated(verb):
        said = Voice(parties=scene.memory.principals, text="", step="nominal", inferred=True)
        for clause in (clauses(verb) or [subject])[:2]:
            if clause.lower_ != "it":
                yield emit(cue, verb, said, NOBODY, words(clause), clause)


def _direct(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in ("against", "with", "to")


def turned(act: Act, cue: Cue, clause: Token) -> Act:
    """A promise not to do is a refusal; a vow to strike, a threat."""
    if act in ("commit", "promise") and tree.negated(clause) and in_class("kind", lemma(clause)):
        return "refuse"
    return act


def to_only(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X undertakes to do Z: an infinitive is needed."""
    if any(tree.is_infinitive(c) or tree.modal(c) in ("will", "would") for c in clauses(verb)):
        yield from do(cue, verb, scene)


def vow(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X vows to do Z: a threat if Z does harm, else a commitment. Of two rows for one word, one speaks."""
    done = clauses(verb)
    harm = any(harmful(c) and not tree.negated(c) for c in done)
    harm = harm or any(
        in_class("harm", lemma(t)) and not any(c.lower_ == "no" for c in t.children) for t in about(verb)
    )
    if harm == (cue.act == "threaten") or (harm and cue.word != "vow" and cue.word != "swear"):
        for found in do(cue, verb, scene):
            yield replace(found, act="threaten", code=CODES["threaten"]) if harm and found.act != "refuse" else found


def decide(cue: Cue, token: Token, scene: Scene) -> Iterator[Found]:
    """X decides to do Z; the decision of X to do Z: by what Z is."""
    denied = any(c.lower_ == "no" for c in token.children) or (cue.pos == "n" and tree.negated(token.head))
    if denied and cue.pos == "n":
        return  # "has no plans to close it" is told by what it lacks
    if cue.pos == "n" and token.head.pos_ == "VERB" and in_class("undo", lemma(token.head)):
        return
    for clause in clauses(token):
        if not (tree.is_infinitive(clause) or tree.modal(clause) in ("will", "would")):
            continue
        hard, kind = harmful(clause), in_class("kind", lemma(clause)) or in_class("joint", lemma(clause))
        if not hard and not kind and not (cue.pos == "n" and cue.word == "announcement"):
            continue
        said = speaker(doer(token), scene) if cue.pos == "v" else owner(token, scene)
        if not said.parties and cue.pos == "n":
            subject = subject_of(clause)
            said = speaker(subject, scene) if subject is not None else carried(token, scene)
        inner = toward(pobjs(clause, "to", "with", "against", "from", "on") + kids(clause, "dobj"), scene, said)
        whom = inner if inner.parties else named_in(clause, scene, said)
        gone = [s for s in [subject_of(clause)] if s is not None]
        act: Act = "refuse" if tree.negated(clause) else ("threaten" if hard else "commit")
        yield emit(
            cue, token, said, whom, words(clause, [*gone, *kids(clause, "conj"), *conditions(clause)]), clause, act
        )


RIGHTS = frozenset({"right", "claim", "interest"})
"""Whose deed they are for is the other's: "recognised the right of Peru to use the river" threatens nobody."""


def with_object(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X reaches an agreement, reaffirms a commitment: the object must be such a word."""
    things = kids(verb, "dobj", "nsubjpass")
    if not things or not fits(cue, things) or tree.negated(verb):
        return
    who = doer(verb)
    if who is None:
        return
    said = speaker(who, scene)
    thing = things[0]
    inner = clauses(thing) or pobjs(thing, "on", "to", "for", "over")
    head = inner[0] if inner else thing
    harm = head is thing or lemma(thing) not in RIGHTS
    act: Act = "threaten" if harm and cue.act in POSITIVE and harmful(head) and not tree.negated(head) else cue.act
    to = toward(pobjs(verb, "with", "to") + pobjs(thing, "with", "to"), scene, said)
    whom = next((v for v in (to, named_in(head, scene, said), named_in(thing, scene, said)) if v.parties), NOBODY)
    yield emit(cue, verb, said, whom, words(head, conditions(head) if head.pos_ == "VERB" else []), head, act)


def accept(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X accepts Y's proposal."""
    yields = [
        "proposal", "request", "demand", "term", "condition", "resolution", "plan", "invitation", "mediation", "role",
        "deal", "offer", "compromise", "call", "responsibility", "suggestion", "formula", "recommendation", "ruling",
        "truce", "ceasefire", "verdict", "monitor", "inspection",
    ]  # fmt: skip
    things = kids(verb, "dobj", "nsubjpass")
    if not any(lemma(t) in yields for t in things):
        return
    said = speaker(doer(verb), scene)
    act: Act = "refuse" if tree.negated(verb) else "concede"
    to = owner(things[0], scene, said)
    to = to if to.parties else toward(pobjs(things[0], "from", "by"), scene, said)
    found = emit(
        cue, verb, said, to if to.parties else named_in(things[0], scene, said), words(things[0]), things[0], act
    )
    if doer(verb) is not None:
        yield replace(found, code="REJECT 120" if act == "refuse" else "AGREE 030")


def assure(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X assures Y that Z."""
    if tree.negated(verb) or not kids(verb, "dobj", "dative", "nsubjpass"):
        return
    said = speaker(doer(verb), scene)
    to = toward(kids(verb, "dobj", "dative", "nsubjpass"), scene, said)
    for clause in clauses(verb)[:1] or pobjs(verb, "of")[:1]:
        yield emit(cue, verb, said, to, words(clause), clause)


def owns(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X admits that Z was wrong: what is no fault is no concession."""
    if tree.negated(verb) or tree.unreal(verb) or tree.modal(verb) in ("should", "must"):
        return
    said = speaker(doer(verb), scene)
    for clause in [c for c in clauses(verb) if subject_of(c) is not None and not tree.is_infinitive(c)][:1]:
        if said.parties and any(in_class("negative", lemma(t)) for t in clause.subtree):
            yield emit(cue, verb, said, named_in(clause, scene, said), words(clause, claim=True), clause)
