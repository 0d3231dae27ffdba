"""The back-tests of all shipped dialogues together: how good the program was over the shelf, failures first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente import formats
from detente.analyses.backtest import Against, Backtest, Claim, Standings, backtest, tallied
from detente.methods.forecasts.scores import Band, Parts
from detente.model.dialogue import Dialogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One dialogue of the shelf, by the name that commands know, and its back-test."""

    name: str
    dialogue: Dialogue
    result: Backtest


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A question on whose wrong side a chance was, and of which dialogue."""

    name: str
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The standings of one dialogue, the analyst's own chances apart."""

    name: str
    title: str
    signed: str
    standings: Standings


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The shelf's back-tests together.

    `rows`: by dialogue, the worst first. `failures`: every question on the wrong side, the worst first. `tables`,
    `all`, `calibration`, `parts`: as of one back-test, over the questions of all. `untested`: dialogues of which
    nothing tells what came.
    """

    rows: tuple[Row, ...]
    failures: tuple[Failure, ...]
    tables: dict[Against, Standings]
    all: Standings
    calibration: tuple[Band, ...]
    parts: Parts | None
    untested: tuple[str, ...]


def shipped(seed: int = 1) -> tuple[Tested, ...]:
    """Every shipped dialogue with its back-test."""
    return tuple(_tested(name, seed) for name in formats.examples())


def _tested(name: str, seed: int) -> Tested:
    dialogue = formats.load(name)
    after = formats.happened(name, dialogue)
    found = backtest(dialogue, happened=after.happened, sources=after.sources, seed=seed)
    return Tested(name=name, dialogue=dialogue, result=found)


def shelf(tested: Iterable[Tested]) -> Shelf:
    """What some back-tests come to together."""
    listed = tuple(tested)
    every = [(one.name, claim) for one in listed for claim in one.result.claims]
    rows = [
        Row(name=one.name, title=one.dialogue.title, signed=one.result.signed, standings=one.result.all)
        for one in listed if one.result.claims
    ]  # fmt: skip
    failures = [Failure(name=name, claim=claim) for name, claim in every if claim.brier > 0.25]
    return Shelf(
        rows=tuple(sorted(rows, key=lambda row: -(row.standings.given.brier or 0))),
        failures=tuple(sorted(failures, key=lambda one: -one.claim.brier)),
        **tallied([claim for _, claim in every]),
        untested=tuple(one.name for one in listed if not one.result.claims),
    )
