"""Records -> the frozen `Dialogue`: names resolve, levels exist, expressions parse; or all problems at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.errors import InputError, TooLarge
from detente.formats.build_talks import commitments_of, happened, judgements_of, rounds_of, silences_of, texts_of
from detente.formats.nodes import MAX_OPTIONS
from detente.formats.place import Place
from detente.formats.preferences import preferences_of
from detente.formats.records import DialogueFile, OptionEntry, SourceEntry
from detente.formats.scope import Scope
from detente.formats.settle import settle
from detente.formats.views import views_of
from detente.model import dialogue as m
from detente.model.expression import Compare, unparse


def build(raw: DialogueFile, place: Place) -> m.Dialogue:
    """The dialogue that a file's records describe. Raises InputError with every problem found, TooLarge."""
    if len(raw.options) > MAX_OPTIONS:
        raise TooLarge(f"{place.file}: options", len(raw.options), MAX_OPTIONS)
    scope = Scope.of(raw, place)
    asks = _asks(raw, scope)
    scope.asks = {ask.id: ask for ask in asks}
    rules = _rules(raw, scope)
    preferences = {party: preferences_of(raw, scope, party) for party in scope.parties}
    _unknown_parties(raw, scope)
    dialogue_parts: dict[str, Any] = {
        "title": raw.title or place.stem,
        "summary": raw.summary,
        "note": raw.note,
        "lost": tuple(raw.lost),
        "horizon": raw.horizon,
        "file": place.file,
        "sources": sources_of(raw.sources, scope),
        "parties": _parties(raw, scope),
        "fronts": _fronts(raw, scope),
        "circumstances": _circumstances(raw, scope),
        "options": _options(raw, scope),
        "asks": asks,
        "rules": tuple(rule for rule in rules if not isinstance(rule, m.OwnRule)),
        "own_rules": tuple(rule for rule in rules if isinstance(rule, m.OwnRule)),
        "preferences": preferences,
        "signature": raw.signature and scope.made(m.Signature, raw.signature, ("signature",)),
        "rounds": rounds_of(raw, scope),
        "texts": texts_of(raw, scope),
        "commitments": commitments_of(raw, scope),
        "views": views_of(raw, scope, preferences),
        "fallback": _per_party(raw, "fallback", scope),
        "positions": _per_party(raw, "positions", scope),
        "intentions": _per_party(raw, "intentions", scope),
        "doubts": _doubts(raw, scope),
        "offers": _offers(raw, scope),
        "attitudes": _attitudes(raw, scope),
        "happened": happened(raw.happened, scope),
        "judgements": judgements_of(raw, scope),
        "silences": silences_of(raw, scope),
    }
    unknown = [id for id, level in (raw.status_quo or {}).items() if scope.unknown(id, level)]
    said = {id: level for id, level in (raw.status_quo or {}).items() if id not in unknown}
    stated = None if raw.status_quo is None else scope.state(scope.some_levels(said, ("status_quo",)))
    if unknown and stated is not None:
        pairs = zip(scope.levels, stated, strict=True)
        dialogue_parts["known"] = tuple(None if id in unknown else level for id, level in pairs)
    if not raw.options:
        place.wrong(("options",), "there are no options: nobody could do anything")
    if place.problems:
        raise InputError(*place.problems)
    dialogue = settle(m.Dialogue(**dialogue_parts), stated, place)
    if place.problems:
        raise InputError(*place.problems)
    return dialogue


def sources_of(raw: Mapping[str, SourceEntry], scope: Scope) -> tuple[m.Source, ...]:
    """The sources of a file."""
    return tuple(scope.made(m.Source, s, ("sources", id), id=id) for id, s in raw.items())


def _parties(raw: DialogueFile, scope: Scope) -> tuple[m.Party, ...]:
    made = []
    for id, p in raw.parties.items():
        at = ("parties", id)
        if p.ratifies == id:
            scope.place.wrong((*at, "ratifies"), f"`{id}` cannot ratify for itself")
        for field in ("unless", "of"):
            if getattr(p, field) and not p.ratifies:
                scope.place.wrong((*at, field), f"`{field}` of `{id}` is about a veto, and `{id}` ratifies for nobody;",
                                  "say for whom in `ratifies`.")
        for k, option in enumerate(p.of):
            scope.known(option, "option", (*at, "of", k))
        may_veto = tuple(option for option in scope.levels if option in p.of)
        made.append(scope.made(m.Party, p, at, whose=f"`unless` of `{id}`", id=id, may_veto=may_veto))
    return tuple(made)


def _fronts(raw: DialogueFile, scope: Scope) -> tuple[m.Front, ...]:
    stated = tuple(scope.made(m.Front, f, ("fronts", id), id=id) for id, f in raw.fronts.items())
    return stated or tuple(m.Front(id=id, name=id) for id in scope.fronts)


def _circumstances(raw: DialogueFile, scope: Scope) -> tuple[m.Circumstance, ...]:
    return tuple(
        scope.made(m.Circumstance, c, ("circumstances", id), id=id, now=bool(c.now), known=c.now is not None)
        for id, c in raw.circumstances.items()
    )


def _options(raw: DialogueFile, scope: Scope) -> tuple[m.Option, ...]:
    for id, o in raw.options.items():
        if not o.asked_by and (o.asked or o.asked_matters != "should"):
            field = "asked" if o.asked else "asked_matters"
            message = f"`{field}` of option `{id}` says nothing, since nobody asks for it by `asked_by`"
            scope.place.notice(("options", id, field), "asked-by-nobody", message)
    return tuple(scope.made(m.Option, o, ("options", id), id=id) for id, o in raw.options.items())


def _asks(raw: DialogueFile, scope: Scope) -> tuple[m.Ask, ...]:
    made = [_shorthand(id, o, scope) for id, o in raw.options.items() if o.asked_by]
    short = {ask.id: ask for ask in made}
    for id, a in raw.asks.items():
        at = ("asks", id)
        if id in short:
            scope.place.wrong(at, f"`{id}` is already the ask that `asked_by` makes in line {short[id].line};",
                              "rename this one.")
        if a.of == a.by:
            scope.place.wrong(at, f"ask `{id}`: `{a.by}` asks itself;",
                              "`of` is the party that is asked, `by` the one that asks.")
        made.append(scope.made(m.Ask, a, at, whose=f"ask `{id}`", id=id))
    return tuple(made)


def _shorthand(id: str, o: OptionEntry, scope: Scope) -> m.Ask:
    at = ("options", id)
    scope.known(o.asked_by, "party", (*at, "asked_by"))
    if o.asked_by == o.by:
        scope.place.wrong((*at, "asked_by"), f"option `{id}`: `{o.by}` asks itself;",
                          "`by` is the party that decides it, `asked_by` the one that wants it.")
    levels = scope.levels.get(id, tuple(o.levels)) or ("",)  # too few are told where levels are checked
    asked = scope.level(id, o.asked, (*at, "asked")) if o.asked else len(levels) - 1
    op = ">=" if asked else "is"
    return scope.made(m.Ask, o, at, id=id, of=o.by, by=o.asked_by, that=Compare(id, op, levels[asked]),
                      option=id, matters=o.asked_matters)


def _rules(raw: DialogueFile, scope: Scope) -> tuple[m.Rule, ...]:
    made: list[m.Rule] = []
    for i, r in enumerate(raw.rules):
        at = ("rules", i)
        never = scope.expression(r.never, (*at, "never"), f"rule `{r.id}`" if r.id else "a rule")
        id = scope.identify(r.id, unparse(never), at)
        made.append(scope.made(m.OwnRule if r.party else m.Rule, r, at, id=id, never=never))
    return tuple(made)


def _unknown_parties(raw: DialogueFile, scope: Scope) -> None:
    for section in ("priorities", "weights", "ranking"):
        for party in getattr(raw, section):
            scope.known(party, "party", (section, party))


def _per_party(raw: DialogueFile, section: str, scope: Scope) -> dict[str, m.Levels]:
    made = {}
    for party, levels in getattr(raw, section).items():
        scope.known(party, "party", (section, party))
        made[party] = scope.some_levels(levels, (section, party))
    return made


def _doubts(raw: DialogueFile, scope: Scope) -> tuple[m.Doubt, ...]:
    return tuple(scope.made(m.Doubt, d, ("doubts", i)) for i, d in enumerate(raw.doubts))


def _offers(raw: DialogueFile, scope: Scope) -> tuple[m.Offer, ...]:
    made = []
    for at, id, o in scope.numbered(raw, "offers"):
        offer = scope.made(m.Offer, o, at, whose=f"offer `{id}`", id=id)
        for option, _ in (*offer.give, *offer.otherwise):
            if scope.owner[option] != o.by:
                decided = f"`{option}` is decided by `{scope.owner[option]}`, not by `{o.by}`"
                scope.place.wrong(at, f"offer `{id}`: {decided}")
        made.append(offer)
    return tuple(made)


def _attitudes(raw: DialogueFile, scope: Scope) -> dict[str, dict[str, str]]:
    for who, others in raw.attitudes.items():
        scope.known(who, "party", ("attitudes", who))
        for other in others:
            scope.known(other, "party", ("attitudes", who, other))
    return {who: dict(others) for who, others in raw.attitudes.items()}
