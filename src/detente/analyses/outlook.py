"""What will probably happen? The dialogue under every combination of what is uncertain, weighted by the stated chances.

Uncertain are circumstances with a chance, and statements and rules that the analyst is not sure of. The items are
taken to be independent. In each combination play goes on from the status quo (see `playout`); an outcome's chance is
its chance in each combination, weighted. Exact while the combinations are few; else drawn, with a kept seed.
Sources: definitions 7; Sobol 1993 for the shares of variance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from math import fsum, sqrt
from typing import TYPE_CHECKING, Literal

from detente.engine.solved import solved
from detente.errors import InputError, NoAnswer
from detente.kept import kept
from detente.methods.chances.combinations import Item, as_certain, combined, drawn, every, items
from detente.methods.chances.draws import enough, look, needed, rounds, wilson, within
from detente.methods.chances.markov import Number
from detente.methods.chances.playout import Replies
from detente.methods.chances.steps import Choose, Moves
from detente.model.change import apply
from detente.model.dialogue import Dialogue, State
from detente.model.naming import named, started

if TYPE_CHECKING:
    from detente.methods.by_part.chances import WorkInParts
    from detente.methods.chances.combinations import Batch
    from detente.methods.chances.sums import Work
    from detente.methods.chances.tallies import Tally, Vector

MAX_COMBINATIONS = 2**12
"""Up to this many combinations are all worked out; beyond, they are drawn."""

MAX_WORK = 2**26
"""The same, counted in combinations times states."""

LISTED = 50
"""How many states are told that can be equilibria, the likeliest first."""

ERROR = 0.02
"""The error of the draws unless another is asked for."""

Spread = Callable[["Callable[[Batch], Tally]", Iterable["Batch"]], Iterator["Tally"]]
"""How the parts are worked out, their tallies in the order of the parts: `map`, or one that shares the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What an item makes of one ask: the chance with it less that without; `share` of the variance (first-order Sobol
    index); `weight`: the square root of q(1−q), q being the item's chance, times the difference without its sign."""

    item: str
    ask: str
    difference: float
    share: float
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How much an item changes where it ends: half the sum, over all ends, of the differences of their chances."""

    item: str
    distance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AskChance:
    """The chance that an ask is met in the end; `low`, `high`: its 99 % interval where it was drawn."""

    ask: str
    chance: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChance:
    """The chance that play ends in a state (for a cycle: the long-run share of it)."""

    code: int
    state: dict[str, str]
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One way to end, and its chance: play stays in a state or, if `codes` are several, goes round among them."""

    codes: tuple[int, ...]
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EquilibriumChance:
    """How likely a state is an equilibrium: `firm` (Nash), or at least `credible` (SEQ).

    `free`: where it is credible without being firm, it rests on a deterrent that costs its owner nothing (looked at in
    the likeliest combination in which that is so; None: where it is credible it is firm).
    """

    code: int
    state: dict[str, str]
    firm: float
    credible: float
    free: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the chances come to.

    `items`: what is uncertain (empty: nothing, and the one result is certain). `mode`: exact or drawn; `combinations`
    worked out, `draws` made with `seed` (0: none), within `error` with 95 % confidence for all asks together.
    `ends`: how likely play ends how, likeliest first, and `states` where; `asks`: how likely each ask is met in the
    end; `differences`: for each ask the items that make a difference, the most telling first; `shifts`: what each item
    makes of the ends. `equilibria`: how likely it can settle where, likeliest and firmest first, of
    `equilibrium_count` states that are an equilibrium in some combination (None: not asked, or the dialogue is asked
    about by its parts). `left_out`: the weight of combinations without a sound
    status quo, left out of all figures. `complete`: false if it was interrupted; `covered`: the weight worked out.
    """

    items: tuple[Item, ...]
    mode: Literal["exact", "drawn"]
    combinations: int
    draws: int
    seed: int
    error: float
    horizon: str
    expected_moves: float
    ends: tuple[End, ...]
    states: tuple[StateChance, ...]
    asks: tuple[AskChance, ...]
    differences: tuple[Difference, ...]
    shifts: tuple[Shift, ...]
    equilibria: tuple[EquilibriumChance, ...] | None
    equilibrium_count: int
    left_out: float
    complete: bool
    covered: float


@kept
def outlook(
    dialogue: Dialogue,
    *,
    moves: Moves = "credible",
    choose: Choose = "best",
    replies: Replies | None = None,
    draws: int | None = None,
    error: float | None = None,
    seed: int = 1,
    equilibria: bool = True,
    spread: Spread | None = None,
    told: Callable[[int, int], None] | None = None,
) -> Outlook:
    """How likely each end of the dialogue is, and each ask, under the chances that the file states.

    It is where the dialogue drifts if nothing is signed. `replies`: lean ones alone deter, and a mover changes no more
    than it needs (the drift); or plain ones do, and of its steps that are worth the same to it each is as likely.
    `moves`: steps that no answer deters, or any improvement. `choose`: a party's best steps, or any of them; both are
    choices of the plain play-out, and asking for one of them asks for it (InputError with lean replies). `draws`:
    draw that many combinations, instead of working out all (the error is stated); `error`: where all are too many,
    draw until all asks are known within it. `equilibria`: also how likely it can settle where, which takes longer.
    `spread`: how the work is shared; `told` is called with how much of how much is done. An interrupt ends it with what
    is known by then. NoAnswer without a status quo.
    """
    _check(dialogue, draws, error, seed)
    found = items(dialogue)
    asked = (moves, choose, _replies(moves, choose, replies), equilibria)
    run = _Run(as_certain(dialogue), found, asked, spread or map, told)
    exact = draws is None and 2 ** len(found) <= MAX_COMBINATIONS and 2 ** len(found) * run.work.states <= MAX_WORK
    try:
        if exact or not found:
            run.all()
            stated = 0.0
        elif draws is not None:
            run.some(draws, seed)
            stated = within(draws, run.quantities)
        else:
            stated = ERROR if error is None else error
            run.until(stated, seed)
    except KeyboardInterrupt:
        if not run.tally.weight[0]:
            raise
        run.complete, stated = False, 0.0 if exact else within(run.made, run.quantities)
    return run.outlook("exact" if exact or not found else "drawn", seed, stated)


def _check(dialogue: Dialogue, draws: int | None, error: float | None, seed: int) -> None:
    started(dialogue, "so there is nothing that play could start from")
    if draws is not None and error is not None:
        raise InputError("give the number of draws or the error, not both: each follows from the other")
    if draws is not None and draws < 1:
        raise InputError(f"draws must be 1 or more, not {draws}")
    if seed < 0:
        raise InputError(f"the seed must be a whole number, 0 or more, not {seed}")
    if error is not None and not 0.0005 <= error < 0.5:
        raise InputError(f"the error must be from 0.0005 to below 0.5, not {error:g}")


def _replies(moves: Moves, choose: Choose, replies: Replies | None) -> Replies:
    """Lean, unless something is asked for that only the plain play-out has."""
    plain = moves != "credible" or choose != "best"
    if plain and replies == "lean":
        raise InputError("with lean replies a party takes its best credible steps; other ones need plain replies")
    return "plain" if plain else replies or "lean"


class _Run:
    """One dialogue's outlook, part by part; an interrupt leaves what is known by then."""

    def __init__(
        self, dialogue: Dialogue, found: tuple[Item, ...], asked: tuple[Moves, Choose, Replies, bool], spread: Spread,
        told: Callable[[int, int], None] | None,
    ) -> None:  # fmt: skip
        from detente.methods.by_part.chances import WorkInParts
        from detente.methods.chances.sums import Asked, Work
        from detente.methods.chances.tallies import nothing

        self.dialogue, self.items, self.spread, self.told = dialogue, found, spread, told
        how = Asked(*asked)
        in_parts = how.replies == "lean" and solved(dialogue).falls_apart
        self.work: Work | WorkInParts = (WorkInParts if in_parts else Work)(dialogue, found, how)
        self.tally = nothing(len(found), len(dialogue.asks))
        self.complete, self.planned = True, 0

    @property
    def quantities(self) -> int:
        """How many shares are to be within the error together."""
        return max(1, len(self.dialogue.asks))

    @property
    def made(self) -> int:
        """The weight of what has been worked out: where combinations are drawn, how many draws there are."""
        return int(self.tally.weight[0] + self.tally.left_out)

    def all(self) -> None:
        """Work out every combination."""
        batch = every(self.items)
        self.planned, done = int(batch.weights.sum()), 0
        for part in self.spread(self.work, batch.parts(self.work.width)):
            self.tally += part
            done += part.combinations
            self._tell(done, len(batch))

    def some(self, draws: int, seed: int, planned: int = 0) -> None:
        """Draw until there are so many draws. A round counts once it is whole, for its parts are no fair sample."""
        self.planned = planned or draws
        for start, end in rounds(self.made, draws):
            batch, total, done = drawn(self.items, start, end, seed), self.tally, 0
            for part in self.spread(self.work, batch.parts(self.work.width)):
                total += part
                done += part.combinations
                self._tell(start + (end - start) * done // len(batch), self.planned)
            self.tally = total

    def until(self, error: float, seed: int) -> None:
        """Draw until every ask is known within the error; without asks, as often as one share would need."""
        planned = needed(error, self.quantities)
        if not self.dialogue.asks:
            self.some(planned, seed)
        for k in count() if self.dialogue.asks else ():
            self.some(look(k), seed, max(planned, look(k)))
            if enough([float(chance) for chance in self._chances()], k, error):
                break

    def _tell(self, done: int, total: int) -> None:
        if self.told is not None:
            self.told(done, total)

    # ---- the result ----------------------------------------------------------------------------------------------

    def _chances(self) -> list[Number]:
        """The chance of each ask."""
        return [self.tally.ratio(vector[0], self.tally.weight[0] or 1) for vector in self.tally.asks]

    def outlook(self, mode: Literal["exact", "drawn"], seed: int, error: float) -> Outlook:
        """What it all comes to."""
        tally, draws = self.tally, self.made if mode == "drawn" else 0
        whole = tally.weight[0]
        if not whole:
            raise NoAnswer("In every combination of what is uncertain the status quo is infeasible.")
        share = {code: tally.ratio(total, whole) for code, total in tally.states.items()}
        ends = {codes: tally.ratio(vector[0], whole) for codes, vector in tally.ends.items()}
        return Outlook(
            items=self.items,
            mode=mode,
            combinations=tally.combinations,
            draws=draws,
            seed=seed if draws else 0,
            error=error,
            horizon=self.dialogue.horizon,
            expected_moves=float(tally.ratio(tally.moves, whole)),
            ends=tuple(
                End(codes=codes, chance=float(chance))
                for codes, chance in sorted(ends.items(), key=lambda pair: (-pair[1], pair[0]))
            ),
            states=tuple(
                StateChance(code=code, state=named(self.dialogue, code), chance=float(chance))
                for code, chance in sorted(share.items(), key=lambda pair: (-pair[1], pair[0]))
            ),
            asks=tuple(
                _ask(ask.id, float(chance), draws)
                for ask, chance in zip(self.dialogue.asks, self._chances(), strict=True)
            ),
            differences=tuple(self._differences()),
            shifts=tuple(self._shifts()),
            equilibria=tuple(self._equilibria()) if self.work.asked.equilibria else None,
            equilibrium_count=len(tally.settled.credible),
            left_out=tally.left_out / (whole + tally.left_out),
            complete=self.complete,
            covered=1.0 if self.complete else self.made / self.planned,
        )

    def _equilibria(self) -> Iterator[EquilibriumChance]:
        """The states that are likeliest to be equilibria."""
        from detente.engine.arrays.layout import layout as layout_of

        layout, found, whole = layout_of(self.dialogue), self.tally.settled, self.tally.weight[0]
        firm = found.firm
        ends = {code for codes in self.tally.ends for code in codes}
        order = sorted(found.credible, key=lambda c: (
            -found.credible[c], -firm.get(c, 0), layout.code_of(c) not in ends, layout.code_of(c)))  # fmt: skip
        for cell in order[:LISTED]:
            code = layout.code_of(cell)
            yield EquilibriumChance(
                code=code,
                state=named(self.dialogue, code),
                firm=firm.get(cell, 0) / whole,
                credible=found.credible[cell] / whole,
                free=self._free(self.dialogue.state(code), found.heaviest[cell][1]) if cell in found.heaviest else None,
            )

    def _free(self, state: State, row: bytes) -> bool:
        """Whether a state that is credible in a combination, and not firm, rests on a deterrent that costs nothing."""
        there = apply(self.dialogue, *combined(self.items, list(map(bool, row))))
        return not solved(there, like=self.dialogue).leanly([state])

    def _made(self, vector: Vector, k: int) -> Number:
        """A sum's mean with the k-th item less that without it; 0 if it was always or never there."""
        weight = self.tally.weight
        there, away = weight[1 + k], weight[0] - weight[1 + k]
        if not there or not away:
            return 0.0
        return self.tally.ratio(vector[1 + k], there) - self.tally.ratio(vector[0] - vector[1 + k], away)

    def _differences(self) -> Iterator[Difference]:
        tally = self.tally
        for k, ask in enumerate(self.dialogue.asks):
            mean = tally.ratio(tally.asks[k][0], tally.weight[0])
            variance = tally.ratio(tally.squares[k], tally.weight[0], power=2) - mean * mean
            found = [self._difference(n, ask.id, tally.asks[k], variance) for n in range(len(self.items))]
            yield from sorted((one for one in found if one.difference), key=lambda one: -one.weight)

    def _difference(self, n: int, ask: str, vector: Vector, variance: Number) -> Difference:
        made = self._made(vector, n)
        chance = self.tally.weight[1 + n] / self.tally.weight[0]
        return Difference(
            item=self.items[n].id,
            ask=ask,
            difference=float(made),
            share=float(chance * (1 - chance) * float(made) ** 2 / float(variance)) if made and variance > 0 else 0.0,
            weight=sqrt(chance * (1 - chance)) * abs(float(made)),
        )

    def _shifts(self) -> Iterator[Shift]:
        found = []
        for n, item in enumerate(self.items):
            made = [abs(float(self._made(vector, n))) for vector in self.tally.ends.values()]
            found.append(Shift(item=item.id, distance=fsum(made) / 2))
        yield from sorted((one for one in found if one.distance), key=lambda one: -one.distance)


def _ask(ask: str, chance: float, draws: int) -> AskChance:
    low, high = wilson(chance, draws)
    return AskChance(ask=ask, chance=chance, low=low, high=high)
