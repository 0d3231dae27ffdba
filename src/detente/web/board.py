"""A dialogue as the board shows it: plain data from the dialogue and its facts, states as lists of level numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.analyses.facts import AskFacts, Facts, Standing
from detente.errors import DetenteError
from detente.methods.reasons.positions import positions, threatened
from detente.model.dialogue import Circumstance, Dialogue, Equally, Priority, Round
from detente.model.expression import unparse
from detente.report import lines, wording
from detente.report.brief.sure import COMMANDS
from detente.report.document import alphabetic
from detente.report.language import _, said
from detente.report.renderers.thinking import option_words
from detente.workbench import analysis

MOST = 6
"""Settlements that the board shows as columns; the page of `equilibria` has all."""


def board(dialogue: Dialogue, facts: Facts) -> dict[str, Any]:
    """All that the board shows; its form is told in the reference of `/api/v1`."""
    tags = wording.tags(dialogue)
    return {
        "title": dialogue.title,
        "as_of": facts.as_of,
        "round": facts.round,
        "parties": [
            {"id": p.id, "name": wording.capital(p.name), "code": tags[p.id], "at_table": p.at_table, "line": p.line}
            for p in dialogue.parties
        ],
        "circumstances": [_circumstance(c) for c in dialogue.circumstances],
        "options": [
            {"id": o.id, "by": o.by, "text": wording.capital(o.name or o.text), "levels": list(o.levels),
             "direction": o.direction, "front": o.front, "line": o.line, "told": option_words(dialogue, o.id)}
            for o in dialogue.options
        ],
        "asks": [_ask(dialogue, one) for one in facts.asks],
        "rounds": [_round(r) for r in dialogue.rounds],
        "lists": {
            party: [_line(dialogue, line) for line in given.priorities]
            for party, given in dialogue.preferences.items()
        },
        "columns": list(columns(dialogue, facts)),
        "dilemmas": dilemmas(dialogue),
        "refused": [_left_out(part) for part in facts.too_large],
    }  # fmt: skip


def _left_out(part: str) -> str:
    """The question that the board leaves open, in words."""
    asks = said(analysis(COMMANDS.get(part, part)).question)
    return _("{question} There are too many states for this to be worked out here.", question=asks)


def _circumstance(c: Circumstance) -> dict[str, Any]:
    chance = c.chance and {"value": c.chance.value, "band": wording.likelihood(c.chance.value)}
    return {"id": c.id, "text": c.text, "now": c.now, "chance": chance, "line": c.line}


def _ask(dialogue: Dialogue, one: AskFacts) -> dict[str, Any]:
    ask = dialogue.ask(one.ask)
    answers = [{"round": a.round, "answer": a.answer, "granted": a.granted} for a in one.answers]
    return {
        "id": ask.id, "text": wording.ask(dialogue, ask), "by": ask.by, "of": ask.of, "option": ask.option,
        "that": unparse(ask.that),
        "line": ask.line, "now": one.now, "drift": one.drift, "new": one.new, "deal": one.deal, "ways": one.ways,
        "chance": one.chance, "answers": answers,
    }  # fmt: skip


def _round(r: Round) -> dict[str, Any]:
    events = [{"date": e.date, "text": e.text} for e in r.events]
    return {"id": r.id, "title": r.title, "date": r.date, "place": r.place, "line": r.line, "events": events}


def _line(dialogue: Dialogue, line: Priority) -> dict[str, Any]:
    group = line.items if isinstance(line, Equally) else ()
    return {
        "id": line.id,
        "want": "" if isinstance(line, Equally) else unparse(line.want),
        "words": wording.capital(lines.words(dialogue, line)),
        "because": line.because,
        "line": line.line,
        "equally": [_line(dialogue, item) for item in group],
    }


def columns(dialogue: Dialogue, facts: Facts) -> Iterator[dict[str, Any]]:
    """Now, each position, if nobody yields, where it drifts, where it can settle."""
    yield _now(dialogue, facts)
    if dialogue.status_quo is not None:
        yield from _stands(dialogue)
    for n, end in enumerate(facts.drift.ends if facts.drift else (), start=1):
        yield _standing(dialogue, f"drift:{n}", "drift", end.states[0]) | {"chance": end.chance}
    for n, way in enumerate(facts.ways.ways[:MOST] if facts.ways else ()):
        label = alphabetic(n)
        yield _standing(dialogue, label, "settlement", way.shown) | {"label": label, "chance": way.share}
    for n, opened in enumerate(facts.ways.opened[:1] if facts.ways else ()):
        state = list(dialogue.state(opened.at.code))
        yield _column(f"if:{n}", "settlement", state) | {"under": dict(opened.facts), "chance": opened.chance}


def _now(dialogue: Dialogue, facts: Facts) -> dict[str, Any]:
    """The status quo; marks that the file does not know are None, to be filled in."""
    if facts.now is not None:
        return _standing(dialogue, "now", "now", facts.now)
    return _column("now", "now", list(dialogue.status_quo or dialogue.known or [None] * len(dialogue.options)))


def _stands(dialogue: Dialogue) -> Iterator[dict[str, Any]]:
    sq = dialogue.status_quo
    assert sq is not None
    table = list(dialogue.table)
    for party, stand in positions(dialogue, table, sq).items():
        state = [stand.get(option.id) for option in dialogue.options]
        yield _column(f"position:{party}", "position", state) | {"party": party}
    yield _column("threat", "threat", list(threatened(dialogue, sq)))


def _standing(dialogue: Dialogue, id: str, kind: str, standing: Standing) -> dict[str, Any]:
    return _column(id, kind, list(dialogue.state(standing.at.code))) | {"holds": standing.holds}


def _column(id: str, kind: str, state: list[Any]) -> dict[str, Any]:
    under: Mapping[str, bool] = {}
    return {"id": id, "kind": kind, "label": "", "party": "", "holds": None, "chance": None, "under": under,
            "state": state}  # fmt: skip


def dilemmas(dialogue: Dialogue) -> list[dict[str, Any]]:
    """The dilemmas option by option (persuasion, rejection, trust); none where they cannot be asked for."""
    from detente.analyses.dilemmas import dilemmas as asked

    try:
        found = asked(dialogue, version="DT2").dt2
    except DetenteError:
        return []
    return [{"option": d.option, "kind": d.kind, "who": d.who, "toward": d.toward} for d in found]
