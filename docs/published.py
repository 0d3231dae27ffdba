"""The page "As published, as computed": each model of `tests/cases`, solved with the site, beside its source."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1] / "tests"

HEAD = """# As published, as computed

Models from the literature, solved by the program while this page was made. *As published* is what is told of the
equilibria of each in its source and in the literature since. **The books themselves were not at hand when these
tables were written: look a figure up before you cite it.** The kept solutions of GMCR+ and the models of Korea were. A
dash means that nothing is told, or that no table could be had. *As computed* is what `detente equilibria` finds. Where
the two differ, the reason stands in the last column; without one the site would not be built. States carry the
source's own numbers where it has any, else their codes. The files are in `tests/cases`, with the verdict of every party
on every state; the tests hold every engine to them. The [concepts](../concepts/index.md) have a page each.
"""


VECTORS = 300
"""Conformance vectors that go with the site."""


def vectors() -> str:
    """The first conformance vectors, one in a line."""
    _with_tests()
    from vectors import vector

    return "".join(json.dumps(vector(seed), separators=(",", ":")) + "\n" for seed in range(VECTORS))


def _with_tests() -> None:
    if str(TESTS) not in sys.path:
        sys.path.append(str(TESTS))


def page() -> str:
    """The whole page, in Markdown."""
    _with_tests()
    import reference

    return "\n".join([HEAD, *(_case(case) for case in reference.published())])


def _case(case: Any) -> str:
    import detente as dt
    from detente.engine.concepts import EVERY

    result = dt.equilibria(case.dialogue, limit=None)
    by_code = {state.code: state for state in result.equilibria}
    number = {code: n for n, codes in case.numbers.items() for code in codes}
    computed = {row.name: [code for code, state in by_code.items() if row.name in state.concepts] for row in EVERY}
    rows = [
        f"| {row.short} | {_listed(case.reported.get(row.name), number)} | {_listed(computed[row.name], number)} "
        f"| {_same(case, row.name, computed[row.name])} |"
        for row in EVERY
    ]
    first = {number.get(code, code): code for code in sorted(by_code, reverse=True)}
    named = [f"| {n} | {_done(case.dialogue, code)}{_more(case, n)} |" for n, code in sorted(first.items())]
    readme = (TESTS / "cases" / case.name / "README.md").read_text(encoding="utf-8")
    title, _, text = readme.partition("\n")
    return "\n".join([
        f"## {title.lstrip('# ')}", text,
        f"{result.states.feasible} states can be, of {result.states.possible}. File: `tests/cases/{case.name}`.\n",
        "| stable for all | as published | as computed | |", "|---|---|---|---|", *rows, "",
        "| state | what is done there |", "|---|---|", *named, "",
    ])  # fmt: skip


def _same(case: Any, concept: str, computed: list[int]) -> str:
    if concept not in case.reported:
        return ""
    return "the same" if sorted(computed) == case.reported[concept] else f"differs: {case.differs[concept]}"


def _listed(codes: Iterable[int] | None, number: Mapping[int, int]) -> str:
    if codes is None:
        return "–"
    return ", ".join(map(str, sorted({number.get(code, code) for code in codes}))) or "none"


def _more(case: Any, number: int) -> str:
    others = len(case.numbers.get(number, ())) - 1
    return f" (and {others} more states of the file that the source counts as this one)" if others > 0 else ""


def _done(dialogue: Any, code: int) -> str:
    """The options that are done in a state, each with its owner; "nothing" where there are none."""
    owner = {party.id: party.name for party in dialogue.parties}
    state = dialogue.state(code)
    done = [f"{owner[o.by]}: {o.text}" for o, level in zip(dialogue.options, state, strict=True) if level]
    return "; ".join(done) or "nothing"
