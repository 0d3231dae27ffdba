"""How long all states, and one state, take by arrays and by diagrams: against lines, options and parties.

    python benchmarks/diagrams.py            every curve (some minutes)
    python benchmarks/diagrams.py --few      the first points of each
    python benchmarks/diagrams.py --seconds 120     how long one point may take (60 unless given)

Each point is one made-up dialogue of one linked part, solved in a process of its own: yes/no options shared evenly,
lines of one to three options of anybody, twenty rules. Printed are seconds of processor time for all parties and all
five concepts, by concept, and the greatest memory; "no end" is a point that took longer or more than half a gigabyte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from time import process_time
from typing import Any

from detente.engine.arrays.single import Arrays
from detente.engine.concepts import CONCEPTS
from detente.engine.diagrams.single import Diagrams
from detente.engine.interface import LIMIT
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue, Option, Party, Preferences, Rule, State, Statement
from detente.model.expression import And, Expr, Iff, Name, Not, Or

ORDER = ("nash", "gmr", "smr", "sseq", "seq")
Point = tuple[int, int, int]
"""Options, parties, lines of each list."""

CURVES: dict[str, list[Point]] = {
    "lines, 100 options, 2 parties": [(100, 2, k) for k in (10, 20, 30, 40)],
    "lines, 100 options, 3 parties": [(100, 3, k) for k in (5, 10, 15, 20)],
    "options, 3 parties, 10 lines": [(k, 3, 10) for k in (12, 16, 20, 24, 40, 60, 100, 200)],
    "parties, 60 options, 8 lines": [(60, k, 8) for k in (2, 3, 4, 5)],
    "parties, 60 options, 10 lines": [(60, k, 10) for k in (2, 3, 4, 5)],
}
SINGLE: list[Point] = [(100, 3, 20), (200, 3, 20), (300, 3, 20), (300, 3, 25), (500, 4, 20)]
STATES = 10
"""Single states asked about, each of a point's dialogue, for every party and concept."""


def made_up(options: int, parties: int, lines: int, seed: int = 1, rules: int = 20) -> Dialogue:
    """One linked dialogue; the same for the same numbers."""
    draw, ids = random.Random(seed), [f"p{k}" for k in range(parties)]
    made = tuple(Option(id=f"o{k}", by=ids[k * parties // options], text="") for k in range(options))

    def literal(option: Option) -> Expr:
        return Name(option.id) if draw.random() < 0.5 else Not(Name(option.id))

    def wanted() -> Expr:
        some = tuple(literal(option) for option in draw.sample(made, draw.choice((1, 2, 2, 3))))
        if len(some) == 1:
            return some[0]
        if len(some) == 2:
            return draw.choice((And, Or))(some) if draw.random() < 0.8 else Iff(*some)
        first, rest = some[0], some[1:]
        return draw.choice((And((first, Or(rest))), Or((first, And(rest))), And(some), Or(some)))

    wishes = {
        p: Preferences(priorities=tuple(Statement(id=f"{p}.{k}", want=wanted()) for k in range(lines))) for p in ids
    }
    never = (And(tuple(literal(o) for o in draw.sample(made, draw.randint(2, 4)))) for _ in range(rules))
    return Dialogue(
        title=f"{options} options, {parties} parties, {lines} lines",
        parties=tuple(Party(id=p, name=p) for p in ids),
        options=made,
        rules=tuple(Rule(id=f"r{k}", never=one) for k, one in enumerate(never)),
        preferences=wishes,
    )


def all_states(point: Point, name: str, seconds: float) -> dict[str, Any]:
    """Processor seconds by concept (None: no end), the states it can settle in under the last, and megabytes."""
    begun = process_time()
    engine = Arrays.of(made_up(*point)) if name == "arrays" else Diagrams(made_up(*point), seconds=seconds)
    if isinstance(engine, Diagrams):
        engine.space  # noqa: B018  (made when it is first asked for)
    took: dict[str, float | None] = {"built": process_time() - begun}
    for concept in ORDER:
        begun = process_time()
        try:
            engine.equilibria(concept).count()
            took[concept] = process_time() - begun
        except TooLarge:
            took[concept] = None
    return {"seconds": took, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def one_state(point: Point) -> dict[str, Any]:
    """Processor seconds for the diagrams of the dialogue, for each verdict at most and on average; the share known."""
    begun, dialogue = process_time(), made_up(*point)
    engine, draw = Diagrams(dialogue), random.Random(7)
    engine.space  # noqa: B018  (made when it is first asked for)
    took, each, stays, unknown = process_time() - begun, list[float](), 0, 0
    for state in _states(engine, dialogue, draw):
        for concept in CONCEPTS:
            for party in engine.movers:
                begun = process_time()
                try:
                    stays += engine.leaves(party, state, concept) is None
                except TooLarge:
                    unknown += 1
                each.append(process_time() - begun)
    known = 1 - unknown / len(each)
    return {"built": took, "most": max(each), "mean": sum(each) / len(each), "stays": stays / len(each), "known": known}


def _states(engine: Diagrams, dialogue: Dialogue, draw: random.Random) -> Iterator[State]:
    """Feasible states: half of them as drawn, half after each party in turn did what is best for it."""
    made = 0
    while made < STATES:
        state = tuple(draw.randrange(radix) for radix in dialogue.radices)
        while not engine.feasible(state):
            k = draw.randrange(len(state))
            state = (*state[:k], 1 - state[k], *state[k + 1 :])
        for party in engine.movers * 2 if made % 2 else ():
            state = engine.leaves(party, state, CONCEPTS[0]) or state
        made += 1
        yield state


def told(row: dict[str, Any]) -> str:
    parts = [f"{name} {'no end' if value is None else f'{value:.2f}'}" for name, value in row["seconds"].items()]
    return ", ".join(parts) + f"; {row['megabytes']} MB"


def apart(seconds: float, *words: str) -> dict[str, Any] | None:
    """What this file prints with these words, in a process of its own; None if it takes too long altogether."""
    command = [sys.executable, __file__, *words]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20 * seconds + 60, check=False)
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, Any] | None = json.loads(done.stdout) if done.stdout else None
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--few", action="store_true")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--point", nargs=4, metavar=("ENGINE", "OPTIONS", "PARTIES", "LINES"))
    given = parser.parse_args()
    if given.point:
        name, *numbers = given.point
        point = (int(numbers[0]), int(numbers[1]), int(numbers[2]))
        print(json.dumps(one_state(point) if name == "one" else all_states(point, name, given.seconds)), flush=True)
        sys.stdout.flush()
        os._exit(0)  # what came to no end is not waited for
    for title, points in CURVES.items():
        print(f"\n{title}")
        for point in points[:2] if given.few else points:
            for name in ("arrays", "diagrams"):
                if name == "arrays" and 2 ** point[0] > LIMIT:
                    continue
                row = apart(given.seconds, "--seconds", str(given.seconds), "--point", name, *map(str, point))
                print(f"  {point}, {name}: {told(row) if row else 'no end'}", flush=True)
    print("\none state")
    for point in SINGLE[:1] if given.few else SINGLE:
        row = apart(given.seconds, "--point", "one", *map(str, point)) or {}
        print(f"  {point}: " + ", ".join(f"{name} {value:.3f}" for name, value in row.items()), flush=True)


if __name__ == "__main__":
    main()
