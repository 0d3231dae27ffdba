"""Records -> the frozen `Dialogue`: names resolve, levels exist, expressions parse; or all problems at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.errors import InputError, TooLarge
from detente.formats.nodes import MAX_OPTIONS, Path
from detente.formats.place import Place
from detente.formats.preferences import chance_of, preferences_of
from detente.formats.records import (
    CommitmentEntry,
    DialogueFile,
    HappenedEntry,
    OptionEntry,
    PartyEntry,
    RoundEntry,
    SourceEntry,
    StatusEntry,
)
from detente.formats.scope import Scope
from detente.formats.settle import settle
from detente.formats.views import views_of
from detente.model import dialogue as m
from detente.model.expression import Compare, names, unparse


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
        "signature": _signature(raw, scope),
        "rounds": _rounds(raw, scope),
        "texts": _texts(raw, scope),
        "commitments": _commitments(raw, scope),
        "views": views_of(raw, scope, preferences),
        "fallback": _per_party(raw.fallback, "fallback", scope),
        "positions": _per_party(raw.positions, "positions", scope),
        "intentions": _per_party(raw.intentions, "intentions", scope),
        "doubts": _doubts(raw, scope),
        "offers": _offers(raw, scope),
        "attitudes": _attitudes(raw, scope),
        "happened": happened(raw.happened, scope),
        "judgements": _judgements(raw, scope),
        "silences": _silences(raw, place),
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


def _rounds(raw: DialogueFile, scope: Scope) -> tuple[m.Round, ...]:
    made: list[m.Round] = []
    for i, r in enumerate(raw.rounds):
        id = r.id or f"round-{i + 1}"
        scope.label(id, ("rounds", i))
        made.append(_round(id, r, ("rounds", i), scope))
        if id in (other.id for other in made[:-1]):
            scope.place.wrong(("rounds", i), f"a second round `{id}`;", "ids of rounds differ.")
    return tuple(made)


def _round(id: str, r: RoundEntry, at: tuple[str | int, ...], scope: Scope) -> m.Round:
    for name in r.circumstances:
        scope.known(name, scope.circumstances, "circumstance", (*at, "circumstances", name))
    for k, ask in enumerate(r.tabled or ()):
        scope.known(ask, scope.asks, "ask", (*at, "tabled", k))
    tabled = tuple(scope.asks) if r.tabled is None else tuple(r.tabled)
    answers = []
    for ask, a in r.answers.items():
        here = (*at, "answers", ask)
        if scope.known(ask, scope.asks, "ask", here) and a.granted:
            _granted(ask, a.granted, (*here, "granted"), scope)
        answers.append(scope.made(m.Answer, a, here, ask=ask))
    for k, e in enumerate(r.events):
        _filled(e.text, (*at, "events", k, "text"), scope.place)
        _filled(e.date, (*at, "events", k, "date"), scope.place)
    events = tuple(scope.made(m.Event, e, (*at, "events", k)) for k, e in enumerate(r.events))
    levels = None if r.status_quo is None else scope.some_levels(r.status_quo, (*at, "status_quo"))
    return scope.made(
        m.Round, r, at, id=id,
        circumstances=tuple((c, r.circumstances[c]) for c in scope.circumstances if c in r.circumstances),
        status_quo=None if levels is None else scope.state(levels), tabled=tabled, answers=tuple(answers),
        events=events, ended=r.ended and scope.made(m.Ending, r.ended, (*at, "ended")),
    )


def _granted(ask: str, level: str, at: tuple[str | int, ...], scope: Scope) -> None:
    """A granted level is one of an option that the ask speaks of."""
    options = [name for name in names(scope.asks[ask].that) if name in scope.levels]
    if options and all(scope.level_index(option, level) is None for option in options):
        scope.level(options[0], level, at)


def _round_ids(raw: DialogueFile) -> list[str]:
    return [r.id or f"round-{i + 1}" for i, r in enumerate(raw.rounds)]


def _commitments(raw: DialogueFile, scope: Scope) -> tuple[m.Commitment, ...]:
    rounds = _round_ids(raw)
    return tuple(_commitment(id, c, rounds, scope) for id, c in raw.commitments.items())


def _commitment(id: str, c: CommitmentEntry, rounds: list[str], scope: Scope) -> m.Commitment:
    at = ("commitments", id)
    if not c.by:
        scope.place.wrong(at, f"commitment `{id}`: nobody promises (`by` is empty)")
    for side in ("by", "to"):
        for party in getattr(c, side):
            scope.known(party, scope.parties, "party", (*at, side))
    if c.round:
        scope.known(c.round, rounds, "round", (*at, "round"))
    scope.front(c.front, at)
    does = scope.expression(c.does, (*at, "does"), f"commitment `{id}`") if c.does else None
    status = m.Status() if c.status is None else _status(c.status, (*at, "status"), scope)
    return scope.made(m.Commitment, c, at, id=id, by=tuple(c.by), to=tuple(c.to), text=c.text or id, does=does,
                      status=status)


def _status(s: StatusEntry, at: Path, scope: Scope) -> m.Status:
    for party in s.says:
        scope.known(party, scope.parties, "party", (*at, "says", party))
    return scope.made(m.Status, s, at, says=tuple(s.says.items()), done=s.done or "")


def _signature(raw: DialogueFile, scope: Scope) -> m.Signature | None:
    if raw.signature is None:
        return None
    return scope.made(m.Signature, raw.signature, ("signature",), chance=chance_of(raw.signature.chance))


def _texts(raw: DialogueFile, scope: Scope) -> tuple[m.Draft, ...]:
    rounds = _round_ids(raw)
    made: list[m.Draft] = []
    for i, t in enumerate(raw.texts):
        at, id = ("texts", i), t.id or f"text-{i + 1}"
        scope.label(id, at)
        if id in (other.id for other in made):
            scope.place.wrong(at, f"a second text `{id}`;", "ids of texts differ.")
        scope.known(t.by, scope.parties, "party", (*at, "by"))
        if t.round:
            scope.known(t.round, rounds, "round", (*at, "round"))
        if not t.sets and not scope.place.misshapen:
            scope.place.wrong((*at, "sets"), f"text `{id}` proposes nothing (`sets` is empty)")
        made.append(scope.made(m.Draft, t, at, id=id, sets=scope.some_levels(t.sets, (*at, "sets"))))
    return tuple(made)


def happened(entries: Sequence[HappenedEntry], scope: Scope) -> tuple[m.Happened, ...]:
    """What came after the date of a file; an ask's id means the ask, anything else is an expression."""
    made = []
    for i, h in enumerate(entries):
        at = ("happened", i)
        if h.signed == bool(h.what) or h.signed == bool(h.holds):
            scope.place.wrong(at, f"`happened`, item {i + 1}: write either `what` and `holds`, or `signed: yes`")
            continue
        ask = h.what if h.what in scope.asks else ""
        named = ask or h.signed
        what = None if named else scope.expression(h.what, (*at, "what"), f"`happened`, item {i + 1}")
        made.append(scope.made(m.Happened, h, at, ask=ask, what=what, holds=h.holds or "yes"))
    return tuple(made)


def _per_party(raw: Mapping[str, Mapping[str, str]], section: str, scope: Scope) -> dict[str, m.Levels]:
    made = {}
    for party, levels in raw.items():
        scope.known(party, scope.parties, "party", (section, party))
        made[party] = scope.some_levels(levels, (section, party))
    return made


def _judgements(raw: DialogueFile, scope: Scope) -> tuple[m.Judgement, ...]:
    """What the interview has on record; what it is about may have left the file since."""
    for i, j in enumerate(raw.interview):
        _filled(j.question, ("interview", i, "question"), scope.place)
        _filled(j.answer, ("interview", i, "answer"), scope.place)
    return tuple(scope.made(m.Judgement, j, ("interview", i)) for i, j in enumerate(raw.interview))


def _silences(raw: DialogueFile, place: Place) -> tuple[m.Silence, ...]:
    for i, s in enumerate(raw.silence):
        _filled(s.code, ("silence", i, "code"), place)
        _filled(s.because, ("silence", i, "because"), place)
    return tuple(
        m.Silence(code=s.code, at=s.at, because=s.because, note=s.note, line=place.line("silence", i))
        for i, s in enumerate(raw.silence)
    )


def _filled(text: str, at: tuple[str | int, ...], place: Place) -> None:
    if not text and not place.misshapen:
        place.wrong(at, f"`{at[-1]}` of `{'.'.join(map(str, at[:-1]))}` is empty; something must stand there")


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
