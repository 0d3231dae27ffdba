"""Noun phrases and pronouns to parties, one step after the other; each answer says by which step it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.grammar.context import (
    SUBJECTS,
    Scene,
    conjuncts,
    is_agent,
    is_place,
    part_of,
    phrase,
    subject_of,
)
from detente.reading.grammar.cues import in_class
from detente.reading.grammar.names import Mention
from detente.reading.proposals.proposal import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

MODIFIERS = ("amod", "compound", "poss", "nmod")
THIRD = frozenset(
    {"it", "they", "he", "she", "its", "their", "his", "her", "itself", "themselves", "them", "him", "theirs"}
)
PERSONS = frozenset({"he", "she"})
SECOND = frozenset({"you", "your", "yours"})
FIRST = frozenset({"we", "i", "our", "us", "my", "ourselves", "me"})
PAIR_NOUNS = frozenset(
    [
        "side", "party", "country", "government", "nation", "state", "leader", "minister", "delegation", "ally",
        "neighbour", "neighbor", "president", "capital", "partner", "power", "official", "foe", "rival", "head",
        "member",
    ]
)  # fmt: skip
SOME = frozenset(
    ["many", "some", "most", "few", "those", "all", "several", "critics", "hardliners", "voices", "everyone", "nobody"]
)
OTHER_NOUNS = frozenset(
    [
        "ally", "counterpart", "partner", "neighbour", "neighbor", "rival", "patron", "opponent", "foe", "interlocutor",
        "enemy", "other",
    ]
)  # fmt: skip


def voice(token: Token, scene: Scene) -> Voice:
    """The party or parties that a noun phrase with this head stands for, its conjuncts included."""
    heads = conjuncts(token)
    found = [found for head in heads if (found := _one(head, scene))]
    text = phrase(token)
    if not found:
        return _only(token, text, scene)
    parties = tuple(dict.fromkeys(party for one in found for party in one.parties))
    weakest = max(found, key=lambda one: one.inferred)
    return Voice(parties=parties, text=text, step=weakest.step, inferred=weakest.inferred)


def _only(token: Token, text: str, scene: Scene) -> Voice:
    """A person or body of unnamed nation, where the sentence names one state alone: most likely its own."""
    at = {i: m for i, m in scene.at.items() if not _beheld(scene.doc[i], token)}
    named = [m for i, m in at.items() if not is_place(scene.doc[i])] or list(at.values())
    states = {scene.names.root(m.party) for m in named}
    states = {s for s in states if s in scene.names.parties and scene.names.parties[s].kind == "state"}
    body = token.pos_ == "PROPN" or (token.pos_ == "NOUN" and is_agent(token))
    if len(states) == 1 and body and (scene.names.find(text) or not scene.memory.mentions):
        return Voice(parties=(_party(token, states.pop(), scene),), text=text, step="only", inferred=True)
    settles = token.pos_ in ("PROPN", "PRON") or is_agent(token)
    return Voice(text=text, step="unresolved" if settles else "nobody")


def _beheld(name: Token, doer: Token) -> bool:
    """Whether a name is what a verb is done to whose subject the doer is: it is not the doer's own state."""
    return doer.dep_ in SUBJECTS and name.dep_ in ("dobj", "dative") and name.head.i == doer.head.i


def _one(token: Token, scene: Scene) -> Voice | None:
    if token.pos_ in ("PRON", "DET") and token.lower_ in THIRD | FIRST | SECOND:
        return pronoun(token, scene)
    for step in (_named, owned_by, apposed, _surname, _nominal, titled):
        if answer := step(token, scene):
            return answer
    return None


def _party(token: Token, party: str, scene: Scene) -> str:
    """The party, or the part of it that the noun names ("Pakistani army" is PAK.army)."""
    known = scene.names.parties.get(party)
    part = part_of(token)
    return f"{party}.{part}" if part and known and known.kind == "state" and "." not in party else party


def _named(token: Token, scene: Scene) -> Voice | None:
    mention = scene.at.get(token.i)
    if mention is None:
        return None
    party = mention.party
    first = scene.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if token.pos_ not in ("PROPN", "ADJ") and part_of(token) and (first is None or len(first) == 1):
        party = _party(token, party, scene)
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
            whole = tuple(dict.fromkeys(_party(token, party, scene) for party in parties))
            return Voice(parties=whole, text=token.text, step=step)
    if token.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ"):
        return None
    for child in token.children:
        near = ("of", "from", "for", "in") if agent or token.lower_ in SOME else ("of", "from")
        if child.dep_ == "prep" and child.lower_ in near:
            for inner_head in child.children:
                if inner_head.dep_ == "pobj" and (found := _one(inner_head, scene)) and found.step != "nominal":
                    named = [
                        m.party for c in conjuncts(inner_head)[1:] if (m := scene.at.get(c.i)) and c.dep_ == "conj"
                    ]
                    every = dict.fromkeys((*found.parties, *(named if token.lower_.endswith("s") else ())))
                    whole = tuple(_party(token, party, scene) for party in every)
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
        found = owned_by(token, scene) or _surname(token, scene)
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


def _surname(token: Token, scene: Scene) -> Voice | None:
    known = dict(scene.memory.surnames)
    if token.pos_ == "PROPN" and token.text in known:
        return Voice(parties=(known[token.text],), text=token.text, step="surname")
    return None


def titled(token: Token, scene: Scene) -> Voice | None:
    """An office-holder whose nation no word tells: the state for which he or she says what it will do ("Minister Venn
    said that Ostrel would pay"), else the one that the text spoke of last."""
    office = [c for c in token.children if c.dep_ == "compound" and is_agent(c)]
    if token.pos_ != "PROPN" or token.i in scene.at or not office or any(c.lower_ == "former" for c in token.children):
        return None
    party = _spoken_for(token, scene) or next((p for p in scene.memory.main if _is_state(p, scene)), "")
    return Voice(parties=(scene.names.root(party),), text=token.text, step="nominal", inferred=True) if party else None


def _spoken_for(token: Token, scene: Scene) -> str:
    """The state of which the one who speaks says what it will or would do."""
    verb = token.head if token.dep_ in SUBJECTS and in_class("speech", token.head.lemma_.lower()) else None
    for clause in verb.children if verb is not None else ():
        subject = subject_of(clause) if clause.dep_ in ("ccomp", "parataxis") else None
        modal = any(c.lower_ in ("will", "would", "can", "could", "cannot", "shall") for c in clause.children)
        if subject is not None and modal and subject.i in scene.at and _is_state(scene.at[subject.i].party, scene):
            return scene.at[subject.i].party
    return ""


def _nominal(token: Token, scene: Scene) -> Voice | None:
    """A bare "the government", "both sides", "the Ministers", "its ally": by what the text has been about."""
    if token.pos_ not in ("NOUN", "DET", "NUM", "PRON", "PROPN", "CCONJ"):
        return None
    lemma = token.lemma_.lower()
    words = {child.lower_ for child in token.children}
    if together := _together(token, lemma, words, scene):
        return Voice(parties=together, text=token.text, step="nominal", inferred=True)
    if token.lower_ in ("former", "latter") and "the" in words and len(scene.memory.mentions) > 1:
        party = scene.memory.mentions[-2 if token.lower_ == "former" else -1]
        return Voice(parties=(party,), text=token.text, step="nominal", inferred=True)
    if lemma in ("country", "state", "nation") and words == {"that"}:
        return _that_country(token, scene)
    owner = next((c for c in token.children if c.dep_ == "poss" and c.pos_ == "PRON"), None)
    if lemma in OTHER_NOUNS and (owner is not None or "other" in words):
        return _counterpart(owner, scene, token.text)
    bare = words <= {"the", "this", "'s"} and "the" in words
    if bare and (body := dict(scene.memory.bodies).get(lemma)) is not None:
        return Voice(parties=(body,), text=token.text, step="nominal", inferred=True)
    if lemma in BODIES and words & {"the", "this"} and not words - {"the", "this"}:
        return _body(token, scene)
    part = part_of(token)
    fields = {c.lower_ for c in token.children if c.dep_ in ("compound", "amod") and c.text.islower()} - {"former"}
    plain = words - fields <= {"the", "its", "their", "this", "that", "'s"}
    if part is None or token.pos_ == "PROPN" or not ("the" in words and plain) or token.tag_ == "NNS":
        return None
    party = _salient(scene, token)
    return (
        Voice(parties=(_party(token, party, scene),), text=token.text, step="nominal", inferred=True) if party else None
    )


def _that_country(token: Token, scene: Scene) -> Voice | None:
    """ "That country": the state named last before it."""
    before = [m.party for i, m in sorted(scene.at.items()) if i < token.i and scene.doc[i].dep_ not in SUBJECTS]
    states = [p for p in (*scene.memory.mentions, *before) if _is_state(p, scene)]
    return Voice(parties=(states[-1],), text=token.text, step="pronoun", inferred=True) if states else None


def _together(token: Token, lemma: str, words: set[str], scene: Scene) -> tuple[str, ...]:
    """Those whom "both sides", "the two countries", "the Ministers", "the parties" stand for: those last joined, else
    those who issue the text, else the two it is about. Several bare "ministers" are nobody."""
    lower = token.lower_.removesuffix("'s")
    noun = lemma in PAIR_NOUNS or lower.rstrip("s") in PAIR_NOUNS
    plural = token.tag_ in ("NNS", "NNPS") or (token.pos_ == "PROPN" and lower.endswith("s"))
    both = noun and plural and words & {"two", "both", "three", "four", "all"} and not words & {"other", "third"}
    several = lower in ("both", "neither", "either", "parties", "sides", "allies") and not words & {
        "all",
        "other",
        "third",
    }
    offices = lower in ("heads", "ministers", "leaders", "members", "presidents", "delegates")
    bare = noun and plural and "the" in words and not words - {"the", "two", "three", *(["of"] if offices else [])}
    if not (both or several or bare):
        return ()
    memory = scene.memory
    named = tuple(p for p in dict.fromkeys(reversed(memory.mentions)) if p not in memory.issuers)[:2][::-1]
    options = [memory.main, memory.group, memory.issuers, memory.principals]
    together = next((one for one in options if len(one) > 1), named if (both or several) and len(named) == 2 else ())
    body = memory.issuers if any(_kind(p, scene) == "igo" for p in memory.issuers) else ()
    return together or (body if offices and bare else ())


BODIES = frozenset(
    {
        "group", "bloc", "organisation", "organization", "alliance", "union", "body", "agency", "council", "commission",
        "summit", "conference", "assembly",
    }
)  # fmt: skip


def _body(token: Token, scene: Scene) -> Voice | None:
    """ "The group", "the bloc": the organisation that was named last, or those who issue the text."""
    named = [p for p in scene.memory.mentions if _kind(p, scene) in ("igo", "ngo")]
    named = named or [p for p in scene.memory.issuers if _kind(p, scene) in ("igo", "ngo")]
    parties = (named[-1],) if named else scene.memory.issuers
    return Voice(parties=parties, text=token.text, step="nominal", inferred=True) if parties else None


def _kind(party: str, scene: Scene) -> str:
    known = scene.names.parties.get(party)
    return known.kind if known is not None else ""


def _counterpart(owner: Token | None, scene: Scene, text: str) -> Voice | None:
    first = pronoun(owner, scene) if owner is not None else None
    mine = set(first.parties) if first else set()
    pool = [m.party for m in dict.fromkeys(scene.at.values())] + list(scene.memory.principals)
    pool += list(reversed(scene.memory.mentions))
    other = next((party for party in pool if party not in mine and "." not in party), "")
    return Voice(parties=(other,), text=text, step="nominal", inferred=True) if other and mine else None


def _salient(scene: Scene, token: Token) -> str:
    """The state the text is about at a token: the last subject, else the last one named."""
    states = [p for p in scene.memory.subjects if _is_state(p, scene)] or [
        p for p in scene.memory.mentions if _is_state(p, scene)
    ]
    before = [m.party for i, m in scene.at.items() if i < token.i and _is_state(m.party, scene)]
    return scene.names.root(before[0] if before and not states else states[-1]) if before or states else ""


def _is_state(party: str, scene: Scene) -> bool:
    known = scene.names.parties.get(party)
    return "." in party or (known is not None and known.kind == "state")


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
        return _addressed(token, scene)
    if word in ("they", "their", "them", "themselves") and (found := _they(token, scene)):
        return found
    return _climb(token, scene) or _before(token, scene) or _last(scene, token)


def _they(token: Token, scene: Scene) -> Voice | None:
    """ "They" after a list, where no plural subject of the sentence stands nearer: those that were joined."""
    here = [t for t in scene.doc[: token.i] if t.dep_ in SUBJECTS and t.pos_ != "PRON"]
    if not here and len(scene.memory.main) > 1:
        return Voice(parties=scene.memory.main, text=token.text, step="pronoun", inferred=True)
    return None


def _addressed(token: Token, scene: Scene) -> Voice | None:
    """ "You": whom the text addresses; of two who speak in turn, the other."""
    memory = scene.memory
    if memory.label and len(memory.principals) == 2:
        others = tuple(p for p in memory.principals if p != memory.label)
        return Voice(parties=others[:1], text=token.text, step="pronoun", inferred=True)
    if memory.addressed:
        return Voice(parties=memory.addressed, text=token.text, step="pronoun", inferred=True)
    return None


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
    named = {m.party for m in scene.at.values()}
    last = next((p for p in reversed(memory.subjects) if p not in named), "")
    whole = memory.main if last in memory.main and not named & set(memory.main) else (last,)
    return Voice(parties=whole, text=token.text, step="pronoun", inferred=True) if last else None


TEXTS = frozenset({"statement", "communique", "communiqué", "declaration", "text", "letter", "note", "document", "it"})


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
    parties: list[str] = []
    for head in conjuncts(subject):
        found = (
            _named(head, scene)
            or owned_by(head, scene)
            or apposed(head, scene)
            or _surname(head, scene)
            or _nominal(head, scene)
            or titled(head, scene)
        )
        parties += found.parties if found else ()
    return tuple(dict.fromkeys(parties))


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


def _last(scene: Scene, token: Token) -> Voice | None:
    if scene.memory.label:
        return Voice(parties=(scene.memory.label,), text=token.text, step="label")
    named = {m.party for t, m in scene.at.items() if t > token.i and scene.doc[t].pos_ != "ADJ"}
    # A person calls the state that he or she speaks for by its name; a state does not call itself so.
    named -= set(scene.memory.subjects[-1:]) if token.lower_ in PERSONS else set()
    last = next((p for p in reversed(scene.memory.subjects) if p not in named), "")
    return Voice(parties=(last,), text=token.text, step="pronoun", inferred=True) if last else None


