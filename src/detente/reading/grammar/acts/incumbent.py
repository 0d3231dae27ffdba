"""What is for another to do, told without a verb of asking: it is essential that, up to Y to, high time for Y to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.acts.impersonal import voiced
from detente.reading.grammar.context import Scene, subject_of
from detente.reading.grammar.cues import in_class
from detente.reading.grammar.roles import CODES, Found, conditions, speaker
from detente.reading.grammar.tree import doer, kids, lemma, pobjs, words
from detente.reading.grammar.who.asked import named_in, toward
from detente.reading.proposals.proposal import NOBODY, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

HOLDS_IT = frozenset({"consider", "deem", "find", "think", "believe", "regard", "see", "hold", "judge", "feel"})
BURDEN = frozenset({"onus", "burden", "responsibility", "duty", "task", "obligation", "ball", "turn", "move"})


def _ask(rule: str, at: Token, said: Voice, people: list[Token], head: Token, scene: Scene) -> Iterator[Found]:
    to = toward(people, scene, said)
    mine = [p for p in people if p.i in scene.at]
    if not said.parties or (mine and not to.parties):
        return
    to = to if to.parties else named_in(head, scene, said)
    subject = subject_of(head) if head.pos_ in ("VERB", "AUX") else None
    gone = [subject] if subject is not None and to.parties and subject in people else []
    text = words(head, [*gone, *conditions(head), *kids(head, "conj")])
    yield Found(act="demand", code=CODES["demand"], rule=f"{rule}.modal", at=at, speaker=said, addressee=to,
                object=text, head=head)  # fmt: skip


def _deeds(*heads: Token) -> list[Token]:
    """The clauses that tell what is to be done, under an adjective, a noun or "be"."""
    found = [c for head in heads for c in head.children if c.dep_ in ("ccomp", "advcl", "xcomp", "relcl", "acl")]
    finite = [c for c in found if any(m.dep_ == "mark" and m.lower_ == "that" for m in c.children)]
    return [c for c in found if c.pos_ in ("VERB", "AUX") and (tree.is_infinitive(c) or c in finite)]


def pressing(verb: Token, scene: Scene) -> Iterator[Found]:
    """X says that it is essential that Y do Z, up to Y, high time for Y to do Z; X considers it vital."""
    subject = subject_of(verb)
    if subject is None or subject.lower_ not in ("it", "what") or lemma(verb) not in ("be", "remain", "become", "seem"):
        return
    if tree.negated(verb) or tree.in_condition(verb):
        return
    held = [c for c in kids(verb, "acomp", "attr") if in_class("pressing", lemma(c))]
    preps = [c for c in kids(verb, "prep") if c.lower_ in ("up", "for", "down")]
    for_them = [c for c in _deeds(verb) if any(m.lower_ == "for" and m.dep_ == "mark" for m in c.children)]
    if not held and not preps and not for_them:
        return
    said = voiced(verb, scene)
    for clause in _deeds(*held, verb)[:1]:
        doing = subject_of(clause)
        people = [doing] if doing is not None else []
        people += [p for h in (*held, verb) for p in pobjs(h, "for", "on", "to")] + [
            p for prep in preps for p in pobjs(prep, "to")
        ]
        if people:
            yield from _ask("pressing", verb, said, people, clause, scene)


def deemed(token: Token, scene: Scene) -> Iterator[Found]:
    """X considers it essential that Y do Z."""
    if lemma(token) not in HOLDS_IT or tree.negated(token):
        return
    for adj in kids(token, "ccomp", "oprd", "acomp"):
        if not in_class("pressing", lemma(adj)):
            continue
        for clause in _deeds(adj, token)[:1]:
            doing = subject_of(clause)
            if doing is not None:
                yield from _ask("pressing", token, speaker(doer(token), scene), [doing], clause, scene)


def falls_to(verb: Token, scene: Scene) -> Iterator[Found]:
    """X says that it falls to Y to do Z, that the onus is on Y to do Z."""
    subject = subject_of(verb)
    if subject is None or tree.negated(verb):
        return
    if lemma(verb) in ("fall", "belong", "behove", "rest", "lie") and (subject.lower_ == "it" or _burden(subject)):
        people = pobjs(verb, "to", "on", "upon", "with")
    elif lemma(verb) == "be" and _burden(subject):
        people = pobjs(verb, "on", "upon", "with", "in") + [o for p in pobjs(verb, "in", "on") for o in kids(p, "poss")]
        people += [c for p in pobjs(verb, "in", "on") for c in kids(p, "amod", "compound")]
    else:
        return
    clause = next(iter(_deeds(verb, subject, *people)), None)
    if toward(people, scene, NOBODY).parties and (clause is not None or lemma(subject) == "ball"):
        yield from _ask("falls_to", verb, voiced(verb, scene), people, clause if clause is not None else verb, scene)


def _burden(noun: Token) -> bool:
    return lemma(noun) in BURDEN


def no_less(token: Token, scene: Scene) -> Iterator[Found]:
    """X will settle for nothing less than Z; nothing short of Z would do: Z is demanded."""
    for nothing in [*kids(token, "dobj", "nsubj"), *pobjs(token, "for", "with", "on")]:
        if nothing.lower_ != "nothing":
            continue
        for adj in [c for c in nothing.subtree if c.lower_ in ("less", "short")]:
            things = pobjs(adj, "than", "of") + pobjs(nothing, "than", "of")
            said = voiced(token, scene) if nothing.dep_ == "nsubj" else speaker(doer(token), scene)
            if things:
                yield from _ask("no_less", token, said, pobjs(things[0], "from", "by"), things[0], scene)


def well_advised(verb: Token, scene: Scene) -> Iterator[Found]:
    """X says that Y would do well to do Z, had better do Z, would be wise to do Z."""
    subject = subject_of(verb)
    if subject is None or tree.negated(verb):
        return
    better = any(c.lower_ == "better" for c in kids(verb, "advmod")) and any(c.lower_ == "had" for c in verb.children)
    well = lemma(verb) == "do" and any(c.lower_ == "well" for c in kids(verb, "advmod")) and tree.modal(verb)
    wise = [c for c in kids(verb, "acomp", "attr") if lemma(c) in ("wise", "mistaken", "advised", "unwise")]
    inner = [verb] if better else _deeds(verb, *wise) if well or (wise and tree.modal(verb) == "would") else []
    for clause in inner[:1]:
        yield from _ask("well_advised", verb, voiced(verb, scene), [subject], clause, scene)


INCUMBENT = (pressing, deemed, falls_to, no_less, well_advised)
