"""Where two sides drift, and what could be signed instead and passes at home, where that differs."""

from __future__ import annotations

from detente.methods.bargaining.at_home import Signing
from detente.model.dialogue import Dialogue
from detente.model.naming import Place
from detente.report import wording
from detente.report.document import Items, Section, Text
from detente.report.language import _


def section(dialogue: Dialogue, before: Signing | None, after: Signing | None, *, same: bool) -> Section:
    """Empty where nothing of it differs (`same`), or one side has nothing that could be signed."""
    label = _("What could be signed")
    if same or before is None or after is None:
        return Section(id="signing", label=label, finding="")
    items: list[Text] = []
    if before.ends != after.ends:
        then, now = (wording.either(_place(dialogue, one) for one in side.ends) for side in (before, after))
        items.append((_("Drift: {after}; before: {before}.", after=now, before=then),))
    if before.beating != after.beating:
        items.append((_("Packages that beat the drift: {after:d} of {all:d}; before: {before:d}.", after=after.beating,
                        all=after.total, before=before.beating),))  # fmt: skip
    if before.passing != after.passing and (before.passing, after.passing) != (before.beating, after.beating):
        items.append((_("Packages that beat it and pass at home: {after:d}; before: {before:d}.", after=after.passing,
                        before=before.passing),))  # fmt: skip
    if not items:
        items.append((_("As many packages beat the drift, but others."),))
    return Section(id="signing", label=label, finding=_("It would be otherwise"), blocks=(Items(items=tuple(items)),))


def _place(dialogue: Dialogue, one: Place) -> str:
    told = wording.difference(dialogue, dialogue.state(one.code), dialogue.status_quo)
    return wording.listed(told) or _("the status quo")
