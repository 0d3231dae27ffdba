"""Where a dialogue that falls apart can settle firmly, counted by part; what looks at the whole is not counted.

Firm (Nash) states are the product of those of the parts. GMR, SMR and the lean reading can be asked of any one state
(`why`, `respond`), but not of all of them; plain SEQ and SSEQ do not fall apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from detente.analyses.equilibria import Common, Equilibria, about, shared
from detente.analyses.facts import PartWays
from detente.engine.concepts import CONCEPTS, EVERY, FIRMNESS, NASH
from detente.engine.solved import solved
from detente.methods.by_part.settling import Firm
from detente.model.dialogue import Dialogue

REASON = "Counted for firm (Nash) states alone: the other concepts look at the whole, which has too many states."


@dataclass(frozen=True, slots=True, kw_only=True)
class EquilibriaByPart(Equilibria):
    """The firm states of a dialogue that falls apart, counted; the other concepts are `unknown`.

    `firm_ways`: in how many ways these are. `parts`: part by part, those of one option alone counted in `single`.
    """

    firm_ways: int
    parts: tuple[PartWays, ...]
    single: int


def by_part(dialogue: Dialogue, facts: Mapping[str, bool] | None = None) -> EquilibriaByPart:
    """The firm states of a dialogue that falls apart, counted part by part. `facts`: those taken otherwise in it."""
    firm = Firm(dialogue)
    spaces = [solved(part.dialogue).space for part in firm.split.parts]
    each = tuple(part_ways(dialogue, firm, n) for n in range(len(spaces)))
    return EquilibriaByPart(
        **about(dialogue, prod(int(space.feasible.sum()) for space in spaces)),
        equilibria=None,
        counts={c.name: firm.count if c == NASH else None for c in EVERY},
        stable=None,
        common=(_common(dialogue, firm),) if firm.count else (),
        firmness={FIRMNESS[NASH.name]: firm.count},
        total=firm.count,
        settlements=None,
        lean_checked=0,
        ways=None,
        supposed=dict(facts or {}),
        unknown={concept.name: REASON for concept in CONCEPTS if concept != NASH},
        firm_ways=prod(one.states if one.ways is None else one.ways for one in each),
        parts=tuple(one for one in each if len(one.options) > 1),
        single=sum(len(one.options) == 1 for one in each),
    )


def part_ways(dialogue: Dialogue, firm: Firm, n: int) -> PartWays:
    """One part as results tell it."""
    one = firm.by_part[n]
    options = [dialogue.options[k] for k in one.part.options]
    return PartWays(
        options=tuple(option.id for option in options),
        fronts=tuple(dict.fromkeys(option.front for option in options if option.front)),
        states=one.states,
        ways=None if one.ways is None else len(one.ways),
    )


def _common(dialogue: Dialogue, firm: Firm) -> Common:
    """What the firm states share."""
    seen = [[False] * radix for radix in dialogue.radices]
    for n, part in enumerate(firm.split.parts):
        for state in firm.states(n):
            for at, level in zip(part.options, state, strict=True):
                seen[at][level] = True
    sq = dialogue.status_quo
    here = [sq is not None and part.cut(sq) in firm.states(n) for n, part in enumerate(firm.split.parts)]
    return shared(dialogue, NASH.name, firm.count, seen, None if dialogue.start is None else all(here))
