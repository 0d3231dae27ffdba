"""Sound dialogue files, made by walking the records: whoever adds a field has it written and read again by the tests.

What a field may hold follows from its annotation; only where it refers to something else in the file (a party, an
option, a condition) does `REFERENCES` say to what. The names are always the same few.
"""

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from detente.formats import records as r
from detente.formats import shapes
from detente.formats import written as w
from detente.model.dialogue import CommitmentState

WORDS = ["yes", "no", "none", "010", "1e3", "~", "null", "2010-10-22", "a: b", "x #y", "*x", "-", "?", "p. 4"]
SAID = st.one_of(st.sampled_from(WORDS), st.text(st.characters(exclude_categories=["Cs"]), max_size=9))
ID = st.integers(0, 10**6).map("i-{}".format)
DATE = st.sampled_from(["2010", "2010-10", "2010-10-22", "2010-10-20/22", "2010-10-20/11-02"])
CHANCE = st.sampled_from(["likely", "almost certain", "0.25", "70%", "0", "1"])

PARTIES, FACT = ("p0", "p1", "p2"), "fact"
LEVELS = {"o0": ["no way", "half", "010"], "o1": ["no", "yes"], "o2": ["no", "yes"]}
OWNER = dict(zip(LEVELS, PARTIES, strict=True))
ASKS, ROUNDS = ("a-1", "o1"), ("r-1", "r-2")

PARTY = st.sampled_from(PARTIES)
ATOM = st.sampled_from(["o1", "o2", FACT, "o0 >= half", "not o0 is 010", 'o0 < "010"', "true"])
EXPR = st.recursive(
    ATOM,
    lambda e: st.one_of(
        st.builds("({} {} {})".format, e, st.sampled_from(["and", "or", "unless", "iff"]), e),
        st.builds("(if {} then {})".format, e, e),
        st.builds("not ({})".format, e),
    ),
    max_leaves=3,
)
STATE = st.fixed_dictionaries({}, optional={o: st.sampled_from(levels) for o, levels in LEVELS.items()})
OWN = st.fixed_dictionaries({}, optional={"o0": st.sampled_from(LEVELS["o0"])})
PER_PARTY = st.fixed_dictionaries({}, optional=dict.fromkeys(PARTIES, STATE))
OPTION = st.sampled_from(list(LEVELS))
RANKING = st.just([{"o0": "no way"}, [1, 2, 3, 4, 5, 6], [7, 8], 9, 10, 11])

REFERENCES = {
    "DialogueFile.detente": st.just(1),
    "DialogueFile.status_quo": STATE,
    "DialogueFile.fallback": PER_PARTY,
    "DialogueFile.positions": PER_PARTY,
    "DialogueFile.intentions": PER_PARTY,
    "DialogueFile.weights": st.fixed_dictionaries(
        {}, optional={"p1": st.dictionaries(EXPR, st.sampled_from(["1", "-0.5", "2e3"]), max_size=2)}
    ),
    "DialogueFile.ranking": st.fixed_dictionaries({}, optional={"p2": RANKING}),
    "DialogueFile.attitudes": st.fixed_dictionaries(
        {}, optional={"p0": st.dictionaries(PARTY, st.sampled_from("+0-"), max_size=2)}
    ),
    "Entry.id": ID,
    "EvidenceEntry.source": st.just("src"),
    "EvidenceEntry.place": st.sampled_from(["", "p. 4", "¶7", "a: b"]),
    "EvidenceEntry.at": st.tuples(st.integers(0, 9), st.integers(10, 99)).map(list),
    "PartyEntry.ratifies": st.sampled_from(["p0"]),
    "PartyEntry.unless": EXPR,
    "PartyEntry.of": st.lists(OPTION, unique=True),
    "PartyEntry.names": st.dictionaries(st.sampled_from(["fr", "de"]), SAID),
    "OptionEntry.by": st.nothing(),
    "OptionEntry.levels": st.nothing(),
    "OptionEntry.asked_by": st.nothing(),
    "OptionEntry.asked": st.nothing(),
    "Entry.front": st.sampled_from(["f-1", ""]),
    "AskEntry.of": st.just("p1"),
    "AskEntry.by": st.just("p0"),
    "AskEntry.that": EXPR.map("o1 or ({})".format),
    "RuleEntry.for": st.sampled_from(["", *PARTIES]),
    "RuleEntry.never": st.sampled_from(["o1 and o2 and fact and o0 is 010", "false"]),
    "StatementEntry.want": EXPR,
    "AddedEntry.want": EXPR,
    "AddedEntry.before": st.sampled_from(["line-1", ""]),
    "AddedEntry.after": st.sampled_from(["line-1", ""]),
    "MovedEntry.id": st.just("line-1"),
    "MovedEntry.by": st.sampled_from(["1", "-2"]),
    "RoundEntry.circumstances": st.dictionaries(st.just(FACT), st.booleans()),
    "RoundEntry.status_quo": STATE,
    "RoundEntry.tabled": st.lists(st.sampled_from(ASKS), unique=True),
    "AnswerEntry.granted": st.sampled_from(["", "yes"]),
    "CommitmentEntry.by": st.lists(PARTY, min_size=1, unique=True),
    "CommitmentEntry.to": st.lists(PARTY, unique=True),
    "CommitmentEntry.round": st.sampled_from([*ROUNDS, ""]),
    "CommitmentEntry.does": EXPR,
    "StatusEntry.says": st.dictionaries(PARTY, st.sampled_from(get_args(CommitmentState))),
    "DraftEntry.by": PARTY,
    "DraftEntry.round": st.sampled_from([*ROUNDS, ""]),
    "DraftEntry.sets": STATE.filter(bool),
    "HappenedEntry.what": st.one_of(st.sampled_from(ASKS), EXPR),
    "EventEntry.text": SAID.filter(bool),
    "ViewEntry.who": st.just("p1"),
    "ViewEntry.of": st.just("p0"),
    "ViewEntry.ranking": RANKING,
    "ViewEntry.drop": st.lists(st.just("line-1"), max_size=1),
    "OfferEntry.by": st.just("p0"),
    "OfferEntry.give": OWN,
    "OfferEntry.if": EXPR,
    "OfferEntry.else": OWN,
    "DoubtEntry.who": PARTY,
    "DoubtEntry.of": PARTY,
    "DoubtEntry.option": OPTION,
    "JudgementEntry.question": st.sampled_from(["attitude a-1", "order line-1 line-2", "a: b"]),
    "JudgementEntry.answer": st.sampled_from(["first", "x"]),
    "SilenceEntry.code": st.sampled_from(["idle-party", "x"]),
    "SilenceEntry.because": st.sampled_from(["known", "a: b"]),
}
"""What a field refers to, by record and field, or by the field alone for all records."""

SECTIONS = {
    "sources": ("src",),
    "parties": PARTIES,
    "fronts": ("f-1",),
    "circumstances": (FACT,),
    "options": tuple(LEVELS),
    "asks": ("a-1",),
    "commitments": ("c-1", "c.2"),
    "answers": ASKS,
    "priorities": ("p0",),
}
"""The ids that stand in a section."""


def fields_of(record: type[BaseModel]) -> dict[str, Any]:
    """Field as it is written -> pydantic's description of it."""
    return {field.alias or name: field for name, field in record.model_fields.items()}


def all_fields() -> set[str]:
    """Record.field of every field that a dialogue file may have."""
    kinds = [k for k in vars(r).values() if isinstance(k, type) and issubclass(k, BaseModel) and k is not BaseModel]
    skipped = {"Entry", "Cited", "HappenedFile"}
    fields = {f"{k.__name__}.{name}" for k in kinds if k.__name__ not in skipped for name in fields_of(k)}
    return fields - {"AddedEntry.equally"}  # inherited, and refused


def entry(record: type[BaseModel], deep: bool = True, full: bool = False) -> st.SearchStrategy[Any]:
    """What an entry of this kind may be; `full`: with every field."""
    needed, may, lines = {}, {}, issubclass(record, r.StatementEntry)
    for name, field in fields_of(record).items():
        if lines and name in ("want", "equally"):
            continue
        made = _field(record, name, field, deep, full)
        if made is not None and not made.is_empty:
            (needed if full or field.is_required() else may)[name] = made
    if lines:
        return _statement(record, needed, may, deep, full)
    return _sound(record, st.fixed_dictionaries(needed, optional=may))


def _sound(record: type[BaseModel], made: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Entries of a kind, without fields that do not go together."""
    if record is r.ViewEntry:
        return st.tuples(made, st.sampled_from(["edits", "priorities", "ranking"])).map(_one_way)
    if record is r.HappenedEntry:
        return made.flatmap(lambda e: st.sampled_from(["what", "signed"]).map(lambda way: _came(e, way)))
    if record is r.PartyEntry:
        return made.map(lambda e: e if e.get("ratifies") else {k: v for k, v in e.items() if k not in ("unless", "of")})
    return made


def _came(entry: dict[str, Any], way: str) -> dict[str, Any]:
    if way == "signed":
        return {**{key: value for key, value in entry.items() if key not in ("what", "holds")}, "signed": True}
    what = {"what": entry.get("what", "o1"), "holds": entry.get("holds") or "partly"}
    return {**{key: value for key, value in entry.items() if key != "signed"}, **what}


def _one_way(drawn: tuple[dict[str, Any], str]) -> dict[str, Any]:
    view, way = drawn
    others = {"edits": ("priorities", "ranking"), "priorities": ("drop", "add", "move", "ranking"),
              "ranking": ("drop", "add", "move", "priorities")}  # fmt: skip
    return {key: value for key, value in view.items() if key not in others[way]}


def _statement(
    record: type[BaseModel], needed: dict[str, Any], may: dict[str, Any], deep: bool, full: bool
) -> st.SearchStrategy[Any]:
    wants = st.fixed_dictionaries({"want": EXPR, **needed}, optional=may)
    if record is r.AddedEntry:
        return st.tuples(wants, st.sampled_from(["before", "after"])).map(
            lambda drawn: {k: v for k, v in drawn[0].items() if k != drawn[1]}
        )
    if not deep:
        return wants
    inner = st.lists(entry(r.StatementEntry, deep=False, full=full), min_size=2, max_size=3)
    group = {k: v for k, v in {**needed, **may}.items() if k in ("id", "because", "evidence", "basis", "note")}
    return st.one_of(wants, st.fixed_dictionaries({"equally": inner}, optional=group))


def _field(record: type[BaseModel], name: str, field: Any, deep: bool, full: bool) -> st.SearchStrategy[Any] | None:
    for kind in record.__mro__:
        if f"{kind.__name__}.{name}" in REFERENCES:
            return REFERENCES[f"{kind.__name__}.{name}"]
    if f"Entry.{name}" in REFERENCES and record is not r.MovedEntry:
        return REFERENCES[f"Entry.{name}"]
    return _value(field.annotation, tuple(field.metadata), name, deep, full)


def _value(hint: Any, marks: tuple[Any, ...], name: str, deep: bool, full: bool) -> st.SearchStrategy[Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _value(args[0], (*marks, *args[1:]), name, deep, full)
    if origin in (Union, types.UnionType):
        return _value(next(a for a in args if a is not type(None)), marks, name, deep, full)
    if origin is Literal:
        return st.sampled_from(args)
    if origin is list:
        return st.lists(_value(args[0], (), name, deep, full), min_size=int(full), max_size=2)
    if origin is dict:
        return _section(name, _value(args[1], (), name, deep, full), full)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return entry(hint, deep=deep, full=full)
    if hint is bool:
        return st.booleans()
    if hint is str and any(mark in marks for mark in w.Date.__metadata__):
        return DATE
    if hint is str and any(mark in marks for mark in w.Chance.__metadata__):
        return CHANCE
    if hint is str:
        return SAID
    raise NotImplementedError(f"`{name}`: {hint}; say in REFERENCES what it may hold")


def _section(name: str, item: st.SearchStrategy[Any], full: bool) -> st.SearchStrategy[Any]:
    if name not in SECTIONS:
        raise NotImplementedError(f"`{name}` is a mapping of names; say in SECTIONS which")
    if name == "options":
        return st.fixed_dictionaries({o: _option(o, item) for o in LEVELS})
    if not full and name in ("answers", "commitments", "fronts"):
        return st.fixed_dictionaries({}, optional=dict.fromkeys(SECTIONS[name], item))
    if name == "parties":
        nobody = item.map(lambda entry: {k: v for k, v in entry.items() if k not in ("ratifies", "unless", "of")})
        return st.fixed_dictionaries({p: nobody if p == "p0" else item for p in PARTIES})
    return st.fixed_dictionaries(dict.fromkeys(SECTIONS[name], item))


def _option(id: str, item: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    asked = {"asked_by": "p0", "asked": "yes"} if id == "o1" else {}
    return item.map(lambda entry: {**entry, "by": OWNER[id], "levels": LEVELS[id], **asked})


def _whole(data: dict[str, Any]) -> dict[str, Any]:
    """A file in which what the names refer to is there."""
    data["priorities"] = {"p0": [{"id": "line-1", "want": "o1"}, *data.get("priorities", {}).get("p0", [])]}
    data.setdefault("fronts", {})["f-1"] = data.get("fronts", {}).get("f-1") or {}
    for key in ("sources", "circumstances", "asks"):
        data.setdefault(key, {id: {} for id in SECTIONS[key]})
    data["asks"].setdefault("a-1", {})
    data["asks"]["a-1"] = {"of": "p1", "by": "p0", "that": "o1", **data["asks"]["a-1"]}
    given = data.get("rounds", [])
    data["rounds"] = [{**round, "id": id} for id, round in zip(ROUNDS, [*given, {}, {}], strict=False)]
    if "status_quo" in data.get("rounds", [{}])[-1]:
        data.pop("status_quo", None)
    for party in ("p1", "p2"):
        if party in data.get("weights", {}) and party in data.get("ranking", {}):
            del data["weights"][party]
    return data


FILES = st.one_of(entry(r.DialogueFile, full=True), entry(r.DialogueFile)).map(_whole)
"""The data of dialogue files with any fields that there are; half of them with all that go together."""


def said(record: type[BaseModel], data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """(Record.field, its path) of everything that is said in a file's data, empty or not."""
    for name, value in data.items():
        field = fields_of(record).get(name)
        if field is None:
            continue
        yield f"{record.__name__}.{name}", (*path, name)
        inner = shapes.entry_type(field.annotation)
        if inner is not None:
            for step, item in _items(value, inner):
                yield from said(inner, item, (*path, name, *step))


def _items(value: Any, inner: type[BaseModel]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The entries inside a value, each with the steps to it."""
    if isinstance(value, dict) and set(value) <= set(fields_of(inner)) and value:
        yield (), value
    elif isinstance(value, dict | list):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            for steps, entry in _items(item, inner):
                yield (step, *steps), entry
