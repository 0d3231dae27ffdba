"""A cue in a tree: who does the act, toward whom, about what.

Each frame of the lexicon is one function (in `acts`), tied to its name in `acts.by_frame`. It gives any number of
`Found`: none if the words around the cue do not fit. Here is what the frames share.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.conditions import conditions_in
from detente.reading.grammar.context import Scene, conjuncts
from detente.reading.grammar.cues import Cue, in_class
from detente.reading.grammar.tree import doer, kids, lemma, pobjs
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import NOBODY, Act, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

POSITIVE = ("offer", "promise", "commit", "concede")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A position found in a tree. `at` is the cue's token, `head` the head of the object (for its modifiers).

    `hindrance`: what a limit comes from, as a sentence. `affirmed`: the object is told affirmed, though its verb is
    denied ("no deal if Chile does not pay" asks for pay). `likelihood`: that the counted model gives to the act.
    """

    act: Act
    code: str
    rule: str
    at: Token
    speaker: Voice
    addressee: Voice = NOBODY
    object: str = ""
    head: Token | None = None
    quoted: bool = False
    hindrance: str = ""
    affirmed: bool = False
    likelihood: float = 0.5


# ---- shared steps --------------------------------------------------------------------------------------------------


def speaker(token: Token | None, scene: Scene) -> Voice:
    """Who speaks: the party of a phrase, or the one before the colon where the clause has no subject."""
    if token is None:
        if scene.memory.label:
            return Voice(parties=(scene.memory.label,), text=scene.memory.label, step="label")
        return NOBODY
    return voice(token, scene)


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
    inside = [h for one in heads for part in (one, *measured(one)) for h in conjuncts(part)]
    return not cue.needs or any(lemma(h) in cue.needs or h.lower_ in cue.needs for h in inside)


def measured(noun: Token) -> list[Token]:
    """What a noun of number or condition tells the amount of: "weeks of protests", "a state of siege"."""
    return pobjs(noun, "of") if in_class("measure", lemma(noun)) else []


def about(verb: Token) -> list[Token]:
    """The objects of a verb, of its particle and its own prepositions, in order."""
    direct = kids(verb, "dobj", "nsubjpass", "attr") or [
        inner for c in kids(verb, "ccomp") if (inner := tree.unwrapped(c)) is not c
    ]
    prepositions = ("for", "on", "upon", "to", "in", "of", "with", "over", "about", "against", "at", "from", "out")
    # What stands before the verb ("In a change of course, …") tells the circumstances, if anything follows it.
    return direct + sorted(pobjs(verb, *prepositions), key=lambda t: t.i < verb.i)


def harmful(clause: Token) -> bool:
    """Whether a clause says that harm will be done to somebody; what is done "unless" is a threat, too."""
    word = lemma(clause)
    objects = [lemma(o) for o in kids(clause, "dobj", "nsubjpass")]
    harm = any(in_class("harm", o) for o in objects)
    if any(t.lower_ == "unless" and t.i > clause.i and _by_somebody(t.head) for t in clause.subtree):
        return True
    if in_class("talk", word) or any(in_class("wrongdoer", o) for o in objects) or kept_open(clause):
        return False
    if word in ("keep", "leave", "hold") and _state(clause) & {"shut", "closed", "blocked", "frozen", "suspended"}:
        return True
    if eases(clause):
        return False
    if in_class("undo", word) and any(in_class("valued", o) for o in objects):
        return True
    if in_class("undo", word) and harm:
        return False
    return harm or (in_class("hostile", word) and not in_class("kind", word))


def eases(clause: Token) -> bool:
    """Whether a clause says that a burden becomes less: "cut the tariff"."""
    objects = kids(clause, "dobj", "nsubjpass")
    return in_class("lessen", lemma(clause)) and any(in_class("burden", lemma(o)) for o in objects)


def _by_somebody(verb: Token) -> bool:
    """Whether a verb tells a deed: "unless it pays", and not "unless the house is recalled"."""
    return not kids(verb, "nsubjpass") or bool(kids(verb, "agent"))


def _state(clause: Token) -> set[str]:
    """What "keep the port shut" keeps it."""
    beside = [a for o in kids(clause, "dobj") for a in o.children]
    return {t.lower_ for t in [*kids(clause, "oprd", "acomp", "xcomp", "ccomp", "conj"), *beside]}


def kept_open(clause: Token) -> bool:
    """Whether something is kept or left open to somebody's good."""
    return lemma(clause) in ("keep", "leave", "hold") and bool(_state(clause) & {"open", "alive", "running", "free"})


def carried(noun: Token, scene: Scene) -> Voice:
    """Who makes, repeats, shows … what a noun names."""
    governed = noun.dep_ in ("dobj", "nsubjpass", "conj", "attr") and noun.head.pos_ in ("VERB", "AUX")
    if governed and in_class("carrier", lemma(noun.head)):
        return speaker(doer(noun.head), scene)
    return NOBODY


def conditions(verb: Token) -> list[Token]:
    """The branches under a verb that tell the conditions under which it is meant."""
    return [found.top for found in conditions_in(verb.doc) if verb in found.top.ancestors and verb.i < found.start]
