"""A tree with the parties named in it and what the text has established before; the questions every step asks of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.reading.grammar.cues import in_class
from detente.reading.grammar.names import Mention, Names

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")


PARTS = ("army", "parliament", "court", "opposition", "rebels")
AGAINST = ("opposition", "rebels")
"""Parts of a state that stand against its government: they may ask of it, and threaten it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the text so far has established: parties as subjects (latest last), all mentions, surnames, the pair.

    `principals`: the two parties of a text that has two, else empty. `ourselves`: for whom it says "we".
    `main`: the parties of the last main subject; `group`: the last that were joined ("Chad and Mali"). `issuers`: who
    issues the text, and `bodies` whom it calls "the Ministry"; `addressed`: whom it says "you" to; `heading`: the party
    under whose name the words stand. `label`: the party before the colon. `asks`: who asked whom for what (latest
    last), for answers in one word; `paragraph`: whom the paragraph has named.
    """

    subjects: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    surnames: tuple[tuple[str, str], ...] = ()
    principals: tuple[str, ...] = ()
    ourselves: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    bodies: tuple[tuple[str, str], ...] = ()
    addressed: tuple[str, ...] = ()
    paragraph: tuple[str, ...] = ()
    heading: str = ""
    label: str = ""
    asks: tuple[tuple[str, str, str], ...] = ()

    def with_asks(self, asks: tuple[tuple[str, str, str], ...]) -> Memory:
        """The same with further asks; the tail alone is kept."""
        return replace(self, asks=(*self.asks, *asks)[-6:])

    def after(
        self,
        subjects: tuple[str, ...],
        mentions: tuple[str, ...],
        names: tuple[tuple[str, str], ...],
        ourselves: tuple[str, ...] = (),
        main: tuple[str, ...] = (),
        group: tuple[str, ...] = (),
    ) -> Memory:
        """What is known after one more sentence; the tail alone is kept."""
        return replace(
            self,
            subjects=(*self.subjects, *subjects)[-6:],
            mentions=(*self.mentions, *mentions)[-12:],
            paragraph=(*self.paragraph, *mentions),
            surnames=tuple(dict((*self.surnames, *names)).items())[-200:],
            ourselves=ourselves or self.ourselves,
            main=main or self.main,
            group=group or self.group,
        )


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A tree with the parties named in it, and what was known before.

    `at` maps a token's index to its mention; `busy` holds the pronouns being settled, so that none waits for itself.
    """

    doc: Doc
    names: Names
    at: dict[int, Mention]
    memory: Memory
    busy: frozenset[int] = frozenset()


def scene(doc: Doc, names: Names, memory: Memory) -> Scene:
    """Names found, and each tied to its tokens."""
    at: dict[int, Mention] = {}
    for mention in names.find(doc.text):
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        for token in span or ():
            at.setdefault(token.i, mention)
    return Scene(doc=doc, names=names, at=at, memory=memory)


def conjuncts(token: Token) -> list[Token]:
    """The token and those joined to it by "and", "or" or a comma."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i:
            found += conjuncts(child)
    return found


def is_agent(token: Token) -> bool:
    """Whether a noun is one that speaks for a party: a government, an official, an army …"""
    return part_of(token) is not None


def part_of(token: Token) -> str | None:
    """Which part of a state an agent noun stands for: "" for the state itself, None if it is no agent noun."""
    lemma = token.lemma_.lower()
    inside = [c.lemma_.lower() for c in token.children if c.dep_ in ("amod", "compound", "nmod") and c.i < token.i]
    if in_class("agent:", lemma):
        for part in AGAINST:
            if any(in_class(f"agent:{part}", word) for word in inside):
                return part
    for part in (*PARTS, ""):
        if in_class(f"agent:{part}", lemma) or in_class(f"agent:{part}", token.lower_):
            return part
    return None


MOTION = ("travel", "go", "fly", "come", "return", "arrive", "drive", "sail", "trip", "journey", "visit", "way")


def is_place(token: Token) -> bool:
    """Whether a name is where something happens ("operations in Chad", "travel to Brussels"), not who it concerns."""
    at = token
    while at.dep_ in ("compound", "conj", "amod"):
        at = at.head
    if at.dep_ == "pobj" and at.head.lower_ in ("to", "from") and at.head.head.lemma_.lower() in MOTION:
        return True
    return at.dep_ == "pobj" and at.head.lower_ in (
        "in", "at", "within", "inside", "across", "near", "into", "throughout", "through", "via",
    )  # fmt: skip


def subject_of(verb: Token) -> Token | None:
    """The subject a verb has itself (the agent of a passive is not it), or its auxiliary: "has at times asked"."""
    for holder in (verb, *(c for c in verb.children if c.dep_ == "aux")):
        if (own := next((child for child in holder.children if child.dep_ in SUBJECTS), None)) is not None:
            return own
    return None


def phrase(token: Token) -> str:
    """The words of a noun phrase without its relative clauses and appositions, at most twelve."""
    drop = {t.i for c in token.children if c.dep_ in ("relcl", "appos", "acl", "punct", "advcl") for t in c.subtree}
    return " ".join(t.text for t in sorted(token.subtree, key=lambda t: t.i) if t.i not in drop)[:120]
