"""Parties by what the text has said before: "the government", "both sides", "that country", a surname, "you"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.grammar.context import SUBJECTS, Scene, is_agent, part_of, subject_of
from detente.reading.grammar.cues import in_class
from detente.reading.proposals.proposal import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONS = frozenset({"he", "she"})
PAIR_NOUNS = frozenset(
    [
        "side", "party", "country", "government", "nation", "state", "leader", "minister", "delegation", "ally",
        "neighbour", "neighbor", "president", "capital", "partner", "power", "official", "foe", "rival", "head",
        "member",
    ]
)  # fmt: skip
MODIFIERS = ("amod", "compound", "poss", "nmod")
THIRD = frozenset(
    {"it", "they", "he", "she", "its", "their", "his", "her", "itself", "themselves", "them", "him", "theirs"}
)
SECOND = frozenset({"you", "your", "yours"})
FIRST = frozenset({"we", "i", "our", "us", "my", "ourselves", "me"})
SOME = frozenset(
    ["many", "some", "most", "few", "those", "all", "several", "critics", "hardliners", "voices", "everyone", "nobody"]
)
OTHER_NOUNS = frozenset(
    [
        "ally", "counterpart", "partner", "neighbour", "neighbor", "rival", "patron", "opponent", "foe", "interlocutor",
        "enemy", "other", "colleague", "host", "guest",
    ]
)  # fmt: skip
STATELY = frozenset({"national", "federal", "royal", "imperial", "central"})
"""What a government that speaks of itself puts before its name."""
BODIES = frozenset(
    {
        "group", "bloc", "organisation", "organization", "alliance", "union", "body", "agency", "council", "commission",
        "summit", "conference", "assembly",
    }
)  # fmt: skip


def party_of(token: Token, party: str, scene: Scene) -> str:
    """The party, or the part of it that the noun names ("Pakistani army" is PAK.army)."""
    known = scene.names.parties.get(party)
    part = part_of(token)
    return f"{party}.{part}" if part and known and known.kind == "state" and "." not in party else party


def surname(token: Token, scene: Scene) -> Voice | None:
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


def by_words(token: Token, words: set[str], scene: Scene) -> Voice | None:
    """ "The latter", "that country", "the Ministry", "the group", "the government": by the words beside it."""
    lemma = token.lemma_.lower()
    if token.lower_ in ("former", "latter") and "the" in words and len(scene.memory.mentions) > 1:
        party = scene.memory.mentions[-2 if token.lower_ == "former" else -1]
        return Voice(parties=(party,), text=token.text, step="nominal", inferred=True)
    if lemma in ("country", "state", "nation") and words == {"that"}:
        return that_country(token, scene)
    words = words - STATELY - {"'s"}
    alone = words <= {"the", "this"} and "the" in words
    if alone and (body := dict(scene.memory.bodies).get(lemma)) is not None:
        return Voice(parties=(body,), text=token.text, step="nominal", inferred=True)
    if lemma in BODIES and words and words <= {"the", "this"}:
        return body_named(token, scene)
    part = part_of(token)
    fields = {c.lower_ for c in token.children if c.dep_ in ("compound", "amod") and c.text.islower()} - {"former"}
    plain = words - fields <= {"the", "its", "their", "this", "that"}
    several = token.tag_ in ("NNS", "NNPS")
    if part is None or not ("the" in words and plain) or several or token.pos_ == "PROPN":
        return None
    party = salient(scene, token)
    return (
        Voice(parties=(party_of(token, party, scene),), text=token.text, step="nominal", inferred=True)
        if party
        else None
    )


def that_country(token: Token, scene: Scene) -> Voice | None:
    """ "That country": the state named last before it."""
    before = [m.party for i, m in sorted(scene.at.items()) if i < token.i and scene.doc[i].dep_ not in SUBJECTS]
    states = [p for p in (*scene.memory.mentions, *before) if _is_state(p, scene)]
    return Voice(parties=(states[-1],), text=token.text, step="pronoun", inferred=True) if states else None


def those_together(token: Token, words: set[str], scene: Scene) -> Voice | None:
    """Those whom "both sides", "the two countries", "the Ministers", "the parties" stand for: those last joined, else
    those who issue the text, else the two it is about. Several bare "ministers" are nobody."""
    lemma, lower = token.lemma_.lower(), token.lower_.removesuffix("'s")
    noun = lemma in PAIR_NOUNS or lower.rstrip("s") in PAIR_NOUNS
    plural = token.tag_ in ("NNS", "NNPS") or (token.pos_ == "PROPN" and lower.endswith("s"))
    counted = (plural and words & {"two", "both", "three", "four", "all"}) or words & {"neither", "each"}
    both = noun and counted and not words & {"other", "third"}
    alone = lower in ("both", "neither", "either", "parties", "sides", "allies")
    several = alone and not words & {"all", "other", "third"}
    offices = lower in ("heads", "ministers", "leaders", "members", "presidents", "delegates")
    bare = noun and plural and "the" in words and not words - {"the", "two", "three", *(["of"] if offices else [])}
    if not (both or several or bare):
        return None
    memory = scene.memory
    named = tuple(p for p in dict.fromkeys(reversed(memory.mentions)) if p not in memory.issuers)[:2][::-1]
    options = [memory.main, memory.group, memory.issuers, memory.principals]
    together = next((one for one in options if len(one) > 1), named if (both or several) and len(named) == 2 else ())
    body = memory.issuers if any(_kind(p, scene) == "igo" for p in memory.issuers) else ()
    parties = together or (body if offices and bare else ())
    return Voice(parties=parties, text=token.text, step="nominal", inferred=True) if parties else None


def body_named(token: Token, scene: Scene) -> Voice | None:
    """ "The group", "the bloc": the organisation that was named last, or those who issue the text."""
    named = [p for p in scene.memory.mentions if _kind(p, scene) in ("igo", "ngo")]
    named = named or [p for p in scene.memory.issuers if _kind(p, scene) in ("igo", "ngo")]
    parties = (named[-1],) if named else scene.memory.issuers
    return Voice(parties=parties, text=token.text, step="nominal", inferred=True) if parties else None


def _kind(party: str, scene: Scene) -> str:
    known = scene.names.parties.get(party)
    return known.kind if known is not None else ""


def salient(scene: Scene, token: Token) -> str:
    """The state the text is about at a token: the last subject, else the last one named."""
    states = [p for p in scene.memory.subjects if _is_state(p, scene)] or [
        p for p in scene.memory.mentions if _is_state(p, scene)
    ]
    before = [m.party for i, m in scene.at.items() if i < token.i and _is_state(m.party, scene)]
    return scene.names.root(before[0] if before and not states else states[-1]) if before or states else ""


def _is_state(party: str, scene: Scene) -> bool:
    known = scene.names.parties.get(party)
    return "." in party or (known is not None and known.kind == "state")


def joined(token: Token, scene: Scene) -> Voice | None:
    """ "They" after a list, where no plural subject of the sentence stands nearer: those that were joined."""
    here = [t for t in scene.doc[: token.i] if t.dep_ in SUBJECTS and t.pos_ != "PRON"]
    if not here and len(scene.memory.main) > 1:
        return Voice(parties=scene.memory.main, text=token.text, step="pronoun", inferred=True)
    return None


def addressed(token: Token, scene: Scene) -> Voice | None:
    """ "You": whom the text addresses; of two who speak in turn, the other."""
    memory = scene.memory
    if memory.label and len(memory.principals) == 2:
        others = tuple(p for p in memory.principals if p != memory.label)
        return Voice(parties=others[:1], text=token.text, step="pronoun", inferred=True)
    if memory.addressed:
        return Voice(parties=memory.addressed, text=token.text, step="pronoun", inferred=True)
    return None


def last_subject(scene: Scene, token: Token) -> Voice | None:
    if scene.memory.label:
        return Voice(parties=(scene.memory.label,), text=token.text, step="label")
    named = {m.party for t, m in scene.at.items() if t > token.i and scene.doc[t].pos_ != "ADJ"}
    # A person calls the state that he or she speaks for by its name; a state does not call itself so.
    named -= set(scene.memory.subjects[-1:]) if token.lower_ in PERSONS else set()
    last = next((p for p in reversed(scene.memory.subjects) if p not in named), "")
    return Voice(parties=(last,), text=token.text, step="pronoun", inferred=True) if last else None
