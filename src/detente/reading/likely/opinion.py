"""What a counted model says of the clauses in which no rule found a position (`data/likely.csv`).

Multinomial logistic regression: a row of the table has a feature and its weight for each act. It was fitted on the
project's own marked sentences (`benchmarks/reading/`, by `benchmarks/reading_train.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING

from detente.reading.grammar import conditions as hangs
from detente.reading.grammar import tree
from detente.reading.grammar.context import Scene
from detente.reading.grammar.cues import cues_at, in_class
from detente.reading.grammar.roles import CODES, Found, conditions
from detente.reading.grammar.tables import table
from detente.reading.grammar.tree import kids, lemma, pobjs, words
from detente.reading.grammar.who.asked import named_in, toward
from detente.reading.likely.clauses import Clause, candidates, home
from detente.reading.likely.features import features
from detente.reading.proposals.confidence import COUNTED
from detente.reading.proposals.proposal import ACTS, Act

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NONE = "none"
CLASSES = (NONE, *ACTS)
LEAST = 0.5
"""The likelihood below which a clause without a rule is left alone (see `likelihood`)."""
KEEP = 0.1
"""The probability that a clause takes a position at all, below which what a rule found in it is dropped."""
OTHER = 0.6
"""By how much another act must be more probable to be told in place of the rule's."""


@lru_cache(maxsize=1)
def weights() -> dict[str, tuple[float, ...]]:
    """The weights of each feature, in the order of CLASSES; "(always)" has those of every clause."""
    rows = table("likely.csv")
    return {row["feature"]: tuple(float(row[name] or 0) for name in CLASSES) for row in rows}


def shares(names: Iterable[str]) -> dict[str, float]:
    """The probability of each act, and of none, by the features of a clause; they sum to 1."""
    known = weights()
    rows = [known[name] for name in ("(always)", *sorted(names)) if name in known]
    powers = [exp(sum(column)) for column in zip(*rows, strict=True)]
    return {name: power / sum(powers) for name, power in zip(CLASSES, powers, strict=True)}


def opinion(doc: Doc, scene: Scene, found: list[Found]) -> Iterator[Found]:
    """What the rules found and the model lets stand, at times as another act; then one position for each clause
    without one whose likeliest act is likely enough."""
    best: dict[int, tuple[float, Clause, Act]] = {}
    taken: set[int] = set()
    listed = [(c, shares(features(c, scene))) for c in candidates(doc, scene, found)]
    for clause, odds in listed:
        for one in clause.found:
            act = one.act
            if not hangs.inside(one.at):  # what is asked in return is no clause of its own
                if 1 - odds[NONE] < KEEP:
                    continue
                best_act = max(ACTS, key=lambda name: odds[name])
                if odds[best_act] - odds[act] > OTHER and {act, best_act} != {"promise", "commit"}:
                    act = best_act
            taken |= {home(t).i for t in (one.at, one.head) if t is not None}
            code = one.code if act == one.act else CODES[act]
            yield replace(one, act=act, code=code, likelihood=odds[act])
    for clause, odds in listed:
        if clause.found or clause.verb.i in taken or refused(clause.verb):
            continue
        act = max(ACTS, key=lambda name: odds[name])
        share = (1 - odds[NONE] + odds[act]) / 2
        if share >= max(LEAST, best.get(clause.verb.i, (0.0,))[0]):
            best[clause.verb.i] = share, clause, act
    for share, clause, act in best.values():
        yield replace(_found(clause, act, scene), likelihood=share)


def refused(verb: Token) -> bool:
    """Whether the rules know a verb and have read that it does nothing here: "offered nothing", "asked not to be"; or
    a noun of what is given up ("dropped its demand")."""
    if verb.pos_ == "NOUN" and verb.dep_ in ("dobj", "nsubjpass") and in_class("undo", lemma(verb.head)):
        return True
    beside = [verb, *kids(verb, "dobj", "attr", "xcomp", "ccomp")]
    of_none = any(t.lower_ == "nothing" or tree.negated(t) or any(c.lower_ == "no" for c in t.children) for t in beside)
    needs = any(c.lower_ == "need" for c in kids(verb, "aux"))
    need_not = tree.negated(verb) and (needs or (lemma(verb) in ("have", "need") and bool(kids(verb, "xcomp"))))
    return need_not or (bool(cues_at(verb)) and (of_none or tree.modal(verb) != ""))


def _found(clause: Clause, act: Act, scene: Scene) -> Found:
    verb, said = clause.verb, clause.said
    inner = next((c for c in kids(verb, "xcomp", "ccomp") if c.i > verb.i), None)
    head = inner if inner is not None else verb
    candidates = [*([clause.subject] if clause.subject is not None and not clause.itself else []),
                  *kids(verb, "dobj", "dative"), *pobjs(verb, "to", "with", "against", "from", "of", "on")]  # fmt: skip
    to = toward(candidates, scene, said)
    drop = [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass", "aux", "neg", "mark", "conj", "advcl")]
    if not clause.itself:
        drop = [c for c in drop if c.dep_ not in ("nsubj", "nsubjpass")]
    text = words(head, [*drop, *conditions(verb)])
    whom = to if to.parties else named_in(head, scene, said)
    return Found(act=act, code=CODES[act], rule=COUNTED, at=verb, speaker=said, addressee=whom, object=text, head=head)
