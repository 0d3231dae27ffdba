"""What a sentence leaves in the memory of a text: its subject, those it joins, persons' names."""

from __future__ import annotations

import re

from detente.reading.grammar.context import (
    Scene,
    conjuncts,
    is_place,
    subject_of,
)
from detente.reading.grammar.who.recalled import FIRST, MODIFIERS, THIRD, titled
from detente.reading.grammar.who.referred import apposed, owned_by, pronoun, settled


def ourselves_in(scene: Scene) -> tuple[str, ...]:
    """The parties for whom a text says "we" from this sentence on; empty if the sentence does not tell."""
    for token in scene.doc:
        if token.lower_ == "we":
            found = tuple(p for c in token.children if c.dep_ == "appos" for p in settled(c, scene))
            if found:
                return found
    return ()


def main_in(scene: Scene) -> tuple[str, ...]:
    """The parties of this sentence's main subject: one, or those that are joined."""
    root = next((t for t in scene.doc if t.dep_ == "ROOT"), None)
    subject = subject_of(root) if root is not None else None
    if subject is None:
        return ()
    if subject.pos_ == "PRON":
        found = pronoun(subject, scene) if subject.lower_ in THIRD | FIRST else None
        return found.parties if found else ()
    return settled(subject, scene)


def group_in(scene: Scene) -> tuple[str, ...]:
    """The parties that this sentence joins as one subject, or, for want of that, anywhere: "Chad and Mali"."""
    main = main_in(scene)
    if len(main) > 1:
        return main
    for token in scene.doc:
        if token.i in scene.at and not is_place(token) and token.dep_ != "conj":
            joined = [scene.at[c.i].party for c in conjuncts(token) if c.i in scene.at]
            if len(set(joined)) > 1:
                return tuple(dict.fromkeys(joined))
    return ()


def subjects_in(scene: Scene) -> tuple[str, ...]:
    """The parties that are subjects of this sentence, the main clause's last (it is the most salient)."""
    root = next((t for t in scene.doc if t.dep_ == "ROOT"), None)
    found: list[str] = []
    for token in scene.doc:
        if token.dep_ in ("nsubj", "nsubjpass") and token.head is not root:
            found += settled(token, scene)
    first = scene.at.get(0) or scene.at.get(1)
    if not found and first is not None and (root is None or subject_of(root) is None):
        found.append(first.party)
    top = subject_of(root) if root is not None else None
    if top is not None:
        parties = settled(top, scene)
        if not parties and top.pos_ == "PRON" and (said := pronoun(top, scene)):
            parties = said.parties
        found += parties
    return tuple(found)


def surnames_in(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Names of persons whose party the sentence tells ("Argentine minister Lopez"): last word and party."""
    found = []
    for token in scene.doc:
        if (
            token.pos_ == "PROPN"
            and token.i not in scene.at
            and token.dep_ not in MODIFIERS
            and token.text[:1].isupper()
        ):
            owned = owned_by(token, scene) or apposed(token, scene) or titled(token, scene)
            if owned and owned.parties and any(c.dep_ in ("compound", "appos") for c in token.children):
                found.append((token.text, owned.parties[0]))
    for match in PRESENT.finditer(scene.doc.text):
        named = scene.names.find(match.group("whom"))
        found += [(match.group("name"), named[0].party)] if len(named) == 1 else []
    return tuple(found)


PRESENT = re.compile(
    r"\b[Ff]or (?:the )?(?P<whom>[A-Z][\w ]{2,40}?)[,:] (?:as (?:an? )?(?P<role>\w+), )?"
    r"(?:Mr|Ms|Mrs|Dr|Minister|Ambassador|Prof)\.? (?:[A-Z][\w.'-]+ ){0,2}(?P<name>[A-Z][\w'-]+)"
    r"(?: \((?:the )?(?P<office>\w+)\))?"
)
"""Who is present for whom: "for Georgia, Ms Lomidze"."""
