"""States that a dialogue has names for, to be taken where a question asks for one."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.facts import Facts, facts
from detente.errors import DetenteError
from detente.methods.reasons.positions import completed, positions, threatened
from detente.model.dialogue import Dialogue, State
from detente.report import wording
from detente.report.document import alphabetic
from detente.report.language import _


def named(dialogue: Dialogue) -> Iterator[tuple[str, str, dict[str, int]]]:
    """(name, what differs from the status quo, level by option): now, positions, texts, drift, settlements, packages.

    What takes more than can be worked out is left out.
    """
    names: dict[State, list[str]] = {}
    for name, state in _named(dialogue):
        names.setdefault(state, []).append(name)
    for state, called in names.items():
        told = wording.capital(wording.state(dialogue, state))
        levels = {option.id: level for option, level in zip(dialogue.options, state, strict=True)}
        yield wording.semicolon().join(dict.fromkeys(called)), told, levels


def _named(dialogue: Dialogue) -> Iterator[tuple[str, State]]:
    now = dialogue.status_quo
    if now is not None:
        yield _("Now"), now
        stands = positions(dialogue, list(dialogue.table), now)
        for party, state in completed(dialogue, stands, now).items():
            yield _("What {party} asks for", party=wording.party(dialogue, party)), state
        yield _("If nobody yields"), threatened(dialogue, now)
        for text in dialogue.texts:
            yield _("The text of {party}", party=wording.party(dialogue, text.by)), dialogue.with_levels(now, text.sets)
    try:
        yield from _found(dialogue, facts(dialogue, weighed=False, views=False))
    except DetenteError:
        return


def _found(dialogue: Dialogue, found: Facts) -> Iterator[tuple[str, State]]:
    for end in found.drift.ends if found.drift else ():
        yield _("If nothing is signed"), dialogue.state(end.states[0].at.code)
    for n, way in enumerate(found.ways.ways if found.ways else ()):
        yield _("Settlement {letter}", letter=alphabetic(n)), dialogue.state(way.shown.at.code)
    for package in found.deal.packages if found.deal else ():
        yield _("A package for the table"), dialogue.state(package.signed.code)
