"""Where each party stands: its position, and what it says it will do (drama theory's inputs, definitions 2).

Given in the file (`positions:`, `intentions:`), or derived from asks, answers, `fallback:` and the status quo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.methods.reasons.granting import asked_levels
from detente.model.dialogue import Answer, Ask, Dialogue, Option, State

Stand = dict[str, int]
"""Option -> index of the level that a party stands on."""


def positions(dialogue: Dialogue, characters: Sequence[str], sq: State) -> dict[str, Stand]:
    """What each character demands: a level for every option of its own, and for those of others it takes a stand on.

    A position given in the file stands; where it is silent on an own option, the last answer (else the status quo)
    speaks. Derived: own options as last answered, others' options as asked.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> positions(river, river.table, river.status_quo)
    {'upland': {'release': 1, 'pay': 1, 'dam': 0}, 'lowland': {'release': 1, 'pay': 0, 'dam': 0}}
    """
    stands = {}
    for party in characters:
        own = {o.id: _position_level(dialogue, o, sq) for o in dialogue.options_of(party)}
        given = dialogue.positions.get(party)
        demanded = dict(given) if given is not None else _demands(dialogue, party, sq)
        both = own | demanded
        stands[party] = {o.id: both[o.id] for o in dialogue.options if o.id in both}
    return stands


def completed(dialogue: Dialogue, stands: Mapping[str, Stand], sq: State) -> dict[str, State]:
    """Each position made a whole state: where a character is silent, the owner's own stand, else the status quo.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> completed(river, positions(river, river.table, river.status_quo), river.status_quo)
    {'upland': (1, 1, 0, 0), 'lowland': (1, 0, 0, 0)}
    """

    def level(stand: Stand, option: Option, k: int) -> int:
        owner = stands.get(option.by, {})
        return stand.get(option.id, owner.get(option.id, sq[k]))

    return {
        party: tuple(level(stand, option, k) for k, option in enumerate(dialogue.options))
        for party, stand in stands.items()
    }


def threatened(dialogue: Dialogue, sq: State) -> State:
    """The threatened future: every party's intentions on its own options, else its fallback, else the status quo.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> threatened(river, river.status_quo)
    (0, 0, 0, 0)
    """
    return tuple(_intended(dialogue, option, sq[k]) for k, option in enumerate(dialogue.options))


def said(dialogue: Dialogue, sq: State) -> State:
    """What all say they will do: intentions, else what was accepted last (at least in part), else fallback or sq.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> said(river, river.status_quo)
    (1, 0, 0, 0)
    """
    levels = []
    for k, option in enumerate(dialogue.options):
        promised = promised_level(dialogue, option, sq)
        intended = _intended(dialogue, option, sq[k])
        stated = option.id in dict(dialogue.intentions.get(option.by, ()))
        levels.append(intended if stated or promised is None else promised)
    return tuple(levels)


def promised_level(dialogue: Dialogue, option: Option, sq: State) -> int | None:
    """The level of an option that its owner accepted, wholly or in part, when it last answered; None if it did not.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> promised_level(river, river.option("release"), river.status_quo)
    1
    """
    asked = {a.id: asked_levels(dialogue, a, sq) for a in _asks_about(dialogue, option)}
    relevant = {id: levels[option.id] for id, levels in asked.items() if option.id in levels}
    for meeting in reversed(dialogue.rounds):
        answers = [a for a in meeting.given if a.ask in relevant and a.answer not in ("unanswered", "unknown")]
        if answers:
            granted = [_granted(option, answer, relevant[answer.ask]) for answer in answers]
            return next((level for level in granted if level is not None), None)
    return None


def _granted(option: Option, answer: Answer, asked: int) -> int | None:
    if answer.answer not in ("accepted", "in_principle", "partly"):
        return None
    if answer.granted in option.levels:
        return option.levels.index(answer.granted)
    return asked if answer.answer in ("accepted", "in_principle") else None


def _asks_about(dialogue: Dialogue, option: Option) -> list[Ask]:
    asks = [ask for ask in dialogue.asks if ask.of == option.by]
    return sorted(asks, key=lambda ask: ask.option != option.id)


def _position_level(dialogue: Dialogue, option: Option, sq: State) -> int:
    promised = promised_level(dialogue, option, sq)
    return sq[dialogue.option_index(option.id)] if promised is None else promised


def _demands(dialogue: Dialogue, party: str, sq: State) -> Stand:
    """The levels a party asks of others; the shorthand asks first, a condition then adds what they leave open."""
    demands: Stand = {}
    state = sq
    for ask in sorted((a for a in dialogue.asks if a.by == party), key=lambda a: not a.option):
        levels = asked_levels(dialogue, ask, state)
        demands |= levels
        state = dialogue.with_levels(state, tuple(levels.items()))
    return demands


def _intended(dialogue: Dialogue, option: Option, otherwise: int) -> int:
    for given in (dialogue.intentions, dialogue.fallback):
        levels = dict(given.get(option.by, ()))
        if option.id in levels:
            return levels[option.id]
    return otherwise
