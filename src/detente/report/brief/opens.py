"""What would open an ask, and who could do it: one phrase that begins with the kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.analyses.leverage import EditSet, Leverage
from detente.methods.inverse.edits import Edit
from detente.methods.inverse.priced import Offer
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.brief.phrases import steps
from detente.report.document import Strong, Text, Worded
from detente.report.language import _, _n, ordinal
from detente.report.page import placed


def opening(dialogue: Dialogue, found: Leverage | None) -> Text:
    """The asker's offer on condition, if there is one; else the first of the smallest sets of changes."""
    if found is None or found.already:
        return ()
    if found.offers:
        return offer(dialogue, found, min(found.offers, key=lambda one: (bool(one.refused), not one.worth_it)))
    if not found.sets:
        return (wording.nothing_up_to(found.size),)
    return changes(dialogue, found.sets[0], of=dialogue.ask(found.ask).of)


def offer(dialogue: Dialogue, found: Leverage, one: Offer) -> Text:
    """An offer that stands only while the other side does what was asked."""
    levels = steps(dialogue, one.levels)
    told, short = _("{levels}, only while it is granted", levels=levels), levels
    if not one.worth_it:
        asker = wording.party(dialogue, found.asker)
        told, short = (_("{told}, at no gain to {party}", told=text, party=asker) for text in (told, short))
    if one.refused:
        told, short = (_("{told}, refused at home", told=text) for text in (told, short))
    return (Strong(_("Offer:")), " ", Worded(told, short))


def changes(dialogue: Dialogue, found: EditSet, *, of: str = "") -> Text:
    """A set of changes: events by what comes to be, a change of mind by whose line gives way, a rule by its lifting.

    `of`: the party that the page speaks of there, in short "it".
    """
    events = [edit for edit in found.edits if edit.kind == "circumstance"]
    # A package that changes nothing is a promise to do no more: it is no part of what would open the ask.
    others = [edit for edit in found.edits if edit.kind != "circumstance" and (edit.kind != "fix" or edit.changes)]
    parts = [_told(dialogue, kind, edits, of) for kind, edits in _by_kind(others).items()]
    if events:
        parts.insert(0, event(dialogue, {edit.id: bool(edit.to) for edit in events}))
    return tuple(piece for n, part in enumerate(parts) for piece in ((_(" and "), *part) if n else part))


def event(dialogue: Dialogue, facts: Mapping[str, bool]) -> Text:
    """Facts that would have to turn: "Events: the end of flood relief and a clear order in Afghanistan"."""
    turned = wording.listed(wording.turned(dialogue, id, value) for id, value in facts.items())
    return (Strong(_n("Event:", "Events:", len(facts))), " ", turned)


def _by_kind(edits: Sequence[Edit]) -> dict[str, list[Edit]]:
    kinds = {"lift_rule": "rule", "drop": "persuasion", "move": "persuasion", "fix": "package"}
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(kinds[edit.kind], []).append(edit)
    return found


def _told(dialogue: Dialogue, kind: str, edits: Sequence[Edit], of: str) -> Text:
    match kind:
        case "persuasion":
            whose = wording.listed(line_of(dialogue, edit.id) for edit in edits)
            short = wording.listed(line_of(dialogue, edit.id, of) for edit in edits)
            return (Strong(_("Persuasion:")), " ", Worded(whose, short))
        case "rule":
            rules = wording.listed(lines.words(dialogue, dialogue.rule(edit.id)) for edit in edits)
            return (Strong(_("Lifted:")), " ", rules)
        case _:
            levels = wording.series(steps(dialogue, _new(dialogue, dict(edit.changes))) for edit in edits)
            return (Strong(_("Offer:")), " ", _("{levels}, come what may", levels=levels))


def line_of(dialogue: Dialogue, id: str, of: str = "") -> str:
    """A line of a list by whose it is and where it stands: "Washington's first priority"; "its" of the party `of`."""
    found = lines.priority(dialogue, id)
    if found is None:
        return wording.quoted(id)
    party, place, _line = found
    if party == of:
        return placed(dialogue, party, place)
    return _("{owner} {place} priority", owner=wording.possessive(dialogue, party), place=ordinal(place))


def _new(dialogue: Dialogue, levels: Mapping[str, str]) -> Mapping[str, str]:
    """What a package changes of today (to keep the rest as it is would be no offer); if nothing, all of it."""
    now = dialogue.status_quo
    if now is None:
        return levels
    today = {option.id: option.levels[level] for option, level in zip(dialogue.options, now, strict=True)}
    return {id: level for id, level in levels.items() if today[id] != level} or levels
