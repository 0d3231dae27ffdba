"""A cue in a tree: who does the act, toward whom, about what.

Each frame of the lexicon is one function here; `FRAMES` ties the names to them. A frame gives any number of `Found`:
none if the words around the cue do not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.reading import tree
from detente.reading.cues import Cue, in_class
from detente.reading.proposals import NOBODY, Act, Voice
from detente.reading.resolve import Scene, conjuncts, is_agent, subject_of, voice
from detente.reading.tree import clauses, doer, kids, lemma, pobjs, words

if TYPE_CHECKING:
    from spacy.tokens import Token

POSITIVE = ("offer", "promise", "commit", "concede")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A position found in a tree. `at` is the cue's token, `head` the head of the object (for its modifiers)."""

    act: Act
    code: str
    rule: str
    at: Token
    speaker: Voice
    addressee: Voice = NOBODY
    object: str = ""
    head: Token | None = None
    quoted: bool = False


# ---- shared steps --------------------------------------------------------------------------------------------------


def speaker(token: Token | None, scene: Scene) -> Voice:
    """Who speaks: the party of a phrase, or the one before the colon where the clause has no subject."""
    if token is None:
        if scene.memory.label:
            return Voice(parties=(scene.memory.label,), text=scene.memory.label, step="label")
        return NOBODY
    return voice(token, scene)


def toward(candidates: list[Token], scene: Scene, said: Voice, step: str = "") -> Voice:
    """The first of some phrases that is a party other than the speaker."""
    for token in candidates:
        found = voice(token, scene)
        others = tuple(p for p in found.parties if p not in said.parties)
        if others and found.step != "unresolved":
            return replace(found, parties=others, step=step or found.step, inferred=found.inferred or bool(step))
    return NOBODY


def named_in(head: Token | None, scene: Scene, said: Voice) -> Voice:
    """A party that the object itself names, other than the speaker: inferred, and marked so."""
    if head is None:
        return NOBODY
    roots = {scene.names.root(p) for p in said.parties}
    for token in sorted(head.subtree, key=lambda t: t.i):
        mention = scene.at.get(token.i)
        if mention is None or scene.names.root(mention.party) in roots or mention.party in said.parties:
            continue
        if _is_place(token):
            continue
        return Voice(
            parties=(mention.party,), text=scene.doc.text[mention.start : mention.end], step="object", inferred=True
        )
    return NOBODY


def _is_place(token: Token) -> bool:
    """Whether a name is where something happens ("operations in Chad"), not who it concerns."""
    at = token
    while at.dep_ in ("compound", "conj", "amod"):
        at = at.head
    return at.dep_ == "pobj" and at.head.lower_ in (
        "in",
        "at",
        "within",
        "inside",
        "across",
        "near",
        "into",
        "throughout",
    )


def owners(noun: Token) -> list[Token]:
    """Those to whom a noun belongs: "the US demand", "Poland's offer", "a request by Fiji"."""
    found = kids(noun, "poss") + [
        c for c in kids(noun, "amod", "compound", "nmod") if c.pos_ in ("PROPN", "ADJ", "NOUN")
    ]
    return found + pobjs(noun, "by", "from")


def owner(noun: Token, scene: Scene, said: Voice = NOBODY) -> Voice:
    """The party to whom a noun belongs, other than the speaker."""
    for token in owners(noun):
        if token.i in scene.at or token.dep_ in ("poss", "pobj"):
            found = voice(token, scene)
            others = tuple(p for p in found.parties if p not in said.parties)
            if others:
                return replace(found, parties=others)
    return NOBODY


def emit(cue: Cue, at: Token, said: Voice, to: Voice, text: str, head: Token | None, act: Act | None = None) -> Found:
    """A position, with the code of the act if it is not the row's own."""
    done = act or cue.act
    code = cue.code if done == cue.act else CODES[done]
    return Found(act=done, code=code, rule=cue.id, at=at, speaker=said, addressee=to, object=text, head=head)


CODES: dict[Act, str] = {
    "demand": "DEMAND 100",
    "offer": "AGREE 030",
    "promise": "AGREE 030",
    "commit": "AGREE 030",
    "refuse": "REJECT 120",
    "constrain": "REJECT 120",
    "threaten": "THREATEN 130",
    "concede": "CONCEDE 080",
    "criticise": "DISAPPROVE 110",
}


def fits(cue: Cue, heads: list[Token]) -> bool:
    """Whether one of the object's heads is a word that the row needs."""
    return not cue.needs or any(lemma(h) in cue.needs or h.lower_ in cue.needs for one in heads for h in conjuncts(one))


def about(verb: Token) -> list[Token]:
    """The objects of a verb, of its particle and its own prepositions, in order."""
    direct = kids(verb, "dobj", "nsubjpass", "attr") or [
        inner for c in kids(verb, "ccomp") if (inner := tree.unwrapped(c)) is not c
    ]
    return direct + pobjs(
        verb, "for", "on", "upon", "to", "in", "of", "with", "over", "about", "against", "at", "from", "out"
    )


# ---- verbs ---------------------------------------------------------------------------------------------------------


def ask(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X asks Y to do Z, asks for Z, demands that Y do Z, asks Z of Y."""
    if tree.negated(verb) or any(t.lower_ == "hard" for t in verb.children):
        return
    said = speaker(doer(verb), scene)
    if any(t.lower_ == "what" for t in kids(verb, "dobj")):
        for thing in kids(verb.head, "attr") if verb.dep_ == "csubj" else []:
            yield emit(cue, verb, said, named_in(thing, scene, said), words(thing), thing)
        return
    if (
        lemma(verb) in ("tell", "order", "instruct", "push", "press", "invite")
        and not clauses(verb)
        and " " not in cue.word
    ):
        if not (lemma(verb) == "order" and any(in_class("agent:", lemma(d)) for d in kids(verb, "dobj"))):
            return
    people = kids(verb, "dobj", "dative", "nsubjpass") + pobjs(verb, "on", "upon", "to", "with", "of", "from", "at")
    to = toward(people, scene, said)
    asked = clauses(verb) + [c for person in people for c in clauses(person) if tree.is_infinitive(c)]
    things = [
        t for t in kids(verb, "dobj", "nsubjpass") + pobjs(verb, "for", "on") if voice_or_none(t, scene, to) is None
    ]
    if cue.needs and not (fits(cue, asked) or fits(cue, things)):
        return
    if lemma(verb) in ("tell", "advise", "warn") and asked and not any(_wanted(c) for c in asked):
        return
    if lemma(verb) == "insist" and " " not in cue.word and not any(_wanted(c) for c in asked):
        return
    if asked:
        yield from _asked(cue, verb, asked, said, to, scene)
        return
    if kids(verb, "dobj") and cue.word in ("ask", "press", "push", "beg", "urge", "petition"):
        things = pobjs(verb, "for") or things
    for thing in things[:1]:
        of = to if to.parties else toward(pobjs(thing, "from", "by", "of"), scene, said)
        of = (
            of
            if of.parties
            else (owner(thing, scene, said) if lemma(verb) in ("demand", "seek", "request") else NOBODY)
        )
        yield emit(cue, verb, said, of if of.parties else named_in(thing, scene, said), words(thing), thing)
        yield from _without(cue, verb, thing, said, of)


def _wanted(verb: Token) -> bool:
    """Whether a clause states what should be, not what is: infinitive, subjunctive, or "must" and "should"."""
    return tree.is_infinitive(verb) or verb.tag_ == "VB" or tree.modal(verb) in ("must", "should")


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
        to = toward([first], scene, said)
        if not to.parties:
            to = toward(pobjs(asked[0], "by"), scene, said)
    for one in asked:
        rest = [c for c in kids(one, "conj") if c in asked]
        subject = subject_of(one)
        drop = [*rest, *([subject] if subject is not None and to.parties else []), *conditions(one)]
        whom = to if to.parties else named_in(one, scene, said)
        yield emit(cue, verb, said, whom, words(one, drop), one)
        yield from _without(cue, verb, one, said, to)


def _without(cue: Cue, verb: Token, head: Token, said: Voice, to: Voice) -> Iterator[Found]:
    """ "… with no Indian involvement": what is asked not to be is an ask of its own."""
    for token in head.subtree:
        if token.dep_ == "prep" and token.lower_ in ("with", "without"):
            for inner in kids(token, "pobj"):
                small = {c.lower_ for c in inner.subtree}
                if token.lower_ == "without" or "no" in small:
                    yield emit(cue, verb, said, to, words(inner), inner)


def want(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X wants Y to do Z; what is expected from Y."""
    if tree.negated(verb):
        return
    said = speaker(doer(verb), scene)
    if cue.word in ("like", "prefer") and tree.modal(verb) != "would":
        return
    if cue.word == "want" and not clauses(verb) and said.parties and said.step in ("name", "title", "label"):
        for thing in [t for t in kids(verb, "dobj") if t.pos_ == "NOUN"][:1]:
            to = toward(pobjs(verb, "from", "of") + pobjs(thing, "from"), scene, said)
            yield emit(cue, verb, said, to if to.parties else named_in(thing, scene, said), words(thing), thing)
    for clause in [c for c in clauses(verb) if tree.is_infinitive(c)]:
        subject = subject_of(clause)
        people = ([subject] if subject is not None else []) + kids(verb, "dobj")
        to = toward(people, scene, said)
        if to.parties and to.step != "unresolved":
            drop = [subject] if subject is not None else []
            yield emit(cue, verb, said, to, words(clause, [*drop, *kids(clause, "conj")]), clause)


def brand(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X calls Y's Z a provocation, describes it as unfair."""
    if tree.negated(verb):
        return
    labels = kids(verb, "oprd", "attr", "xcomp", "ccomp", "acomp") + pobjs(verb, "as") + kids(verb, "dobj")
    ill = [
        t for t in labels if any(in_class("negative", lemma(w)) or in_class("negative", w.lower_) for w in t.subtree)
    ]
    if not ill:
        return
    said = speaker(doer(verb), scene)
    targets = kids(verb, "dobj", "nsubjpass") + [s for t in labels if (s := subject_of(t)) is not None]
    to = toward(targets, scene, said)
    to = to if to.parties else toward([o for t in targets for o in owners(t)], scene, said)
    if said.parties:
        text = " ".join(dict.fromkeys(words(t) for t in (*targets[:1], ill[0])))
        yield emit(cue, verb, said, to if to.parties else named_in(ill[0], scene, said), text, ill[0])


def until(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X gives Y until the end of the month to do Z."""
    if not any(t.lower_ in ("until", "till", "days", "hours", "weeks", "deadline", "ultimatum") for t in verb.subtree):
        return
    said = speaker(doer(verb), scene)
    to = toward(kids(verb, "dative", "dobj", "nsubjpass"), scene, said)
    inner = [t for t in verb.subtree if t.pos_ == "VERB" and t.i > verb.i and tree.is_infinitive(t)]
    if inner and to.parties and said.parties and not tree.negated(verb):
        yield emit(cue, verb, said, to, words(inner[0]), inner[0])


def do(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X promises, threatens, agrees, offers: to do Z, a Z, Y a Z, that it will."""
    act = cue.act
    who = doer(verb)
    if who is None and any(c.dep_ == "nsubjpass" for c in verb.children):
        yield from _passive(cue, verb, scene)
        return
    said = speaker(who, scene)
    if tree.negated(verb):
        if act not in POSITIVE:
            return
        act = "refuse"
    done = clauses(verb)
    if cue.word == "warn" and not any(tree.modal(c) in ("will", "would", "could") for c in done):
        return
    things = [
        t
        for t in about(verb)
        if t.dep_ != "pobj" or not toward([t], scene, said).parties or kids(t, "prep", "acl", "amod")
    ]
    things = [t for t in things if t.lower_ not in ("one", "another", "other")] or things
    if cue.needs and not (fits(cue, things) or fits(cue, done)):
        return
    people = kids(verb, "dative", "dobj") + pobjs(verb, "to", "with", "against", "from", "for", "on")
    to = toward([p for p in people if p.i in scene.at or p.dep_ == "dative" or _direct(p)], scene, said)
    for clause in done:
        drop = [*(c for c in kids(clause, "conj") if c in done), *conditions(clause)]
        subject = subject_of(clause)
        inner = toward(pobjs(clause, "to", "with", "against", "from", "on"), scene, said)
        whom = to if to.parties else (inner if inner.parties else named_in(clause, scene, said))
        text = words(clause, [*drop, *([subject] if subject is not None else [])])
        yield emit(cue, verb, said, whom, text, clause, turned(act, cue, clause))
    if done:
        return
    for thing in things[:1]:
        inner = toward(pobjs(thing, "to", "with", "against", "from", "on"), scene, said)
        whom = to if to.parties else (inner if inner.parties else owner(thing, scene, said))
        yield emit(cue, verb, said, whom if whom.parties else named_in(thing, scene, said), words(thing), thing, act)
    if not things and cue.act in ("concede", "threaten", "refuse"):
        yield emit(cue, verb, said, to, words(verb, kids(verb, "nsubj")), verb, act)


def _passive(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X is committed to Z; it was agreed that Z (by both, where a text has two principals)."""
    subject = subject_of(verb)
    if subject is None:
        return
    if lemma(verb) == "commit":
        yield from _disposed(cue, verb, subject, tree.negated(verb), scene)
    elif lemma(verb) == "agree" and len(scene.memory.principals) == 2 and not tree.negated(verb):
        said = Voice(parties=scene.memory.principals, text="", step="nominal", inferred=True)
        for clause in (clauses(verb) or [subject])[:2]:
            if clause.lower_ != "it":
                yield emit(cue, verb, said, NOBODY, words(clause), clause)


def _direct(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in ("against", "with", "to")


def turned(act: Act, cue: Cue, clause: Token) -> Act:
    """A promise not to do is a refusal; a vow to strike, a threat."""
    if act in ("commit", "promise") and tree.negated(clause) and in_class("kind", lemma(clause)):
        return "refuse"
    return act


def to_only(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X undertakes to do Z: an infinitive is needed."""
    if any(tree.is_infinitive(c) for c in clauses(verb)):
        yield from do(cue, verb, scene)


def vow(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X vows to do Z: a threat if Z does harm, else a commitment. Of two rows for one word, one speaks."""
    done = clauses(verb)
    harm = any(harmful(c) for c in done) or any(in_class("harm", lemma(t)) for t in about(verb))
    if harm == (cue.act == "threaten") or (harm and cue.word != "vow" and cue.word != "swear"):
        for found in do(cue, verb, scene):
            yield replace(found, act="threaten", code=CODES["threaten"]) if harm and found.act != "refuse" else found


def harmful(clause: Token) -> bool:
    """Whether a clause says that harm will be done to somebody; what is done "unless" is a threat, too."""
    word = lemma(clause)
    harm = any(in_class("harm", lemma(o)) for o in kids(clause, "dobj", "nsubjpass"))
    if in_class("undo", word) and harm:
        return False
    if any(c.lower_ == "unless" for branch in conditions(clause) for c in branch.children):
        return True
    return harm or (in_class("hostile", word) and not in_class("kind", word))


def decide(cue: Cue, token: Token, scene: Scene) -> Iterator[Found]:
    """X decides to do Z; the decision of X to do Z: by what Z is."""
    if cue.pos == "n" and token.head.pos_ == "VERB" and in_class("undo", lemma(token.head)):
        return
    for clause in clauses(token):
        if not (tree.is_infinitive(clause) or tree.modal(clause) in ("will", "would")):
            continue
        hard, kind = harmful(clause), in_class("kind", lemma(clause))
        if not hard and not kind and not (cue.pos == "n" and cue.word == "announcement"):
            continue
        said = speaker(doer(token), scene) if cue.pos == "v" else owner(token, scene)
        if not said.parties and cue.pos == "n":
            subject = subject_of(clause)
            said = speaker(subject, scene) if subject is not None else _carried(token, scene)
        inner = toward(pobjs(clause, "to", "with", "against", "from", "on") + kids(clause, "dobj"), scene, said)
        whom = inner if inner.parties else named_in(clause, scene, said)
        gone = [s for s in [subject_of(clause)] if s is not None]
        act: Act = "refuse" if tree.negated(clause) else ("threaten" if hard else "commit")
        yield emit(
            cue, token, said, whom, words(clause, [*gone, *kids(clause, "conj"), *conditions(clause)]), clause, act
        )


def _carried(noun: Token, scene: Scene) -> Voice:
    """Who makes, repeats, shows … what a noun names."""
    if noun.dep_ in ("dobj", "nsubjpass", "conj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        if in_class("carrier", lemma(noun.head)):
            return speaker(doer(noun.head), scene)
    return NOBODY


def answer(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X rejects Y's Z, refuses to do Z, denies Y a Z."""
    if tree.negated(verb):
        return
    if any(c.dep_ == "nsubjpass" for c in verb.children) and doer(verb) is None:
        return
    said = speaker(doer(verb), scene)
    done, things = clauses(verb), about(verb)
    things = things or [p for p in pobjs(verb, "as") if p.pos_ == "NOUN"]
    if things and things[0].dep_ == "dobj" and owners(things[0]) and in_class("asked", lemma(things[0])):
        done = []
    if not done and not things:
        return
    if cue.needs and not (fits(cue, things) or fits(cue, done)):
        return
    if in_class("protesting", lemma(verb)) and not cue.needs:
        return
    for clause in done[:3]:
        inner = toward(pobjs(clause, "to", "with", "against", "from", "for"), scene, said)
        drop = [*(c for c in kids(clause, "conj") if c in done), *conditions(clause)]
        yield emit(
            cue, verb, said, inner if inner.parties else named_in(clause, scene, said), words(clause, drop), clause
        )
    if done:
        return
    thing = things[0]
    to = toward(kids(verb, "dative"), scene, said)
    to = to if to.parties else owner(thing, scene, said)
    to = to if to.parties else toward(pobjs(thing, "to", "with", "from", "by") + pobjs(verb, "to", "from"), scene, said)
    whole = toward([thing], scene, said) if thing.i in scene.at else NOBODY
    to = to if to.parties else whole
    yield emit(cue, verb, said, to if to.parties else named_in(thing, scene, said), words(thing), thing)


def dispute(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X denies that it did."""
    if not clauses(verb) or tree.negated(verb):
        return
    said = speaker(doer(verb), scene)
    clause = clauses(verb)[0]
    yield emit(cue, verb, said, named_in(clause, scene, said), words(clause), clause)


def fail(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X fails to agree."""
    for clause in clauses(verb)[:1]:
        if lemma(clause) in cue.needs and not tree.negated(verb):
            said = speaker(doer(verb), scene)
            yield emit(cue, verb, said, toward(pobjs(clause, "with", "to"), scene, said), words(clause), clause)


def blame(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X blames Y for Z, condemns Y's Z."""
    if tree.negated(verb) or tree.modal(verb) in ("could", "might", "may"):
        return
    targets = kids(verb, "dobj", "nsubjpass") + pobjs(verb, "against", "about", "of", "over", "with", "at", "to")
    targets = targets or [a for p in pobjs(verb, "as") for a in kids(p, "appos", "dobj")]
    targets = targets or [inner for c in kids(verb, "ccomp") if (inner := tree.unwrapped(c)) is not c]
    if not targets and kids(verb, "ccomp") and cue.word in ("regret", "deplore", "lament", "protest"):
        yield from charge(cue, verb, scene)
        return
    if not targets or not fits(cue, targets):
        return
    who = doer(verb)
    if who is None and any(c.dep_ == "nsubjpass" for c in verb.children):
        return
    said = speaker(who, scene)
    target = targets[0]
    to = toward([target], scene, said)
    to = to if to.parties else owner(target, scene, said)
    over = toward(pobjs(verb, "over", "about", "on", "for") + pobjs(target, "over", "about", "on"), scene, said)
    to = to if to.parties else over
    faults = pobjs(verb, "of", "for", "over", "with")
    known = to if to.parties else named_in(target, scene, said)
    if (
        not known.parties
        and not (is_agent(target) or target.pos_ == "PROPN")
        and cue.word in ("blame", "accuse", "fault", "sue", "indict", "convict")
    ):
        return
    head = faults[0] if faults and toward([target], scene, said).parties and not kids(target, "poss") else target
    yield emit(cue, verb, said, to if to.parties else named_in(target, scene, said), words(head), head)


def charge(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X complains that Y does Z; charges Y with Z."""
    claims = [c for c in clauses(verb) if not tree.is_infinitive(c)]
    if not claims or tree.negated(verb):
        if cue.word == "charge" and pobjs(verb, "with") and kids(verb, "dobj", "nsubjpass"):
            yield from blame(cue, verb, scene)
        return
    said = speaker(doer(verb), scene)
    clause = claims[0]
    subject = subject_of(clause)
    to = toward([subject] if subject is not None else [], scene, said)
    yield emit(cue, verb, said, to if to.parties else named_in(clause, scene, said), words(clause), clause)


def ease(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X lifts a ban, drops a condition: done, which concedes."""
    things = kids(verb, "dobj", "nsubjpass")
    if not things or not fits(cue, things) or tree.negated(verb) or tree.is_infinitive(verb):
        return
    who = doer(verb)
    if who is None or tree.modal(verb):
        return
    said = speaker(who, scene)
    thing = things[0]
    to = toward(pobjs(thing, "on", "against", "for") + pobjs(verb, "on", "against", "for", "in"), scene, said)
    yield emit(
        cue, verb, said, to if to.parties else named_in(thing, scene, said), f"{verb.lemma_} {words(thing)}", verb
    )


def with_object(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X reaches an agreement, reaffirms a commitment: the object must be such a word."""
    things = kids(verb, "dobj", "nsubjpass")
    if not things or not fits(cue, things) or tree.negated(verb):
        return
    who = doer(verb)
    if who is None:
        return
    said = speaker(who, scene)
    thing = things[0]
    inner = clauses(thing) or pobjs(thing, "on", "to", "for", "over")
    head = inner[0] if inner else thing
    to = toward(pobjs(verb, "with", "to") + pobjs(thing, "with", "to"), scene, said)
    yield emit(cue, verb, said, to if to.parties else named_in(head, scene, said), words(head), head)


def accept(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X accepts Y's proposal."""
    yields = [
        "proposal",
        "request",
        "demand",
        "term",
        "condition",
        "resolution",
        "plan",
        "invitation",
        "mediation",
        "role",
        "deal",
        "offer",
        "compromise",
        "call",
        "responsibility",
        "suggestion",
        "formula",
        "recommendation",
        "ruling",
        "truce",
        "ceasefire",
        "verdict",
        "monitor",
        "inspection",
    ]
    things = kids(verb, "dobj", "nsubjpass")
    if not any(lemma(t) in yields for t in things):
        return
    said = speaker(doer(verb), scene)
    act: Act = "refuse" if tree.negated(verb) else "concede"
    to = owner(things[0], scene, said)
    to = to if to.parties else toward(pobjs(things[0], "from", "by"), scene, said)
    found = emit(
        cue, verb, said, to if to.parties else named_in(things[0], scene, said), words(things[0]), things[0], act
    )
    if doer(verb) is not None:
        yield replace(found, code="REJECT 120" if act == "refuse" else "AGREE 030")


def assure(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X assures Y that Z."""
    if tree.negated(verb) or not kids(verb, "dobj", "dative", "nsubjpass"):
        return
    said = speaker(doer(verb), scene)
    to = toward(kids(verb, "dobj", "dative", "nsubjpass"), scene, said)
    for clause in clauses(verb)[:1] or pobjs(verb, "of")[:1]:
        yield emit(cue, verb, said, to, words(clause), clause)


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


def ready(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X is prepared, committed, determined to do Z (a participle that the parser takes for a verb)."""
    if not any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return
    subject = subject_of(verb)
    if subject is not None:
        yield from _disposed(cue, verb, subject, tree.negated(verb), scene)


def pressed_hard(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X is hard pressed to do Z."""
    subject = subject_of(verb) or subject_of(verb.head)
    if subject is not None and any(c.lower_ in ("hard", "hard-") for c in verb.children):
        yield from _disposed(cue, verb, subject, False, scene)


# ---- adjectives ----------------------------------------------------------------------------------------------------


def adj(cue: Cue, token: Token, scene: Scene) -> Iterator[Found]:
    """X is willing, reluctant, unable to do Z; it is unlikely that X will."""
    verb = token.head
    if token.dep_ not in ("acomp", "oprd", "ROOT", "conj", "attr", "ccomp", "advcl", "amod", "acl", "xcomp"):
        return
    if token.dep_ == "advcl" and cue.act in POSITIVE and cue.word not in ("willing", "prepared"):
        return
    if cue.word == "pressed" and not any("hard" in c.lower_ for c in token.subtree):
        return
    subject = subject_of(verb) if verb.pos_ in ("AUX", "VERB") else subject_of(token)
    negated = tree.negated(verb) or tree.negated(token)
    if (subject is not None and subject.lower_ == "it") or subject is None:
        for clause in clauses(token) or [c for c in clauses(verb) if c is not token]:
            inner = subject_of(clause)
            if inner is not None and not negated and voice(inner, scene).parties:
                said = speaker(inner, scene)
                drop = [inner, *conditions(clause)]
                to = toward(pobjs(clause, "to", "with", "against", "from", "after") + kids(clause, "dobj"), scene, said)
                yield emit(
                    cue, token, said, to if to.parties else named_in(clause, scene, said), words(clause, drop), clause
                )
        if subject is not None or not scene.memory.label:
            return
    yield from _disposed(cue, token, subject, negated, scene)


def _disposed(cue: Cue, token: Token, subject: Token | None, negated: bool, scene: Scene) -> Iterator[Found]:
    act = cue.act
    if negated:
        if act not in POSITIVE:
            return
        act = "refuse"
    if subject is not None and subject.lower_ in tree.RELATIVE and token.head.dep_ == "relcl":
        subject = token.head.head
    said = speaker(subject, scene)
    if (
        subject is not None
        and said.step == "unresolved"
        and cue.word in ("open", "difficult", "hard", "ready", "bound")
    ):
        return
    done = clauses(token) or [c for c in clauses(token.head) if c is not token and tree.is_infinitive(c)]
    things = done or pobjs(token, "to", "of", "about", "against", "toward", "towards", "for") or pobjs(token.head, "to")
    for thing in things[:2]:
        harm = harmful(thing) and act in POSITIVE
        to = toward(pobjs(thing, "to", "with", "against", "from") + owners(thing), scene, said)
        text = words(thing, [*kids(thing, "conj"), *conditions(thing)] if thing.pos_ == "VERB" else [])
        whom = to if to.parties else named_in(thing, scene, said)
        yield emit(cue, token, said, whom, text, thing, "threaten" if harm else act)


def hard(cue: Cue, token: Token, scene: Scene) -> Iterator[Found]:
    """It is difficult for X to do Z; doing Z is risky (for X)."""
    verb = token.head
    if lemma(verb) == "find" and token.dep_ in ("ccomp", "oprd", "acomp"):
        yield from _found_hard(cue, token, verb, scene)
        return
    if token.dep_ != "acomp" or tree.negated(verb):
        return
    subject = subject_of(verb)
    people = pobjs(token, "for") + pobjs(verb, "for")
    if subject is not None and subject.lower_ == "it":
        for clause in (clauses(token) or [c for c in clauses(verb) if c is not token])[:1]:
            inner = subject_of(clause)
            said = next(
                (v for t in ([inner] if inner is not None else []) + people if (v := voice(t, scene)).parties), NOBODY
            )
            if said.parties:
                drop = [inner] if inner is not None else []
                yield emit(cue, token, said, named_in(clause, scene, said), words(clause, drop), clause)
        return
    if subject is None or not (subject.tag_ == "VBG" or subject.dep_ == "csubj"):
        return
    said = next((v for t in people if (v := voice(t, scene)).parties), NOBODY)
    if not said.parties and scene.memory.subjects:
        said = Voice(parties=(scene.memory.subjects[-1],), text="", step="nominal", inferred=True)
    if said.parties:
        yield emit(cue, token, said, NOBODY, words(subject, kids(subject, "relcl")), subject)


def _found_hard(cue: Cue, token: Token, verb: Token, scene: Scene) -> Iterator[Found]:
    """X finds it hard to do Z."""
    said = speaker(doer(verb), scene)
    for clause in [c for c in clauses(token) + clauses(verb) if tree.is_infinitive(c)][:1]:
        if said.parties and not tree.negated(verb):
            yield emit(cue, token, said, named_in(clause, scene, said), words(clause, conditions(clause)), clause)


def verdict(cue: Cue, token: Token, scene: Scene) -> Iterator[Found]:
    """Z is unacceptable to X."""
    verb = token.head
    subject = subject_of(verb)
    if subject is None or tree.negated(verb):
        return
    people = pobjs(token, "to", "for") + pobjs(verb, "to", "for")
    said = next((v for t in people if (v := voice(t, scene)).parties), NOBODY)
    sayer = tree.under(verb, "speech")
    if not said.parties and sayer is not None:
        said = speaker(doer(sayer), scene)
    if said.parties:
        to = owner(subject, scene, said)
        yield emit(cue, token, said, to if to.parties else named_in(subject, scene, said), words(subject), subject)


def conditions(verb: Token) -> list[Token]:
    """The clauses under which a verb is meant: "until …", "if …", "in the event of …"."""
    found = []
    for child in verb.children:
        marks = {c.lower_ for c in child.children if c.dep_ in ("mark", "advmod")}
        if (
            child.dep_ == "advcl"
            and marks & {"if", "unless", "until", "once", "before", "provided", "till"}
            and (child.i > verb.i or "before" not in marks)
        ):
            found.append(child)
        if child.i > verb.i and any(c.lower_ == "should" and c.i == child.left_edge.i for c in child.children):
            found.append(child)
        if child.dep_ == "prep" and child.lower_ in ("until", "unless", "pending", "without") and child.i > verb.i:
            found.append(child)
        if (
            child.dep_ == "prep"
            and child.lower_ == "in"
            and any(lemma(p) in ("event", "case", "return", "exchange") for p in kids(child, "pobj"))
        ):
            found.append(child)
    return found


Frame = Callable[[Cue, "Token", Scene], Iterator[Found]]
VERBS: dict[str, Frame] = {
    "brand": brand,
    "until": until,
    "ask": ask, "want": want, "do": do, "to": to_only, "vow": vow, "decide": decide, "plan": decide, "answer": answer,
    "dispute": dispute, "fail": fail, "blame": blame, "charge": charge, "ease": ease, "affirm": with_object,
    "reach": with_object, "accept": accept, "assure": assure, "warn": warn, "ready": ready, "adj": adj, "verdict": verdict,
}  # fmt: skip
