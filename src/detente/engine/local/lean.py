"""Which options of a state under search are surely changed in vain, so that no lean improvement lies below it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.engine.local.worth import Open, Part, Preference, Truth
from detente.model.dialogue import State


class LeanSearch:
    """Looks at an option as soon as all that the lines which speak of it speak of is decided.

    Put back alone, it then changes nothing that hangs on what is still open. `order`: the options that some line or
    rule speaks of, as the search decides them; `home`: the state that it starts from.
    """

    def __init__(
        self, preference: Preference, rules: Sequence[tuple[frozenset[int], Truth]], home: State, order: list[int]
    ) -> None:
        self.preference, self.home, self.order = preference, home, order
        depth = {k: n for n, k in enumerate(order)}
        self._ready: list[list[tuple[int, list[Part], list[Truth]]]] = [[] for _ in order]
        for k in order:
            parts = [part for part in preference.parts if k in part.options]
            about = [(options, never) for options, never in rules if k in options]
            together = frozenset({k}).union(*(p.options for p in parts), *(options for options, _ in about))
            last = max(depth[o] for o in together if o in depth)
            self._ready[last].append((k, parts, [never for _, never in about]))

    def in_vain(self, state: Open) -> bool:
        """Whether some decided option is changed in vain, whatever becomes of those still open."""
        decided = next((d for d, k in enumerate(self.order) if state[k] & (state[k] - 1)), len(self.order))
        return any(self._spared(state, *one) for depth in range(decided) for one in self._ready[depth])

    def _spared(self, state: Open, option: int, parts: Sequence[Part], rules: Sequence[Truth]) -> bool:
        home = 1 << self.home[option]
        if state[option] == home:
            return False
        back = [*state[:option], home, *state[option + 1 :]]
        if any(never(back) for never in rules):
            return False
        return self.preference.bounds(back, parts)[0] >= self.preference.bounds(state, parts)[1]
