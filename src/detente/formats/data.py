"""A `Dialogue` as the plain data of a dialogue file: what was not said is left out, what can be short is short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from detente.formats import records as r
from detente.formats.fields import entry, levels, one
from detente.model import dialogue as m
from detente.model.expression import Compare, unparse
from detente.model.ids import slug

Data = dict[str, Any]


def to_data(dialogue: m.Dialogue) -> Data:
    """The dialogue in the file's own shape; `formats.parse(formats.dump(d)) == d`."""
    quo = dialogue.status_quo

    def each(lines: Iterable[Any], record: type[r.Entry]) -> list[Data]:
        return [entry(dialogue, line, record) for line in lines]

    def by_id(lines: Iterable[Any], record: type[r.Entry]) -> dict[str, Data]:
        return {line.id: entry(dialogue, line, record) for line in lines}

    sections: Data = {
        "detente": 1,
        "title": dialogue.title,
        "summary": dialogue.summary,
        "note": dialogue.note,
        "horizon": dialogue.horizon,
        "sources": by_id(dialogue.sources, r.SourceEntry),
        "parties": {p.id: entry(dialogue, p, r.PartyEntry, of=list(p.may_veto)) for p in dialogue.parties},
        "fronts": by_id(dialogue.fronts, r.FrontEntry),
        "circumstances": {c.id: entry(dialogue, c, r.CircumstanceEntry, now=c.now if c.known else None)
                          for c in dialogue.circumstances},
        "options": {o.id: _option(dialogue, o) for o in dialogue.options},
        "asks": by_id((a for a in dialogue.asks if a != _short(dialogue, a)), r.AskEntry),
        "rules": [_rule(dialogue, rule) for rule in dialogue.every_rule],
        "priorities": {p: _priorities(dialogue, x, p) for p, x in dialogue.preferences.items() if x.priorities},
        "weights": {p: _weights(x) for p, x in dialogue.preferences.items() if x.weights},
        "ranking": {p: _ranking(x) for p, x in dialogue.preferences.items() if x.ranking},
        "status_quo": {} if quo is None else _state(dialogue, quo),
        "signature": dialogue.signature and entry(dialogue, dialogue.signature, r.SignatureEntry),
        "rounds": [_round(dialogue, round) for round in dialogue.rounds],
        "texts": each(dialogue.texts, r.DraftEntry),
        "commitments": {c.id: _commitment(dialogue, c) for c in dialogue.commitments},
        "views": [_view(dialogue, v) for v in dialogue.views],
        "fallback": {party: levels(dialogue, chosen) for party, chosen in dialogue.fallback.items()},
        "positions": {party: levels(dialogue, chosen) for party, chosen in dialogue.positions.items()},
        "intentions": {party: levels(dialogue, chosen) for party, chosen in dialogue.intentions.items()},
        "doubts": each(dialogue.doubts, r.DoubtEntry),
        "offers": each(dialogue.offers, r.OfferEntry),
        "attitudes": {who: dict(others) for who, others in dialogue.attitudes.items()},
        "happened": [_happened(dialogue, h) for h in dialogue.happened],
        "interview": each(dialogue.judgements, r.JudgementEntry),
        "lost": list(dialogue.lost),
        "silence": each(dialogue.silences, r.SilenceEntry),
    }
    if dialogue.known is not None:
        sections["status_quo"] = {o.id: "unknown" if level is None else o.levels[level]
                                  for o, level in zip(dialogue.options, dialogue.known, strict=True) if level != 0}
    elif quo is None:
        del sections["status_quo"]
    needed = ("parties", "options", "status_quo")  # even if empty
    return {key: value for key, value in sections.items() if key in needed or value not in ("", None, {}, [])}


# ---- entries that stand otherwise in the file than in the model ------------------------------------------------------


def _unless(text: str, default: str) -> str:
    return "" if text == default else text


def _option(dialogue: m.Dialogue, o: m.Option) -> Data:
    own: Data = {}
    ask = next((a for a in dialogue.asks if a.id == o.id and a == _short(dialogue, a)), None)
    if ask is not None and isinstance(ask.that, Compare):
        last = ask.that == Compare(o.id, ">=", o.levels[-1])
        own = {"asked_by": ask.by, "asked": "" if last else ask.that.level, "asked_matters": ask.matters}
    return entry(dialogue, o, r.OptionEntry, **own)


def _short(dialogue: m.Dialogue, ask: m.Ask) -> m.Ask | None:
    """The ask that an option's `asked_by` would make in its place, or None."""
    if not dialogue.has("options", ask.id) or ask.option != ask.id or not isinstance(ask.that, Compare):
        return None
    option = dialogue.option(ask.id)
    level = ask.that.level
    if level not in option.levels:
        return None
    that = Compare(option.id, ">=" if option.levels.index(level) else "is", level)
    return replace(ask, of=option.by, that=that, text=option.text, front=option.front, evidence=option.evidence,
                   basis=option.basis, note=option.note)


def _rule(dialogue: m.Dialogue, rule: m.Rule) -> Data:
    return entry(dialogue, rule, r.RuleEntry, id=_unless(rule.id, slug(unparse(rule.never))))


# ---- preferences ---------------------------------------------------------------------------------------------------


def _priorities(dialogue: m.Dialogue, preferences: m.Preferences, prefix: str) -> list[Any]:
    return [_priority(dialogue, p, prefix) for p in preferences.priorities]


def _priority(dialogue: m.Dialogue, p: m.Priority, prefix: str) -> Any:
    if isinstance(p, m.Statement):
        made = _statement(dialogue, p, prefix)
        return made["want"] if len(made) == 1 else made
    text = slug("equally " + " ".join(unparse(item.want) for item in p.items))
    items = [_priority(dialogue, item, prefix) for item in p.items]
    return entry(dialogue, p, r.StatementEntry, id=_unless(p.id, f"{prefix}.{text}"), equally=items)


def _statement(dialogue: m.Dialogue, s: m.Statement, prefix: str) -> Data:
    return entry(dialogue, s, r.StatementEntry, id=_unless(s.id, f"{prefix}.{slug(unparse(s.want))}"))


def _weights(preferences: m.Preferences) -> Data:
    made: Data = {}
    for weight in preferences.weights:
        text = unparse(weight.expr)
        while text in made:
            text = f"({text})"  # the same expression twice counts twice
        made[text] = _number(weight.value)
    return made


def _number(value: Fraction) -> int | float | str:
    """A number as it is written: whole, decimal if that says it exactly, else as a fraction."""
    if value.denominator == 1:
        return int(value)
    near = float(value) if abs(value) < 2**1000 else 0.0
    return near if Fraction(repr(near)) == value else str(value)


def _ranking(preferences: m.Preferences) -> list[Any]:
    return [group[0] if len(group) == 1 else list(group) for group in preferences.ranking]


# ---- rounds, commitments, views -------------------------------------------------------------------------------------


def _state(dialogue: m.Dialogue, state: m.State) -> Data:
    """What is done in a state, by name."""
    return {o.id: o.levels[k] for o, k in zip(dialogue.options, state, strict=True) if k}


def _round(dialogue: m.Dialogue, round: m.Round) -> Data:
    every = round.tabled == tuple(a.id for a in dialogue.asks)
    ended = round.ended and entry(dialogue, round.ended, r.EndedEntry)
    return entry(
        dialogue, round, r.RoundEntry,
        status_quo=None if round.status_quo is None else _state(dialogue, round.status_quo),
        tabled=None if every else list(round.tabled),
        answers={a.ask: entry(dialogue, a, r.AnswerEntry) for a in round.answers},
        events=[entry(dialogue, e, r.EventEntry) for e in round.events],
        ended=ended["how"] if ended and len(ended) == 1 else ended,
    )  # fmt: skip


def _commitment(dialogue: m.Dialogue, c: m.Commitment) -> Data:
    status = entry(dialogue, c.status, r.StatusEntry) or None
    return entry(dialogue, c, r.CommitmentEntry, by=one(list(c.by)), to=one(list(c.to)), status=status)


def _happened(dialogue: m.Dialogue, h: m.Happened) -> Data:
    if h.signing:
        return entry(dialogue, h, r.HappenedEntry, what="", holds="", signed=h.signed)
    what = h.ask if h.what is None else unparse(h.what)
    return entry(dialogue, h, r.HappenedEntry, what=what, holds=h.holds, signed=None)


def _view(dialogue: m.Dialogue, v: m.View) -> Data:
    prefix = f"{v.who}.{v.of}"
    added = [{**_statement(dialogue, a.statement, prefix), **_beside(a)} for a in v.add]
    made = entry(dialogue, v, r.ViewEntry, id=_unless(v.id, f"{v.who}-of-{v.of}"), add=added,
                 move=[{"id": id, "by": places} for id, places in v.move])
    if v.instead is not None and v.instead.ranking:
        made["ranking"] = _ranking(v.instead)
    elif v.instead is not None:
        made["priorities"] = _priorities(dialogue, v.instead, prefix)
    return made


def _beside(a: m.Added) -> Data:
    return {side: id for side, id in (("before", a.before), ("after", a.after)) if id}
