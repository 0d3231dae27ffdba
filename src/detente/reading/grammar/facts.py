"""The fact that a condition comes to, told by itself: an affirmed sentence of the present, and the deed in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.reading.grammar.conditions import (
    ANY,
    OF_NOUNS,
    Condition,
    denial,
    has_subject,
    is_clause,
    no_of,
    nobody_of,
)
from detente.reading.grammar.context import Scene, is_place, subject_of
from detente.reading.grammar.cues import in_class
from detente.reading.grammar.inflect import gerund, present
from detente.reading.grammar.roles import owner
from detente.reading.grammar.tree import doer, kids, lemma, modal
from detente.reading.grammar.who.voices import voice
from detente.reading.proposals.proposal import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token


def fact(found: Condition, scene: Scene, said: Voice) -> str:
    """The condition's fact as an affirmed sentence of the present, without its link, its own pronouns settled."""
    head = found.head
    if head.pos_ in ("VERB", "AUX") and has_subject(head):
        subject = subject_of(head) or next(iter(kids(head, "attr", "dobj", "expl")))
        return _clause(found, head, subject, scene)
    if head.pos_ == "VERB":
        return _deed(found, head, scene, said)
    return _thing(found, head)


def _joined_words(tokens: list[Token], swaps: dict[int, str]) -> str:
    """Words with some put otherwise; one put to nothing takes its blank along."""
    parts = []
    for token in tokens:
        word = swaps.get(token.i, token.text)
        parts.append(word + token.whitespace_ if word else "")
    text = re.sub(r"\s+", " ", "".join(parts)).strip(" ,;.\"'")
    return re.sub(r"\ba (?=[aeiou])", "an ", text)[:200]


def _clause(found: Condition, head: Token, subject: Token, scene: Scene) -> str:
    pronouns = (t for t in found.tokens if t.pos_ in ("PRON", "DET"))
    names = {t.i: name for t in pronouns if (name := _named(t, subject, scene))}
    several = _several(subject) and subject.i not in names
    swaps = _affirmed(head, several) | names
    first = next((c for c in head.children if c.dep_ in ("aux", "auxpass")), head)
    if subject.i in names and first.i not in swaps and first.tag_ == "VBP":
        swaps[first.i] = present(lemma(first), False)  # "we obtain", of one party
    if found.link == "were":
        swaps |= _were(head, subject, several, names)
    inside = {t.i for t in head.subtree}
    tokens = [t for t in found.tokens if t.i in inside and t.dep_ != "mark"]
    if tokens and tokens[0].lower_ == "that":
        tokens = tokens[1:]
    return _capital(_joined_words(tokens, swaps))


def _were(head: Token, subject: Token, several: bool, names: dict[int, str]) -> dict[int, str]:
    """ "Were it kept" is "it is kept"; "were it to pay", "it pays"."""
    deed = next((c for c in head.children if c.tag_ == "VB" and c.i > subject.i), None)
    if deed is not None:
        return {c.i: "" for c in kids(deed, "aux")} | {deed.i: present(lemma(deed), several)}
    last = max(t.i for t in subject.subtree)
    return {last: f"{names.get(last, subject.doc[last].text)} {'are' if several else 'is'}"}


def _affirmed(head: Token, several: bool) -> dict[int, str]:
    """Words of a clause changed so that it says that the fact is so, now."""
    swaps: dict[int, str] = {}
    if (neg := denial(head)) is not None:
        swaps[neg.i] = ""
        for aux in kids(head, "aux"):
            if aux.lemma_ == "do" or aux.lower_ in ("do", "does", "did"):
                swaps[aux.i] = ""
                swaps[head.i] = present(lemma(head), several)
    if (none := nobody_of(head)) is not None:
        swaps[none.i] = ANY[none.lower_]
    if (no := no_of(head)) is not None:
        noun = no.head
        swaps[no.i] = "any" if noun.tag_ in ("NNS", "NNPS") or noun.lower_ == "one" else "a"
    first = next((c for c in head.children if c.dep_ in ("aux", "auxpass")), head)
    if first.i in swaps and swaps[first.i] == "":
        return swaps
    if first.lower_ == "had":
        swaps[first.i] = "have" if several else "has"
    elif first.tag_ == "VBD" or first.lower_ in ("was", "were"):
        swaps[first.i] = present(lemma(first), several)
    elif modal(head) in ("would", "should", "shall", "will") and first.tag_ == "MD":
        swaps[first.i] = ""
        verb = next((c for c in head.children if c.dep_ in ("auxpass",)), head)
        swaps[verb.i] = present(lemma(verb), several)
    elif head.tag_ == "VB" and first is head:
        swaps[head.i] = present(lemma(head), several)  # "should it attack"
    return swaps


def _several(subject: Token) -> bool:
    joined = any(c.dep_ == "conj" for c in subject.children) and any(c.lower_ == "and" for c in subject.children)
    plural = subject.tag_ in ("NNS", "NNPS")
    return joined or plural or subject.lower_ in ("they", "we", "you", "these", "those", "both")


def _named(token: Token, subject: Token, scene: Scene) -> str:
    """The name of a party in place of a pronoun that the fact itself does not settle."""
    word = token.lower_
    own = token.i == subject.i or token in subject.subtree
    if not own or word not in ("it", "he", "she", "we", "i", "its", "his", "her", "our", "my"):
        return ""
    parties = nearest(token, scene)
    if len(parties) != 1 or parties[0] not in scene.names.parties:
        return ""
    name = scene.names.parties[parties[0]].name
    return name + ("'s" if token.dep_ == "poss" else "")


def nearest(token: Token, scene: Scene) -> tuple[str, ...]:
    """The party of a pronoun in a condition: the one named last before it in the sentence, else by what was said."""
    if token.dep_ == "poss" and token.lower_ not in ("our", "my"):
        before = [i for i in scene.at if i < token.i and not is_place(scene.doc[i])]
        if before:
            return (scene.at[max(before)].party,)
    return voice(token, scene).parties


def _deed(found: Condition, head: Token, scene: Scene, said: Voice) -> str:
    """ "without paying" -> "Lowland pays", by who does it."""
    who = next((p for p in said.parties if p in scene.names.parties), "")
    if not who or head.tag_ != "VBG":
        return _capital(_joined_words([t for t in found.tokens if t.i >= found.first], {}))
    tokens = [t for t in found.tokens if t.i >= found.first]
    return f"{scene.names.parties[who].name} {_joined_words(tokens, {head.i: present(lemma(head))})}"


def _thing(found: Condition, head: Token) -> str:
    """ "without a guarantee" -> "There is a guarantee"; "until the elections" -> "The elections are over"."""
    tokens = [t for t in found.tokens if t.i >= found.first]
    swaps = {c.i: "a" for c in head.children if c.lower_ == "no"}
    words = _joined_words(tokens, swaps)
    if found.link not in OF_NOUNS or is_clause(head):
        return _capital(words)
    several = head.tag_ in ("NNS", "NNPS")
    if found.link in ("until", "till", "before", "after", "only after", "pending", "only once"):
        return _capital(words) + (" have come" if several else " has come")
    if found.trade:
        return _capital(words) + (" are given" if several else " is given")
    return f"There {'are' if several else 'is'} {words}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def deed(found: Condition) -> str:
    """What the fact's subject does, as a noun phrase ("stopping the dam"); "" where it is no deed."""
    head = found.head
    if head.pos_ == "NOUN" and in_class("blow", lemma(head)):
        return _joined_words(found.tokens, {})
    subject = subject_of(head)
    if head.pos_ != "VERB" or subject is None or subject.dep_ != "nsubj":
        return ""
    gone = {t.i for t in subject.subtree}
    gone |= {c.i for c in head.children if c.dep_ in ("aux", "neg", "mark", "advmod") and c.i < head.i}
    swaps = {head.i: gerund(lemma(head))}
    if (no := no_of(head)) is not None:
        swaps[no.i] = "any" if no.head.tag_ in ("NNS", "NNPS") else "a"
    inside = {t.i for t in head.subtree}
    return _joined_words([t for t in found.tokens if t.i in inside - gone], swaps)


def price(found: Condition) -> str:
    """What is given in return, as a noun phrase; "" where the fact is no price."""
    return _joined_words([t for t in found.tokens if t.i >= found.first], {}) if found.trade else ""


def subject_party(found: Condition, scene: Scene) -> tuple[str, ...]:
    """The party whose deed the fact is, if it is one's."""
    head = found.head
    if head.pos_ == "NOUN" and in_class("blow", lemma(head)):
        return owner(head, scene).parties
    if head.pos_ != "VERB":
        return ()
    who = doer(head)
    if who is None:
        return ()
    whose = who if who.pos_ == "PRON" else next((c for c in kids(who, "poss") if c.pos_ == "PRON"), None)
    return voice(who, scene).parties if whose is None else nearest(whose, scene)
