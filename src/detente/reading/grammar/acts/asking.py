"""Frames of asking: X asks Y to do Z, wants it, warns against it, gives a deadline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.conditions import HOW
from detente.reading.grammar.context import Scene, subject_of
from detente.reading.grammar.cues import Cue, in_class
from detente.reading.grammar.roles import Found, conditions, emit, fits, owner, speaker
from detente.reading.grammar.tree import clauses, doer, kids, lemma, pobjs, wanted, words
from detente.reading.grammar.who.asked import named_in, toward
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import NOBODY, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token


def ask(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X asks Y to do Z, asks for Z, demands that Y do Z, asks Z of Y."""
    pressed = lemma(verb) == "press" and any(t.lower_ == "hard" for t in verb.children)
    if tree.negated(verb) or pressed or tree.modal(verb) in ("should", "must"):
        return  # that somebody should ask is the author's word, or another's ask
    said = speaker(doer(verb), scene)
    if any(t.lower_ == "what" for t in kids(verb, "dobj")) and not clauses(verb):
        whom = toward(pobjs(verb, "of", "from"), scene, said)
        for thing in kids(verb.head, "attr") if verb.dep_ == "csubj" else []:
            to = whom if whom.parties else named_in(thing, scene, said)
            yield emit(cue, verb, said, to, words(thing), thing)
        return
    if (
        lemma(verb) in ("tell", "order", "instruct", "push", "press", "invite")
        and not clauses(verb)
        and " " not in cue.word
        and not (lemma(verb) == "order" and any(in_class("agent:", lemma(d)) for d in kids(verb, "dobj")))
    ):
        return
    people = kids(verb, "dobj", "dative", "nsubjpass") + pobjs(verb, "on", "upon", "to", "with", "of", "from", "at")
    said = _other(verb, said, people, scene)
    to = toward(people, scene, said)
    asked = (
        clauses(verb)
        + [c for c in pobjs(verb, "into") if c.tag_ == "VBG"]
        + [c for person in people for c in clauses(person) if tree.is_infinitive(c)]
    )
    things = [
        t for t in kids(verb, "dobj", "nsubjpass") + pobjs(verb, "for", "on") if voice_or_none(t, scene, to) is None
    ]
    if cue.needs and not (fits(cue, asked) or fits(cue, things)):
        return
    states = lemma(verb) == "suggest" and asked and all(_told(c) for c in asked)
    if states or any(_anonymous(c) for c in asked):
        return
    if lemma(verb) in ("tell", "advise", "warn") and asked and not any(wanted(c) for c in asked):
        return
    if lemma(verb) == "insist" and " " not in cue.word and not any(wanted(c) for c in asked):
        return
    if asked:
        yield from _asked(cue, verb, asked, said, to, scene)
        return
    people = kids(verb, "dobj", "nsubjpass")
    if people and cue.word.split()[0] in ("ask", "press", "push", "beg", "urge", "petition", "pressure"):
        things = pobjs(verb, "for") or things
        if things and things[0].i != people[0].i and not to.parties:
            to = Voice(text=people[0].text, step="nobody")  # somebody is asked, and it is no party
    for thing in things[:1]:
        if to.step == "nobody":
            yield emit(cue, verb, said, to, words(thing), thing)
            continue
        of = to if to.parties else toward(pobjs(thing, "from", "by", "of"), scene, said)
        of = (
            of
            if of.parties
            else (owner(thing, scene, said) if lemma(verb) in ("demand", "seek", "request") else NOBODY)
        )
        yield emit(cue, verb, said, of if of.parties else named_in(thing, scene, said), words(thing), thing)
        yield from _without(cue, verb, thing, said, of)


def _other(verb: Token, said: Voice, people: list[Token], scene: Scene) -> Voice:
    """The asker where the nearest subject is the asked itself ("We hold that Niger errs and urge Niger to leave")."""
    asked = {scene.at[t.i].party for t in people if t.i in scene.at and t.dep_ in ("dobj", "dative", "pobj")}
    if not asked & set(said.parties):
        return said
    for above in verb.ancestors:
        subject = subject_of(above)
        found = voice(subject, scene) if subject is not None else NOBODY
        if found.parties and not asked & set(found.parties):
            return found
    others = [p for p in scene.memory.principals if p not in asked]
    if len(others) == 1 and len(scene.memory.principals) == 2:
        return Voice(parties=(others[0],), text=said.text, step="counterpart", inferred=True)
    return said


def _told(clause: Token) -> bool:
    """Whether a clause says what is so: "suggested that Botswana owes money" asks for nothing."""
    finite = [clause, *kids(clause, "aux", "auxpass")]
    return any(t.tag_ in ("VBZ", "VBD") and t.dep_ != "xcomp" for t in finite) and not wanted(clause)


def _anonymous(clause: Token) -> bool:
    """ "Asked not to be named": what sources ask of reporters."""
    return lemma(clause) in ("name", "identify", "quote") and bool(kids(clause, "auxpass"))


def voice_or_none(token: Token, scene: Scene, to: Voice) -> Voice | None:
    """The party of a phrase if that is the addressee already found."""
    found = voice(token, scene)
    return (
        found
        if found.parties and to.parties and set(found.parties) & set(to.parties) and not kids(token, "prep")
        else None
    )


def _asked(cue: Cue, verb: Token, asked: list[Token], said: Voice, to: Voice, scene: Scene) -> Iterator[Found]:
    first = subject_of(asked[0])
    if not to.parties and first is not None:
        # "that Chile be admitted" and "that no troops be sent" ask for what is done to them, not by them
        done_to = first.dep_ == "nsubjpass" or any(c.lower_ == "no" for c in first.children)
        to = NOBODY if done_to else toward([first], scene, said)
        if not to.parties:
            to = toward(pobjs(asked[0], "by"), scene, said)
    otherwise = [c for one in asked for c in else_faces(one)]
    for one in [c for c in asked if c not in otherwise]:
        rest = [c for c in kids(one, "conj") if c in asked]
        subject = subject_of(one)
        drop = [*rest, *([subject] if subject is not None and to.parties else []), *conditions(one)]
        drop += else_faces(one)
        whom = to if to.parties else named_in(one, scene, said)
        shared = cue.word == "suggest" and one.tag_ == "VBG" and subject is None and not to.parties
        yield emit(cue, verb, said, whom, words(one, drop), one, "offer" if shared else None)
        yield from _or_face(cue, verb, one, said, whom)
        yield from _without(cue, verb, one, said, to)


def _without(cue: Cue, verb: Token, head: Token, said: Voice, to: Voice) -> Iterator[Found]:
    """ "… with no Indian involvement": what is asked not to be is an ask of its own."""
    for token in head.subtree:
        if token.dep_ == "prep" and token.lower_ in ("with", "without"):
            for inner in kids(token, "pobj"):
                small = {c.lower_ for c in inner.subtree}
                if lemma(inner) in HOW:
                    continue  # "without delay" is no ask of its own
                if token.lower_ == "without" or "no" in small:
                    text = words(inner) if "no" in small else f"no {words(inner).removeprefix('any ')}"
                    yield emit(cue, verb, said, to, text, inner)


def want(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X wants Y to do Z; what is expected from Y."""
    if tree.negated(verb):
        return
    said = speaker(doer(verb), scene)
    if cue.word in ("like", "prefer") and tree.modal(verb) != "would":
        return
    sure = said.step in ("name", "title", "label") or tree.under(verb, "speech") is not None
    if cue.word in ("want", "need") and not clauses(verb) and said.parties and sure:
        for thing in [t for t in kids(verb, "dobj") if t.pos_ == "NOUN" or t.lower_ == "all"][:1]:
            to = toward(pobjs(verb, "from", "of") + pobjs(thing, "from"), scene, said)
            yield emit(cue, verb, said, to if to.parties else named_in(thing, scene, said), words(thing), thing)
    for clause in [c for c in clauses(verb) if c.tag_ == "VBN" and subject_of(c) is not None and not tree.modal(c)]:
        if said.parties and verb.i < clause.i and not any(c.dep_ == "aux" for c in clause.children):
            yield emit(cue, verb, said, named_in(clause, scene, said), words(clause), clause)
    subject = None
    seen = [c for c in clauses(verb) if lemma(c) == "see" and subject_of(c) is None and clauses(c)]
    verb = seen[0] if seen else verb
    bare = [c for c in clauses(verb) if c.tag_ in ("VB", "VBP") and (seen or subject_of(c) is None)]
    for clause in [c for c in clauses(verb) if tree.is_infinitive(c) or c in bare]:
        subject = subject_of(clause) or (subject if not tree.is_infinitive(clause) else None)
        people = ([subject] if subject is not None else []) + kids(verb, "dobj")
        to = toward(people, scene, said)
        if to.parties and to.step != "unresolved":
            drop = [subject] if subject is not None else []
            yield emit(cue, verb, said, to, words(clause, [*drop, *kids(clause, "conj")]), clause)


def warn(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X warns Y not to do Z, or against Z."""
    if tree.negated(verb):
        return
    said = speaker(doer(verb), scene)
    to = toward(kids(verb, "dobj", "dative", "nsubjpass"), scene, said)
    wanted = [c for c in clauses(verb) if tree.is_infinitive(c)] + pobjs(verb, "against")
    for clause in wanted[:1]:
        yield emit(
            cue,
            verb,
            said,
            to if to.parties else named_in(clause, scene, said),
            f"not {words(clause).removeprefix('not to ')}",
            clause,
        )


def until(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X gives Y until the end of the month to do Z."""
    spans = ("until", "till", "hour", "day", "week", "month", "deadline", "ultimatum")
    if not any(lemma(t) in spans for t in verb.subtree):
        return
    said = speaker(doer(verb), scene)
    to = toward(kids(verb, "dative", "dobj", "nsubjpass"), scene, said)
    inner = [t for t in verb.subtree if t.pos_ == "VERB" and t.i > verb.i and tree.is_infinitive(t)]
    if inner and to.parties and said.parties and not tree.negated(verb):
        yield emit(cue, verb, said, to, words(inner[0], else_faces(inner[0])), inner[0])
        yield from _or_face(cue, verb, inner[0], said, to)


def else_faces(clause: Token) -> list[Token]:
    """ "… or face sanctions": what follows if it is not done."""
    joined = any(c.lower_ == "or" for c in clause.children)
    return [c for c in kids(clause, "conj") if joined and lemma(c) in ("face", "risk", "suffer", "lose", "be")]


def _or_face(cue: Cue, verb: Token, clause: Token, said: Voice, to: Voice) -> Iterator[Found]:
    """What is threatened if a demand is not met."""
    for other in else_faces(clause):
        for thing in kids(other, "dobj")[:1]:
            yield emit(cue, verb, said, to, words(thing), thing, "threaten")


def look(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X counts on Y to do Z, looks to Y for Z, is waiting for Y to do Z: a party must be meant, and something of it."""
    if tree.negated(verb) or tree.modal(verb) in ("should", "must"):
        return
    said = speaker(doer(verb), scene)
    people = kids(verb, "dobj") + pobjs(verb, "on", "upon", "to", "for", "from")
    inner = [c for head in (verb, *people) for c in clauses(head) if tree.is_infinitive(c) or _will(c)]
    subjects = [s for c in inner if (s := subject_of(c)) is not None]
    things = [] if inner else [t for t in pobjs(verb, "for") if t.i not in scene.at]
    people += [p for t in things for p in pobjs(t, "from", "by")]
    to = toward([*subjects, *people], scene, said)
    for head in (inner or things)[:1]:
        if said.parties and to.parties:
            subject = subject_of(head) if inner else None
            drop = [*([subject] if subject is not None else []), *kids(head, "conj"), *conditions(head)]
            yield emit(cue, verb, said, to, words(head, drop), head)


def _will(clause: Token) -> bool:
    return tree.modal(clause) in ("will", "would")
