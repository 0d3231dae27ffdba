"""What a party says that it will do, or will not, is to do or is going to do: promises, threats and refusals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.attribution import attributed
from detente.reading.grammar.conditions import Condition, inside, of
from detente.reading.grammar.context import Scene, subject_of
from detente.reading.grammar.cues import in_class
from detente.reading.grammar.roles import CODES, Found, conditions, eases, harmful, kept_open, owners, speaker
from detente.reading.grammar.tree import clauses, doer, kids, lemma, pobjs, verbs_joined, words
from detente.reading.grammar.who.asked import named_in, toward
from detente.reading.grammar.who.recalled import FIRST
from detente.reading.proposals.proposal import NOBODY, Act, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayer:
    """Who says a clause, if anybody does: the verb of saying and its speaker."""

    verb: Token
    voice: Voice


def sayer(verb: Token, scene: Scene) -> Sayer | None:
    """The verb of saying in whose content clause a verb stands."""
    above = tree.under(verb, "speech")
    if above is not None:
        return Sayer(verb=above, voice=speaker(doer(above), scene))
    ascribed = attributed(verb, scene)
    return Sayer(verb=verb, voice=ascribed) if ascribed.parties else None


def position(act: Act, rule: str, verb: Token, said: Voice, scene: Scene, head: Token | None = None) -> Found:
    clause = head or verb
    to = toward(pobjs(clause, "to", "with", "against", "from") + kids(clause, "dative", "dobj"), scene, said)
    if not to.parties:
        to = toward([o for d in kids(clause, "dobj") for o in owners(d)], scene, said)
    drop = [*(kids(clause, "conj", "advcl") if clause is verb else []), *conditions(clause)]
    drop += [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass", "aux", "neg", "mark")]
    to = to if to.parties else _told(verb, said, scene)
    whom = to if to.parties else named_in(clause, scene, said)
    return Found(
        act=act,
        code=CODES[act],
        rule=rule,
        at=verb,
        speaker=said,
        addressee=whom,
        object=words(clause, drop),
        head=clause,
    )


def _told(verb: Token, said: Voice, scene: Scene) -> Voice:
    """Whom the speaker tells it: "told Y that it would close the strait"."""
    above = tree.under(verb, "speech")
    if above is None or not set(said.parties) & set(speaker(doer(above), scene).parties):
        return NOBODY
    return toward(kids(above, "dobj", "dative") + pobjs(above, "to"), scene, said)


def active(verb: Token, scene: Scene) -> Voice | None:
    """Who is the subject of a modal verb: its own, that of the verb it is joined to, or the party before the colon."""
    subject = subject_of(verb)
    if subject is None and verb.dep_ in ("conj", "ccomp"):
        subject = doer(verb)
    bare = subject is None and verb.dep_ == "ROOT"
    own = scene.memory.label or scene.memory.heading
    each = subject is not None and any(c.lower_ in ("each", "every", "both") for c in subject.children)
    inward = subject is not None and subject.dep_ == "nsubjpass" and not kids(verb, "agent")
    if own and (each or (inward and tree.negated(verb))):
        return Voice(parties=(own,), text="", step="label")
    passive = subject is not None and subject.dep_ == "nsubjpass" and verb.lower_ != "set"  # "is set to pay"
    passive = passive and lemma(verb) not in FORCED
    if (subject is None and not bare) or passive:
        return None
    said = speaker(subject, scene)
    return said if said.parties and said.step != "modifier" and not tree.in_condition(verb) else None


def willing(verb: Token, scene: Scene) -> Iterator[Found]:
    """X will do Z (something kind: a promise; something hostile: a threat); X will not do Z: a refusal."""
    word = tree.modal(verb)
    if word not in ("will", "shall", "would"):
        return
    says = sayer(verb, scene)
    if verb.dep_ == "ccomp" and lemma(verb.head) in ("hope", "trust", "expect", "doubt", "fear"):
        return  # what one hopes of another is not that one's word
    if word == "would" and says is None and tree.negated(verb) and lemma(verb) in GIVES_WAY:
        if (own := active(verb, scene)) is not None:
            yield from _gives_way(verb, own, scene)
        return
    if word == "would" and says is None and not any(c.lower_ == "never" for c in verb.children):
        return
    said = active(verb, scene)
    if said is not None and not _foreign(says, said, scene):
        yield from _announced(verb, said, tree.negated(verb), scene)


def due(verb: Token, scene: Scene) -> Iterator[Found]:
    """X is to do Z, is set to do Z, is not about to do Z; "X to do Z" in notes."""
    if not tree.is_infinitive(verb):
        return
    above, noted = verb.head, verb.dep_ == "ROOT" and subject_of(verb) is not None
    if above.lower_ == "about" and tree.negated(above.head):
        above = above.head
    going = above.i != verb.i and verb.dep_ == "xcomp" and subject_of(verb) is None
    set_to = going and (lemma(above) == "be" or (above.lower_ in ("set", "due") and tree.negated(above) is False))
    will = going and above.lower_ == "going" and any(lemma(c) == "be" for c in kids(above, "aux"))
    told = set_to and not tree.modal(above) and above.tag_ not in ("VB", "VBG")
    told = told and not any(p.lower_ == "up" for p in kids(above, "prep", "advmod"))  # "it is up to Peru to"
    if not noted and not told and not will:
        return
    said = active(verb if noted else above, scene) if noted or subject_of(above) is not None else None
    if said is not None and said.step != "only":
        yield from _announced(verb, said, tree.negated(verb) or (not noted and tree.negated(above)), scene)


def _announced(verb: Token, said: Voice, denied: bool, scene: Scene) -> Iterator[Found]:
    """What somebody is told to be going to do, or not."""
    says = sayer(verb, scene)
    said_so = _own_word(verb, said, scene) or (says is not None and set(says.voice.parties) == set(said.parties))
    for one in [v for v in verbs_joined(verb) if v is verb or not tree.modal(v)] if not denied else [verb]:
        if inside(one):
            continue
        at_last, one = one, _deed(one)
        tried = at_last is not one and lemma(at_last) in ("do", "make", "spare", "see", "take")
        denied = denied and lemma(at_last) != "hesitate"
        name = lemma(one)
        if tried:
            yield position("promise", "will_try.modal", one, said, scene)
        elif denied and name in GIVES_WAY:
            yield from _gives_way(one, said, scene)
        elif denied:
            if not in_class("steady", name):
                yield position("refuse", "will_not.modal", one, said, scene)
        elif harmful(one):
            yield position("threaten", "will_harm.modal", one, said, scene)
        elif (hangs := _hangs(one, verb, scene)) is not None and hangs.holds == "unless" and _warns(hangs, name):
            yield position("threaten", "will_if.modal", one, said, scene)
        elif in_class("kind", name) or kept_open(one):
            yield position("promise", "will_help.modal", one, said, scene)
        elif hangs is not None and not in_class("steady", name):
            act: Act = "threaten" if _warns(hangs, name) and not eases(one) else "promise"
            yield position(act, "will_if.modal", one, said, scene)
        elif said_so and not in_class("steady", name) and name not in WORDS:
            yield position("commit", "will_do.modal", one, said, scene)


FORCED = frozenset({"force", "compel", "oblige", "drive", "bind", "require", "tempt"})


LAST = frozenset({"choice", "option", "alternative"})


EFFORT = frozenset({"effort", "utmost", "everything", "best", "power", "all", "measure", "step", "stone", "nothing"})


GIVES_WAY: dict[str, Act] = {
    "insist": "concede", "oppose": "offer", "object": "offer", "veto": "offer", "obstruct": "offer", "prevent": "offer",
}  # fmt: skip
"""What it is to say that one will not do it."""


def _gives_way(one: Token, said: Voice, scene: Scene) -> Iterator[Found]:
    for thing in (clauses(one) or kids(one, "dobj") or pobjs(one, "on", "upon", "to"))[:1]:
        yield replace(position(GIVES_WAY[lemma(one)], "will_not_block.modal", one, said, scene, thing), at=one)


def _deed(verb: Token) -> Token:
    """What is to be done in "has to do", "be forced to do", "have no choice but to do", "make every effort to do"."""
    things = [t for t in (*kids(verb, "dobj"), *pobjs(verb, "in")) if lemma(t) in LAST | EFFORT]
    inner = [c for c in kids(verb, "xcomp", "advcl") if tree.is_infinitive(c)]
    if lemma(verb) in ("have", "hesitate") or (lemma(verb) in FORCED and kids(verb, "auxpass")):
        inner = [c for c in kids(verb, "xcomp") if tree.is_infinitive(c)] or inner[:0]
    elif lemma(verb) in ("do", "make", "spare", "take") and things:
        inner = [c for t in things for c in kids(t, "acl", "relcl") if tree.is_infinitive(c)] + inner
    elif lemma(verb) == "see" and pobjs(verb, "to"):
        inner = kids(verb, "ccomp") + [c for p in pobjs(verb, "to") for c in kids(p, "acl", "relcl")]
    else:
        inner = []
    if lemma(verb) in ("have", "leave") or kids(verb, "auxpass"):
        held = [t for t in (*kids(verb, "dobj"), *pobjs(verb, "with")) if lemma(t) in LAST]
        but = [c for t in (verb, *held) for c in t.children if c.lower_ in ("but", "than")]
        inner = (
            [p for one in but for p in kids(one, "pcomp", "pobj") if held]
            + [c for t in held for c in kids(t, "acl", "relcl")]
            + inner
        )
    return inner[0] if inner else verb


def _hangs(one: Token, verb: Token, scene: Scene) -> Condition | None:
    """The condition of an announcement, where it is one: the main clause, or what somebody is said to say."""
    stands = verb.dep_ in ("ROOT", "conj") or sayer(verb, scene) is not None
    return of([one], scene.doc) if stands else None


def _warns(hangs: Condition, deed: str) -> bool:
    """Whether what will be done under a condition is a threat: for want of a deed, or in answer to a bad one."""
    bad = in_class("bad_deed", lemma(hangs.head)) or in_class("hostile", lemma(hangs.head))
    return bad == (hangs.holds == "when") or (in_class("ill", deed) and not in_class("kind", deed))


WORDS = frozenset(
    ["say", "see", "tell", "speak", "add", "turn", "return", "come", "look", "wait", "note", "answer", "repeat", "like",
     "hope", "know", "want", "begin", "conclude", "recall", "ask", "discuss", "decide", "comment",
     "try", "love", "hate"]
)  # fmt: skip
"""What a party says it will do that binds it to nothing: "we will see", "I will come back to that"."""


def _own_word(verb: Token, said: Voice, scene: Scene) -> bool:
    """Whether a party says itself what it will do: before a colon, or joined to what it says it will not do."""
    memory = scene.memory
    if memory.label and memory.label in said.parties:
        return True
    subject = doer(verb)
    if subject is not None and subject.lower_ in FIRST and set(said.parties) <= {memory.heading, *memory.issuers}:
        return True
    before = verb.head if verb.dep_ == "conj" else None
    return before is not None and tree.negated(before) and tree.modal(before) in ("will", "would")


def _foreign(says: Sayer | None, said: Voice, scene: Scene) -> bool:
    """Whether one party says what another will do: a forecast, not that one's word."""
    if says is None or not says.voice.parties:
        return False
    mine = {scene.names.root(p) for p in said.parties}
    return not mine & {scene.names.root(p) for p in says.voice.parties}
