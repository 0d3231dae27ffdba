"""What a headline is about: of all that the drift, a signature or a fact changes what the lists place highest.

An option's deciding line for a party is the first of its list whose truth changes if that option alone is put back.
What stands highest in the asker's own list comes first, then what stands highest over the table. An option that nobody
minds is never among it. Ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.methods.reasons.evidence import Cited, cited
from detente.methods.reasons.preference import options_differing, speaks
from detente.model.expression import names

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue, Preferences, Priority, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Mattering:
    """An option that is changed, the ask that it is about ("" : none), the party whose line decides, and that line.

    `own`, `table`: how high the asker's own list and the lists of the table place it (1 most, 0 not at all).
    """

    option: str
    ask: str
    party: str
    line: Cited | None
    own: float
    table: float


def mattering(dialogue: Dialogue, before: State, after: State) -> Iterator[Mattering]:
    """What matters of a change, each option and each ask about it by itself; options that nobody minds are left out.

    >>> import detente as dt
    >>> [(one.option, one.ask, one.own) for one in mattering(dt.load("classroom-prisoners"), (0, 0), (0, 1))]
    [('south_arms', 'no-south-arms', 0.5)]
    """
    for k, option in enumerate(dialogue.options):
        if before[k] == after[k]:
            continue
        back = (*after[:k], before[k], *after[k + 1 :])
        lists = {party: importance(dialogue, party, after, back) for party in dialogue.table}
        table = max(lists.values(), default=0.0)
        asks = [ask for ask in dialogue.asks if option.id in names(ask.that)]
        for id, asker in [(ask.id, ask.by) for ask in asks] or [("", "")]:
            own = importance(dialogue, asker, after, back) if asker else 0.0
            if own or table:
                party = asker if own else max(lists, key=lambda p: lists[p])
                line = deciding_line(dialogue, party, after, back)
                yield Mattering(option=option.id, ask=id, party=party, line=line, own=own, table=table)


def importance(dialogue: Dialogue, party: str, a: State, b: State) -> float:
    """How high a party's list places what differs between two states: halved with each place of the first line whose
    truth changes; of weights the share of the absolute sum; for a ranking 1/2 if it tells them apart.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}}
    ... options: {x: {by: a, text: X}, y: {by: a, text: Y}}
    ... priorities: {a: [x, y]}''')
    >>> importance(talks, "a", (0, 0), (1, 0)), importance(talks, "a", (0, 0), (0, 1))
    (0.5, 0.25)
    """
    preferences = dialogue.preferences.get(party)
    if preferences is None:
        return 0.0
    first = _first(dialogue, preferences, a, b)
    if first is not None:
        return 0.5 ** first[0]
    shares = [abs(w.value) for w in preferences.weights if dialogue.holds(w.expr, a) != dialogue.holds(w.expr, b)]
    if shares:
        return float(max(shares) / sum(abs(w.value) for w in preferences.weights))
    groups = [{n for n, group in enumerate(preferences.ranking) if dialogue.code(s) in group} for s in (a, b)]
    return 0.5 if groups[0] != groups[1] else 0.0


def deciding_line(dialogue: Dialogue, party: str, a: State, b: State) -> Cited | None:
    """The first line of a party's list whose truth differs between two states; of weights the heaviest.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> deciding_line(river, "lowland", (1, 0, 0, 0), (0, 0, 0, 0)).id
    'water-first'
    """
    preferences = dialogue.preferences[party]
    first = _first(dialogue, preferences, a, b)
    if first is not None:
        return cited(dialogue, first[1], party=party, place=first[0])
    options_differing = [w for w in preferences.weights if dialogue.holds(w.expr, a) != dialogue.holds(w.expr, b)]
    heaviest = max(options_differing, key=lambda w: abs(w.value), default=None)
    return cited(dialogue, heaviest, party=party) if heaviest else None


def _first(dialogue: Dialogue, preferences: Preferences, a: State, b: State) -> tuple[int, Priority] | None:
    """The first line of a list whose truth differs between two states, and its place; only lines that name an option on
    which the states differ are looked at."""
    changed = options_differing(dialogue, a, b)
    for place, line in enumerate(preferences.priorities, start=1):
        spoken = (item.want for item in line.statements if speaks(item.want, changed))
        if any(dialogue.holds(want, a) != dialogue.holds(want, b) for want in spoken):
            return place, line
    return None
