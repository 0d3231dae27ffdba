"""Records -> the frozen `Dialogue`: names resolve, levels exist, expressions parse; or all problems at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.errors import InputError, TooLarge
from detente.formats.build_talks import (
    commitments_of,
    happened,
    judgements_of,
    rounds_of,
    signature_of,
    silences_of,
    texts_of,
)
from detente.formats.nodes import MAX_OPTIONS, Path
from detente.formats.place import Place
from detente.formats.preferences import chance_of, preferences_of
from detente.formats.records import DialogueFile, OptionEntry, PartyEntry, SourceEntry
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
        "sources": sources_of(raw.sources, place),
        "parties": _parties(raw, scope),
        "fronts": _fronts(raw, scope),
        "circumstances": _circumstances(raw, scope),
        "options": _options(raw, scope),
        "asks": asks,
        "rules": tuple(rule for rule in rules if not isinstance(rule, m.OwnRule)),
        "own_rules": tuple(rule for rule in rules if isinstance(rule, m.OwnRule)),
        "preferences": preferences,
        "signature": signature_of(raw, scope),
        "rounds": rounds_of(raw, scope),
        "texts": texts_of(raw, scope),
        "commitments": commitments_of(raw, scope),
        "views": views_of(raw, scope, preferences),
        "fallback": _per_party(raw.fallback, "fallback", scope),
        "positions": _per_party(raw.positions, "positions", scope),
        "intentions": _per_party(raw.intentions, "intentions", scope),
        "doubts": _doubts(raw, scope),
        "offers": _offers(raw, scope),
        "attitudes": _attitudes(raw, scope),
        "happened": happened(raw.happened, scope),
        "judgements": judgements_of(raw, scope),
        "silences": silences_of(raw, place),
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


def sources_of(raw: Mapping[str, SourceEntry], place: Place) -> tuple[m.Source, ...]:
    """The sources of a file."""
    return tuple(
        m.Source(id=id, title=s.title or id, date=s.date, kind=s.kind, author=s.author, file=s.file, url=s.url,
                 note=s.note, line=place.line("sources", id))
        for id, s in raw.items()
    )


def _parties(raw: DialogueFile, scope: Scope) -> tuple[m.Party, ...]:
    made = []
    for id, p in raw.parties.items():
        at = ("parties", id)
        if p.ratifies:
            scope.known(p.ratifies, scope.parties, "party", (*at, "ratifies"))
            if p.ratifies == id:
                scope.place.wrong((*at, "ratifies"), f"`{id}` cannot ratify for itself")
        made.append(scope.made(m.Party, p, at, id=id, name=p.name or id, aliases=tuple(p.aliases),
                               names=tuple(p.names.items()), **_veto(id, p, at, scope)))
    return tuple(made)


def _veto(id: str, p: PartyEntry, at: Path, scope: Scope) -> dict[str, Any]:
    """What a veto is about and when it does not count, as keyword arguments of `Party`."""
    for field in ("unless", "of"):
        if getattr(p, field) and not p.ratifies:
            scope.place.wrong((*at, field), f"`{field}` of `{id}` is about a veto, and `{id}` ratifies for nobody;",
                              "say for whom in `ratifies`.")
    for k, option in enumerate(p.of):
        scope.known(option, scope.levels, "option", (*at, "of", k))
    unless = scope.expression(p.unless, (*at, "unless"), f"`unless` of `{id}`") if p.unless else None
    return {"unless": unless, "may_veto": tuple(option for option in scope.levels if option in p.of)}


def _fronts(raw: DialogueFile, scope: Scope) -> tuple[m.Front, ...]:
    stated = tuple(
        scope.made(m.Front, f, ("fronts", id), id=id, name=f.name or id)
        for id, f in raw.fronts.items()
    )
    return stated or tuple(m.Front(id=id, name=id) for id in scope.fronts)


def _circumstances(raw: DialogueFile, scope: Scope) -> tuple[m.Circumstance, ...]:
    return tuple(
        scope.made(m.Circumstance, c, ("circumstances", id), id=id, text=c.text or id, now=bool(c.now),
                   known=c.now is not None, chance=chance_of(c.chance))
        for id, c in raw.circumstances.items()
    )


def _options(raw: DialogueFile, scope: Scope) -> tuple[m.Option, ...]:
    made = []
    for id, o in raw.options.items():
        at = ("options", id)
        scope.known(o.by, scope.parties, "party", (*at, "by"))
        scope.front(o.front, at)
        if not o.asked_by and (o.asked or o.asked_matters != "should"):
            field = "asked" if o.asked else "asked_matters"
            message = f"`{field}` of option `{id}` says nothing, since nobody asks for it by `asked_by`"
            scope.place.notice((*at, field), "asked-by-nobody", message)
        made.append(scope.made(m.Option, o, at, id=id, text=o.text or id, levels=tuple(o.levels)))
    return tuple(made)


def _asks(raw: DialogueFile, scope: Scope) -> tuple[m.Ask, ...]:
    made = [_shorthand(id, o, scope) for id, o in raw.options.items() if o.asked_by]
    short = {ask.id: ask for ask in made}
    for id, a in raw.asks.items():
        at = ("asks", id)
        if id in short:
            scope.place.wrong(at, f"`{id}` is already the ask that `asked_by` makes in line {short[id].line};",
                              "rename this one.")
        scope.known(a.of, scope.parties, "party", (*at, "of"))
        scope.known(a.by, scope.parties, "party", (*at, "by"))
        if a.of == a.by:
            scope.place.wrong(at, f"ask `{id}`: `{a.by}` asks itself;",
                              "`of` is the party that is asked, `by` the one that asks.")
        scope.front(a.front, at)
        that = scope.expression(a.that, (*at, "that"), f"ask `{id}`")
        made.append(scope.made(m.Ask, a, at, id=id, that=that, text=a.text or id))
    return tuple(made)


def _shorthand(id: str, o: OptionEntry, scope: Scope) -> m.Ask:
    at = ("options", id)
    scope.known(o.asked_by, scope.parties, "party", (*at, "asked_by"))
    if o.asked_by == o.by:
        scope.place.wrong((*at, "asked_by"), f"option `{id}`: `{o.by}` asks itself;",
                          "`by` is the party that decides it, `asked_by` the one that wants it.")
    levels = scope.levels.get(id, tuple(o.levels)) or ("",)  # too few are told where levels are checked
    asked = scope.level(id, o.asked, (*at, "asked")) if o.asked else len(levels) - 1
    op = ">=" if asked else "is"
    return scope.made(m.Ask, o, at, id=id, of=o.by, by=o.asked_by, that=Compare(id, op, levels[asked]),
                      text=o.text or id, option=id, matters=o.asked_matters)


def _rules(raw: DialogueFile, scope: Scope) -> tuple[m.Rule, ...]:
    made: list[m.Rule] = []
    for i, r in enumerate(raw.rules):
        at = ("rules", i)
        never = scope.expression(r.never, (*at, "never"), f"rule `{r.id}`" if r.id else "a rule")
        id = scope.identify(r.id, unparse(never), at)
        if r.party:
            scope.known(r.party, scope.parties, "party", (*at, "for"))
        made.append(scope.made(m.OwnRule if r.party else m.Rule, r, at, id=id, never=never, sure=chance_of(r.sure)))
    return tuple(made)


def _unknown_parties(raw: DialogueFile, scope: Scope) -> None:
    for section in ("priorities", "weights", "ranking"):
        for party in getattr(raw, section):
            scope.known(party, scope.parties, "party", (section, party))


def _per_party(raw: Mapping[str, Mapping[str, str]], section: str, scope: Scope) -> dict[str, m.Levels]:
    made = {}
    for party, levels in raw.items():
        scope.known(party, scope.parties, "party", (section, party))
        made[party] = scope.some_levels(levels, (section, party))
    return made


def _doubts(raw: DialogueFile, scope: Scope) -> tuple[m.Doubt, ...]:
    for i, d in enumerate(raw.doubts):
        scope.known(d.who, scope.parties, "party", ("doubts", i, "who"))
        scope.known(d.of, scope.parties, "party", ("doubts", i, "of"))
        scope.known(d.option, scope.levels, "option", ("doubts", i, "option"))
    return tuple(scope.made(m.Doubt, d, ("doubts", i)) for i, d in enumerate(raw.doubts))


def _offers(raw: DialogueFile, scope: Scope) -> tuple[m.Offer, ...]:
    made: list[m.Offer] = []
    for i, o in enumerate(raw.offers):
        at, id = ("offers", i), o.id or f"offer-{i + 1}"
        scope.label(id, at)
        if id in (other.id for other in made):
            scope.place.wrong(at, f"a second offer `{id}`;", "ids of offers differ.")
        scope.known(o.by, scope.parties, "party", (*at, "by"))
        give = scope.some_levels(o.give, (*at, "give"))
        otherwise = scope.some_levels(o.otherwise, (*at, "else"))
        for option, _ in (*give, *otherwise):
            if scope.owner[option] != o.by:
                decided = f"`{option}` is decided by `{scope.owner[option]}`, not by `{o.by}`"
                scope.place.wrong(at, f"offer `{id}`: {decided}")
        condition = scope.expression(o.condition, (*at, "if"), f"offer `{id}`")
        made.append(scope.made(m.Offer, o, at, id=id, give=give, condition=condition, otherwise=otherwise))
    return tuple(made)


def _attitudes(raw: DialogueFile, scope: Scope) -> dict[str, dict[str, str]]:
    for who, others in raw.attitudes.items():
        scope.known(who, scope.parties, "party", ("attitudes", who))
        for other in others:
            scope.known(other, scope.parties, "party", ("attitudes", who, other))
    return {who: dict(others) for who, others in raw.attitudes.items()}
