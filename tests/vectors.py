"""Conformance vectors: random models, compiled, and what the program answers for them.

An engine that reads the compiled model is held to these. Seeded: a number names a vector for ever (as long as the
compiled form's version stays).
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from detente.engine.concepts import CONCEPTS
from detente.engine.interface import Engine, everyone
from detente.engine.solved import solved
from detente.formats.compiled import compiled
from detente.methods.chances.drift import drift
from detente.methods.settling.degrees import Degrees
from detente.methods.settling.minds import minded
from detente.methods.settling.ways import settlements, ways
from detente.model.dialogue import Ask, Circumstance, Dialogue, Equally, Preferences, Statement
from detente.model.expression import And, Compare, Expr, If, Name, Not, Or
from strategies import random_dialogue

LEAN = ("seq", "sseq")

CLIENT = Path(__file__).parents[1] / "client"


def vector(seed: int) -> dict[str, Any]:
    """The compiled model of that number, and its answers."""
    model = dialogue(seed)
    return {"seed": seed, "model": compiled(model), "answers": answers(model)}


def dialogue(seed: int) -> Dialogue:
    """A random dialogue of few states, with a fact, a status quo and asks."""
    draw = random.Random(seed)
    made = _with_fact(draw, random_dialogue(seed))
    feasible = [s for s in product(*(range(k) for k in made.radices)) if made.feasible(s)]
    there = feasible and draw.random() < 0.9
    return replace(made, status_quo=draw.choice(feasible) if there else None, asks=tuple(_asks(draw, made)))


def answers(model: Dialogue) -> dict[str, Any]:
    """What the program answers, states by code."""
    solution = solved(model)

    def codes(where: Any) -> list[int]:
        return sorted(solution.space.layout.codes(where.reshape(-1).nonzero()[0]).tolist())

    stable = solution.stable(*CONCEPTS)
    return {
        "stable": {c.name: {p: codes(stable[c.name][p]) for p in solution.engine.movers} for c in CONCEPTS},
        "equilibria": {c.name: codes(solution.equilibria(c)) for c in CONCEPTS},
        "lean": {name: _lean(model, codes(solution.equilibria(name)), name) for name in LEAN},
        "drift": _drift(model, solution.engine),
        "ways": _ways(model),
    }


def _lean(model: Dialogue, plain: list[int], concept: str) -> list[int]:
    return [code for code in plain if everyone(solved(model).engine, model.state(code), concept, lean=True)]


def _ways(model: Dialogue) -> list[dict[str, Any]]:
    """The ways of settling, the nearest to the status quo first."""
    found = settlements(model, most=model.possible).found
    return [
        {"firmness": w.firmness, "shown": model.code(w.state), "members": sorted(map(model.code, w.members))}
        for w in ways(model, found)
    ]


def _drift(model: Dialogue, engine: Engine) -> dict[str, Any] | None:
    """The ends of the drift, by their least code, and the fate of every ask; None without a feasible status quo."""
    start = model.status_quo
    if start is None or not model.feasible(start):
        return None
    found = drift(model, dict.fromkeys(engine.movers, engine), start).outcomes
    ends = [{"chance": float(end.chance), "states": sorted(share.code for share in end.states)} for end in found]
    degrees, minds = Degrees(model), minded(model)
    states = [model.state(code) for end in ends for code in end["states"]]
    met = {a.id: {degrees.of(a.that, state) for state in states} for a in model.asks}
    return {
        "ends": sorted(ends, key=lambda end: end["states"][0]),
        "fates": {a.id: degrees.fate(a.that, met[a.id], minds) for a in model.asks},
    }


def _with_fact(draw: random.Random, made: Dialogue) -> Dialogue:
    """A fact that some rules and statements depend on, in half of the dialogues."""
    if draw.random() < 0.5:
        return made
    fact = Name("fact")
    rules = tuple(
        replace(rule, never=And((rule.never, fact))) if draw.random() < 0.5 else rule for rule in made.rules
    )
    return replace(
        made,
        circumstances=(Circumstance(id="fact", text="", now=draw.random() < 0.5),),
        rules=rules,
        preferences={party: _dependent(draw, given) for party, given in made.preferences.items()},
    )


def _dependent(draw: random.Random, given: Preferences) -> Preferences:
    def one(statement: Statement) -> Statement:
        if draw.random() < 0.7:
            return statement
        return replace(statement, want=If(Name("fact"), statement.want))

    return replace(
        given,
        priorities=tuple(
            replace(p, items=tuple(map(one, p.items))) if isinstance(p, Equally) else one(p) for p in given.priorities
        ),
    )


def _asks(draw: random.Random, made: Dialogue) -> Iterator[Ask]:
    """Asks of every kind: at a level, to abstain, over several options of the one asked."""
    for k in range(draw.randint(0, 3)):
        options = draw.sample(made.options, min(len(made.options), draw.choice((1, 1, 2))))
        options = [o for o in options if o.by == options[0].by]
        parts: list[Expr] = [
            Not(Name(o.id)) if draw.random() < 0.3 else Compare(o.id, draw.choice((">=", "is")), draw.choice(o.levels))
            for o in options
        ]
        that = parts[0] if len(parts) == 1 else draw.choice((And, Or))(tuple(parts))
        other = draw.choice([p.id for p in made.parties if p.id != options[0].by] or [options[0].by])
        yield Ask(id=f"a{k}", of=options[0].by, by=other, that=that, text="")


def answered(vectors: Iterable[dict[str, Any]]) -> list[Any]:
    """What the client's engine answers for the models, all in one process."""
    lines = "".join(json.dumps(each) + "\n" for each in vectors)
    command = ["node", str(CLIENT / "build/conform.mjs")]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def same(ours: Any, theirs: Any) -> bool:
    """Whether two answers are the same; chances to a billionth."""
    if isinstance(ours, dict):
        return isinstance(theirs, dict) and ours.keys() == theirs.keys() and all(same(ours[k], theirs[k]) for k in ours)
    if isinstance(ours, list):
        return isinstance(theirs, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
    return abs(ours - theirs) < 1e-9 if isinstance(ours, float) else bool(ours == theirs)
