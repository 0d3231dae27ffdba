"""What a counted model says of the clauses in which no rule found a position (`data/likely.csv`).

Multinomial logistic regression: a row of the table has a feature and its weight for each act. It was fitted on the
project's own marked sentences (`benchmarks/reading/`, by `benchmarks/reading_train.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.context import Scene
from detente.reading.grammar.cues import cues_at
from detente.reading.grammar.roles import CODES, Found, conditions, named_in, toward
from detente.reading.grammar.tables import table
from detente.reading.grammar.tree import kids, pobjs, words
from detente.reading.likely.clauses import Clause, clauses, is_clause
from detente.reading.likely.features import features
from detente.reading.proposals.proposal import ACTS, Act

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NONE = "none"
CLASSES = (NONE, *ACTS)
LEAST = 0.6
"""The share below which a clause is left alone: of what lies above it 56 in 100 are right in cross-validation."""
RULE = "counted.likely"


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
    """A position for each clause without one whose likeliest act is likely enough; one for each clause."""
    taken = {_home(t) for one in found for t in (one.at, one.head) if t is not None}
    best: dict[int, tuple[float, Clause, Act]] = {}
    for clause in clauses(doc, scene):
        if clause.verb.i in taken or refused(clause.verb):
            continue
        odds = shares(features(clause, scene))
        act = max(ACTS, key=lambda name: odds[name])
        if odds[act] >= max(LEAST, best.get(clause.verb.i, (0.0,))[0]):
            best[clause.verb.i] = odds[act], clause, act
    for _, clause, act in best.values():
        yield _found(clause, act, scene)


def refused(verb: Token) -> bool:
    """Whether the rules know a verb and have read that it does nothing here: "offered nothing", "asked not to be"."""
    beside = [verb, *kids(verb, "dobj", "attr", "xcomp", "ccomp")]
    of_none = any(t.lower_ == "nothing" or tree.negated(t) or any(c.lower_ == "no" for c in t.children) for t in beside)
    return bool(cues_at(verb)) and (of_none or tree.modal(verb) != "")


def _home(token: Token) -> int:
    """The clause in which a token stands."""
    while not is_clause(token) and token.head.i != token.i:
        token = token.head
    return token.i


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
    return Found(act=act, code=CODES[act], rule=RULE, at=verb, speaker=said, addressee=whom, object=text, head=head)
