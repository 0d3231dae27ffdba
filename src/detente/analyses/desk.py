"""What one party's desk needs of a brief: what it wants, what it will be asked, what to raise and what to leave alone.

Chosen from the brief, nothing is worked out anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.analyses.brief import Brief
from detente.analyses.leverage import Leverage
from detente.analyses.rounds import Promise
from detente.analyses.settlements import Given
from detente.analyses.why import Why
from detente.errors import InputError
from detente.model.dialogue import Dialogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The choice for one party; asks by their ids.

    `want`: its asks to press: first those `granted` where it settles and not yet done, then those that one change would
    open. `theirs`: what the others ask of it, and what they get where it settles. `due`: promises of others that are
    not kept yet; `ours`: its own promises not kept; `unstated`: what it refuses for a reason that nobody stated.
    `leave`: its refused asks that no offer opens and no deal, and no change of mind alone.
    """

    party: str
    want: tuple[str, ...]
    granted: tuple[str, ...]
    theirs: dict[str, Given]
    due: tuple[Promise, ...]
    ours: tuple[Promise, ...]
    unstated: tuple[str, ...]
    leave: tuple[str, ...]


def desk(dialogue: Dialogue, brief: Brief, party: str) -> Desk:
    """The brief for one party's desk. Raises InputError for a party that is not at the table."""
    if party not in dialogue.table:
        raise InputError(f"no desk for `{party}`; at the table: {', '.join(f'`{id}`' for id in dialogue.table)}")
    mine = [found for found in brief.whys if found.by == party]
    asked = [found for found in brief.whys if found.of == party]
    refused = [(found.ask, _lever(brief, found.ask)) for found in mine if not found.granted]
    had = [found.ask for found in mine if found.granted and not _done(dialogue, found.ask)]
    near = [ask for ask, lever in refused if lever and _steps(lever) == 1]
    promises = brief.rounds.commitments
    return Desk(
        party=party,
        want=(*had, *near),
        granted=tuple(had),
        theirs={found.ask: _given(brief, found) for found in asked if found.by},
        due=tuple(p for p in promises if _due_to(p, party)),
        ours=tuple(p for p in promises if party in p.by and p.state in ("open", "overdue", "broken")),
        unstated=tuple(found.ask for found in asked if not found.granted and found.reason.basis != "stated"),
        leave=tuple(ask for ask, lever in refused if lever and _useless(lever) and not _signed(brief, ask)),
    )


def _signed(brief: Brief, ask: str) -> bool:
    """Whether the best package that beats the drift meets an ask, if only in part."""
    deal = brief.facts.deal
    return deal is not None and deal.against == "drift" and brief.facts.ask(ask).deal in ("full", "part")


def _lever(brief: Brief, ask: str) -> Leverage | None:
    return next((lever for lever in brief.leverage if lever.ask == ask), None)


def _steps(lever: Leverage) -> int:
    """The fewest changes that would open the ask; 0 if none were found."""
    return min((len(found.edits) for found in lever.sets), default=0)


def _done(dialogue: Dialogue, ask: str) -> bool:
    state = dialogue.status_quo
    return state is not None and dialogue.holds(dialogue.ask(ask).that, state)


def _given(brief: Brief, found: Why) -> Given:
    if found.granted:
        return "accepted"
    partly = bool(brief.settlements) and brief.settlements[0].gives[found.ask] == "partly"
    return "partly" if partly else "refused"


def _due_to(promise: Promise, party: str) -> bool:
    to_us = party in promise.to or not promise.to
    return party not in promise.by and to_us and promise.state in ("open", "overdue")


def _useless(lever: Leverage) -> bool:
    """Whether no offer of ours opens it, and no change of mind alone."""
    if lever.packages.suffice or lever.prices or lever.offers:
        return False
    return not any(all(edit.reach in ("package", "persuasion") for edit in s.edits) for s in lever.sets)
