"""Where a word is nobody's act: in a condition, as the purpose of a protest, or as what another act is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.grammar import conditions, tree
from detente.reading.grammar.context import subject_of
from detente.reading.grammar.cues import Cue, cues_at, in_class

if TYPE_CHECKING:
    from spacy.tokens import Token


def muted(token: Token) -> bool:
    """Whether a word is not somebody's act here: the purpose of a protest, a condition, what another act is about."""
    hangs = conditions.inside(token) or (tree.in_condition(token) and not conditions.asks_politely(token))
    if hangs or _content(token):
        return True
    at = token
    for _ in range(8):
        head = at.head
        if head.i == at.i:
            return False
        if at.dep_ in ("advcl", "xcomp", "acl", "prep", "relcl") and _protest(head):
            return True
        at = head
    return False


OPEN = (
    "decide", "plan", "decision", "announcement", "intention", "intend", "continue", "resolve", "expect", "view",
    "belief",
)  # fmt: skip


def _content(token: Token) -> bool:
    """Whether a word stands in what another act is about: "refused to agree", "cannot live with accepting"."""
    at = token
    through = ["xcomp", "pcomp", "prep", "acl", "ccomp", "conj", "aux"]
    if token.pos_ in ("VERB", "AUX") or tree.lemma(token) in OPEN:
        through += ["dobj", "pobj"]
    for _ in range(6):
        head = at.head
        if at.dep_ in ("advcl", "xcomp") and tree.is_infinitive(at) and _without_any(head):
            return True
        if head.i == at.i or at.dep_ not in through:
            return False
        if head.pos_ == "NOUN" and at.dep_ in ("prep", "acl") and any(c.lower_ == "no" for c in head.children):
            return True
        if at.dep_ in ("dobj", "pobj") and at.i == token.i and tree.lemma(token) not in OPEN:
            return False
        if at.dep_ in ("ccomp", "xcomp") and tree.lemma(head) == "expect" and subject_of(at) is not None:
            return True  # "expects Y to condemn Z": what Y is to do is not yet its act
        inner = at.dep_ in ("xcomp", "acl", "ccomp") and (at.dep_ != "ccomp" or tree.modal(at) in ("", "should"))
        if inner and tree.lemma(head) not in OPEN and any(_holds(c, at) for c in cues_at(head)):
            return at.dep_ != "acl" or tree.is_infinitive(at)
        if (
            at.dep_ in ("pcomp", "prep", "xcomp")
            and head.pos_ in ("VERB", "AUX")
            and tree.negated(head)
            and tree.modal(head)
        ):
            return True
        at = head
    return False


def _holds(cue: Cue, clause: Token) -> bool:
    """Whether what stands under a cue is what its act is about: not what is found so, nor "wishes to recall that"."""
    own = cue.word == "wish" and subject_of(clause) is None
    return not (own or cue.frame == "brand" or in_class("speech", cue.word))


def _without_any(verb: Token) -> bool:
    """Whether a verb says that there is no room, plan, position … to do something."""
    held = tree.kids(verb, "dobj", "attr") + tree.pobjs(verb, "in")
    return any(c.lower_ == "no" for noun in held for c in noun.children)


def _protest(verb: Token) -> bool:
    if tree.lemma(verb) in ("demonstrate", "rally", "march", "riot", "picket", "parade", "shun", "strike"):
        return True
    objects = [tree.lemma(c) for c in verb.children if c.dep_ in ("dobj", "pobj")]
    objects += [tree.lemma(p) for c in verb.children if c.dep_ == "prep" for p in c.children]
    if in_class("protests", tree.lemma(verb)) and verb.pos_ == "NOUN":
        return True
    return any(in_class("protests", word) for word in objects)
