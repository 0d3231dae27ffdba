"""Frames of blaming: X blames Y for Z, complains that Y did, calls it a provocation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.context import Scene, is_agent, subject_of
from detente.reading.grammar.cues import Cue, companions, in_class
from detente.reading.grammar.roles import Found, emit, fits, owner, owners, speaker
from detente.reading.grammar.tree import clauses, doer, kids, lemma, pobjs, words
from detente.reading.grammar.who.asked import named_in, seated, toward
from detente.reading.proposals.proposal import NOBODY

if TYPE_CHECKING:
    from spacy.tokens import Token


def blame(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X blames Y for Z, condemns Y's Z."""
    if tree.negated(verb) or tree.modal(verb) in ("could", "might", "may"):
        return
    targets = kids(verb, "dobj", "nsubjpass") + pobjs(verb, "against", "about", "of", "over", "with", "at", "to")
    targets = targets or [a for p in pobjs(verb, "as") for a in kids(p, "appos", "dobj")]
    targets = targets or [inner for c in kids(verb, "ccomp") if (inner := tree.unwrapped(c)) is not c]
    if not targets and kids(verb, "ccomp") and cue.word in ("regret", "deplore", "lament", "protest"):
        yield from charge(cue, verb, scene)
        return
    if not targets or not fits(cue, targets):
        return
    who = doer(verb)
    if who is None and any(c.dep_ == "nsubjpass" for c in verb.children):
        return
    said = speaker(who, scene)
    target = targets[0]
    to = toward([target], scene, said)
    to = to if to.parties else owner(target, scene, said)
    over = toward(pobjs(verb, "over", "about", "on", "for") + pobjs(target, "over", "about", "on"), scene, said)
    to = to if to.parties else over
    faults = pobjs(verb, "of", "for", "over", "with")
    known = to if to.parties else named_in(target, scene, said)
    for fault in faults if "express" in cue.word else ():
        known = known if known.parties else named_in(fault, scene, said)
    for other in pobjs(verb, "as"):
        known = known if known.parties else named_in(other, scene, said)
    if (
        not known.parties
        and not (is_agent(target) or target.pos_ == "PROPN")
        and cue.word in ("blame", "accuse", "fault", "sue", "indict", "convict")
    ):
        return
    head = faults[0] if faults and toward([target], scene, said).parties and not kids(target, "poss") else target
    yield emit(cue, verb, said, known, words(head), head)


def charge(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X complains that Y does Z; charges Y with Z."""
    claims = [c for c in clauses(verb) if not tree.is_infinitive(c)]
    if not claims or tree.negated(verb):
        if cue.word == "charge" and pobjs(verb, "with") and kids(verb, "dobj", "nsubjpass"):
            yield from blame(cue, verb, scene)
        return
    said = speaker(doer(verb), scene)
    clause = claims[0]
    subject = subject_of(clause)
    to = toward([subject] if subject is not None else [], scene, said)
    yield emit(cue, verb, said, to if to.parties else named_in(clause, scene, said), words(clause, claim=True), clause)


UNFIT = ("unacceptable",)
"""What one calls what one refuses (see `stances`)."""


def brand(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X calls Y's Z a provocation, describes it as unfair."""
    if tree.negated(verb):
        return
    labels = kids(verb, "oprd", "attr", "xcomp", "ccomp", "acomp") + pobjs(verb, "as") + kids(verb, "dobj")
    ill = [
        t for t in labels if any(in_class("negative", lemma(w)) or in_class("negative", w.lower_) for w in t.subtree)
    ]
    if not ill or lemma(ill[0]) in UNFIT:
        return
    said = speaker(doer(verb), scene)
    targets = kids(verb, "dobj", "nsubjpass") + [s for t in labels if (s := subject_of(t)) is not None]
    to = toward(targets, scene, said)
    to = to if to.parties else toward([o for t in targets for o in owners(t)], scene, said)
    if said.parties:
        own = [t for t in targets[:1] if t in ill[0].subtree]
        text = " ".join(dict.fromkeys(words(t) for t in (*([] if own else targets[:1]), ill[0])))
        asked = next((t for t in targets if in_class("asked", lemma(t))), None)
        whom = to if to.parties else named_in(ill[0], scene, said)
        if asked is not None:  # who calls a demand absurd refuses it
            yield emit(cue, verb, said, whom, words(asked), asked, "refuse")
        else:
            yield emit(cue, verb, said, whom, text, ill[0])


def drawn(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """Y comes under fire from X for Z; a plan of Y meets with refusal from X, in X's capital."""
    if tree.negated(verb) or tree.modal(verb):
        return
    parts = [verb, *companions(verb, cue.word.split()[1:])]
    by = toward([p for part in parts for p in pobjs(part, "from", "by", "of")], scene, NOBODY, anywhere=True)
    by = by if by.parties else seated([p for part in parts for p in pobjs(part, "in")], scene)
    subject = doer(verb)
    if subject is None or not by.parties:
        return
    to = toward([subject], scene, by)
    to = to if to.parties else owner(subject, scene, by)
    faults = [f for part in parts for f in pobjs(part, "for", "over", "about", "on") if f.i not in scene.at]
    head = faults[0] if faults and cue.act == "criticise" else subject
    yield emit(cue, verb, by, to if to.parties else named_in(subject, scene, by), words(head), head)
