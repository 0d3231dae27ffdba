"""The frame of set phrases: what is done with a verb and words that belong to it ("turns a deaf ear to Z")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.context import Scene, subject_of
from detente.reading.grammar.cues import Cue, companions, is_time
from detente.reading.grammar.roles import POSITIVE, Found, conditions, emit, fits, harmful, owner, speaker
from detente.reading.grammar.tree import clauses, doer, kids, pobjs, words
from detente.reading.grammar.who.asked import named_in, toward
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

ABOUT = ("over", "about", "for", "to", "of", "on", "upon", "in", "into", "against", "at", "from", "with", "behind")
WHOM = ("to", "on", "upon", "with", "at", "against", "from", "of")


def light(cue: Cue, verb: Token, scene: Scene) -> Iterator[Found]:
    """X puts its name to Z, gives Y its word that Z, takes Y to task over Z, throws its weight behind Z."""
    parts = [verb, *companions(verb, cue.word.split()[1:])]
    denied = tree.negated(verb) or any(c.lower_ == "no" for part in parts for c in part.children)
    modal = tree.modal(verb)
    if tree.is_infinitive(verb) and any(c.lower_ == "too" for c in (*verb.head.children, *verb.head.subtree)):
        return  # "it is too early to speak of sanctions"
    if (denied and cue.act not in POSITIVE) or tree.unreal(verb) or modal in ("should", "must"):
        return
    if modal and cue.act == "criticise":
        return  # "will hold Y responsible" warns, and tells no fault
    who = doer(verb)
    if who is None and any(c.dep_ == "nsubjpass" for c in verb.children):
        return
    said = speaker(who, scene)
    whom = _whom(verb, parts, said, scene)
    things = [t for t in _content(verb, parts, said, scene) if fits(cue, [t]) and t.pos_ not in ("PRON", "DET")]
    if cue.needs and not things:
        return
    act = "refuse" if denied else cue.act
    for thing in things[:1]:
        subject = subject_of(thing) if thing.pos_ in ("VERB", "AUX") else None
        to = whom if whom.parties else toward([subject], scene, said) if subject is not None else whom
        to = to if to.parties else owner(thing, scene, said)
        to = to if to.parties else named_in(thing, scene, said)
        drop = [*conditions(thing), *kids(thing, "conj")] if thing.pos_ == "VERB" else []
        drop += [subject] if subject is not None and cue.act == "demand" and to.parties else []
        claim = cue.act == "criticise" and thing.pos_ in ("VERB", "AUX") and subject is not None
        turned = act in ("offer", "promise", "commit") and thing.pos_ == "VERB" and harmful(thing)
        yield emit(cue, verb, said, to, words(thing, drop, claim=claim), thing, "threaten" if turned else act)
    if not things and not denied and (cue.act == "concede" or whom.parties):
        yield emit(cue, verb, said, whom, words(verb, kids(verb, "nsubj")), verb)


def _whom(verb: Token, parts: list[Token], said: Voice, scene: Scene) -> Voice:
    """The party that a verb's other object or a preposition names."""
    direct = [t for t in kids(verb, "dobj", "dative", "nsubjpass") if t not in parts]
    owned = [o for part in parts for o in kids(part, "poss")]
    near = [p for part in parts for p in pobjs(part, *WHOM) if p not in parts and p.i in scene.at]
    near += [p for o in direct if o.i in scene.at for p in pobjs(o, *WHOM) if p.i in scene.at]
    deeper = [p for thing in _heads(parts) for p in pobjs(thing, *WHOM) if p.i in scene.at]
    return toward([*direct, *near, *owned, *deeper], scene, said, anywhere=True)


def _content(verb: Token, parts: list[Token], said: Voice, scene: Scene) -> list[Token]:
    """Heads of what it is about: clauses first, then what prepositions name, a party alone last."""
    done = [c for part in reversed(parts) for c in clauses(part) if c not in parts and c.i > verb.i]
    done += [c for c in kids(verb, "advcl") if tree.is_infinitive(c) and c.i > verb.i and c not in parts]
    heads = _heads(parts)
    inner = [c for head in heads for c in (clauses(head) if scene.at.get(head.i) else [])]
    direct = [t for t in kids(verb, "dobj") if t not in parts]
    things = [*heads, *direct]
    parties = [t for t in things if t.i in scene.at and voice(t, scene).parties and not kids(t, "amod", "poss")]
    return [*done, *inner, *(t for t in things if t not in parties), *parties]


def _heads(parts: list[Token]) -> list[Token]:
    beside = [o for o in kids(parts[0], "dobj") if o.pos_ == "PROPN"]
    last = [p for p in kids(parts[-1], "pobj", "pcomp") if p not in parts]
    found = last + [p for part in (*reversed(parts), *beside) for p in pobjs(part, *ABOUT) if p not in parts]
    return [p for p in dict.fromkeys(found) if not is_time(p)]
