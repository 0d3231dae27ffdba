"""All changes made, in the order in which they are meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.model.change.beliefs import correct, seen
from detente.model.change.kinds import Ascertain, AsSeenBy, Change, Correct, Fix, LiftRule, Record, SetCircumstance
from detente.model.change.lists import ascertain, edit_lists, judge
from detente.model.change.situation import fix, lift_rules, set_circumstances
from detente.model.dialogue import Dialogue, Judgement


def apply(dialogue: Dialogue, *changes: Change) -> Dialogue:
    """The dialogue with all changes made. InputError for unknown ids and for changes that contradict each other.

    A status quo that a change makes infeasible stays (whoever asks is told); where there was none because the state
    with every option at its first level was infeasible, that state is taken once it is feasible.
    """
    changed = set_circumstances(dialogue, [c for c in changes if isinstance(c, SetCircumstance)])
    changed = lift_rules(changed, [c for c in changes if isinstance(c, LiftRule)])
    changed = fix(changed, [c for c in changes if isinstance(c, Fix)])
    changed = edit_lists(changed, changes)
    changed = judge(dialogue, changed, changes)
    changed = ascertain(changed, {c.id for c in changes if isinstance(c, Ascertain)})
    changed = _record(changed, [c.judgement for c in changes if isinstance(c, Record)])
    changed = correct(changed, [c for c in changes if isinstance(c, Correct)])
    return seen(changed, [c for c in changes if isinstance(c, AsSeenBy)])


def supposing(dialogue: Dialogue, circumstances: Mapping[str, bool] | None) -> Dialogue:
    """The dialogue with these facts otherwise, for one question. InputError for an unknown circumstance."""
    if not circumstances:
        return dialogue
    return apply(dialogue, *(SetCircumstance(id, value) for id, value in circumstances.items()))


def _record(dialogue: Dialogue, made: list[Judgement]) -> Dialogue:
    """With these answers on record."""
    again = {judgement.question for judgement in made}
    kept = tuple(j for j in dialogue.judgements if j.question not in again)
    return replace(dialogue, judgements=(*kept, *made)) if made else dialogue
