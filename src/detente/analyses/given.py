"""The chances that a dialogue gives to any questions, asked or not, and what two rivals would say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from itertools import product
from math import prod

from detente.analyses.gathering import Gathering
from detente.analyses.outlook import Outlook, outlook
from detente.analyses.signed import signed
from detente.methods.forecasts.rivals import promised
from detente.model.dialogue import Ask, Dialogue, State
from detente.model.expression import Expr, names


class Given:
    """The chances that one dialogue gives. `conditions`: by the name of a question what it asks."""

    def __init__(self, dialogue: Dialogue, conditions: Mapping[str, Expr], seed: int = 1) -> None:
        self.dialogue, self.conditions, self.seed = dialogue, conditions, seed

    def is_fact(self, key: str) -> bool:
        """Whether a question is about facts alone, which no party chooses."""
        return all(self.dialogue.has("circumstances", name) for name in names(self.conditions[key]))

    def said(self, key: str) -> bool:
        """Whether the file says anything that a chance could come from: of a fact the chance of each that it names."""
        named = names(self.conditions[key])
        stated = [self.dialogue.circumstance(name).chance for name in named if self.dialogue.has("circumstances", name)]
        return not self.is_fact(key) or None not in stated

    @cached_property
    def asked(self) -> tuple[Ask, ...]:
        """The questions, each taken as if it had been asked."""
        party = self.dialogue.parties[0].id
        return tuple(Ask(id=key, of=party, by=party, that=that, text=key) for key, that in self.conditions.items())

    @cached_property
    def outlook(self) -> Outlook:
        """The chances of all questions if nothing is signed."""
        return outlook(replace(self.dialogue, asks=self.asked), equilibria=False, seed=self.seed)

    @cached_property
    def drift(self) -> dict[str, float]:
        """By question its chance if nothing is signed: of facts the file's own, whatever becomes of the status quo."""
        return {
            one.ask: self._stated(one.ask) if self.is_fact(one.ask) and self.said(one.ask) else one.chance
            for one in self.outlook.asks
        }

    def _stated(self, key: str) -> float:
        """The chance of what is about facts alone, by the chances that the file states of them, independent."""
        named = sorted(names(self.conditions[key]))
        facts = [self.dialogue.circumstance(name).chance for name in named]
        state, found = self._today, 0.0
        for values in product((True, False), repeat=len(named)):
            if self.dialogue.under(dict(zip(named, values, strict=True))).holds(self.conditions[key], state):
                found += prod(c.value if v else 1 - c.value for c, v in zip(facts, values, strict=True) if c)
        return found

    @cached_property
    def outcomes(self) -> list[State]:
        """What the best package told comes to; nothing where none is told."""
        deal = Gathering(self.dialogue, None).deal
        best = deal.packages[0] if deal and deal.packages else None
        return [self.dialogue.state(one.at.code) for one in best.outcomes] if best else []

    def deal(self, key: str) -> float:
        """What the best package gives it: the share of outcomes in which it holds; without one what the drift gives."""
        held = [self.dialogue.holds(self.conditions[key], state) for state in self.outcomes]
        return sum(held) / len(held) if held else self.drift[key]

    @cached_property
    def weighted(self) -> dict[str, float]:
        """By question package and drift, weighted with the chance of a signature where the file states one; else the
        drift."""
        return signed(self.dialogue, self.asked) or self.drift

    def stays(self, key: str) -> bool:
        """Whether it holds if nothing changes."""
        return self.dialogue.holds(self.conditions[key], self._today)

    def done(self, key: str) -> bool:
        """Whether it holds if all is done that was promised."""
        return self.dialogue.holds(self.conditions[key], self._promised)

    @cached_property
    def _today(self) -> State:
        assert self.dialogue.status_quo is not None, "the outlook sees to it"
        return self.dialogue.status_quo

    @cached_property
    def _promised(self) -> State:
        return promised(self.dialogue, self._today)
