"""A position's object as a noun phrase that fits a sentence of a page: "cracking down on …", "Chad's post"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.context import Scene
from detente.reading.grammar.inflect import gerund
from detente.reading.grammar.tree import lemma
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import Polarity
from detente.reading.proposals.things import turned

if TYPE_CHECKING:
    from spacy.tokens import Token

OWNERS = ("its", "our")
TAIL = re.compile(
    r",? (?:as soon as possible|immediately|at once|without (?:any )?(?:further )?delay|yesterday|"
    r"(?:particularly|especially|notably|not least)\b.*|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|tomorrow|this (?:week|month|year)|again|too|as well|either)$"
)


ANSWERED = re.compile(
    r"^(?:the|its|their|this|that|an?|(?:the )?[\w ]{1,40}['’]s?) (?:repeated |new |old |earlier )?"
    r"(?:request|demand|call|appeal|plea|wish)s? (?:to|for) (?=\w)"
)
"""The words in which an answer names what was asked: "the request to open the road" is about opening it."""


def thing_of(text: str, head: Token | None, scene: Scene, asked: tuple[str, ...] = ()) -> tuple[Polarity, str]:
    """Whether the object is to be done or to be left, and the deed as a noun phrase; `asked`: of whom it is asked."""
    polarity, deed = turned(ANSWERED.sub("", text))
    if (active := done_to(deed, head)) != deed:
        inner, deed = turned(active)
        polarity = "+" if inner == polarity else "-"
    while (shorter := TAIL.sub("", deed)) != deed:
        deed = shorter
    if head is None:
        return polarity, deed
    deed = _owned(deed, head, scene, asked)
    first, _, rest = deed.partition(" ")
    verb = next((t for t in head.subtree if t.text == first and t.pos_ in ("VERB", "AUX")), None)
    if verb is not None and verb.tag_ in ("VB", "VBP", "VBZ", "VBD"):
        deed = f"{gerund(lemma(verb))} {rest}".strip()
    return polarity, deed


def done_to(text: str, head: Token | None) -> str:
    """A passive clause as the deed: "the patrols be repeated at sea" -> "repeating the patrols at sea"."""
    subject = next((c for c in head.children if c.dep_ == "nsubjpass"), None) if head is not None else None
    at = text.find(f" {head.text}") if head is not None else -1
    if head is None or subject is None or at < 0 or tree.kids(head, "agent"):
        return text
    patient = re.sub(r"^that ", "", text[:at])
    patient = re.sub(r" (?:is|are|was|were|be|been|being|must|should|not|never)\b.*$", "", patient)
    return f"{gerund(lemma(head))} {patient}{text[at + 1 + len(head.text) :]}" if patient else text


OF_THE_ASKER = frozenset(
    ["accept", "acknowledge", "back", "endorse", "guarantee", "heed", "honour", "honor", "join", "recognise",
     "recognize", "respect", "support", "uphold"]
)  # fmt: skip
"""What is done to a thing of the asker's: "asked Mali to respect its borders"."""


def _owned(deed: str, head: Token, scene: Scene, asked: tuple[str, ...]) -> str:
    """ "its post" -> "Chad's post", where the text tells whose it is."""
    for token in head.subtree:
        if token.dep_ != "poss" or token.lower_ not in OWNERS:
            continue
        own = token.lower_ == "its" and len(asked) == 1 and _done_to(token.head, head)
        parties = asked if own else voice(token, scene).parties
        if len(parties) == 1 and parties[0] in scene.names.parties:
            name = re.sub(r"^The ", "the ", scene.names.parties[parties[0]].name)
            deed = re.sub(rf"\b{token.text}\b", f"{name}'" + ("" if name.endswith("s") else "s"), deed, count=1)
    return deed


def _done_to(thing: Token, head: Token) -> bool:
    """Whether the asked deed is done to a thing: then "its" is the asked one's own ("end its patrols")."""
    verb = thing.head
    return thing.dep_ == "dobj" and (verb.i == head.i or verb.dep_ == "conj") and lemma(verb) not in OF_THE_ASKER
