"""Lists: what stands after a colon, or in items, is one position each, tied to the words that introduce it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.context import Scene
from detente.reading.grammar.cues import cues_at
from detente.reading.grammar.roles import CODES, Found, owner, speaker
from detente.reading.grammar.tree import doer, lemma, pobjs
from detente.reading.grammar.who.asked import toward
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import NOBODY, Act, Voice

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LISTED = ("demand", "offer", "promise", "commit", "refuse", "concede")


def listed_after(found: Found, view: Scene) -> Iterator[Found]:
    """The items of a list after a colon, where a demand stands before it: each is asked, too."""
    colon = next((t for t in view.doc if t.text == ":" and t.i > found.at.i), None)
    if colon is None or found.act not in LISTED or not found.speaker.parties:
        return
    for token in view.doc[colon.i + 1 :]:
        head = token.head
        top = head.i < colon.i or (token.dep_ == "conj" and head.i > colon.i) or token.dep_ == "ROOT"
        base = token.tag_ in ("VB", "VBP", "VBG") and not any(
            c.dep_ in ("aux", "mark") and c.i > colon.i for c in token.children
        )
        starts = token.nbor(-1).text in (":", ",", ";", "and", "or", '"') if token.i else False
        if token.pos_ == "VERB" and top and base and starts:
            outer = [c for c in token.children if c.dep_ in ("conj", "cc") or c.i < token.i]
            yield replace(found, object=tree.words(token, outer), head=token)


THINGS = frozenset(
    {"thing", "step", "demand", "condition", "point", "measure", "concession", "request", "item", "change"}
)
PART = re.compile(r"\s*(?:[;,]\s*(?:and |or )?| and (?=(?:the|an?|its|their|more|no) ))\s*")


def itemised(found: Found, view: Scene) -> Iterator[Found]:
    """A position about "three things: A, B and C", or "to A, to B and to C", as one about each; any other as it is."""
    found = replace(found, object=re.sub(r"^the following:? (?=\S)", "", found.object))
    deeds = _deeds(found)
    if len(deeds) > 1:
        yield from (replace(found, object=text, head=head) for text, head in deeds)
        return
    colon = next((t for t in view.doc if t.text == ":" and t.i > found.at.i), None)
    head = found.head
    if colon is None or head is None or lemma(head) not in THINGS or head.i > colon.i or found.act not in LISTED:
        yield found
        return
    text, at = view.doc.text, colon.idx + 1
    for part in PART.split(text[at:].rstrip(" .;\"'")):
        if not part.strip():
            continue
        at = text.index(part, at)
        first = at + len(part) - len(part.lstrip())
        tokens = [t for t in view.doc if first <= t.idx < at + len(part)]
        yield replace(found, object=part.strip(), head=tokens[0] if tokens else None)
        at += len(part)


def _deeds(found: Found) -> list[tuple[str, Token]]:
    """The deeds of an object "A, to B and to C", each with its verb; a lone ", to B" tells a purpose and is no deed."""
    if found.head is None or found.act not in LISTED or not re.search(r"\b(?:and|or) to \w", found.object):
        return []
    doc = found.head.doc
    start = doc.text.find(found.object)
    inside = [t for t in doc if start <= t.idx < start + len(found.object)] if start >= 0 else []
    verbs = [t for t in inside if t.tag_ == "VB" and t.i and t.nbor(-1).lower_ == "to" and t.i >= 2
             and (t.i - 2 < inside[0].i or t.nbor(-2).text in (",", ";", "and", "or"))]  # fmt: skip
    if inside and inside[0].tag_ in ("VB", "VBP") and inside[0] not in verbs:
        verbs.insert(0, inside[0])
    ends = [*(verb.nbor(-1).idx for verb in verbs[1:]), start + len(found.object)]
    texts = (doc.text[verb.idx : end] for verb, end in zip(verbs, ends, strict=True))
    return [(re.sub(r"[\s,;]*(?:\b(?:and|or))?\s*$", "", text), verb) for text, verb in zip(texts, verbs, strict=True)]


NAMED: dict[str, Act] = {
    "demand": "demand", "request": "demand", "condition": "demand", "expectation": "demand", "wish": "demand",
    "requirement": "demand", "call": "demand", "appeal": "demand", "offer": "offer", "proposal": "offer",
    "promise": "promise", "pledge": "promise", "commitment": "commit", "undertaking": "commit", "concession": "concede",
}  # fmt: skip


def in_line(before: Found, doc: Doc, length: int) -> Found:
    """A further item of a list, of which an earlier one was read: the same act by the same parties."""
    item = [t for t in doc if t.idx > length and not t.is_punct] or [doc[-1]]
    head = next((t for t in item if t.head.i < item[0].i or t.dep_ == "ROOT"), item[0])
    text = doc.text[item[0].idx : item[-1].idx + len(item[-1].text)]
    return replace(before, object=text, head=head, at=head)


def named_list(doc: Doc, view: Scene, length: int) -> Iterator[Found]:
    """An item under a lead that names or asks what the list is of: "Peru's demands:", "Peru expects of Chile:"."""
    item = [t for t in doc if t.idx > length and not t.is_punct]
    for token in doc if item else ():
        if token.idx >= length:
            return
        act = NAMED.get(lemma(token)) if token.pos_ == "NOUN" else None
        act = "demand" if act is None and any(c.frame in ("ask", "want") for c in cues_at(token)) else act
        said = _lister(token, view) if act is not None else NOBODY
        if act is None or not said.parties:
            continue
        named = (voice(t, view) for t in doc if t.idx < length and t.i in view.at)
        others = (v for v in named if not set(v.parties) & set(said.parties))
        to = toward(pobjs(token, "of", "to", "on", "from", "for"), view, said)
        text = doc.text[item[0].idx : item[-1].idx + len(item[-1].text)]
        head = next((t for t in item if t.head.i < item[0].i or t.dep_ == "ROOT"), item[0])
        yield Found(act=act, code=CODES[act], rule=f"{lemma(token)}.list", at=token, speaker=said,
                    addressee=to if to.parties else next(others, NOBODY), object=text, head=head)  # fmt: skip
        return


def _lister(token: Token, view: Scene) -> Voice:
    """Whose list it is: the owner of the noun, or the subject of the verb."""
    said = owner(token, view) if token.pos_ == "NOUN" else NOBODY
    verb = next((a for a in (token, *token.ancestors) if a.pos_ in ("VERB", "AUX")), None)
    subject = doer(verb) if verb is not None and not said.parties else None
    return speaker(subject, view) if subject is not None and subject.i != token.i else said
