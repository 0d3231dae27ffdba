"""Questions asked of a dependency tree: who does it, what hangs on it, is it denied, what words does it span."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from detente.reading.grammar.context import conjuncts, is_agent, subject_of
from detente.reading.grammar.cues import in_class, is_time

if TYPE_CHECKING:
    from spacy.tokens import Token

OBJECT_CONTROL = frozenset(
    [
        "ask", "urge", "tell", "force", "allow", "order", "press", "persuade", "help", "want", "request", "invite",
        "encourage", "call", "appeal", "push", "compel", "oblige", "pressure", "enable", "permit", "instruct",
        "require", "advise", "warn", "lead", "implore", "beg", "exhort", "expect", "need",
    ]
)  # fmt: skip
ADVERBIAL = frozenset(
    {"once", "last", "least", "first", "present", "length", "principle", "private", "public", "writing"}
)
"""What makes an adverb with "at" or "in", and is no object."""
RELATIVE = frozenset({"who", "which", "that", "whom"})
NEGATIONS = frozenset({"not", "n't", "never", "nor", "neither", "hardly"})
LINKING = frozenset({"however", "therefore", "nevertheless", "nonetheless", "accordingly", "meanwhile", "moreover"})


def kids(token: Token, *deps: str) -> list[Token]:
    """The children with one of these relations, in order."""
    return [child for child in token.children if child.dep_ in deps]


def lemma(token: Token) -> str:
    """The lemma, in lower case."""
    return str(token.lemma_).lower()


def negated(token: Token) -> bool:
    """Whether a verb, or the "be" of an adjective, is denied."""
    if any((c.dep_ == "neg" or c.lower_ in NEGATIONS) and c.i <= token.i + 1 for c in token.children):
        return True
    if any(c.lower_ == "longer" and any(d.lower_ == "no" for d in c.children) for c in token.children):
        return True
    subject = subject_of(token)
    if subject is not None and (
        subject.lower_ in ("nobody", "none", "few", "neither")
        or any(c.lower_ in ("no", "neither") for c in subject.children)
    ):
        return True
    head = token.head
    return (
        token.dep_ == "xcomp" and lemma(head) in ("be", "have", "intend", "do") and negated(head) and head.i != token.i
    )


def modal(token: Token) -> str:
    """The modal verb of a verb, with contractions spelled out; "" if it has none."""
    for child in token.children:
        if child.dep_ in ("aux", "auxpass") and (child.tag_ == "MD" or child.lower_ in ("'ll", "wo", "ca")):
            return {"'ll": "will", "wo": "will", "ca": "can", "'d": "would"}.get(child.lower_, child.lower_)
    return ""


def unreal(verb: Token) -> bool:
    """Whether it might have been done and was not: "could have offered"."""
    have = any(c.lower_ in ("have", "'ve") for c in verb.children)
    return have and modal(verb) in ("could", "might", "should", "would")


def doer(verb: Token, depth: int = 0) -> Token | None:
    """The head of the phrase that does what a verb says, found through control, coordination, participles.

    None where the text does not say (a passive without agent).
    """
    if depth > 8:
        return None
    passive = any(c.dep_ in ("nsubjpass", "auxpass", "csubjpass") for c in verb.children)
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
        passive = passive or verb.head.dep_ != "ROOT"
    if passive:
        agent = next((p for a in kids(verb, "agent") for p in kids(a, "pobj")), None)
        by = next((p for a in kids(verb, "prep") if a.lower_ == "by" for p in kids(a, "pobj")), None)
        beside = next((p for o in kids(verb, "dobj") for p in pobjs(o, "by")), None)  # "was promised a loan by X"
        return agent if agent is not None else by if by is not None else beside
    subject = subject_of(verb)
    if subject is not None:
        if subject.lower_ in RELATIVE and verb.dep_ == "relcl":
            return verb.head
        return subject
    return _inherited(verb, depth) or _misread(verb)


def _misread(verb: Token) -> Token | None:
    """A name before the verb that the parser took for something else ("Nauru asked for more time")."""
    if verb.dep_ != "ROOT":
        return None
    return next(
        (c for c in verb.children if c.i < verb.i and c.pos_ == "PROPN" and c.dep_ in ("npadvmod", "dep", "compound")),
        None,
    )


def _inherited(verb: Token, depth: int) -> Token | None:
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ == "xcomp" and lemma(head) in OBJECT_CONTROL and (objects := kids(head, "dobj", "dative")):
        return objects[0]
    if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return _noun_doer(head, depth)
    if verb.dep_ == "pcomp":
        return doer(head.head, depth + 1) if head.head.pos_ in ("VERB", "AUX") else _noun_doer(head.head, depth)
    if head.pos_ in ("VERB", "AUX"):
        if (
            head.dep_ != "ROOT"
            and any(c.dep_ == "nsubjpass" for c in head.children)
            and verb.dep_ in ("xcomp", "advcl")
        ):
            return subject_of(head)
        passive = subject_of(head)
        if verb.dep_ in ("xcomp", "advcl", "conj") and passive is not None and passive.dep_ == "nsubjpass":
            return passive if verb.dep_ != "conj" else doer(head, depth + 1)
        return doer(head, depth + 1)
    if head.pos_ == "ADJ":
        return doer(head.head, depth + 1) if head.head.pos_ in ("VERB", "AUX") else None
    if head.pos_ in ("NOUN", "PROPN") and verb.dep_ in ("conj", "advcl", "appos"):
        return head
    return None


def _noun_doer(noun: Token, depth: int) -> Token | None:
    """A noun with a participle or infinitive: itself if it can speak, else its owner, else who governs it."""
    if is_agent(noun) or noun.pos_ == "PROPN":
        return noun
    owner = kids(noun, "poss")
    if owner:
        return owner[0]
    at = noun
    while at.dep_ in ("pobj", "prep", "dobj", "conj", "attr", "appos") and at.head.i != at.i:
        at = at.head
        if at.pos_ in ("VERB", "AUX"):
            return doer(at, depth + 1)
    return noun


def pobjs(token: Token, *prepositions: str) -> list[Token]:
    """The objects of prepositions on a token (and of prepositions on those: "out of")."""
    found = []
    for prep in kids(token, "prep", "dative", "agent", "prt", "advmod"):
        if prep.lower_ in prepositions:
            found += [p for p in kids(prep, "pobj", "pcomp") if not is_time(p) and p.lower_ not in ADVERBIAL]
            found += [p for inner in kids(prep, "prep") for p in kids(inner, "pobj", "pcomp")]
    return found


def is_infinitive(verb: Token) -> bool:
    """Whether a verb is a "to" infinitive."""
    return any(c.lower_ == "to" and c.dep_ in ("aux", "mark") for c in verb.children)


def wanted(verb: Token) -> bool:
    """Whether a clause states what should be, not what is: infinitive, subjunctive, or "must" and "should"."""
    subject = subject_of(verb)
    bare = verb.tag_ == "VBP" and subject is not None and subject.tag_ in ("NNP", "NN")  # "that Syria disarm"
    if any(c.lower_ in ("do", "does", "did") for c in kids(verb, "aux")):
        return False
    base = (verb.tag_ == "VB" or any(c.lower_ == "be" for c in kids(verb, "auxpass"))) and not modal(verb)
    return is_infinitive(verb) or base or bare or modal(verb) in ("must", "should")


def unwrapped(head: Token) -> Token:
    """What "what it called a provocation" comes to: the provocation."""
    if head.pos_ == "VERB" and head.dep_ in ("ccomp", "pcomp") and any(c.lower_ == "what" for c in head.children):
        return next(iter(kids(head, "oprd", "attr", "xcomp", "ccomp", "acomp")), head)
    return head


def clauses(token: Token) -> list[Token]:
    """Heads of the complement clauses of a verb, noun or adjective, joined ones one by one."""
    found = []
    for child in token.children:
        if (child.i < token.i and child.dep_ != "ccomp") or _aside(child):
            continue
        if (child.dep_ in ("xcomp", "ccomp") and child.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "ADV", "ADP")) or (
            child.dep_ in ("acl", "advcl", "relcl") and (is_infinitive(child) or _that(child))
        ):
            found.append(child)
    return [one for head in found for one in verbs_joined(head)]


def _aside(verb: Token) -> bool:
    """Whether a clause is no content, but tells who said it: ", a spokesman said"."""
    told = lemma(verb) in ("say", "tell", "report", "announce", "add", "confirm", "quote")
    return told and verb.dep_ in ("ccomp", "parataxis") and verb.tag_ in ("VBD", "VBZ") and not _that(verb)


def _whatever(verb: Token) -> bool:
    """Whether a clause concedes something and tells nothing of the deed: "whatever they say", "no matter what"."""
    return any(t.lower_ in ("whatever", "whoever", "however") for t in verb.subtree if t.i < verb.i)


def _that(verb: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in verb.children)


def verbs_joined(verb: Token) -> list[Token]:
    """A verb and those joined to it that have no subject of their own."""
    return [v for v in conjuncts(verb) if v.i == verb.i or (v.pos_ in ("VERB", "AUX") and subject_of(v) is None)]


def words(head: Token, drop: Iterable[Token] = (), *, claim: bool = False) -> str:
    """The words that a head spans, without some subtrees, and without commas and the like at the ends.

    What is to be done is named without its "will" or "not"; a `claim`, of what is so, keeps them.
    """
    drop = list(drop)
    gone = {t.i for branch in drop for t in branch.subtree}
    if not claim:
        gone |= {c.i for c in head.children if c.dep_ in ("aux", "auxpass", "neg") and c.tag_ in ("MD", "RB")}
    gone |= {c.i for c in head.children if c.lower_ in LINKING}
    gone |= {
        c.i for c in head.children if c.dep_ == "advmod" and c.i < head.i and c.i == head.left_edge.i and c.tag_ == "RB"
    }
    if head.pos_ in ("VERB", "AUX"):
        own = [c for c in head.children if c.dep_ == "conj" and subject_of(c) is not None]
        own += [c for c in kids(head, "ccomp", "parataxis", "advcl") if _aside(c) or _whatever(c)] if not claim else []
        subject = subject_of(head)
        if not claim and subject is not None and any(c.i == subject.i for c in drop):
            own += [c for c in head.children if c.i < subject.i and c.dep_ not in ("aux", "auxpass", "neg")]
        own += [c for c in kids(head, "advcl") if c.tag_ == "VBG" and c.i > head.i and c.left_edge.nbor(-1).text == ","]
        gone |= {t.i for c in own for t in c.subtree}
    kept = [t for t in sorted(head.subtree, key=lambda t: t.i) if t.i not in gone]
    while kept and (kept[0].is_punct or kept[0].is_space or kept[0].dep_ in ("mark", "cc") or kept[0].lower_ == "to"):
        kept = kept[1:]
    while kept and ((kept[-1].is_punct and kept[-1].text != "%") or kept[-1].is_space or kept[-1].dep_ == "cc"):
        kept = kept[:-1]
    return "".join(t.text_with_ws for t in kept).strip()[:400]


def under(token: Token, name: str) -> Token | None:
    """The verb of a class ("speech") in whose content clause a token stands, if any."""
    at = token
    for _ in range(12):
        if (
            at.dep_ in ("ccomp", "acl", "parataxis", "advcl")
            and (in_class(name, lemma(at.head)))
            and at.head.pos_ != "NOUN"
        ):
            return at.head
        if at.head.i == at.i or at.dep_ not in ("ccomp", "xcomp", "conj", "acl", "advcl", "parataxis", "dep"):
            return None
        at = at.head
    return None


def in_condition(token: Token) -> bool:
    """Whether a token stands in an "if", "whether" or "unless" clause.

    In "unless and until it pays, we stay" the parser hangs the first word on the main verb.
    """
    at = token
    for _ in range(12):
        marks = (c for c in at.children if c.dep_ in ("mark", "advmod") and c.lower_ in ("if", "whether", "unless"))
        if any(c.i + 1 == len(c.doc) or c.nbor(1).lower_ != "and" for c in marks):
            return True
        if at.head.i == at.i:
            return False
        at = at.head
    return False
