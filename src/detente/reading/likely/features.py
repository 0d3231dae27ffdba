"""What is counted of a clause: words in their places, and how the clause is built. Each feature is a readable name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.conditions import of
from detente.reading.grammar.context import Scene
from detente.reading.grammar.cues import cues_at
from detente.reading.grammar.roles import harmful
from detente.reading.grammar.tree import kids, lemma
from detente.reading.grammar.who.recalled import FIRST, SECOND
from detente.reading.likely.clauses import Clause, is_clause

if TYPE_CHECKING:
    from spacy.tokens import Token

RULED = "rule="
"""How the features begin that tell what the rules found."""
SLIGHT = frozenset({"the", "a", "an", "of", "and", "to", "in", "on", "for", "with", "at", "by", "from", "as", "that"})


def features(clause: Clause, scene: Scene) -> frozenset[str]:
    """The names of all that holds of a clause."""
    return frozenset(_all(clause, scene))


def roles(clause: Clause) -> Iterator[tuple[str, Token]]:
    """The words that carry a clause's sense, by their place in it: its head, what the head governs, what is above."""
    verb = clause.verb
    yield "head", verb
    for child in verb.children:
        if child.dep_ in ("xcomp", "acomp", "attr", "oprd"):
            yield "gov", child
            yield from (("gov", inner) for inner in kids(child, "xcomp", "acl", "ccomp", "dobj"))
        elif child.dep_ in ("dobj", "nsubjpass"):
            yield "obj", child
            yield from (("gov", inner) for inner in kids(child, "acl"))
        elif child.dep_ == "prep":
            yield from (("pobj", inner) for inner in kids(child, "pobj", "pcomp"))
        elif child.dep_ in ("ccomp", "advcl") and child.i > verb.i:
            yield "comp", child
        elif child.dep_ in ("prt", "advmod"):
            yield "adv", child
        elif child.dep_ == "nsubj" and clause.relation in ("says", "text"):
            yield "subj", child
    if verb.dep_ in ("ccomp", "parataxis", "advcl", "relcl", "acl", "conj"):
        yield "above", verb.head


def own_words(verb: Token) -> Iterator[Token]:
    """The words of a clause without those of the clauses in it."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "advcl", "relcl", "parataxis") or (child.dep_ == "conj" and is_clause(child)):
            continue
        yield child
        yield from own_words(child)


def pairs(verb: Token, scene: Scene) -> Iterator[str]:
    """Each two words of a clause that stand side by side; a party's name is told as one."""
    tokens = sorted((verb, *own_words(verb)), key=lambda t: t.i)
    told = ["NAME" if t.i in scene.at else lemma(t) for t in tokens]
    for (first, second), (one, two) in zip(pairwise(tokens), pairwise(told), strict=True):
        if second.i == first.i + 1 and first.is_alpha and second.is_alpha:
            yield f"{one} {two}"


def _all(clause: Clause, scene: Scene) -> Iterator[str]:
    verb, side = clause.verb, "S" if clause.itself else "O"
    yield from _build(clause, scene)
    for one in clause.found:
        frame = one.rule.rpartition(".")[2]
        yield from (f"{RULED}{name}" for name in (one.act, frame, f"{frame} {one.act}", one.rule))
        yield f"{RULED}{one.act} step={one.speaker.step}"
    name = lemma(verb) + "".join(f"_{c.lower_}" for c in kids(verb, "prt"))
    denied = "not " if tree.negated(verb) else ""
    modal = tree.modal(verb)
    yield f"{side} head={denied}{name}"
    yield f"{side} {modal} {denied}head={name}"
    for place, token in roles(clause):
        word = lemma(token)
        neg = "no " if any(c.lower_ == "no" or c.dep_ == "neg" for c in token.children) else ""
        yield f"{side} {place}={neg}{word}"
        if place in ("obj", "gov", "adv", "pobj"):
            yield f"{side} head={name} {place}={neg}{word}"
        for act in {cue.act for cue in cues_at(token)}:
            yield f"{side} {place}~{act}"
            yield f"{side} {denied}{place}~{neg}{act}"
    yield from (f"{side} near={pair}" for pair in pairs(verb, scene))
    for token in own_words(verb):
        if token.is_alpha and token.lower_ not in SLIGHT and token.i not in scene.at:
            yield f"{side} word={token.lower_ if token.pos_ in ('AUX', 'DET', 'ADV', 'PRON') else lemma(token)}"


def _build(clause: Clause, scene: Scene) -> Iterator[str]:
    verb, subject = clause.verb, clause.subject
    yield f"rel={clause.relation}"
    yield f"dep={verb.dep_}"
    yield f"tag={verb.tag_}"
    yield f"modal={tree.modal(verb)}"
    denied = tree.negated(verb)
    yield f"modal={tree.modal(verb)} neg={denied}"
    yield f"step={clause.said.step}"
    yield f"first={subject is not None and subject.lower_ in FIRST}"
    if subject is None:
        yield "subject=none"
    else:
        kind = "pron" if subject.pos_ == "PRON" else "name" if subject.pos_ == "PROPN" else "noun"
        yield f"subject={kind}"
        if subject.lower_ in SECOND:
            yield "subject=you"
        if any(c.lower_ == "no" for c in subject.children):
            yield "subject=no"
    if clause.about.parties:
        yield f"about neg={denied} modal={tree.modal(verb)}"
    if kids(verb, "nsubjpass", "auxpass"):
        yield "passive"
    if any(c.lower_ in ("have", "has", "had", "'ve") and c.dep_ == "aux" for c in verb.children):
        yield "perfect"
    hangs = of([verb], scene.doc)
    if hangs is not None:
        yield f"cond={hangs.holds}"
        yield f"cond={hangs.holds} modal={tree.modal(verb)} neg={denied}"
    others = [t for t in own_words(verb) if t.i in scene.at and scene.at[t.i].party not in clause.said.parties]
    if others:
        yield "names another"
    if any(t.lower_ in SECOND for t in own_words(verb)):
        yield "names you"
    above = tree.under(verb, "speech")
    if above is not None:
        yield f"under={lemma(above)}"
    for comp in kids(verb, "ccomp", "xcomp"):
        yield f"comp modal={tree.modal(comp)}"
        yield f"comp tag={comp.tag_} neg={tree.negated(comp)}"
    if harmful(verb):
        yield "harmful"
    if scene.doc.text.count('"') > 1:
        yield "quote"
    if scene.memory.label:
        yield "labelled"
