"""What a position is about where its words deny it: "urged Chile not to sail", "offered nothing".

A denial that the act itself has used up ("will not sail" is a refusal to sail) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.context import conjuncts, subject_of
from detente.reading.grammar.roles import CODES, Found
from detente.reading.grammar.things import done_to

if TYPE_CHECKING:
    from spacy.tokens import Token

HOLDING = ("demand", "offer", "promise", "commit", "concede", "threaten")
"""Acts that do not use up the denial of what they are about."""
NOTHING = re.compile(r"(?:nothing|no one|no-one|nobody|none)\b(?! (?:less|short|other|but|more))", re.I)
ALL_BUT = re.compile(r"nothing (?:less than|short of|other than|but|more than) ", re.I)
NO = re.compile(r"(?:little or )?no (?!(?:longer|more than|less than|fewer than|later|earlier)\b)", re.I)
OVER = ("stop", "cease", "quit", "abandon", "drop", "refrain", "desist", "renounce", "withdraw", "retract", "forgo")
"""What is stopped or given up is no longer done: "stopped demanding a seat", "dropped its demand for a seat"."""


def whole(found: Found) -> Found | None:
    """A position whose object is not a mere "which" or "what": what "which" points to in its place, or no position."""
    head = found.head
    token = next((t for t in head.subtree if t.tag_ in ("WDT", "WP") and t.dep_ == "dobj"), None) if head else None
    if head is None or token is None or token.i > head.i or not found.object.lower().startswith(token.lower_):
        return found
    clause = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
    if clause is None or token.lower_ == "what":
        return None
    noun = clause.head
    rest = found.object[len(token.text) :].strip()
    return replace(found, object=f"{rest} {tree.words(noun, [clause])}".strip().removeprefix("to "))


def told(found: Found) -> Iterator[Found]:
    """A position with the denial of its object in its words, as another act, or not at all where it is of nothing."""
    text = ALL_BUT.sub("", found.object)
    head = found.head.lower_ if found.head is not None and text == found.object else ""
    given_up = found.act in ("demand", "offer", "promise", "threaten") and over(found.at)
    if NOTHING.match(text) or head == "nothing" or given_up:
        return
    low = text.lower()
    if low.startswith("neither "):
        yield _neither(found, text.split(" ", 1)[1])
    elif NO.match(text) and found.act in ("offer", "threaten", "refuse"):
        return
    elif NO.match(text) and found.rule.startswith("want."):
        yield replace(found, act="refuse", code=CODES["refuse"], object=NO.sub("", text))
    elif (verb := _of_none(found)) is not None:
        yield from _without_it(found, text, verb)
    elif found.act in HOLDING and found.head is not None and not found.affirmed and left(found.head):
        yield replace(
            found, object=text if low.startswith(("not ", "never ", "no ")) else f"not {done_to(text, found.head)}"
        )
    else:
        yield replace(found, object=text)


def _of_none(found: Found) -> Token | None:
    """The verb of an object whose own object is denied: "will send no troops"."""
    head = found.head if found.act in HOLDING else None
    things = tree.kids(head, "dobj") if head is not None and head.pos_ == "VERB" else []
    return head if any(c.lower_ == "no" for t in things for c in t.children) else None


def _without_it(found: Found, text: str, verb: Token) -> Iterator[Found]:
    """ "Will send no troops" is a refusal to send any; "asked it to send no troops", an ask not to."""
    plain = re.sub(r"\bno (?=\w)", "", text, count=1)
    if found.act == "demand" or (found.act == "threaten" and found.at.i != verb.i):
        yield replace(found, object=f"not {plain}")
    else:
        yield replace(found, act="refuse", code=CODES["refuse"], object=plain)


def _neither(found: Found, text: str) -> Found:
    """ "Agreed to neither A nor B" is a refusal of both; "asked it neither to A nor to B", an ask to leave both."""
    either = re.sub(r"\bnor\b", "or", text)
    if found.act == "demand":
        return replace(found, object=f"not {either}")
    return replace(found, act="refuse", code=CODES["refuse"], object=either)


def left(verb: Token) -> bool:
    """Whether what a verb says is not to be done: its own "not" or "never", or that of the verb it is joined to.

    In "not to sail or fish" both are denied; in "not to sail but to fish", "not to sail and to pay", "will not sail and
    will fish" the first alone.
    """
    at = verb
    for _ in range(5):
        if any(
            c.dep_ == "neg" or c.lower_ in ("not", "never", "n't", "neither", "nor")
            for c in at.children
            if c.i < verb.i
        ):
            return True
        again = any(c.lower_ == "to" for c in at.children) or subject_of(at) is not None or bool(tree.modal(at))
        but = any(c.lower_ == "but" for c in (*at.head.children, *at.children))
        if at.dep_ != "conj" or at.head.pos_ not in ("VERB", "AUX") or but or (again and not _or(at)):
            return False
        at = at.head
    return False


def _or(verb: Token) -> bool:
    """Whether a verb is joined by "or" or "nor"."""
    return any(c.lower_ in ("or", "nor") for c in (*verb.children, *verb.head.children) if c.i < verb.i)


def over(act: Token) -> bool:
    """Whether an act is told to be given up: the object of "stopped", "dropped", "will no longer"."""
    at = act
    while at.dep_ == "conj" and at.head.pos_ == at.pos_:
        at = at.head
    governs = at.head if at.dep_ in ("xcomp", "dobj", "nsubjpass") else None
    if at.dep_ in ("pcomp", "pobj") and at.head.lower_ in ("from", "up") and at.head.dep_ in ("prep", "prt"):
        governs = at.head.head
    if governs is None or tree.negated(governs) or at in conjuncts(governs):
        return False
    up = tree.lemma(governs) == "give" and any(c.lower_ == "up" for c in governs.children)
    return (tree.lemma(governs) in OVER or up) and (at.pos_ == "NOUN" or at.tag_ == "VBG")
