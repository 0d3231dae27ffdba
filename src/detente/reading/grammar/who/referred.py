"""Noun phrases and pronouns to parties, one step after the other; each answer says by which step it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.grammar.context import SUBJECTS, Scene, conjuncts, is_agent, part_of, subject_of
from detente.reading.grammar.cues import in_class
from detente.reading.grammar.names import Mention
from detente.reading.grammar.who.recalled import (
    FIRST,
    MODIFIERS,
    OTHER_NOUNS,
    PERSONS,
    SECOND,
    SOME,
    THIRD,
    addressed,
    by_words,
    joined,
    last_subject,
    party_of,
    surname,
    those_together,
    titled,
)
from detente.reading.proposals.proposal import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE = frozenset({"who", "which", "that"})
TEXTS = frozenset({"statement", "communique", "communiqué", "declaration", "text", "letter", "note", "document", "it"})


def referent(token: Token, scene: Scene) -> Voice | None:
    if token.pos_ in ("PRON", "DET") and token.lower_ in THIRD | FIRST | SECOND:
        return pronoun(token, scene)
    return _by_words(token, scene)


def _by_words(token: Token, scene: Scene) -> Voice | None:
    for step in (_named, owned_by, apposed, surname, _nominal, titled):
        if answer := step(token, scene):
            return answer
    return None


def _named(token: Token, scene: Scene) -> Voice | None:
    mention = scene.at.get(token.i)
    if mention is None:
        return None
    party = mention.party
    first = scene.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if token.pos_ not in ("PROPN", "ADJ") and part_of(token) and (first is None or len(first) == 1):
        party = party_of(token, party, scene)
    extra = [m.party for m in _adjective_pairs(token, scene) if m.party != party]
    return Voice(parties=(party, *extra), text=mention.party, step="name")


def _adjective_pairs(token: Token, scene: Scene) -> Iterator[Mention]:
    """Further adjectives joined to a demonym: "Hungarian and Romanian officials"."""
    if token.dep_ in MODIFIERS:
        for other in conjuncts(token)[1:]:
            if other.i in scene.at:
                yield scene.at[other.i]


def owned_by(token: Token, scene: Scene) -> Voice | None:
    """By what stands before or after the noun: "Pakistani delegation", "President of Chad", "troops from Mali"."""
    agent = is_agent(token)
    step = "title" if agent or token.pos_ == "PROPN" else "modifier"
    other = token.lemma_.lower() in OTHER_NOUNS and any(c.i in scene.at for c in token.children)
    for child in token.children:
        if child.dep_ not in MODIFIERS and not (child.dep_ == "nsubj" and child.i < token.i):
            continue
        if other and child.pos_ == "PRON":
            continue  # "his Turkish counterpart" is Turkish
        inner = [one for one in conjuncts(child) if one.dep_ in (*MODIFIERS, "conj", "nsubj")]
        parties = [p for one in inner for p in _modifier_parties(one, scene)]
        if parties:
            parties = _closest(token, parties, scene)
            whole = tuple(dict.fromkeys(party_of(token, party, scene) for party in parties))
            return Voice(parties=whole, text=token.text, step=step)
    if token.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ"):
        return None
    for child in token.children:
        near = ("of", "from", "for", "in") if agent or token.lower_ in SOME else ("of", "from")
        if child.dep_ == "prep" and child.lower_ in near:
            for inner_head in child.children:
                if inner_head.dep_ == "pobj" and (found := referent(inner_head, scene)) and found.step != "nominal":
                    named = [
                        m.party for c in conjuncts(inner_head)[1:] if (m := scene.at.get(c.i)) and c.dep_ == "conj"
                    ]
                    every = dict.fromkeys((*found.parties, *(named if token.lower_.endswith("s") else ())))
                    whole = tuple(party_of(token, party, scene) for party in every)
                    return Voice(parties=whole, text=token.text, step=step if found.step != "pronoun" else "pronoun")
    return None


def _closest(token: Token, parties: list[str], scene: Scene) -> list[str]:
    """The group that is named beside its state: "Colombia's ELN rebels" are the ELN."""
    near = [c for c in token.children if c.dep_ in (*MODIFIERS, "appos") and c.i in scene.at]
    groups = [p for c in near if (p := scene.at[c.i].party) not in parties and scene.names.root(p) in parties]
    return groups or parties


def _modifier_parties(token: Token, scene: Scene) -> tuple[str, ...]:
    if token.i in scene.at:
        return (scene.at[token.i].party,)
    if token.tag_ == "WP$":
        clause = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
        return settled(clause.head, scene) if clause is not None else ()
    if token.pos_ == "PRON" and (found := pronoun(token, scene)):
        return found.parties
    if token.dep_ in ("poss", "compound", "nmod", "conj", "amod"):
        found = owned_by(token, scene) or surname(token, scene)
        if found is None and token.dep_ == "poss":
            found = _nominal(token, scene)
        return found.parties if found else ()
    return ()


def apposed(token: Token, scene: Scene) -> Voice | None:
    """By a phrase beside it: "Tran Xuan Gia, the Vietnamese minister", either way round."""
    beside = [child for child in token.children if child.dep_ == "appos"]
    if token.dep_ == "appos":
        beside.append(token.head)
    for other in beside:
        found = _named(other, scene) or owned_by(other, scene)
        if found:
            return Voice(parties=found.parties, text=token.text, step="apposition")
    return None


def _nominal(token: Token, scene: Scene) -> Voice | None:
    """A bare "the government", "both sides", "its ally": by what the text has been about, or by whose ally it is."""
    if token.pos_ not in ("NOUN", "DET", "NUM", "PRON", "PROPN", "CCONJ"):
        return None
    words = {child.lower_ for child in token.children}
    if found := those_together(token, words, scene):
        return found
    owner = next((c for c in token.children if c.dep_ == "poss" and c.pos_ == "PRON"), None)
    if token.lemma_.lower() in OTHER_NOUNS and (owner is not None or "other" in words):
        return _counterpart(owner, scene, token.text)
    return by_words(token, words, scene)


def _counterpart(owner: Token | None, scene: Scene, text: str) -> Voice | None:
    first = pronoun(owner, scene) if owner is not None else None
    mine = set(first.parties) if first else set()
    pool = [m.party for m in dict.fromkeys(scene.at.values())] + list(scene.memory.principals)
    pool += list(reversed(scene.memory.mentions))
    other = next((party for party in pool if party not in mine and "." not in party), "")
    return Voice(parties=(other,), text=text, step="nominal", inferred=True) if other and mine else None


def pronoun(token: Token, scene: Scene) -> Voice | None:
    """By the subjects above it in the sentence, then those before it, then the last subject of the text."""
    word = token.lower_
    if token.i in scene.busy:
        return None
    scene = replace(scene, busy=scene.busy | {token.i})
    if word == "it" and (any(c.dep_ == "expl" for c in token.head.children) or token.dep_ == "expl"):
        return None
    if word in FIRST:
        return _ourselves(token, scene)
    if word in SECOND:
        return addressed(token, scene)
    if word in ("they", "their", "them", "themselves") and (found := joined(token, scene)):
        return found
    found = _climb(token, scene) or _before(token, scene)
    if found is None and word in (*PERSONS, "his", "her", "him"):
        found = _person(token, scene)
    return found or last_subject(scene, token)


def _ourselves(token: Token, scene: Scene) -> Voice | None:
    """ "We", "I": the phrase beside it; who is said to say it; before the colon; under a heading; who issues the text.

    Never a party that the words themselves name: who says "we" does not call itself by name in one breath.
    """
    here = tuple(p for c in token.children if c.dep_ == "appos" for p in settled(c, scene))
    if here:
        return Voice(parties=here, text=token.text, step="apposition")
    memory = scene.memory
    if memory.label or memory.heading:
        return Voice(parties=(memory.label or memory.heading,), text=token.text, step="label")
    if said := _said_by(token, scene):
        return said
    for parties in (memory.ourselves, memory.issuers):
        if parties:
            return Voice(parties=parties, text=token.text, step="pronoun")
    if token.lower_ in ("i", "my", "me") and scene.doc[: token.i].text.count('"') % 2 == 0:
        return None  # an author, who is no party
    named = {m.party for m in scene.at.values()}
    last = next((p for p in reversed(memory.subjects) if p not in named), "")
    whole = memory.main if last in memory.main and not named & set(memory.main) else (last,)
    return Voice(parties=whole, text=token.text, step="pronoun", inferred=True) if last else None


def _said_by(token: Token, scene: Scene) -> Voice | None:
    """By the verb of saying around the words: "…," the minister said; a text speaks for those who issued it."""
    at = token
    for _ in range(24):
        sayers = [at.head, *(c for c in at.children if c.dep_ in ("parataxis", "ccomp") and c.i > token.i)]
        for verb in sayers:
            subject = subject_of(verb) if verb.i != token.i and in_class("speech", verb.lemma_.lower()) else None
            if subject is None or subject.i == token.i or subject.lower_ in FIRST | SECOND:
                continue
            if subject.lemma_.lower() in TEXTS:
                parties = settled(subject, scene) or scene.memory.issuers or scene.memory.main
            elif subject.pos_ == "PRON":
                parties = scene.memory.main or scene.memory.subjects[-1:]
            else:
                parties = settled(subject, scene)
            if parties:
                return Voice(parties=parties, text=token.text, step="pronoun", inferred=subject.pos_ == "PRON")
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _climb(token: Token, scene: Scene) -> Voice | None:
    """Subjects of the clauses around it, nearest first; the owner of a noun whose content clause it stands in, too.

    "The US's rejection of its request": the owner of the noun that governs a possessive is passed over.
    """
    at = token
    possessive = token.dep_ == "poss"
    for _ in range(24):
        head = at.head
        if head.i == at.i:
            break
        subject = subject_of(head)
        if subject is not None and subject.lower_ in RELATIVE and head.dep_ == "relcl":
            subject = head.head
        if (
            subject is not None
            and subject.i not in (token.i, at.i)
            and token not in subject.subtree
            and subject.lower_ not in ("what", "which", "who", "that", "there", "this")
            and (found := settled(subject, scene))
        ):
            return Voice(parties=found, text=token.text, step="pronoun")
        if not possessive and at.dep_ in ("acl", "ccomp", "relcl"):
            for owner in (c for c in head.children if c.dep_ in ("poss", "compound", "amod")):
                found = _modifier_parties(owner, scene)
                if found:
                    return Voice(parties=found, text=token.text, step="pronoun")
        at = head
    return None


def settled(subject: Token, scene: Scene) -> tuple[str, ...]:
    if subject.pos_ == "PRON" and subject.lower_ in THIRD | FIRST:
        return ()
    found = [found for head in conjuncts(subject) if (found := _by_words(head, scene))]
    return tuple(dict.fromkeys(party for one in found for party in one.parties))


def _before(token: Token, scene: Scene) -> Voice | None:
    """The first party named as a subject, else the first named, before the pronoun in this sentence."""
    if token.dep_ in SUBJECTS and token.head.dep_ == "ROOT":
        return None
    heads = [t for t in scene.doc[: token.i] if t.dep_ in SUBJECTS and t.pos_ != "PRON"]
    for head in reversed(heads):
        found = settled(head, scene)
        if found:
            return Voice(parties=found, text=token.text, step="pronoun", inferred=False)
    return None


def _person(token: Token, scene: Scene) -> Voice | None:
    """The last one before "he" or "his" who holds an office, subject or not: "made by the minister and his deputy"."""
    for one in reversed(scene.doc[: token.i]):
        alone = is_agent(one) and one.tag_ not in ("NNS", "NNPS") and one.dep_ not in MODIFIERS
        if alone and token not in one.subtree and len(found := settled(one, scene)) == 1:
            return Voice(parties=found, text=token.text, step="pronoun")
    return None
