"""To whom a position is addressed: a phrase beside it, a party its object names, who asked, the other of two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.grammar.context import AGAINST, Scene, is_place
from detente.reading.grammar.roles import Found, conditions
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import NOBODY, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

COUNTERPART_ACTS = ("demand", "offer", "promise", "concede", "refuse", "criticise", "constrain", "threaten")


def toward(candidates: list[Token], scene: Scene, said: Voice, step: str = "", *, anywhere: bool = False) -> Voice:
    """The first of some phrases that is a party other than the speaker; a place is none, unless `anywhere`."""
    for token in candidates:
        if token.i in scene.at and is_place(token) and not anywhere:
            continue
        found = voice(token, scene)
        others = tuple(p for p in found.parties if p not in said.parties and not _its_own(p, said))
        if others and found.step != "unresolved":
            return replace(found, parties=others, step=step or found.step, inferred=found.inferred or bool(step))
    return NOBODY


def _its_own(party: str, said: Voice) -> bool:
    """Whether a party is a part of the one who speaks that does its bidding: its army, and not its rebels."""
    state, _, part = party.partition(".")
    return bool(part) and part not in AGAINST and state in said.parties


def seated(candidates: list[Token], scene: Scene) -> Voice:
    """The state whose capital one of some phrases names: "rejected in Oslo", "anger in Cairo"."""
    for token in candidates:
        mention = scene.at.get(token.i)
        if mention is not None and mention.kind == "capital":
            return Voice(parties=(mention.party,), text=token.text, step="name", inferred=True)
    return NOBODY


def named_in(head: Token | None, scene: Scene, said: Voice) -> Voice:
    """A party that the object itself names, other than the speaker: inferred, and marked so."""
    if head is None:
        return NOBODY
    against = all(p.partition(".")[2] in AGAINST for p in said.parties)
    roots = set() if against else {scene.names.root(p) for p in said.parties}
    for token in sorted(head.subtree, key=lambda t: t.i):
        mention = scene.at.get(token.i)
        if mention is None or scene.names.root(mention.party) in roots or mention.party in said.parties:
            continue
        if is_place(token) or token.dep_ == "nsubjpass":
            continue
        return Voice(
            parties=(mention.party,), text=scene.doc.text[mention.start : mention.end], step="object", inferred=True
        )
    return NOBODY


def answered(said: Voice, scene: Scene) -> tuple[Voice, str]:
    """What a party answers in one word ("Chile refused."): the last ask of it, and by whom; else nothing."""
    for asker, asked, text in reversed(scene.memory.asks):
        askers = tuple(asker.split("+"))
        if asked in said.parties and not set(askers) & set(said.parties):
            return Voice(parties=askers, text="", step="asked", inferred=True), text
    return NOBODY, ""


def addressee(found: Found, view: Scene) -> Voice:
    """The one found, else the other of two principals, marked as inferred."""
    to, pair = found.addressee, view.memory.principals
    if to.step == "nobody":
        return NOBODY
    if not to.parties and found.act == "threaten":
        for clause in [c for verb in (found.head, found.at) if verb is not None for c in conditions(verb)]:
            to = to if to.parties else named_in(clause, view, found.speaker)
    told = view.memory.label or view.memory.addressed
    across = (*COUNTERPART_ACTS, "commit") if told else COUNTERPART_ACTS
    outside = to.step == "object" and found.act == "threaten" and told and not set(to.parties) & set(pair)
    if found.act == "threaten" and not to.parties and len(pair) != 2:
        return _topic(found, view)
    if (to.parties and not outside) or found.act not in across:
        return to
    if len(pair) != 2:
        return to if to.parties else _topic(found, view)
    mine = {view.names.root(p) for p in found.speaker.parties}
    if len(mine) == 1 and mine < set(pair):
        other = next(p for p in pair if p not in mine)
        return Voice(parties=(other,), text="", step="counterpart", inferred=True)
    return NOBODY


def _topic(found: Found, view: Scene) -> Voice:
    """The only other state or body that the paragraph has named: of whom it speaks, and so most likely to whom."""
    mine = {view.names.root(p) for p in found.speaker.parties}
    here = [m.party for i, m in view.at.items() if not is_place(view.doc[i]) and i < found.at.i]
    spoken_of = [view.names.root(p) for p in (*view.memory.paragraph, *here)]
    others = [p for p in dict.fromkeys(spoken_of) if p not in mine]
    if not others and len(view.memory.issuers) == 1:
        others = [p for p in view.memory.issuers if p not in mine]
    if len(others) == 1 and mine and found.speaker.step != "unresolved":
        return Voice(parties=tuple(others), text="", step="counterpart", inferred=True)
    return NOBODY
