"""The clauses of a tree, each with those who may take a position by it: its own subject, or who says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.reading.grammar import conditions, tree
from detente.reading.grammar.acts.impersonal import voiced
from detente.reading.grammar.context import Scene
from detente.reading.grammar.roles import Found, owner, owners, speaker
from detente.reading.grammar.tree import doer
from detente.reading.grammar.who.recalled import FIRST
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import NOBODY, Voice

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

INNER = frozenset({"aux", "auxpass", "xcomp", "amod", "compound", "pcomp", "csubj", "csubjpass", "punct", "mark"})
"""What is part of another clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause with one who may take a position by it.

    `relation`: "own" (its subject, nobody says it), "same" (its subject, who says it, too), "other" (its subject, of
    whom another says it), "says" (who says it of somebody or something else), "text" (for whom the text speaks),
    "noun" (who owns a noun: "its request for").
    `about`: the parties of the subject, where they are not who takes the position.
    """

    verb: Token
    said: Voice
    relation: str
    about: Voice = NOBODY
    subject: Token | None = None
    found: tuple[Found, ...] = ()

    @property
    def itself(self) -> bool:
        """Whether who takes the position is the clause's subject."""
        return self.relation in ("own", "same", "other", "noun", "rule")


def is_clause(token: Token) -> bool:
    """Whether a token heads a clause: a verb that no other clause takes in, or the top of a sentence without one."""
    if token.dep_ == "ROOT":
        return not token.is_punct and not token.is_space
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in INNER:
        return False
    return not (token.dep_ == "acl" and token.tag_ == "VBN")


def clauses(doc: Doc, scene: Scene) -> Iterator[Clause]:
    """Every clause that stands in no condition, once for each who may take a position by it."""
    if doc.text.rstrip().endswith("?"):
        return
    for token in doc:
        if conditions.inside(token) or tree.in_condition(token):
            continue
        if is_clause(token):
            yield from _voices(token, scene)
        elif is_deed(token) and (said := owner(token, scene)).parties:
            yield Clause(verb=token, said=said, relation="noun")


CONTENT = ("acl", "ccomp", "relcl")


def is_deed(token: Token) -> bool:
    """Whether a noun may name what a party does by words: it has an owner and a content ("its request for a loan")."""
    if token.pos_ != "NOUN" or not owners(token):
        return False
    return any(
        c.dep_ in CONTENT or (c.dep_ == "prep" and c.lower_ in ("for", "to", "against", "of")) for c in token.children
    )


def candidates(doc: Doc, scene: Scene, found: Sequence[Found]) -> list[Clause]:
    """The clauses of a tree with what the rules found in each; one more where they have another speaker for it."""
    listed = list(clauses(doc, scene))
    verbs = {c.verb.i for c in listed}
    for one in found:
        at = one.at if one.at.i in verbs or one.at.pos_ in ("NOUN", "ADJ") else home(one.at)
        mine = {scene.names.root(p) for p in one.speaker.parties}
        same = [
            k
            for k, c in enumerate(listed)
            if c.verb.i == at.i and {scene.names.root(p) for p in c.said.parties} == mine
        ]
        if same:
            listed[same[0]] = replace(listed[same[0]], found=(*listed[same[0]].found, one))
        else:
            listed.append(Clause(verb=at, said=one.speaker, relation="rule", subject=tree.doer(at), found=(one,)))
    return listed


def home(token: Token) -> Token:
    """The clause in which a token stands."""
    while not is_clause(token) and token.head.i != token.i:
        token = token.head
    return token


def _voices(verb: Token, scene: Scene) -> Iterator[Clause]:
    subject = verb if verb.i in scene.at and verb.dep_ == "ROOT" else doer(verb)
    own = voice(subject, scene) if subject is not None else NOBODY
    above = tree.under(verb, "speech")
    says = speaker(doer(above), scene) if above is not None else NOBODY
    text = voiced(verb, scene) if above is None else NOBODY
    mine = {scene.names.root(p) for p in own.parties}
    if own.parties:
        alike = bool(mine & {scene.names.root(p) for p in says.parties})
        first = subject is not None and subject.lower_ in FIRST
        relation = "same" if alike or first else "other" if says.parties else "own"
        yield Clause(verb=verb, said=own, relation=relation, subject=subject)
    for said, relation in ((says, "says"), (text, "text")):
        if said.parties and not mine & {scene.names.root(p) for p in said.parties}:
            yield Clause(verb=verb, said=said, relation=relation, about=own, subject=subject)
