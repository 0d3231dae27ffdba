"""A `Dialogue` as the plain data of a dialogue file: what was not said is left out, what can be short is short."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import MISSING, replace
from dataclasses import fields as fields_of
from fractions import Fraction
from functools import cache
from typing import Any, cast

from detente.formats import records as r
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
        "fronts": {f.id: _lean({"name": _unless(f.name, f.id), "kind": f.kind, "rank": f.rank}, f, r.FrontEntry)
                   for f in dialogue.fronts},
        "circumstances": {c.id: _circumstance(c) for c in dialogue.circumstances},
        "options": {o.id: _option(dialogue, o) for o in dialogue.options},
        "asks": {a.id: _ask(a) for a in dialogue.asks if a != _short(dialogue, a)},
        "rules": [_rule(rule) for rule in dialogue.every_rule],
        "priorities": {p: _priorities(x, p) for p, x in dialogue.preferences.items() if x.priorities},
        "weights": {p: _weights(x) for p, x in dialogue.preferences.items() if x.weights},
        "ranking": {p: _ranking(x) for p, x in dialogue.preferences.items() if x.ranking},
        "status_quo": {} if quo is None else _levels(dialogue, _changed(dialogue, quo)),
        "signature": _signature(dialogue.signature),
        "rounds": [_round(dialogue, round) for round in dialogue.rounds],
        "texts": [_lean({"id": t.id, "by": t.by, "round": t.round, "sets": _levels(dialogue, t.sets)}, t, r.DraftEntry)
                  for t in dialogue.texts],
        "commitments": {c.id: _commitment(c) for c in dialogue.commitments},
        "views": [_view(v) for v in dialogue.views],
        "fallback": _per_party(dialogue, dialogue.fallback),
        "positions": _per_party(dialogue, dialogue.positions),
        "intentions": _per_party(dialogue, dialogue.intentions),
        "doubts": [_lean({"who": d.who, "of": d.of, "option": d.option}, d, r.DoubtEntry) for d in dialogue.doubts],
        "offers": [_offer(dialogue, o) for o in dialogue.offers],
        "attitudes": {who: dict(others) for who, others in dialogue.attitudes.items()},
        "happened": [_happened(h) for h in dialogue.happened],
        "interview": [_lean({"question": j.question, "answer": j.answer, "date": j.date}, j, r.JudgementEntry)
                      for j in dialogue.judgements],
        "lost": list(dialogue.lost),
        "silence": [_full({"code": s.code, "at": s.at, "because": s.because, "note": s.note}, r.SilenceEntry)
                    for s in dialogue.silences],
    }
    if dialogue.known is not None:
        sections["status_quo"] = {o.id: "unknown" if level is None else o.levels[level]
                                  for o, level in zip(dialogue.options, dialogue.known, strict=True) if level != 0}
    elif quo is None:
        del sections["status_quo"]
    needed = ("parties", "options", "status_quo")  # even if empty
    return {key: value for key, value in sections.items() if key in needed or value not in ("", {}, [])}


# ---- entries -------------------------------------------------------------------------------------------------------


@cache
def _needed(record: type[r.Entry]) -> frozenset[str]:
    """The fields that an entry of this kind has, even if they are empty."""
    fields = record.model_fields.items()
    return frozenset(field.alias or name for name, field in fields if field.is_required())


def _full(fields: Mapping[str, Any], record: type[r.Entry] = r.Entry) -> Data:
    """Without what says nothing, unless it has to be there."""
    needed = _needed(record)
    return {
        key: value
        for key, value in fields.items()
        if key in needed or (value is not False and value not in ("", None, {}, []))
    }


@cache
def _defaults(kind: Hashable) -> Mapping[str, Any]:
    """The fields of a kind of entry that need not be given, and what they are then; without those of every line."""
    own = {f.name for f in fields_of(kind)} - {f.name for f in fields_of(m.Line)}  # type: ignore[arg-type]
    return {f.name: f.default for f in fields_of(kind) if f.name in own and f.default is not MISSING}  # type: ignore[arg-type]


def _lean(fields: Mapping[str, Any], line: m.Line, record: type[r.Entry]) -> Data:
    """The fields that say something, those that stand in the file as in the model, and what every line may carry."""
    defaults = _defaults(cast("Hashable", type(line))).items()
    rest = {name: default for name, default in defaults if name in record.model_fields and name not in fields}
    plain = {name: value for name, default in rest.items() if (value := getattr(line, name)) != default}
    fields = {**fields, **{name: value for name, value in plain.items() if isinstance(value, str | bool)}}
    evidence = [_evidence(e) for e in line.evidence]
    carried = {"evidence": evidence[0] if len(evidence) == 1 else evidence,
               "basis": "" if line.basis == "stated" else line.basis, "note": line.note}
    return _full({**fields, **carried}, record)


def _evidence(e: m.Evidence) -> str | Data:
    if e.at is None:
        return f"{e.source} {e.place}".strip()
    return _full({"source": e.source, "place": e.place, "at": list(e.at)})


def _unless(text: str, default: str) -> str:
    return "" if text == default else text


def _chance(chance: m.Chance | None) -> str | float | None:
    return None if chance is None else chance.word or chance.value


def _source(s: m.Source) -> Data:
    return _full({"title": _unless(s.title, s.id), "date": s.date, "kind": s.kind, "author": s.author, "file": s.file,
                  "url": s.url, "note": s.note})


def _party(p: m.Party) -> Data:
    truths = {"at_table": None if p.at_table else False, "plural": p.plural, "the": p.the}
    stated = {key: value for key, value in truths.items() if value is not None}
    named = _full({"name": _unless(p.name, p.id), "code": p.code, "aliases": list(p.aliases), "names": dict(p.names)})
    veto: Data = {"ratifies": p.ratifies, "unless": "" if p.unless is None else unparse(p.unless),
                  "of": list(p.may_veto)}
    return {**named, **stated, **_lean(veto, p, r.PartyEntry)}


def _circumstance(c: m.Circumstance) -> Data:
    now: Data = {"now": c.now} if c.known else {}
    said = _lean({"text": _unless(c.text, c.id), "now": "", "chance": _chance(c.chance), "otherwise": c.otherwise}, c,
                 r.CircumstanceEntry)
    return {**_full({"text": said.pop("text", "")}), **now, **said}


def _option(dialogue: m.Dialogue, o: m.Option) -> Data:
    fields: Data = {"by": o.by, "text": _unless(o.text, o.id), "name": o.name, "front": o.front}
    ask = next((a for a in dialogue.asks if a.id == o.id and a == _short(dialogue, a)), None)
    if ask is not None and isinstance(ask.that, Compare):
        fields["asked_by"] = ask.by
        fields["asked"] = "" if ask.that == Compare(o.id, ">=", o.levels[-1]) else ask.that.level
        fields["asked_matters"] = _unless(ask.matters, "should")
    fields["levels"] = [] if o.levels == ("no", "yes") else list(o.levels)
    fields["direction"] = "" if o.direction == "both" else o.direction
    return _lean(fields, o, r.OptionEntry)


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
    return _lean({"of": a.of, "by": a.by, "that": unparse(a.that), "text": _unless(a.text, a.id), "front": a.front,
                  "matters": _unless(a.matters, "should")}, a, r.AskEntry)


def _rule(rule: m.Rule) -> Data:
    never = unparse(rule.never)
    whose = rule.party if isinstance(rule, m.OwnRule) else ""
    return _lean({"id": _unless(rule.id, slug(never)), "for": whose, "never": never, "because": rule.because,
                  "ground": rule.ground, "sure": _chance(rule.sure)}, rule, r.RuleEntry)


# ---- preferences ---------------------------------------------------------------------------------------------------


def _priorities(preferences: m.Preferences, prefix: str) -> list[Any]:
    return [_priority(p, prefix) for p in preferences.priorities]


def _priority(p: m.Priority, prefix: str) -> Any:
    if isinstance(p, m.Statement):
        return _short_statement(_statement(p, prefix))
    text = slug("equally " + " ".join(unparse(item.want) for item in p.items))
    items = [_short_statement(_statement(item, prefix)) for item in p.items]
    return _lean({"id": _unless(p.id, f"{prefix}.{text}"), "equally": items, "because": p.because}, p, r.StatementEntry)


def _statement(s: m.Statement, prefix: str) -> Data:
    want = unparse(s.want)
    return _lean({"id": _unless(s.id, f"{prefix}.{slug(want)}"), "want": want, "because": s.because,
                  "ground": s.ground, "sure": _chance(s.sure), "strong": s.strong, "unknown": s.unknown}, s,
                 r.StatementEntry)


def _short_statement(entry: Data) -> Any:
    return entry["want"] if len(entry) == 1 else entry


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


# ---- states, rounds, commitments, views ----------------------------------------------------------------------------


def _changed(dialogue: m.Dialogue, state: m.State) -> m.Levels:
    return tuple((o.id, k) for o, k in zip(dialogue.options, state, strict=True) if k)


def _levels(dialogue: m.Dialogue, levels: m.Levels) -> Data:
    return {option: dialogue.levels[option][k] for option, k in levels}


def _per_party(dialogue: m.Dialogue, stated: Mapping[str, m.Levels]) -> Data:
    return {party: _levels(dialogue, levels) for party, levels in stated.items()}


def _round(dialogue: m.Dialogue, round: m.Round) -> Data:
    entry: Data = {"id": round.id, "date": round.date, "place": round.place, "title": round.title}
    if round.circumstances:
        entry["circumstances"] = dict(round.circumstances)
    entry = _full(entry)
    if round.status_quo is not None:
        entry["status_quo"] = _levels(dialogue, _changed(dialogue, round.status_quo))
    if round.tabled != tuple(a.id for a in dialogue.asks):
        entry["tabled"] = list(round.tabled)
    answers = {a.ask: _lean({"answer": a.answer, "granted": a.granted}, a, r.AnswerEntry) for a in round.answers}
    events = [_lean({"date": e.date, "text": e.text}, e, r.EventEntry) for e in round.events]
    return entry | _lean({"answers": answers, "events": events, "ended": _ended(round.ended)}, round, r.RoundEntry)


def _ended(ended: m.Ending | None) -> str | Data | None:
    entry = None if ended is None else _lean({"how": ended.how, "date": ended.date}, ended, r.EndedEntry)
    return entry and (entry["how"] if len(entry) == 1 else entry)


def _commitment(c: m.Commitment) -> Data:
    status = _lean({"state": _unless(c.status.state, "open"), "as_of": c.status.as_of, "says": dict(c.status.says),
                    "done": c.status.done}, c.status, r.StatusEntry)
    return _lean({"by": _one(c.by), "to": _one(c.to), "front": c.front, "round": c.round,
                  "text": _unless(c.text, c.id),
                  "does": "" if c.does is None else unparse(c.does), "due": c.due, "status": status}, c,
                 r.CommitmentEntry)


def _signature(s: m.Signature | None) -> Data:
    return {} if s is None else {"chance": _chance(s.chance), **_lean({"by": s.by}, s, r.SignatureEntry)}


def _happened(h: m.Happened) -> Data:
    if h.signing:
        return {"date": h.date, "signed": h.signed, **_lean({"holds": ""}, h, r.HappenedEntry)}
    what = h.ask if h.what is None else unparse(h.what)
    return _lean({"date": h.date, "what": what, "holds": h.holds}, h, r.HappenedEntry)


def _one(texts: tuple[str, ...]) -> Any:
    return texts[0] if len(texts) == 1 else list(texts)


def _view(v: m.View) -> Data:
    prefix = f"{v.who}.{v.of}"
    entry: Data = {"id": _unless(v.id, f"{v.who}-of-{v.of}"), "who": v.who, "of": v.of, "because": v.because,
                   "sure": _chance(v.sure), "drop": list(v.drop)}
    entry["add"] = [_added(a, prefix) for a in v.add]
    entry["move"] = [{"id": id, "by": places} for id, places in v.move]
    entry = _lean(entry, v, r.ViewEntry)
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
                  "else": _levels(dialogue, o.otherwise)}, o, r.OfferEntry)
