"""How fast the engine is: against the slow judge, over sizes, how much memory it takes, and how soon a command answers.

    python benchmarks/engine.py            ratio against the judge, start-up, 2^8 to 2^22 states with 2 and 4 parties
    python benchmarks/engine.py --large    2^24 states, too (about half a minute each)

Models are random but seeded: two-level options shared out evenly, 12 rules, 14 statements a party. Times are the best
of three (one from 2^20 on); "all" solves Nash, SSEQ, SEQ, SMR and GMR together, building the space not included.
Memory is the peak of a process of its own, less what importing takes.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from detente.engine.arrays import simultaneous, solve, space
from detente.engine.concepts import CONCEPTS
from detente.formats import load
from detente.model.dialogue import Dialogue, Option, Party, Preferences, Rule, Statement
from detente.model.expression import And, Expr, Name, Not

WIDTHS = (9, 12, 12, 10, 12, 12, 10)
FOUR = tuple(concept for concept in CONCEPTS if concept.name != "sseq")


def dialogue(bits: int, parties: int, *, seed: int = 1) -> Dialogue:
    """A random dialogue of 2^bits states."""
    draw = random.Random(seed)
    ids = [f"p{k}" for k in range(parties)]
    options = tuple(Option(id=f"o{k}", by=ids[k * parties // bits], text="") for k in range(bits))

    def both(count: int) -> Expr:
        names = [Name(option.id) for option in draw.sample(options, count)]
        return And(tuple(name if draw.random() < 0.5 else Not(name) for name in names))

    return Dialogue(
        title=f"2^{bits} states, {parties} parties",
        parties=tuple(Party(id=p, name=p) for p in ids),
        options=options,
        rules=tuple(Rule(id=f"r{k}", never=both(4)) for k in range(12)),
        preferences={
            p: Preferences(
                priorities=tuple(Statement(id=f"{p}-{k}", want=both(draw.choice((1, 2, 3)))) for k in range(14))
            )
            for p in ids
        },
    )


def measure(bits: int, parties: int) -> None:
    """Print one line: build, all five concepts, the four of the target, nanoseconds a state, peak memory a state."""
    model, before = dialogue(bits, parties), peak()
    best: dict[str, float] = {}
    for _ in range(1 if bits >= 20 else 3):
        marks = [perf_counter()]
        here = space.build(model)
        marks.append(perf_counter())
        solve.solve(here)
        marks.append(perf_counter())
        if bits <= 22:
            solve.solve(here, FOUR)
        marks.append(perf_counter())
        for name, start, end in zip(("build", "all", "four"), marks, marks[1:], strict=False):
            best[name] = min(best.get(name, 1e9), end - start)
    four = f"{best['four'] * 1e3:10.1f}" if bits <= 22 else f"{'–':>10}"
    print(
        f"2^{bits:<4}{parties:>10}{best['build'] * 1e3:12.1f}{best['all'] * 1e3:12.1f}{four}"
        f"{best['all'] / 2**bits * 1e9:12.0f}{(peak() - before) / 2**bits:12.1f}{peak() / 2**20:10.0f}",
        flush=True,
    )


def peak() -> int:
    """The most memory this process has held, in bytes."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def compare() -> None:
    """Print how much faster the engine is than the slow judge on the same model, verdicts compared."""
    from strategies import judge_of

    model = dialogue(8, 3)
    start = perf_counter()
    judge = judge_of(model)
    slow = {c.name: judge.equilibria(c.name) for c in CONCEPTS} | {"sim": judge.equilibria("sim")}
    middle = perf_counter()
    solved_in = 1e9
    for _ in range(3):
        start_again = perf_counter()
        here = space.build(model)
        solved = solve.solve(here)
        masks = {name: solve.everywhere(here, table) for name, table in solved.items()}
        masks["sim"] = simultaneous.equilibria(here)
        solved_in = min(solved_in, perf_counter() - start_again)
    fast = {name: {here.state_of(int(c)) for c in mask.reshape(-1).nonzero()[0]} for name, mask in masks.items()}
    assert fast == slow, "the engine and the judge disagree"
    judged = middle - start
    print(f"256 states, 3 parties, six concepts: judge {judged * 1e3:.0f} ms, engine {solved_in * 1e3:.1f} ms")
    print(f"ratio {judged / solved_in:,.0f}, no difference\n")


SHIPPED = "us-pakistan-2010"
COMMANDS = ((0.2, ("--version",)), (0.8, ("equilibria", SHIPPED)))


def start_up() -> None:
    """Print how long the shipped dialogue takes to solve once all is imported, and whole commands, best of five."""
    model, best = load(SHIPPED), 1e9
    for _ in range(5):
        start = perf_counter()
        solve.solve(space.build(model))
        best = min(best, perf_counter() - start)
    print(f"{SHIPPED}, {model.possible:,} states: all five concepts in {best * 1e3:.1f} ms (to reach: 20)")
    for goal, words in COMMANDS:
        command = [sys.executable, "-m", "detente", *words]
        best = 1e9
        for _ in range(5):
            start = perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            best = min(best, perf_counter() - start)
        print(f"detente {' '.join(words)}: {best:.2f} s (to reach: {goal})")
    print()


def main() -> None:
    """Run what the command line asks for; each size in a process of its own, so that peaks are its own."""
    parser = argparse.ArgumentParser(description="Benchmark the engine.")
    parser.add_argument("--large", action="store_true", help="2^24 states, too")
    parser.add_argument("--one", nargs=2, type=int, metavar=("BITS", "PARTIES"), help="one size only")
    asked = parser.parse_args()
    if asked.one:
        measure(*asked.one)
        return
    compare()
    start_up()
    heads = zip(("parties", "build ms", "all ms", "four ms", "ns/state", "B/state", "MB"), WIDTHS, strict=True)
    print("states" + "".join(f"{head:>{width}}" for head, width in heads))
    for parties in (2, 4):
        for bits in (*range(8, 23, 2), *((24,) if asked.large else ())):
            subprocess.run([sys.executable, __file__, "--one", str(bits), str(parties)], check=True)


if __name__ == "__main__":
    main()
