"""Positions without a party as their subject: there will be no Z; a deal requires Z of Y; it would help if Y did Z.

Somebody must say it: the subject of a verb of saying above it, the party before the colon, or who issues the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.attribution import attributed
from detente.reading.grammar.conditions import Condition, conditions_in, is_polite
from detente.reading.grammar.context import Scene, subject_of
from detente.reading.grammar.cues import in_class
from detente.reading.grammar.roles import CODES, Found, conditions, owner, speaker
from detente.reading.grammar.tree import doer, kids, lemma, pobjs, words
from detente.reading.grammar.who.asked import named_in, toward
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import NOBODY, Act, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token


ABSTRACT = frozenset(
    ["progress", "agreement", "deal", "peace", "solution", "settlement", "talk", "breakthrough", "point", "accord",
     "advance", "decision", "change", "doubt", "end", "party", "side"]
)  # fmt: skip
"""What no side can give by itself: that there will be none without Z asks for Z, and refuses nothing."""
ANSWERS = frozenset({"answer", "reply", "response", "position", "message", "view", "line", "verdict", "stance"})


def _by_answer(verb: Token, scene: Scene) -> Voice:
    """Whose answer it is that follows a colon: "Ankara's answer was short: no water can be spared"."""
    colon = next((t for t in verb.doc if t.text == ":" and t.i < verb.i), None)
    for token in verb.doc[: colon.i] if colon is not None else ():
        if lemma(token) in ANSWERS and token.dep_ in ("nsubj", "ROOT", "dep") and (said := owner(token, scene)).parties:
            return said
    return NOBODY


def voiced(verb: Token, scene: Scene) -> Voice:
    """Who says a clause: by the verb of saying above it, the label, the heading, or the issuers of the text."""
    above = tree.under(verb, "speech")
    if above is not None:
        return speaker(doer(above), scene)
    for step in (attributed, _by_answer):
        if (ascribed := step(verb, scene)).parties:
            return ascribed
    memory = scene.memory
    for parties in ((memory.label,), (memory.heading,), memory.ourselves, memory.issuers):
        if parties and parties[0]:
            return Voice(parties=parties, text="", step="label")
    return NOBODY


def _found(act: Act, rule: str, verb: Token, said: Voice, to: Voice, text: str, head: Token) -> Found:
    return Found(act=act, code=CODES[act], rule=rule, at=verb, speaker=said, addressee=to, object=text, head=head)


def no_more(verb: Token, scene: Scene) -> Iterator[Found]:
    """There will be no Z, there can be no Z (as long as …): a refusal of Z."""
    if lemma(verb) != "be" or tree.modal(verb) not in ("will", "can", "shall", "would", "could"):
        return
    if not any(c.dep_ == "expl" for c in verb.children):
        return
    for thing in kids(verb, "attr", "dobj"):
        denials = [c for c in thing.children if c.lower_ == "no"]
        said = voiced(verb, scene) if denials else NOBODY
        if said.parties:
            to = toward(pobjs(thing, "with", "to", "for", "from"), scene, said)
            drop = [*denials, *conditions(verb), *conditions(thing)]
            whom = to if to.parties else named_in(thing, scene, said)
            yield _found("refuse", "there_will_be_no.modal", verb, said, whom, words(thing, drop), thing)


def nothing_without(verb: Token, scene: Scene) -> Iterator[Found]:
    """No progress can be expected without Z: Z is demanded."""
    subject = subject_of(verb)
    if subject is None or tree.modal(verb) not in ("will", "can", "shall", "would", "could"):
        return
    if not any(c.lower_ == "no" for c in subject.children) or lemma(subject) not in ABSTRACT:
        return
    said = voiced(verb, scene)
    for found in conditions_in(verb.doc) if said.parties else ():
        if found.holds == "unless" and verb in found.top.ancestors:
            yield from _demanded(found, verb, said, scene)


def _demanded(found: Condition, verb: Token, said: Voice, scene: Scene) -> Iterator[Found]:
    subject = subject_of(found.head)
    to = toward([subject], scene, said) if subject is not None else NOBODY
    above = verb.head if verb.dep_ == "ccomp" else None
    told = toward(kids(above, "dobj", "dative") + pobjs(above, "to"), scene, said) if above is not None else NOBODY
    to = next((v for v in (to, named_in(found.head, scene, said), told) if v.parties), NOBODY)
    text = words(found.head, [subject] if subject is not None else [])
    yield replace(_found("demand", "nothing_without.modal", verb, said, to, text, found.head), affirmed=True)


NEEDS = frozenset({"require", "presuppose", "necessitate"})


HANGING = frozenset({"conditional", "contingent", "dependent", "subject"})


def requires(verb: Token, scene: Scene) -> Iterator[Found]:
    """X says that a deal requires Z from Y, depends on Z, is conditioned or contingent on Z."""
    subject = subject_of(verb)
    if subject is None or tree.negated(verb) or subject.i in scene.at or tree.modal(verb) == "would":
        return
    things: list[Token] = []
    if lemma(verb) in NEEDS and subject.dep_ == "nsubj":
        things = kids(verb, "dobj")
    elif lemma(verb) in ("depend", "hinge", "rest"):
        things = pobjs(verb, "on", "upon")
    elif lemma(verb) in ("condition", "predicate") and subject.dep_ == "nsubjpass":
        things = pobjs(verb, "on", "upon", "by")
    elif lemma(verb) == "be":
        for adj in kids(verb, "acomp"):
            if lemma(adj) in HANGING:
                things = pobjs(adj, "on", "upon", "to") + pobjs(verb, "on", "upon", "to")
        for noun in kids(verb, "attr"):
            if lemma(noun) in ("precondition", "prerequisite", "condition"):
                things = [subject]
    said = voiced(verb, scene) if things else NOBODY
    for thing in things[:1]:
        if said.parties:
            to = toward(pobjs(thing, "from", "by", "of"), scene, said)
            to = to if to.parties else named_in(thing, scene, said)
            yield _found("demand", "requires.modal", verb, said, to, words(thing), thing)


def links(verb: Token, scene: Scene) -> Iterator[Found]:
    """X links, ties Z to A, makes Z conditional on A: A is demanded."""
    tied = [verb] if lemma(verb) in ("link", "tie", "peg", "condition") and kids(verb, "dobj") else []
    tied += [c for c in verb.children if lemma(verb) == "make" and lemma(c) in HANGING and c.i > verb.i]
    if not tied or tree.negated(verb) or tree.in_condition(verb):
        return
    said = speaker(doer(verb), scene)
    ends = ("to", "on", "upon", "with")
    for thing in [t for holder in (*tied, verb) for t in pobjs(holder, *ends) if t.i not in scene.at][:1]:
        if said.parties:
            to = toward(pobjs(thing, "from", "by", "of"), scene, said)
            to = to if to.parties else named_in(thing, scene, said)
            yield _found("demand", "links.modal", verb, said, to, words(thing), thing)


def polite(verb: Token, scene: Scene) -> Iterator[Found]:
    """It would be good if you could do Z; we would be grateful if Y did Z."""
    above = verb.head
    marks = [c for c in verb.children if c.dep_ == "mark" and c.lower_ == "if"]
    if verb.dep_ not in ("advcl", "ccomp") or not marks or tree.modal(above) != "would":
        return
    subject = subject_of(verb)
    if not is_polite(verb) or subject is None or tree.negated(verb):
        return
    asker = subject_of(above)
    said = speaker(asker, scene) if asker is not None and asker.lower_ != "it" else voiced(above, scene)
    to = toward([subject], scene, said)
    if said.parties and subject.lower_ not in ("we", "i"):
        yield _found("demand", "polite.modal", verb, said, to, words(verb, [subject, *kids(verb, "aux")]), verb)


def interested(verb: Token, scene: Scene) -> Iterator[Found]:
    """X says that Y is only interested in, concerned with, Z, only cares about Z: what Y wants of X."""
    only = ("mainly", "merely", "only", "primarily", "chiefly", "solely", "above")
    for adj in kids(verb, "acomp") + ([verb] if lemma(verb) in ("concern", "interest", "care") else []):
        if lemma(adj) not in ("interested", "concerned", "concern", "interest", "care") or tree.negated(verb):
            continue
        subject = subject_of(verb)
        if subject is None or not any(c.lower_ in only for holder in (verb, adj) for c in holder.children):
            continue
        said, teller = speaker(subject, scene), voiced(verb, scene)
        mine = {scene.names.root(p) for p in said.parties}
        to = Voice(parties=teller.parties, text="", step="sentence", inferred=True) if teller.parties else NOBODY
        to = NOBODY if mine & {scene.names.root(p) for p in to.parties} else to
        for thing in pobjs(adj, "in", "with", "about", "for")[:1]:
            if said.parties:
                yield _found("demand", "interested.modal", verb, said, to, words(thing), thing)


def traded(found: Found, scene: Scene) -> Iterator[Found]:
    """What is wanted in return for an offer: an ask of its own."""
    if found.act not in ("offer", "promise", "concede") or not found.speaker.parties:
        return
    for hangs in conditions_in(scene.doc):
        if hangs.trade and (found.at in hangs.top.ancestors or (found.head and found.head in hangs.top.ancestors)):
            to = found.addressee if found.addressee.parties else named_in(hangs.head, scene, found.speaker)
            yield _found("demand", "in_return.modal", hangs.head, found.speaker, to, words(hangs.head), hangs.head)


def _is_means(noun: Token) -> bool:
    return in_class("means", lemma(noun)) or in_class("means", noun.lower_)


def lacking(verb: Token, scene: Scene) -> Iterator[Found]:
    """X lacks the money for Z: it cannot."""
    if lemma(verb) != "lack" or tree.negated(verb):
        return
    subject = subject_of(verb)
    said = voice(subject, scene) if subject is not None else NOBODY
    said = said if said.parties or subject is None else owner(subject, scene)
    for noun in kids(verb, "dobj") if said.parties else ():
        inner = [c for c in tree.clauses(noun) + tree.clauses(verb) if tree.is_infinitive(c)]
        for thing in inner + pobjs(noun, "for") + pobjs(verb, "for") if _is_means(noun) or inner else ():
            yield _found("constrain", "lacks.modal", verb, said, NOBODY, words(thing), thing)


IMPERSONAL = (no_more, nothing_without, requires, links, polite, interested, lacking)
