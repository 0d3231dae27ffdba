"""The brief that thinks: the compiled dialogue, the words for its entries and the client's script, for the HTML page.

The page is whole without it. With scripts on a reader may turn facts, hold options at a level and move lines of the
lists, and what the page can work out again follows; what it cannot is told to be as in the file.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from detente.formats.compiled import compiled
from detente.model.dialogue import Dialogue
from detente.plain import digest
from detente.report import lines, wording
from detente.report.document import harmless_data
from detente.report.language import _, _later, said

BUNDLE = "think.js"
MISSING = "the page is written without what thinks in it: its script is not built yet (run `make client`)"


def bundle() -> str | None:
    """The client's script; None where it has not been built."""
    script = files("detente.report.renderers").joinpath("page", BUNDLE)
    return script.read_text(encoding="utf-8") if script.is_file() else None


def extra(dialogue: Dialogue, script: str) -> str:
    """The markup for `html.render(extra=…)`."""
    told = json.dumps(harmless_data(data(dialogue)), ensure_ascii=False, separators=(",", ":"))
    # Inside a script element only "<" could end it: as \\u003c it is the same JSON and no markup.
    safe = told.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    style = files("detente.report.renderers").joinpath("page", "think.css").read_text(encoding="utf-8")
    return (
        f'<style>{style}</style><script type="application/json" id="thinks">{safe}</script><script>{script}</script>'
    )


def data(dialogue: Dialogue) -> dict[str, Any]:
    """What the script reads: `Data` in the client's `brief/data.ts`."""
    return {
        "model": compiled(dialogue),
        "file": wording.talks(dialogue),
        "digest": digest(dialogue),
        "facts": {c.id: c.text for c in dialogue.circumstances},
        "options": {o.id: option_words(dialogue, o.id) for o in dialogue.options},
        "lines": {
            line.id: wording.capital(lines.words(dialogue, line))
            for given in dialogue.preferences.values()
            for line in given.priorities
        },
        "parties": {p.id: wording.capital(wording.possessive(dialogue, p.id)) for p in dialogue.parties},
        "asks": {a.id: wording.ask(dialogue, a) for a in dialogue.asks},
        "say": words(),
    }


def option_words(dialogue: Dialogue, id: str) -> dict[str, Any]:
    """Its text, its levels, and it at each of them as a phrase: first in a list (`starts`), or later (`phrases`)."""
    option = dialogue.option(id)
    taken = [wording.taken(dialogue, option, level) for level in range(len(option.levels))]
    return {
        "text": wording.capital(wording.called(dialogue, option)),
        "levels": list(option.levels),
        "starts": [wording.capital(phrase) for phrase in taken],
        "phrases": [wording.small(dialogue, phrase) for phrase in taken],
    }


def words() -> dict[str, str]:
    """What the script says; it fills the places in braces."""
    return {key: said(message) for key, message in SAID.items()} | {"statusQuo": wording.capital(_("the status quo"))}


SAID = {
    "title": _later("What if …"), "supposed": _later("What is supposed"),
    "intro": _later("Change what you doubt: the table above and the lists below follow. Nothing leaves this page."),
    "holds": _later("holds"), "holdsNot": _later("does not hold"), "otherwise": _later("the file says otherwise"),
    "held": _later("Hold an option, or rule it out"), "free": _later("as it goes"),
    "heldAt": _later("held at “{level}”"), "hold": _later("“{option}” held at “{level}”"),
    "list": _later("{party} list, most important first"), "up": _later("Higher"), "down": _later("Lower"),
    "drop": _later("leave out"), "keep": _later("put back"), "dropped": _later("without “{line}”"),
    "moved": _later("“{line}” {places}"), "drift": _later("If nothing is signed"),
    "settle": _later("Where it can settle, the nearest first"),
    "unsettled": _later("Nowhere: from every state somebody would move on."),
    "none": _later("This cannot be: what is supposed and the rules together leave no state."),
    "noStatusQuo": _later("There is no status quo that the rules allow, so there is nothing to drift from."),
    "firm": _later("firm"), "credible": _later("credible"), "more": _later("and {n} more"),
    "share": _later("{told} ({share} %)"), "cycle": _later("it goes round among {n} states and settles nowhere"),
    "found": _later("Ways of settling: {firm} firm, {credible} credible; in the file {wasFirm} and {wasCredible}."),
    "fares": _later("Asks that fare otherwise if nothing is signed: {n}."),
    "greyed": _later("Greyed: as in the file, not worked out again here."), "tag": _later("as in the file"),
    "undo": _later("undo"), "copy": _later("copy as command"), "copied": _later("copied"),
    "hand": _later("hand back as a file"),
    "handed": _later(
        "Supposed in a brief; written in by `detente apply {file} THIS`, or by Versions in the workbench"
    ),
    "back": _later("back to the file"), "changes": _later("Changes: {n}"), "was": _later("was {fate}"),
    "full": _later("accepted"), "part": _later("partly"), "not": _later("refused"), "open": _later("open"),
    "depends": _later("varies"), "working": _later("Working it out …"),
    "unsolved": _later("This could not be worked out here: {fault}."),
    "large": _later("This dialogue is too large to be worked out again here; ask the program: {command}"),
    "firmOnly": _later("So large a dialogue is searched for firm ways here, and for those that the drift leads to."),
}  # fmt: skip
