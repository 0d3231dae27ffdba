"""Positions whose words do not name who takes them: what will be done, what does not happen, what might be if.

Somebody must say it: the subject of a verb of saying above it, "its answer: …", the party before the colon, or who
issues the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.acts.impersonal import ABSTRACT, voiced
from detente.reading.grammar.conditions import of
from detente.reading.grammar.context import Scene, subject_of
from detente.reading.grammar.cues import in_class
from detente.reading.grammar.roles import CODES, Found, conditions, harmful, speaker
from detente.reading.grammar.tree import doer, kids, lemma, modal, pobjs, words
from detente.reading.grammar.who.asked import named_in, toward
from detente.reading.grammar.who.recalled import FIRST
from detente.reading.proposals.proposal import NOBODY, Act, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token


def _found(act: Act, rule: str, verb: Token, said: Voice, scene: Scene, drop: list[Token], head: Token) -> Found:
    to = toward(pobjs(head, "to", "with", "against", "from"), scene, said)
    whom = to if to.parties else named_in(head, scene, said)
    text = words(head, [*drop, *conditions(head)])
    return Found(act=act, code=CODES[act], rule=rule, at=verb, speaker=said, addressee=whom, object=text, head=head)


def done_to_it(verb: Token, scene: Scene) -> Iterator[Found]:
    """X says that Z will be done, will not be done, cannot be done; that no Z will pass."""
    subject, word = subject_of(verb), modal(verb)
    if subject is None or word not in ("will", "would", "shall", "can", "could") or kids(verb, "agent"):
        return
    none = any(c.lower_ == "no" for c in subject.children)
    if subject.dep_ != "nsubjpass" and not (none and not scene.at.get(subject.i)):
        return
    if subject.pos_ == "PRON" or lemma(subject) in ABSTRACT or tree.in_condition(verb) or doer_named(subject, scene):
        return
    said = voiced(verb, scene)
    if not said.parties:
        return
    denied, hangs = tree.negated(verb), of([verb], scene.doc) is not None
    act: Act | None = None
    if denied:
        act = "refuse" if word in ("will", "would", "shall") else "constrain"
    elif word in ("will", "would", "shall"):
        kind = in_class("kind", lemma(verb)) or hangs
        act = "threaten" if harmful(verb) else "promise" if kind else None
    if act is not None:
        drop = [c for c in subject.children if c.lower_ == "no"]
        yield _found(act, f"{word}_be_done.modal", verb, said, scene, drop, verb)


def doer_named(subject: Token, scene: Scene) -> bool:
    """Whether what is done is done to a party: "the country will be admitted" is nobody's word about itself."""
    return subject.i in scene.at and subject.dep_ == "nsubjpass"


SURE = ("provided", "providing", "as long as", "so long as", "in return for", "in exchange for", "on condition that")


def might_if(verb: Token, scene: Scene) -> Iterator[Found]:
    """X says that it might, could, may do Z if: an offer."""
    if (
        modal(verb) not in ("might", "could", "may", "would")
        or tree.negated(verb)
        or tree.in_condition(verb)
        or harmful(verb)
    ):
        return
    hangs, subject = of([verb], scene.doc), subject_of(verb)
    if (
        hangs is None
        or (modal(verb) == "would" and not hangs.trade)
        or subject is None
        or subject.dep_ != "nsubj"
        or in_class("steady", lemma(verb))
    ):
        return
    above = tree.under(verb, "speech")
    said = speaker(subject, scene)
    sayer = speaker(doer(above), scene) if above is not None else NOBODY
    mine = {scene.names.root(p) for p in said.parties}
    own = bool(mine & {scene.names.root(p) for p in sayer.parties}) or subject.lower_ in FIRST
    if said.parties and (own or hangs.link in SURE or scene.memory.heading in said.parties):
        yield _found("offer", "might_if.modal", verb, said, scene, kids(verb, "nsubj", "mark", "conj"), verb)


MENTAL = frozenset(
    [
        "know", "think", "believe", "want", "expect", "see", "understand", "like", "care", "seek", "have", "doubt",
        "mind", "rule", "object", "share", "feel", "fear", "hope", "wish", "regret", "hold", "mean", "regard", "need",
        "speak", "say", "comment", "speculate", "consider", "appear", "exist", "make", "take", "do", "get",
        "go", "come", "stand", "lie", "agree", "support", "oppose", "intend", "plan", "find", "talk", "contain",
    ]
)  # fmt: skip
"""What one does not do without refusing anything."""


def does_not(verb: Token, scene: Scene) -> Iterator[Found]:
    """X says that it does not pay ransoms: a refusal."""
    aux = [c for c in kids(verb, "aux") if c.lower_ in ("do", "does")]
    subject = subject_of(verb)
    if not aux or not tree.negated(verb) or subject is None or subject.dep_ != "nsubj" or tree.in_condition(verb):
        return
    if lemma(verb) in MENTAL or in_class("steady", lemma(verb)):
        return
    said, teller = speaker(subject, scene), voiced(verb, scene)
    own = bool(set(said.parties) & set(teller.parties)) and verb.dep_ in ("ccomp", "ROOT", "conj", "parataxis")
    if own and (tree.under(verb, "speech") is not None or subject.lower_ in FIRST):
        yield _found("refuse", "does_not.modal", verb, said, scene, [subject, *aux, *kids(verb, "mark")], verb)


def hopes(verb: Token, scene: Scene) -> Iterator[Found]:
    """X hopes, expresses the hope, that Y will do Z: an ask."""
    held = (
        [verb]
        if verb.lower_ in ("hope", "hopes", "hoped")
        else [t for t in kids(verb, "dobj") if lemma(t) in ("hope", "wish", "expectation")]
    )
    for clause in [c for one in held for c in kids(one, "ccomp", "acl")] if not tree.negated(verb) else []:
        subject = subject_of(clause)
        if subject is None or modal(clause) not in ("will", "would", "can", "could") or tree.negated(clause):
            continue
        said = speaker(doer(verb), scene)
        passive = subject.dep_ == "nsubjpass" and subject.i not in scene.at
        to = NOBODY if subject.dep_ == "nsubjpass" else toward([subject], scene, said)
        if said.parties and (to.parties or passive):
            drop = [*kids(clause, "conj", "mark"), *([] if passive else [subject])]
            found = _found("demand", "hope.modal", verb, said, scene, drop, clause)
            yield replace(found, addressee=to) if to.parties else found


def ruled_out(verb: Token, scene: Scene) -> Iterator[Found]:
    """X says that Z is out of the question, off the table, no option, not negotiable."""
    subject = subject_of(verb)
    if subject is None or lemma(verb) != "be" or subject.pos_ == "PRON" or tree.in_condition(verb):
        return
    said = voiced(verb, scene) if _is_out(verb) else NOBODY
    if said.parties:
        to = toward(kids(subject, "poss"), scene, said)
        whom = to if to.parties else named_in(subject, scene, said)
        yield Found(act="refuse", code=CODES["refuse"], rule="out_of_the_question.modal", at=verb, speaker=said,
                    addressee=whom, object=words(subject, conditions(subject)), head=subject)  # fmt: skip


def _is_out(verb: Token) -> bool:
    if tree.negated(verb):
        return any(lemma(c) == "negotiable" for c in kids(verb, "acomp")) or _at(verb, "on", "table", "agenda")
    out = any(lemma(p) == "question" for prep in kids(verb, "prep", "advmod") for p in pobjs(prep, "of"))
    return out or _at(verb, "off", "table")


def _at(verb: Token, preposition: str, *nouns: str) -> bool:
    return any(lemma(p) in nouns for p in pobjs(verb, preposition))


REPORTED = (done_to_it, might_if, does_not, hopes, ruled_out)
