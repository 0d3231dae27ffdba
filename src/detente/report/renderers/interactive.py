"""What a report in a browser can do beyond reading: our own small script, its style and the cases it shows."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from detente.analyses.brief import Brief, Case, given
from detente.model.dialogue import Dialogue, State
from detente.report import wording
from detente.report.document import harmless_data
from detente.report.language import _, _later, _n, said


def extra(dialogue: Dialogue, brief: Brief) -> str:
    """The markup for `html.render(extra=…)`. Without the script the page reads as it is."""
    told = harmless_data({**cases(dialogue, brief), "words": words()})
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    # Inside a script element only "<" could end it: as \\u003c it is the same JSON and no markup.
    safe = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return (
        f"<style>{_read('report.css')}</style>"
        f'<script type="application/json" id="cases">{safe}</script>'
        f"<script>{_read('report.js')}</script>"
    )


def _read(name: str) -> str:
    return files("detente.report.renderers").joinpath("page", name).read_text(encoding="utf-8")


def words() -> dict[str, str]:
    """What the script says; it fills the places in braces."""
    return {
        "colon": wording.colon(),
        "light": _("Light page"),
        "dark": _("Dark page"),
        "settles": _("Settles"),
        "follow": _("Follow one settlement"),
        "gives": said(_later(
            "{settlement} gives {given} of {asks} asks, {partly} more in part, and refuses {refused}."
        )),
        "unsolved": _("This combination was not worked out."),
        "gains": said(_later("Also grants: {asks}.")),
        "loses": said(_later("No longer grants: {asks}.")),
        "same": _("Grants the same asks as now."),
        "changed": said(_later("With these facts: {said}")),
        "now": said(_later("As things stand: {said}")),
        "holds": _("holds"),
        "not": _("does not hold"),
        "file": _("the file says otherwise"),
        "facts": _("If the facts were otherwise"),
        "found": said(_later("{found} of {all}")),
        "find": _("Find a source"),
    }  # fmt: skip


def cases(dialogue: Dialogue, brief: Brief) -> dict[str, Any]:
    """The facts that can be switched, and for every combination of them where it could settle firmly, in words."""
    facts = {id for case in brief.cases for id in case.changed}
    return {
        "facts": [{"id": c.id, "text": c.text, "now": c.now} for c in dialogue.circumstances if c.id in facts],
        "cases": [_case(dialogue, brief, case) for case in brief.cases] if facts else [],
    }


def _case(dialogue: Dialogue, brief: Brief, case: Case) -> dict[str, Any]:
    labels = {s.code: s.label for s in brief.settlements}
    return {
        "changed": sorted(case.changed),
        "said": told(case),
        "settles": [
            {"label": labels.get(code, ""), "name": _name(dialogue, code)} | _against(dialogue, brief, case, code)
            for code in case.firm
        ],
    }


def _against(dialogue: Dialogue, brief: Brief, case: Case, code: int) -> dict[str, list[str]]:
    """The asks that a settlement grants beyond the first as things stand, and those it no longer grants."""
    first = next((s for s in brief.settlements if not s.under), None)
    here = _granted(dialogue.under(case.changed), dialogue.state(code))
    there = {id for id, given_ in first.gives.items() if given_ == "accepted"} if first else set()
    return {
        "gains": [ask.text for ask in dialogue.asks if ask.id in here - there],
        "loses": [ask.text for ask in dialogue.asks if ask.id in there - here],
    }


def _granted(dialogue: Dialogue, state: State) -> set[str]:
    return {ask.id for ask in dialogue.asks if given(dialogue, ask, state) == "accepted"}


def told(case: Case) -> str:
    """How many firm settlements there are, and how many of them are shown."""
    if not case.total:
        return _("No firm settlement: from every state somebody would move on.")
    if case.total == len(case.firm):
        return wording.capital(_n("{n} firm settlement.", "{n} firm settlements.", case.total))
    count, first = case.total, len(case.firm)
    return wording.capital(
        _n("{n} firm settlement; the first {first}:", "{n} firm settlements; the first {first}:", count, first=first)
    )


def _name(dialogue: Dialogue, code: int) -> str:
    state = dialogue.state(code)
    if state == dialogue.status_quo:
        return wording.capital(_("the status quo"))
    return wording.ways(wording.difference(dialogue, state, dialogue.status_quo), 6)
