"""What moving the asked party costs the asker, as values."""

from __future__ import annotations

from dataclasses import dataclass

Levels = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A package of the asker after which the asked party does best to grant.

    `levels`: what changes from the status quo (empty: nothing has to). `replies`: the codes of the asked party's best
    answers; all meet the target, or (`weak`) some. `worth_it`: the asker likes every one better than the status quo.
    """

    levels: Levels
    replies: tuple[int, ...]
    weak: bool
    worth_it: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A conditional offer at which the asked party does best to grant: `levels` while it does, else as now.

    `replies`: the codes of the asked party's best answers from the status quo; all meet the target. `worth_it`: what
    comes of every one, once outsiders have reacted, is better for the asker than where it drifts (where the table
    cannot sign it, or there is no drift: it likes every one better than the status quo); `suits`: the same of the
    asked party. `needs_guarantee`: once it is granted the asker would rather not deliver. `firm`: the number of firm
    equilibria of the linked model, and `granted` how many of them meet the target. `refused`: the ratifiers that would
    refuse each of these answers in favour of the status quo, and `passes`: the facts with which they would not.
    """

    levels: Levels
    replies: tuple[int, ...]
    worth_it: bool
    suits: bool
    needs_guarantee: bool
    firm: int
    granted: int
    refused: tuple[str, ...]
    passes: dict[str, bool]
