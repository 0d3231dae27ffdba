"""Positions that stand in the verb phrase, not in a cue word: cannot, must, too weak to, has no intention to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.acts.announcing import Sayer, active, due, position, sayer, willing
from detente.reading.grammar.acts.impersonal import IMPERSONAL, voiced
from detente.reading.grammar.acts.incumbent import INCUMBENT
from detente.reading.grammar.acts.nouns import bad
from detente.reading.grammar.acts.reported import REPORTED
from detente.reading.grammar.acts.stances import STANCES
from detente.reading.grammar.context import Scene, subject_of
from detente.reading.grammar.cues import in_class
from detente.reading.grammar.roles import CODES, Found, conditions, speaker
from detente.reading.grammar.tree import clauses, doer, kids, lemma, pobjs, verbs_joined, wanted, words
from detente.reading.grammar.who.asked import toward
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import Act

if TYPE_CHECKING:
    from spacy.tokens import Token


def unable(verb: Token, scene: Scene) -> Iterator[Found]:
    """X cannot do Z."""
    if tree.modal(verb) not in ("can", "could") and not any(c.lower_ == "cannot" for c in verb.children):
        return
    hardly = any(c.lower_ in ("ill", "hardly", "barely", "scarcely") for c in verb.children)
    said = active(verb, scene) if tree.negated(verb) or hardly else None
    act: Act = "refuse" if in_class("yielding", lemma(verb)) and lemma(verb) != "consider" else "constrain"
    if said is not None and not in_class("steady", lemma(verb)):
        verb = next(iter(kids(verb, "xcomp")), verb) if lemma(verb) == "afford" else verb
        found = position("constrain", "cannot.modal", verb, said, scene)
        # "cannot risk doing A by doing B": the whole is the object.
        drop = [c for c in verb.children if c.dep_ in ("nsubj", "aux", "neg", "mark")]
        yield Found(
            act=act, code=CODES[act], rule=found.rule, at=verb, speaker=said, addressee=found.addressee,
            object=words(verb, [*drop, *conditions(verb)]), head=verb,
        )  # fmt: skip


def ought(verb: Token, scene: Scene) -> Iterator[Found]:
    """X says that Y must, should, has to do Z: a demand on Y."""
    must = tree.modal(verb) in ("must", "should") or any(c.dep_ == "aux" and c.lower_ == "ought" for c in verb.children)
    has = lemma(verb) in ("have", "need") and any(tree.is_infinitive(c) for c in kids(verb, "xcomp"))
    has = has and not tree.negated(verb)  # "does not have to"
    says = (sayer(verb, scene) or _issued(verb, scene)) if must or has else None
    if says is None or not says.voice.parties:
        return
    subject = subject_of(verb)
    about = voice(subject, scene) if subject is not None else None
    if about is None or (not about.parties and (has or tree.modal(verb) == "should")):
        return
    if any(c.dep_ == "aux" and subject is not None and c.i < subject.i for c in verb.children):
        return  # "should Chile build it": a condition
    if about.parties and set(about.parties) <= set(says.voice.parties):
        return
    head = kids(verb, "xcomp")[0] if has else verb
    found = position("demand", "must.modal", verb, says.voice, scene, head)
    agent = toward(pobjs(verb, "by"), scene, says.voice)
    to = toward([subject], scene, says.voice) if subject is not None and about.parties else agent
    text = found.object if about.parties else words(verb, kids(verb, "advcl"))
    whom = to if to.parties else found.addressee
    yield replace(found, rule="must.modal", at=verb, addressee=whom, object=text, head=head)
    for one in verbs_joined(head)[1:] if about.parties else ():
        also = position("demand", "must.modal", one, says.voice, scene)
        yield replace(also, addressee=whom)


def _issued(verb: Token, scene: Scene) -> Sayer | None:
    """Who says it where no verb of saying does: the party before the colon, or who issues the text."""
    said = voiced(verb, scene)
    return Sayer(verb=verb, voice=said) if said.parties and verb.dep_ in ("ROOT", "conj", "ccomp") else None


def too(verb: Token, scene: Scene) -> Iterator[Found]:
    """X is too weak, stretched too thin, to do Z."""
    weak = [t for t in verb.subtree if t.lower_ == "too" and t.dep_ == "advmod" and t.head in (verb, *verb.children)]
    if not weak or verb.dep_ in ("amod",):
        return
    subject = subject_of(verb)
    inner = [c for holder in (verb, *verb.children) for c in clauses(holder) if tree.is_infinitive(c)]
    if subject is None or not inner:
        return
    said = speaker(subject, scene)
    if said.parties:
        told = words(verb, [inner[0], *kids(verb, "advcl")], claim=True)
        found = position("constrain", "too.modal", verb, said, scene, inner[0])
        yield replace(found, hindrance=told[:1].upper() + told[1:])


def last_thing(verb: Token, scene: Scene) -> Iterator[Found]:
    """The last thing X wants is Z; X does not want to do Z."""
    if lemma(verb) == "want" and verb.dep_ == "relcl" and "last" in {c.lower_ for c in verb.head.children}:
        subject, main = subject_of(verb), verb.head.head
        said = speaker(subject, scene) if subject is not None else None
        inner = (
            [c for c in kids(main, "xcomp", "ccomp", "attr", "advcl", "acl") if c.i > verb.i]
            if main.i != verb.head.i
            else []
        )
        if said is not None and said.parties:
            head = inner[0] if inner else main
            found = position("constrain", "last_thing.modal", verb, said, scene, head)
            yield found
    if lemma(verb) in ("want", "wish", "intend", "plan") and tree.negated(verb):
        inner = [c for c in clauses(verb) if tree.is_infinitive(c) and subject_of(c) is None]
        subject = subject_of(verb)
        if inner and subject is not None:
            said = speaker(subject, scene)
            if said.parties and not tree.in_condition(verb):
                yield position("refuse", "not_want.modal", verb, said, scene, inner[0])


def thinks_ill(verb: Token, scene: Scene) -> Iterator[Found]:
    """X believes or says that Y does wrong."""
    if not in_class("belief", lemma(verb)) or tree.negated(verb):
        return
    for clause in kids(verb, "ccomp")[:1]:
        subject = subject_of(clause)
        if (
            subject is None
            or wanted(clause)
            or not bad(clause)
            or tree.modal(clause) in ("must", "should", "will", "would", "could", "may", "need")
        ):
            continue
        said = speaker(doer(verb), scene)
        to = toward([subject], scene, said)
        if said.parties and to.parties:
            yield Found(
                act="criticise", code=CODES["criticise"], rule="thinks_ill.modal", at=verb, speaker=said, addressee=to,
                object=words(clause, claim=True), head=clause,
            )  # fmt: skip


LACKS: dict[Act, frozenset[str]] = {
    "refuse": frozenset(
        ["intention", "plan", "desire", "wish", "appetite", "hurry", "mood", "sign", "interest", "intent",
         "willingness", "need", "reason", "point", "ground", "grounds", "merit", "part", "cause", "justification",
         "basis", "sense"]
    ),
    "offer": frozenset(["objection", "difficulty", "quarrel"]),
    "constrain": frozenset(
        ["position", "capacity", "means", "room", "ability", "power", "money", "authority", "way", "mandate",
         "budget", "fund", "funds", "resource", "mean"]
    ),
}  # fmt: skip


def lacks(verb: Token, scene: Scene) -> Iterator[Found]:
    """X has no intention of doing Z; X is in no position to do Z."""
    held = kids(verb, "dobj", "attr") + pobjs(verb, "in")
    for noun in held:
        act = next((act for act, nouns in LACKS.items() if lemma(noun) in nouns), None)
        if act is None or not (
            any(c.lower_ == "no" for c in noun.children) or (tree.negated(verb) and lemma(verb) == "have")
        ):
            continue
        inner = [c for c in clauses(noun) + clauses(verb) if tree.is_infinitive(c)]
        inner += pobjs(noun, "of", "for", "in", "to", "with")
        subject = doer(verb)
        said = speaker(subject, scene) if subject is not None else None
        if inner and said is not None and said.parties:
            yield position(act, f"no_{lemma(noun)}.modal", verb, said, scene, inner[0])


def sees_way(verb: Token, scene: Scene) -> Iterator[Found]:
    """X could see its way to Z; X does not see its way to doing Z."""
    way = [t for t in kids(verb, "dobj") if lemma(t) == "way"] if lemma(verb) == "see" else []
    subject = doer(verb)
    for thing in pobjs(way[0], "to") + pobjs(verb, "to") + clauses(way[0]) if way and subject is not None else []:
        act: Act = "refuse" if tree.negated(verb) else "offer"
        said = speaker(subject, scene)
        if said.parties and not tree.in_condition(verb):
            yield position(act, "way.modal", verb, said, scene, thing)


MODALS = (
    lacks,
    sees_way,
    willing,
    due,
    unable,
    ought,
    too,
    last_thing,
    thinks_ill,
    *IMPERSONAL,
    *REPORTED,
    *INCUMBENT,
    *STANCES,
)
