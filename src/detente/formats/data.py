"""A `Dialogue` as the plain data of a dialogue file: what was not said is left out, what can be short is short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from detente.model import dialogue as m
from detente.model.expression import Compare, unparse
from detente.model.ids import slug

Data = dict[str, Any]


def to_data(dialogue: m.Dialogue) -> Data:
    """The dialogue in the file's own shape; `formats.parse(formats.dump(d)) == d`."""
    quo = dialogue.status_quo
    sections: Data = {
        "detente": 1,
        "title": dialogue.title,
        "summary": dialogue.summary,
        "note": dialogue.note,
        "horizon": dialogue.horizon,
        "sources": {s.id: _source(s) for s in dialogue.sources},
        "parties": {p.id: _party(p) for p in dialogue.parties},
        "fronts": {f.id: _lean({"name": _unless(f.name, f.id), "kind": f.kind, "rank": f.rank}, f)
                   for f in dialogue.fronts},
        "circumstances": {c.id: _circumstance(c) for c in dialogue.circumstances},
        "options": {o.id: _option(dialogue, o) for o in dialogue.options},
        "asks": {a.id: _ask(a) for a in dialogue.asks if a != _short(dialogue, a)},
        "rules": [_rule(r) for r in dialogue.rules],
        "priorities": {p: _priorities(x, p) for p, x in dialogue.preferences.items() if x.priorities},
        "weights": {p: _weights(x) for p, x in dialogue.preferences.items() if x.weights},
        "ranking": {p: _ranking(x) for p, x in dialogue.preferences.items() if x.ranking},
        "status_quo": {} if quo is None else _levels(dialogue, _changed(dialogue, quo)),
        "rounds": [_round(dialogue, r) for r in dialogue.rounds],
        "commitments": {c.id: _commitment(c) for c in dialogue.commitments},
        "views": [_view(v) for v in dialogue.views],
        "fallback": _per_party(dialogue, dialogue.fallback),
        "positions": _per_party(dialogue, dialogue.positions),
        "intentions": _per_party(dialogue, dialogue.intentions),
        "doubts": [_lean({"who": d.who, "of": d.of, "option": d.option}, d) for d in dialogue.doubts],
        "offers": [_offer(dialogue, o) for o in dialogue.offers],
        "attitudes": {who: dict(others) for who, others in dialogue.attitudes.items()},
        "silence": [_full({"code": s.code, "at": s.at, "because": s.because, "note": s.note})
                    for s in dialogue.silences],
    }
    if quo is None:
        del sections["status_quo"]
    needed = ("parties", "options", "status_quo")  # even if empty
    return {key: value for key, value in sections.items() if key in needed or value not in ("", {}, [])}


# ---- entries -------------------------------------------------------------------------------------------------------


def _full(fields: Mapping[str, Any]) -> Data:
    """Without what says nothing."""
    return {key: value for key, value in fields.items() if value is not False and value not in ("", None, {}, [])}


def _lean(fields: Mapping[str, Any], line: m.Line) -> Data:
    """The fields that say something, and what every line may carry."""
    evidence = [f"{e.source} {e.place}".strip() for e in line.evidence]
    carried = {"evidence": evidence[0] if len(evidence) == 1 else evidence,
               "basis": "" if line.basis == "stated" else line.basis, "note": line.note}
    return _full({**fields, **carried})


def _unless(text: str, default: str) -> str:
    return "" if text == default else text


def _chance(chance: m.Chance | None) -> str | float | None:
    return None if chance is None else chance.word or chance.value


def _source(s: m.Source) -> Data:
    return _full({"title": _unless(s.title, s.id), "date": s.date, "kind": s.kind, "author": s.author, "note": s.note})


def _party(p: m.Party) -> Data:
    entry = _lean({"name": _unless(p.name, p.id), "code": p.code, "aliases": list(p.aliases), "at_table": True,
                   "ratifies": p.ratifies}, p)
    if p.at_table:
        del entry["at_table"]
    else:
        entry["at_table"] = False
    return entry


def _circumstance(c: m.Circumstance) -> Data:
    return _lean({"text": _unless(c.text, c.id), "now": c.now, "chance": _chance(c.chance),
                  "otherwise": c.otherwise}, c)


def _option(dialogue: m.Dialogue, o: m.Option) -> Data:
    fields: Data = {"by": o.by, "text": _unless(o.text, o.id), "front": o.front}
    ask = next((a for a in dialogue.asks if a.id == o.id and a == _short(dialogue, a)), None)
    if ask is not None and isinstance(ask.that, Compare):
        fields["asked_by"] = ask.by
        fields["asked"] = "" if ask.that == Compare(o.id, ">=", o.levels[-1]) else ask.that.level
    fields["levels"] = [] if o.levels == ("no", "yes") else list(o.levels)
    fields["direction"] = "" if o.direction == "both" else o.direction
    return _lean(fields, o)


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


def _ask(a: m.Ask) -> Data:
    return _lean({"of": a.of, "by": a.by, "that": unparse(a.that), "text": _unless(a.text, a.id), "front": a.front}, a)


def _rule(r: m.Rule) -> Data:
    never = unparse(r.never)
    return _lean({"id": _unless(r.id, slug(never)), "never": never, "because": r.because, "ground": r.ground,
                  "sure": _chance(r.sure)}, r)


# ---- preferences ---------------------------------------------------------------------------------------------------


def _priorities(preferences: m.Preferences, prefix: str) -> list[Any]:
    return [_priority(p, prefix) for p in preferences.priorities]


def _priority(p: m.Priority, prefix: str) -> Any:
    if isinstance(p, m.Statement):
        return _short_statement(_statement(p, prefix))
    text = slug("equally " + " ".join(unparse(item.want) for item in p.items))
    items = [_short_statement(_statement(item, prefix)) for item in p.items]
    return _lean({"id": _unless(p.id, f"{prefix}.{text}"), "equally": items, "because": p.because}, p)


def _statement(s: m.Statement, prefix: str) -> Data:
    want = unparse(s.want)
    return _lean({"id": _unless(s.id, f"{prefix}.{slug(want)}"), "want": want, "because": s.because,
                  "ground": s.ground, "sure": _chance(s.sure), "strong": s.strong, "unknown": s.unknown}, s)


def _short_statement(entry: Data) -> Any:
    return entry["want"] if len(entry) == 1 else entry


def _weights(preferences: m.Preferences) -> Data:
    made: Data = {}
    for weight in preferences.weights:
        text = unparse(weight.expr)
        while text in made:
            text = f"({text})"  # the same expression twice counts twice
        made[text] = int(weight.value) if weight.value.is_integer() else weight.value
    return made


def _ranking(preferences: m.Preferences) -> list[Any]:
    return [group[0] if len(group) == 1 else list(group) for group in preferences.ranking]


# ---- states, rounds, commitments, views ----------------------------------------------------------------------------


def _changed(dialogue: m.Dialogue, state: m.State) -> m.Levels:
    return tuple((o.id, k) for o, k in zip(dialogue.options, state, strict=True) if k)


def _levels(dialogue: m.Dialogue, levels: m.Levels) -> Data:
    return {option: dialogue.levels[option][k] for option, k in levels}


def _per_party(dialogue: m.Dialogue, stated: Mapping[str, m.Levels]) -> Data:
    return {party: _levels(dialogue, levels) for party, levels in stated.items()}


def _round(dialogue: m.Dialogue, r: m.Round) -> Data:
    entry: Data = {"id": r.id, "date": r.date, "place": r.place, "title": r.title}
    if r.circumstances:
        entry["circumstances"] = dict(r.circumstances)
    entry = _full(entry)
    if r.status_quo is not None:
        entry["status_quo"] = _levels(dialogue, _changed(dialogue, r.status_quo))
    if r.tabled != tuple(a.id for a in dialogue.asks):
        entry["tabled"] = list(r.tabled)
    answers = {a.ask: _lean({"answer": a.answer, "granted": a.granted}, a) for a in r.answers}
    events = [_lean({"date": e.date, "text": e.text}, e) for e in r.events]
    return entry | _lean({"answers": answers, "events": events}, r)


def _commitment(c: m.Commitment) -> Data:
    status = _lean({"state": _unless(c.status.state, "open"), "as_of": c.status.as_of}, c.status)
    return _lean({"by": _one(c.by), "to": _one(c.to), "front": c.front, "round": c.round,
                  "text": _unless(c.text, c.id),
                  "does": "" if c.does is None else unparse(c.does), "due": c.due, "status": status}, c)


def _one(texts: tuple[str, ...]) -> Any:
    return texts[0] if len(texts) == 1 else list(texts)


def _view(v: m.View) -> Data:
    prefix = f"{v.who}.{v.of}"
    entry: Data = {"id": _unless(v.id, f"{v.who}-of-{v.of}"), "who": v.who, "of": v.of, "because": v.because,
                   "sure": _chance(v.sure), "drop": list(v.drop)}
    entry["add"] = [_added(a, prefix) for a in v.add]
    entry["move"] = [{"id": id, "by": places} for id, places in v.move]
    entry = _lean(entry, v)
    if v.instead is not None:
        if v.instead.ranking:
            entry["ranking"] = _ranking(v.instead)
        else:
            entry["priorities"] = _priorities(v.instead, prefix)
    return entry


def _added(a: m.Added, prefix: str) -> Data:
    return _full({**_statement(a.statement, prefix), "before": a.before, "after": a.after})


def _offer(dialogue: m.Dialogue, o: m.Offer) -> Data:
    return _lean({"id": o.id, "by": o.by, "give": _levels(dialogue, o.give), "if": unparse(o.condition),
                  "else": _levels(dialogue, o.otherwise)}, o)
