"""A certificate checked against the definitions, literally: loops and sets, no array and no engine (definitions 0, 1).

What is trusted: the reading of the dialogue (`formats`), an expression's truth in a state (`model`), and this file. A
verdict is refused unless everything that it rests on is written out and is so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from detente import formats
from detente.certificates.edits import edited
from detente.errors import InputError, TooLarge
from detente.model.dialogue import Dialogue, Preferences, State, permitted
from detente.model.expression import parse
from detente.plain import digest

VERSION = 1
STEPS = 200_000  # a verdict for which more moves would have to be looked at is too large to be checked
ANSWERS = {"nash": "", "sseq": "improvements", "seq": "improvements", "smr": "moves", "gmr": "moves", "sim": "at once"}
REPLY = {"sseq", "smr"}
"""How the others answer, and where the party may then move again (Fang, Hipel & Kilgour 1993; Rêgo & Vieira 2017)."""
NOBODYS = ("equilibrium", "excluded", "one_way", "holds")  # the kinds of verdict that are of no one party
BROKEN = (KeyError, TypeError, ValueError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Checked:
    """A certificate that holds: what was asked of which dialogue, how many verdicts, and how many are left out."""

    question: str
    title: str
    digest: str
    verdicts: int
    left_out: int


def verify(text: str) -> Checked:
    """Check a certificate. InputError, naming the verdict, for the first that does not hold; TooLarge if one is."""
    try:
        data = json.loads(text)
        dialogue = formats.parse(json.dumps(data["dialogue"]))
        verdicts, left_out, question = list(data["verdicts"]), list(data["left_out"]), str(data["question"])
        version, name = data["certificate"], data["digest"]
    except BROKEN as fault:
        raise InputError("this is not a whole certificate, as `--certificate FILE` writes one") from fault
    if version != VERSION or name != digest(dialogue):
        raise InputError("the certificate is of another version, or its digest not that of the dialogue in it")
    for number, verdict in enumerate(verdicts, 1):
        try:
            holds = check(dialogue, verdict)
        except BROKEN as fault:
            raise InputError(f"verdict {number} is not whole") from fault
        if not holds:
            raise InputError(f"verdict {number} does not hold: {json.dumps(verdict, ensure_ascii=False)[:300]}")
    return Checked(question, dialogue.title, name, len(verdicts), len(left_out))


def check(dialogue: Dialogue, verdict: Mapping[str, Any]) -> bool:
    """Whether one verdict holds of the dialogue; an error among `BROKEN` if it is not whole."""
    d, party = edited(dialogue, verdict.get("changes", ())), verdict.get("party", "")
    asked = _Reading(d, verdict.get("concept", "nash"), verdict.get("lean", False))
    state, to = asked.state(verdict["state"]), asked.state(verdict.get("to", verdict["state"]))
    if (party == "") != (verdict["kind"] in NOBODYS) or party not in ("", *asked.parties):
        raise ValueError("not a party")
    match verdict["kind"]:
        case "equilibrium":  # everybody stays
            return asked.feasible(state) and all(asked.stays(p, state, verdict["stays"][p]) for p in asked.parties)
        case "stays":
            return asked.feasible(state) and asked.stays(party, state, verdict["sanctions"])
        case "leaves" if asked.answer != "at once":  # for an improvement that nothing deters
            return asked.feasible(state) and asked.improves(party, state, to) and asked.escapes(party, state, to)
        case "deterred":
            may = asked.feasible(state) and asked.improves(party, state, to)
            return may and asked.deters(party, state, to, verdict["steps"])
        case "prefers":  # `line`: the first of the party's list on which the two differ
            return asked.prefers(party, state, to) and asked.first(party, state, to) == verdict["line"]
        case "equal":
            return asked.worth(party, state) == asked.worth(party, to)
        case "excluded":
            return any(rule.id == verdict["rule"] and d.holds(rule.never, state) for rule in d.rules)
        case "one_way":  # the option cannot go from its level in one state to that in the other
            k = d.option_index(verdict["option"])
            return not permitted(d.options[k].direction, state[k], to[k])
        case "holds":
            return d.holds(parse(verdict["that"]), state) is verdict["holds"]
    raise ValueError("a kind of verdict that is not known")


class _Reading:
    """A dialogue read as the definitions do, under one concept: what can be, who can move, who prefers what."""

    def __init__(self, dialogue: Dialogue, concept: str, lean: bool) -> None:
        self.dialogue, self.parties, self.looked_at = dialogue, [p.id for p in dialogue.parties], 0
        self.concept, self.answer = concept, ANSWERS[concept]
        self.lean = lean is True and self.answer == "improvements"
        self._kept: dict[tuple[str, State], tuple[Any, ...]] = {}

    def state(self, code: Any) -> State:
        if type(code) is not int or not 0 <= code < self.dialogue.possible:
            raise ValueError(code)
        return self.dialogue.state(code)

    def feasible(self, state: State) -> bool:
        return not any(self.dialogue.holds(rule.never, state) for rule in self.dialogue.rules)

    def can(self, party: str, a: State, b: State) -> bool:
        """Whether the party can move so: its options alone change, each in its direction, to a feasible state."""
        steps = zip(self.dialogue.options, a, b, strict=True)
        mine = all(x == y or (o.by == party and permitted(o.direction, x, y)) for o, x, y in steps)
        return a != b and mine and self.feasible(b) and not self.dialogue.barred(party, a, b)

    def moves(self, party: str, state: State) -> Iterator[State]:
        options = zip(self.dialogue.options, state, strict=True)
        for there in product(*(range(len(o.levels)) if o.by == party else (level,) for o, level in options)):
            self.looked_at += 1
            if self.looked_at > STEPS:
                raise TooLarge("moves to be looked at for one verdict", self.looked_at, STEPS)
            if self.can(party, state, there):
                yield there

    def worth(self, party: str, state: State) -> tuple[Any, ...]:
        """Compared line by line: the first difference decides."""
        if (party, state) not in self._kept:
            self._kept[party, state] = tuple(self._lines(party, state))
        return self._kept[party, state]

    def _lines(self, party: str, state: State) -> Iterator[Any]:
        stated = self.dialogue.preferences.get(party, Preferences())
        holds, code = self.dialogue.holds, self.dialogue.code(state)
        for line in stated.priorities:
            yield sum(holds(s.want, state) for s in line.statements)
        yield sum(w.value for w in stated.weights if holds(w.expr, state))
        yield -next((k for k, group in enumerate(stated.ranking) if code in group), len(stated.ranking))

    def prefers(self, party: str, a: State, b: State) -> bool:
        return self.worth(party, a) > self.worth(party, b)

    def first(self, party: str, a: State, b: State) -> str:
        lines, x, y = self.dialogue.preferences[party].priorities, self.worth(party, a), self.worth(party, b)
        return next((line.id for k, line in enumerate(lines) if x[k] != y[k]), "")

    def improves(self, party: str, a: State, b: State) -> bool:
        return self.can(party, a, b) and self.prefers(party, b, a)

    def answers(self, mover: str, a: State, b: State) -> bool:
        """Whether the step may be part of an answer; a lean one has no part that could be put back at no cost."""
        if self.answer == "moves" or not self.improves(mover, a, b):
            return self.answer == "moves" and self.can(mover, a, b)
        parts = product(*(range(min(x, y), max(x, y) + 1) for x, y in zip(a, b, strict=True))) if self.lean else ()
        return all(v == b or not self.feasible(v) or self.prefers(mover, b, v) for v in parts)

    def stays(self, party: str, state: State, sanctions: Mapping[str, Any]) -> bool:
        """Whether each improvement of the party from there has its sanction, and no other is told."""
        better = {str(self.dialogue.code(t)): t for t in self.moves(party, state) if self.prefers(party, t, state)}
        each = (self.deters(party, state, t, sanctions[code]) for code, t in better.items())
        return set(sanctions) == set(better) and all(each)

    def deters(self, party: str, s: State, t: State, steps: Iterable[Any]) -> bool:
        """Whether these steps of the others are a sanction of the party's leaving s for t."""
        path = [(mover, self.state(code)) for mover, code in steps]
        if self.answer == "at once":
            return self._at_once(party, s, t, path)
        here, last = t, party
        for mover, there in path:
            if mover == party or (mover == last and not self.lean) or not self.answers(mover, here, there):
                return False
            here, last = there, mover
        return bool(path and self.answer) and self.ends(party, s, here)

    def _at_once(self, party: str, s: State, t: State, path: list[tuple[str, State]]) -> bool:
        """Some others, each with an improvement from s, at the moment at which the party goes to t."""
        went = dict(path) | {party: t}
        end = tuple(went.get(o.by, s)[k] for k, o in enumerate(self.dialogue.options))
        improve = len(went) == len(path) + 1 > 1 and all(self.improves(mover, s, u) for mover, u in path)
        return improve and self.feasible(end) and not self.prefers(party, end, s)

    def ends(self, party: str, s: State, u: State) -> bool:
        """Whether ending at u keeps the party at s: no better there and, where it may reply, no way out."""
        reply = self.moves(party, u) if self.concept in REPLY else ()
        return not self.prefers(party, u, s) and not any(self.prefers(party, v, s) for v in reply)

    def escapes(self, party: str, s: State, t: State) -> bool:
        """Whether no sequence of the others after t, nobody twice running, ends so that it keeps the party at s."""
        seen, edge = set[tuple[State, str]](), [(t, party)] if self.answer else []
        while edge:
            here, last = edge.pop()
            for mover in (p for p in self.parties if p != party and (p != last or self.lean)):
                for there in self.moves(mover, here):
                    if (there, mover) not in seen and self.answers(mover, here, there):
                        if self.ends(party, s, there):
                            return False
                        seen.add((there, mover))
                        edge.append((there, mover))
        return True
