"""What a party values and what it can do from one state: moves, improvements, the best of them, the lean ones."""


from __future__ import annotations

from collections.abc import Callable, Iterator

from detente.engine.interface import goes
from detente.engine.local.lean import LeanSearch
from detente.engine.local.search import Effort, best_first, number, states
from detente.engine.local.worth import Open, Truth, Worth, closed, mentioned, preference, truth
from detente.model.dialogue import Dialogue, State, differing, permitted

KEPT = 2**16
"""The most states whose worth, or lean improvements, are kept."""


class Steps:
    """What the parties of a dialogue value and can do, under the circumstances in force: the first half of `Local`."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        self.own = {p.id: tuple(k for k, o in enumerate(dialogue.options) if o.by == p.id) for p in dialogue.parties}
        self.movers = tuple(party for party, own in self.own.items() if own)
        self.preferences = {p.id: preference(dialogue, p.id) for p in dialogue.parties}
        self.rules: list[tuple[frozenset[int], Truth]] = [
            (mentioned(dialogue, rule.never), truth(dialogue, rule.never)) for rule in dialogue.rules
        ]
        self.own_rules: dict[str, list[tuple[frozenset[int], Truth]]] = {
            party: [(mentioned(dialogue, rule.never), truth(dialogue, rule.never))
                    for rule in dialogue.own_rules if rule.party == party]
            for party in self.own
        }  # fmt: skip
        every = (*self.rules, *(rule for mine in self.own_rules.values() for rule in mine))
        ruled = frozenset[int]().union(*(options for options, _ in every))
        self.about = {
            party: ruled.union(*(part.options for part in value.parts)) for party, value in self.preferences.items()
        }
        """For each party the options that a rule or a line of its list speaks of."""
        self.spoken = ruled.union(*self.about.values())
        self._worth: dict[tuple[str, State], Worth] = {}
        self._lean: dict[tuple[str, State], tuple[State, ...]] = {}

    # ---- one state ---------------------------------------------------------------------------------------------

    def feasible(self, state: State) -> bool:
        """Whether no rule excludes the state."""
        return not self.excluded(closed(state))

    def excluded(self, state: Open) -> bool:
        """Whether a rule excludes every state still open."""
        return any(never(state) for _, never in self.rules)

    def kept(self, party: str, state: State) -> list[tuple[frozenset[int], Truth]]:
        """The rules that no move of the party from a state breaks: those of all, and its own that are whole there."""
        here = closed(state)
        return [*self.rules, *(rule for rule in self.own_rules[party] if not rule[1](here))]

    def barring(self, party: str, state: State) -> Callable[[Open], bool]:
        """Whether the party can move from a state to none of the states still open, whatever its options allow."""
        if not self.own_rules[party]:
            return self.excluded
        nevers = [never for _, never in self.kept(party, state)]
        return lambda open: any(never(open) for never in nevers)

    def worth(self, party: str, state: State) -> Worth:
        """What the state is worth to the party."""
        key = (party, state)
        if key not in self._worth:
            if len(self._worth) >= KEPT:
                self._worth.clear()
            self._worth[key] = self.preferences[party].worth(state)
        return self._worth[key]

    def prefers(self, party: str, a: State, b: State) -> bool:
        """Whether the party strictly prefers `a` to `b`."""
        return bool(goes(self.worth(party, a), self.worth(party, b)))

    # ---- steps of a party --------------------------------------------------------------------------------------

    def moves(self, party: str, state: State) -> Iterator[State]:
        """The feasible states that the party can move to from there."""
        barred = self.barring(party, state)
        found = states(self.open(party, state=state), self.own[party], lambda s: not barred(s), self._effort(party))
        return (there for there in found if there != state)

    def improvements(self, party: str, state: State) -> Iterator[State]:
        """Its moves from there for which it goes, in no order that matters."""
        return self.improving(party, state, self._effort(party))

    def improving(
        self, party: str, state: State, effort: Effort, *, among: frozenset[int] | None = None
    ) -> Iterator[State]:
        """As `improvements`, within an effort; `among`: the options that may change."""
        here, preference, barred = self.worth(party, state), self.preferences[party], self.barring(party, state)

        def possible(s: Open) -> bool:
            return goes(preference.most(s, here), 0) is True and not barred(s)

        return states(self.open(party, state=state, among=among), self.order(party), possible, effort)

    def count(self, party: str, state: State) -> int:
        """How many improvements the party has from there."""
        here, preference = self.worth(party, state), self.preferences[party]
        rules = [rule for _, rule in self.kept(party, state)]

        def certain(s: Open) -> bool | None:
            low, high = preference.bounds(s)
            if not goes(high, here):
                return False
            never = [rule(s) for rule in rules]
            if any(never):
                return False
            return True if goes(low, here) and None not in never else None

        return number(self.open(party, state=state), self.order(party), certain, self._effort(party))

    def best(self, party: str, state: State) -> Iterator[State]:
        """Its improvements, the best first, then fewest changes, then by code."""
        here, preference, barred = self.worth(party, state), self.preferences[party], self.barring(party, state)

        def highest(s: Open) -> Worth | None:
            high = preference.bounds(s)[1]
            return high if goes(high, here) and not barred(s) else None

        start, effort = self.open(party, state=state), self._effort(party)
        return best_first(start, self.order(party), highest, state, self.dialogue.code, effort)

    def open(self, *parties: str, state: State, among: frozenset[int] | None = None) -> Open:
        """The state with all levels open that the options of some parties can go to from there.

        `among`: of these options alone, where the search is only for whether there is such a state.
        """
        found = closed(state)
        for k in (k for party in parties for k in self.own[party] if among is None or k in among):
            option = self.dialogue.options[k]
            ways = (level for level in range(len(option.levels)) if permitted(option.direction, state[k], level))
            found[k] = sum(1 << level for level in ways)
        return found

    def order(self, *parties: str, first: str = "") -> list[int]:
        """The options of some parties, in the order in which their lists (that of `first` before) speak of them."""
        own = {k for party in parties for k in self.own[party]}
        parts = [part.options for p in ((first,) if first else parties) for part in self.preferences[p].parts]
        spoken = [k for options in (*parts, *(options for options, _ in self.rules)) for k in sorted(options & own)]
        return list(dict.fromkeys((*spoken, *sorted(own))))

    def _effort(self, party: str) -> Effort:
        return Effort(f"what `{party}` can do")

    # ---- lean improvements -------------------------------------------------------------------------------------

    def lean(self, party: str, state: State, *, best: bool = False) -> Iterator[State]:
        """Its lean improvements, ascending; `best`: of these only those that no improvement of it is better than."""
        first = next(self.best(party, state), None) if best else None
        if not best:
            return iter(self.leanly(party, state, self._effort(party)))
        if first is None:
            return iter(())
        found = self._not_in_vain(party, state, self._effort(party), least=self.worth(party, first))
        return iter(sorted(t for t in found if self.is_lean(party, state, t)))

    def leanly(self, party: str, state: State, effort: Effort) -> tuple[State, ...]:
        """As `lean`, within an effort."""
        key = (party, state)
        if key not in self._lean:
            if len(self._lean) >= KEPT:
                self._lean.clear()
            found = self._not_in_vain(party, state, effort)
            self._lean[key] = tuple(sorted(t for t in found if self.is_lean(party, state, t)))
        return self._lean[key]

    def _not_in_vain(
        self, party: str, state: State, effort: Effort, *, least: Worth | None = None
    ) -> Iterator[State]:
        """Improvements (worth at least so much) of which no option by itself is surely changed in vain."""
        preference, here, order = self.preferences[party], self.worth(party, state), self.order(party)
        # What no line and no rule speaks of would always be changed in vain.
        start = self.open(party, state=state, among=self.about[party])
        rules, barred = self.kept(party, state), self.barring(party, state)
        search = LeanSearch(preference, rules, state, [k for k in order if k in self.about[party]])

        def possible(s: Open) -> bool:
            high = preference.bounds(s)[1]
            good = goes(high, here) and (least is None or high >= least)
            return good and not barred(s) and not search.in_vain(s)

        return states(start, search.order, possible, effort, home=state)

    def is_lean(self, party: str, state: State, improvement: State) -> bool:
        """Whether an improvement of the party changes nothing in vain: no state between is feasible and as good."""
        least, preference, barred = self.worth(party, improvement), self.preferences[party], self.barring(party, state)
        between = [_levels(min(a, b), max(a, b)) for a, b in zip(state, improvement, strict=True)]
        order = differing(state, improvement)

        def possible(s: Open) -> bool:
            return preference.most(s, least) >= 0 and not barred(s)

        found = states(between, order, possible, self._effort(party), home=state)
        return all(there == improvement for there in found)


def _levels(first: int, last: int) -> int:
    """The bits of these levels and those between."""
    return (1 << last + 1) - (1 << first)
