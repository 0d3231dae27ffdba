"""Changes of what a party believes of another: a view corrected, the dialogue as one party sees it."""

from __future__ import annotations

from dataclasses import replace

from detente.errors import InputError
from detente.model.change.kinds import AsSeenBy, Correct
from detente.model.dialogue import Dialogue, Preferences, View
from detente.model.edit import edit
from detente.model.naming import check_known


def correct(dialogue: Dialogue, changes: list[Correct]) -> Dialogue:
    for change in changes:
        if not any(_held(view, change) for view in dialogue.views):
            about = f" of `{change.of}`" if change.of else ""
            raise InputError(f"`{change.who}` has no view{about} in this dialogue that could be corrected")
    if not changes:
        return dialogue
    left = tuple(view for view in dialogue.views if not any(_held(view, change) for change in changes))
    return replace(dialogue, views=left)


def _held(view: View, change: Correct) -> bool:
    return view.who == change.who and change.of in ("", view.of)


def seen(dialogue: Dialogue, changes: list[AsSeenBy]) -> Dialogue:
    who = sorted({change.who for change in changes})
    if not who:
        return dialogue
    if len(who) > 1:
        raise InputError(f"a dialogue can be seen as one party sees it, not as {' and '.join(who)} do at once")
    check_known(dialogue, "party", who[0])
    believed = dict(dialogue.preferences)
    for view in dialogue.views:
        if view.who == who[0] and view.of != who[0]:
            believed[view.of] = _believed(believed.get(view.of, Preferences()), view)
    # The views of this party are in the lists now, and what the others believe has no place in its picture.
    return replace(dialogue, preferences=believed, views=())


def _believed(preferences: Preferences, view: View) -> Preferences:
    if view.instead is not None:
        return view.instead
    return edit(preferences, drops=view.drop, moves=dict(view.move), adds=view.add)
