"""Frames of disposition: X is willing, unable, reluctant; it is hard for X to do Z."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.context import Scene, subject_of
from detente.reading.grammar.cues import Cue
from detente.reading.grammar.roles import POSITIVE, Found, conditions, emit, harmful, owner, owners, speaker
from detente.reading.grammar.tree import clauses, doer, kids, lemma, pobjs, words
from detente.reading.grammar.who.asked import named_in, toward
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import NOBODY, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token


def ready(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X is prepared, committed, determined to do Z (a participle that the parser takes for a verb)."""
    if not any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return
    subject = subject_of(verb)
    if subject is not None:
        yield from disposed(cue, verb, subject, tree.negated(verb), scene)


def pressed_hard(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X is hard pressed to do Z."""
    subject = subject_of(verb) or subject_of(verb.head)
    if subject is not None and any(c.lower_ in ("hard", "hard-") for c in verb.children):
        yield from disposed(cue, verb, subject, False, scene)


def adj(cue: Cue, token: Token, scene: Scene) -> Iterator[Found]:
    """X is willing, reluctant, unable to do Z; it is unlikely that X will."""
    verb = token.head
    if token.dep_ not in ("acomp", "oprd", "ROOT", "conj", "attr", "ccomp", "advcl", "amod", "acl", "xcomp"):
        return
    if token.dep_ == "advcl" and cue.act in POSITIVE and cue.word not in ("willing", "prepared"):
        return
    if cue.word == "pressed" and not any("hard" in c.lower_ for c in token.subtree):
        return
    subject = subject_of(verb) if verb.pos_ in ("AUX", "VERB") else subject_of(token)
    negated = tree.negated(verb) or tree.negated(token)
    if (subject is not None and subject.lower_ == "it") or subject is None:
        done = clauses(token) or [c for c in clauses(verb) if c is not token]
        for clause in done:
            inner = subject_of(clause)
            if inner is not None and not negated and voice(inner, scene).parties:
                said = speaker(inner, scene)
                drop = [inner, *conditions(clause)]
                to = toward(pobjs(clause, "to", "with", "against", "from", "after") + kids(clause, "dobj"), scene, said)
                yield emit(
                    cue, token, said, to if to.parties else named_in(clause, scene, said), words(clause, drop), clause
                )
        itself = subject is not None and not any(subject_of(c) is not None for c in done)  # "it is ready to pay"
        if not itself and (subject is not None or not scene.memory.label):
            return
    yield from disposed(cue, token, subject, negated, scene)


def disposed(cue: Cue, token: Token, subject: Token | None, negated: bool, scene: Scene) -> Iterator[Found]:
    act = cue.act
    if negated:
        if act not in POSITIVE:
            return
        act = "refuse"
    if subject is not None and subject.lower_ in tree.RELATIVE and token.head.dep_ == "relcl":
        subject = token.head.head
    said = speaker(subject, scene)
    if (
        subject is not None
        and said.step == "unresolved"
        and cue.word in ("open", "difficult", "hard", "ready", "bound")
    ):
        return
    done = clauses(token) or [c for c in clauses(token.head) if c is not token and tree.is_infinitive(c)]
    near = ("to", "of", "about", "against", "toward", "towards", "for", "with", "at")
    by = ("by",) if cue.word in ("bind", "bound") else ()
    things = done or pobjs(token, *near, *by) or pobjs(token.head, "to")
    for thing in things[:2]:
        inner = subject_of(thing) if thing.pos_ in ("VERB", "AUX") else None
        if inner is not None and act in POSITIVE and (other := toward([inner], scene, said)).parties:
            yield emit(cue, token, said, other, words(thing, [inner, *conditions(thing)]), thing, "demand")
            continue
        if cue.word in ("bind", "bound") and thing.pos_ == "VERB" and _by_rule(token):
            act = "constrain"
        forced = cue.word in ("oblige", "obliged") and tree.modal(token) in ("will", "would")
        harm = (harmful(thing) or forced) and act in POSITIVE
        to = toward(pobjs(thing, "to", "with", "against", "from") + owners(thing), scene, said)
        text = words(thing, [*kids(thing, "conj"), *conditions(thing)] if thing.pos_ == "VERB" else [])
        whom = to if to.parties else named_in(thing, scene, said)
        yield emit(cue, token, said, whom, text, thing, "threaten" if harm else act)


def _by_rule(token: Token) -> bool:
    """Whether a law or a court binds: "is bound by its court to keep the island"."""
    return any(lemma(p) in ("law", "court", "constitution", "statute", "ruling") for p in pobjs(token, "by"))


def hard(cue: Cue, token: Token, scene: Scene) -> Iterator[Found]:
    """It is difficult for X to do Z; doing Z is risky (for X)."""
    verb = token.head
    if lemma(verb) == "find" and token.dep_ in ("ccomp", "oprd", "acomp"):
        yield from _found_hard(cue, token, verb, scene)
        return
    if token.dep_ != "acomp" or tree.negated(verb):
        return
    subject = subject_of(verb)
    people = pobjs(token, "for") + pobjs(verb, "for")
    if subject is not None and subject.lower_ == "it":
        for clause in (clauses(token) or [c for c in clauses(verb) if c is not token])[:1]:
            inner = subject_of(clause)
            said = next(
                (v for t in ([inner] if inner is not None else []) + people if (v := voice(t, scene)).parties), NOBODY
            )
            if said.parties:
                drop = [inner] if inner is not None else []
                yield emit(cue, token, said, named_in(clause, scene, said), words(clause, drop), clause)
        return
    if subject is None or not (subject.tag_ == "VBG" or subject.dep_ == "csubj"):
        return
    said = next((v for t in people if (v := voice(t, scene)).parties), NOBODY)
    if not said.parties and scene.memory.subjects:
        said = Voice(parties=(scene.memory.subjects[-1],), text="", step="nominal", inferred=True)
    if said.parties:
        yield emit(cue, token, said, NOBODY, words(subject, kids(subject, "relcl")), subject)


def _found_hard(cue: Cue, token: Token, verb: Token, scene: Scene) -> Iterator[Found]:
    """X finds it hard to do Z."""
    said = speaker(doer(verb), scene)
    for clause in [c for c in clauses(token) + clauses(verb) if tree.is_infinitive(c)][:1]:
        if said.parties and not tree.negated(verb):
            yield emit(cue, token, said, named_in(clause, scene, said), words(clause, conditions(clause)), clause)


def verdict(cue: Cue, token: Token, scene: Scene) -> Iterator[Found]:
    """Z is unacceptable to X."""
    verb = token.head
    subject = subject_of(verb)
    if subject is None or tree.negated(verb):
        return
    people = pobjs(token, "to", "for") + pobjs(verb, "to", "for")
    said = next((v for t in people if (v := voice(t, scene)).parties), NOBODY)
    sayer = tree.under(verb, "speech")
    if not said.parties and sayer is not None:
        said = speaker(doer(sayer), scene)
    if said.parties:
        to = owner(subject, scene, said)
        yield emit(cue, token, said, to if to.parties else named_in(subject, scene, said), words(subject), subject)
