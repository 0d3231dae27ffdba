"""Stances told by "be": X is against Z, worried by Z, forbidden by law to do Z; what X finds out of the question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.acts.impersonal import voiced
from detente.reading.grammar.attribution import attributed
from detente.reading.grammar.context import Scene, subject_of
from detente.reading.grammar.cues import in_class, is_time
from detente.reading.grammar.roles import CODES, Found, conditions, harmful, owner, speaker
from detente.reading.grammar.tree import clauses, doer, kids, lemma, pobjs, words
from detente.reading.grammar.who.asked import named_in, toward
from detente.reading.proposals.proposal import NOBODY, Act, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

STAND: dict[str, Act] = {"against": "refuse", "behind": "commit", "for": "commit", "after": "demand"}
OUT = frozenset(
    ["unacceptable", "inadmissible", "void", "null", "non-starter", "unworkable", "inconceivable", "unthinkable",
     "excluded", "question", "untenable", "impossible"]
)  # fmt: skip
JUDGE = frozenset({"find", "consider", "regard", "deem", "hold", "think", "view", "declare", "call", "judge", "see"})
TAKES = frozenset({"want", "recognise", "recognize", "support", "favour", "favor", "endorse", "approve", "back"})
STRIFE = frozenset(
    {"quarrel", "war", "conflict", "trouble", "confrontation", "dispute", "crisis", "fight", "escalation"}
)
"""Who does not want that refuses nothing."""
SUFFER = frozenset({"pay", "face", "suffer", "meet", "incur", "bear", "risk", "feel", "regret"})
FORBID = frozenset({"forbid", "prohibit", "bar", "prevent", "preclude", "stop", "exclude", "constrain", "restrain"})
LET = frozenset({"allow", "permit", "let", "authorise", "authorize", "empower", "entitle"})
RULES = frozenset(
    ["law", "constitution", "statute", "charter", "court", "parliament", "budget", "treaty", "legislation", "rule",
     "congress", "senate", "mandate", "ruling", "neutrality", "referendum"]
)  # fmt: skip


def _found(act: Act, rule: str, at: Token, said: Voice, head: Token, scene: Scene, drop: list[Token]) -> Found:
    to = toward(pobjs(head, "to", "with", "against", "from", "by"), scene, said)
    to = to if to.parties else owner(head, scene, said)
    to = to if to.parties else named_in(head, scene, said)
    text = words(head, [*drop, *conditions(head)])
    return Found(act=act, code=CODES[act], rule=f"{rule}.modal", at=at, speaker=said, addressee=to, object=text,
                 head=head)  # fmt: skip


def stands(verb: Token, scene: Scene) -> Iterator[Found]:
    """X is against Z, is (dead) set against Z, is behind Z, is in favour of Z, is after Z."""
    be = lemma(verb) in ("be", "remain") or (lemma(verb) == "set" and bool(kids(verb, "auxpass")))
    subject = subject_of(verb) if be else None
    if subject is None or tree.in_condition(verb):
        return
    said = speaker(subject, scene)
    if not said.parties or said.step == "modifier":
        return
    denied = tree.negated(verb)
    for prep in kids(verb, "prep"):
        favour = next((n for n in kids(prep, "pobj") if prep.lower_ == "in" and n.lower_ in ("favour", "favor")), None)
        act = "commit" if favour is not None else STAND.get(prep.lower_)
        things = pobjs(favour, "of") if favour is not None else kids(prep, "pobj", "pcomp")
        things = [t for t in things if not is_time(t) and t.i not in scene.at]
        if act is None or not things or (prep.lower_ == "for" and not _plan(things[0])):
            continue
        if denied:
            act = {"commit": "refuse", "refuse": "offer"}.get(act)  # type: ignore[assignment]
        if act is not None:
            would = tree.modal(verb) in ("would", "could") and act == "commit"
            yield _found("offer" if would else act, f"is_{prep.lower_}", verb, said, things[0], scene, [])


def _plan(noun: Token) -> bool:
    return noun.pos_ == "VERB" or in_class("asked", lemma(noun)) or lemma(noun) in ("plan", "treaty", "fund", "ban")


def ruled_unfit(verb: Token, scene: Scene) -> Iterator[Found]:
    """X finds, considers, regards Z (as) unacceptable, null and void, a non-starter: it refuses Z."""
    if lemma(verb) not in JUDGE or tree.negated(verb) or tree.modal(verb) in ("may", "might"):
        return
    labels = kids(verb, "oprd", "ccomp", "acomp", "xcomp", "attr") + pobjs(verb, "as")
    for label in [t for t in labels if lemma(t) in OUT]:
        said = speaker(doer(verb), scene)
        things = [t for t in (*kids(label, "nsubj", "amod"), *kids(verb, "dobj")) if t.lower_ not in ("it", "itself")]
        things += [c for c in clauses(label) if subject_of(c) is not None]
        things = [t for t in things if t.pos_ in ("NOUN", "PROPN", "VERB", "AUX") and t.tag_ != "RB"]
        if said.parties and things:
            yield _found("refuse", "finds_unfit", verb, said, things[0], scene, [])
            return


def non_starter(verb: Token, scene: Scene) -> Iterator[Found]:
    """X says that Z is unthinkable, a non-starter, not for sale, not open to negotiation."""
    subject = subject_of(verb) if lemma(verb) == "be" else None
    if subject is None or subject.pos_ == "PRON" or tree.in_condition(verb):
        return
    held = kids(verb, "acomp", "attr")
    if tree.negated(verb):
        out = any(lemma(p) in ("sale", "negotiation", "discussion", "debate", "grab", "grabs", "bargaining")
                  for h in (verb, *held, *kids(verb, "prep")) for p in pobjs(h, "for", "to", "up"))  # fmt: skip
    else:
        out = any(lemma(t) in OUT - {"impossible", "null", "unacceptable"} or lemma(t) == "starter" for t in held)
    said = voiced(verb, scene) if out else NOBODY
    if said.parties:
        yield _found("refuse", "non_starter", verb, said, subject, scene, [])


def feels(verb: Token, scene: Scene) -> Iterator[Found]:
    """X is worried by, disappointed with, alarmed at Z, or that Y does Z."""
    troubled = [verb] if verb.tag_ == "VBN" and kids(verb, "auxpass") and in_class("troubled", lemma(verb)) else []
    troubled += [c for c in kids(verb, "acomp") if in_class("troubled", lemma(c)) or in_class("troubled", c.lower_)]
    subject = subject_of(verb) if troubled else None
    if subject is None or tree.negated(verb) or tree.in_condition(verb):
        return
    said = speaker(subject, scene)
    for state in troubled[:1]:
        near = ("by", "at", "with", "about", "over", "in", "of")
        things = [c for c in clauses(state) if subject_of(c) is not None and not tree.is_infinitive(c)]
        things += pobjs(state, *near) + pobjs(verb, *near)
        if said.parties and things:
            found = _found("criticise", "troubled", verb, said, things[0], scene, [])
            if found.addressee.parties or things[0].pos_ in ("VERB", "AUX"):
                yield found


def forbidden(verb: Token, scene: Scene) -> Iterator[Found]:
    """The law of X forbids Z; X is barred, prevented by its constitution from doing Z; not allowed, free, able to."""
    subject = subject_of(verb)
    if subject is None or tree.in_condition(verb):
        return
    denied = tree.negated(verb)
    barred = lemma(verb) in FORBID and not denied
    barred = barred or (denied and lemma(verb) in LET)
    if not barred:
        return
    if subject.dep_ == "nsubj" and lemma(subject) in RULES:
        said, things = owner(subject, scene), clauses(verb) + pobjs(verb, "from") + kids(verb, "dobj")
        said = said if said.parties else toward(pobjs(subject, "of"), scene, NOBODY)
    elif subject.dep_ == "nsubjpass" and (denied or any(lemma(p) in RULES for p in _agents(verb))):
        said, things = speaker(subject, scene), clauses(verb) + pobjs(verb, "from")
    else:
        return
    things = [t for t in things if t.i not in scene.at]
    if said.parties and things:
        yield _found("constrain", "forbidden", verb, said, things[0], scene, kids(things[0], "nsubj"))


def _agents(verb: Token) -> list[Token]:
    return [p for a in kids(verb, "agent", "prep") for p in kids(a, "pobj")]


def tied(verb: Token, scene: Scene) -> Iterator[Found]:
    """X's hands are tied; X has its hands tied."""
    hands = [t for t in (*kids(verb, "nsubjpass"), verb.head) if lemma(t) == "hand"]
    if lemma(verb) not in ("tie", "bind") or not hands or tree.negated(verb):
        return
    owned = owner(hands[0], scene)
    said = owned if owned.parties else voiced(verb, scene)
    if said.parties:
        yield Found(act="constrain", code=CODES["constrain"], rule="hands_tied.modal", at=verb, speaker=said,
                    object=words(verb if verb.dep_ != "acl" else hands[0], claim=True), head=verb)  # fmt: skip


def could_take(verb: Token, scene: Scene) -> Iterator[Found]:
    """X could accept, could live with, would consider Z: an offer."""
    mulls = lemma(verb) in ("consider", "contemplate") and verb.tag_ == "VBG" and bool(kids(verb, "aux"))
    open_to = mulls or tree.modal(verb) in ("could", "would", "might", "can")
    if not open_to or tree.negated(verb) or tree.in_condition(verb):
        return
    if not in_class("yielding", lemma(verb)) or tree.unreal(verb):
        return
    who = doer(verb)
    said = speaker(who, scene)
    ascribed = attributed(verb, scene)
    above = tree.under(verb, "speech")
    teller = speaker(doer(above), scene) if above is not None else ascribed
    mine = {scene.names.root(p) for p in said.parties}
    foreign = teller.parties and not mine & {scene.names.root(p) for p in teller.parties}
    if not said.parties or foreign or (who is not None and who.dep_ == "nsubjpass"):
        return
    things = clauses(verb) or kids(verb, "dobj") or pobjs(verb, "with", "to", "for", "on", "upon", "at")
    if things and (verb.dep_ in ("ROOT", "conj", "parataxis") or teller.parties):
        harm = harmful(things[0]) if things[0].pos_ == "VERB" else in_class("harm", lemma(things[0]))
        yield _found("threaten" if harm else "offer", "could_take", verb, said, things[0], scene, [])


def flexible(verb: Token, scene: Scene) -> Iterator[Found]:
    """X is (can be) flexible on, accommodating about Z: an offer."""
    subject = subject_of(verb)
    held = [c for c in kids(verb, "acomp") if lemma(c) in ("flexible", "accommodating", "relaxed", "open-minded")]
    if subject is None or not held or tree.in_condition(verb):
        return
    said, things = speaker(subject, scene), pobjs(held[0], "on", "about", "over") + pobjs(verb, "on", "about", "over")
    if said.parties and things:
        yield _found("refuse" if tree.negated(verb) else "offer", "flexible", verb, said, things[0], scene, [])


def takes_not(verb: Token, scene: Scene) -> Iterator[Found]:
    """X does not want, recognise, accept, support Z: a refusal of Z."""
    if not tree.negated(verb) or tree.modal(verb) or lemma(verb) not in TAKES or tree.in_condition(verb):
        return
    subject = subject_of(verb)
    now = any(c.lower_ in ("do", "does") for c in kids(verb, "aux"))
    if not now or subject is None or subject.dep_ != "nsubj" or clauses(verb):
        return
    said = speaker(subject, scene)
    for thing in [t for t in kids(verb, "dobj") if t.pos_ == "NOUN" and lemma(t) not in STRIFE][:1]:
        if said.parties and said.step != "modifier":
            yield _found("refuse", "takes_not", verb, said, thing, scene, [])


def able(verb: Token, scene: Scene) -> Iterator[Found]:
    """X is not able to do Z: a limit. X is able, in a position, to do Z, which helps: an offer."""
    held = [c for c in kids(verb, "acomp") if lemma(c) == "able"]
    placed = [] if tree.negated(verb) else [p for p in pobjs(verb, "in") if lemma(p) == "position" and _plain(p)]
    subject = subject_of(verb) if lemma(verb) == "be" else None
    if subject is None or not (held or placed) or tree.in_condition(verb):
        return
    said = speaker(subject, scene)
    for clause in [c for c in clauses((held or placed)[0]) + clauses(verb) if tree.is_infinitive(c)][:1]:
        if said.parties and (tree.negated(verb) or in_class("kind", lemma(clause))):
            yield _found("constrain" if tree.negated(verb) else "offer", "able", verb, said, clause, scene, [])


def _plain(noun: Token) -> bool:
    return not any(c.lower_ in ("no", "weak", "poor", "difficult") for c in noun.children)


def will_suffer(verb: Token, scene: Scene) -> Iterator[Found]:
    """X says that Y will pay a price, face the consequences: a threat."""
    if tree.modal(verb) not in ("will", "would", "shall") or tree.negated(verb) or lemma(verb) not in SUFFER:
        return
    subject, said = subject_of(verb), voiced(verb, scene)
    things = [t for t in kids(verb, "dobj") if lemma(t) == "price" or in_class("harm", lemma(t))]
    to = toward([subject], scene, said) if subject is not None else NOBODY
    if said.parties and to.parties and things:
        yield Found(act="threaten", code=CODES["threaten"], rule="will_suffer.modal", at=verb, speaker=said,
                    addressee=to, object=words(things[0]), head=things[0])  # fmt: skip


def ordered(verb: Token, scene: Scene) -> Iterator[Found]:
    """ "Stop the drilling," X told Y; "Let them go," X said: an imperative in quotes is an ask."""
    said_in = verb.head if verb.dep_ in ("ccomp", "parataxis") else next(iter(kids(verb, "parataxis")), None)
    quotes = [t.i for t in verb.doc if t.text in ('"', "\u201c", "\u201d")]
    if verb.tag_ != "VB" or said_in is None or not in_class("speech", lemma(said_in)) or len(quotes) < 2:
        return
    if not quotes[0] < verb.i < quotes[-1] or kids(verb, "aux", "mark", "expl") or subject_of(verb) is not None:
        return
    who = subject_of(said_in)
    said = speaker(who, scene) if who is not None else NOBODY
    inner = kids(verb, "ccomp") if lemma(verb) == "let" else [verb]
    to = toward([*kids(said_in, "dobj", "dative"), *pobjs(said_in, "to", "of")], scene, said)
    for clause in inner[:1]:
        if said.parties and lemma(verb) not in ("be", "look", "remember", "see", "take"):
            text = words(clause, kids(clause, "nsubj", "parataxis"))
            yield Found(act="demand", code=CODES["demand"], rule="imperative.modal", at=verb, speaker=said,
                        addressee=to, object=text, head=clause)  # fmt: skip


FELT = (stands, ruled_unfit, non_starter, feels, takes_not)
STANCES = (*FELT, forbidden, tied, could_take, flexible, able, will_suffer, ordered)
