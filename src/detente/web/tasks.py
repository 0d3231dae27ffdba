"""What the processes do: plain data in, plain data out. `told`: says how far it is, for what can say so.

Every task says its language, since processes do not remember whom they worked for.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

from detente.report.language import speaking
from detente.web.workers import Told


def work(text: str, name: str, shown: Sequence[str], language: str, *, told: Told) -> dict[str, Any]:
    """See `work.worked`."""
    from detente.web.work import worked

    with speaking(language):
        return worked(text, name, shown)


def edit(text: str, change: Mapping[str, Any], *, told: Told) -> dict[str, Any]:
    """A text with one change made."""
    from detente.formats.revise import revise

    return revise(text, change)


def answer(
    text: str, name: str, question: str, given: Mapping[str, Any], html: bool, language: str, *, told: Told
) -> Any:  # fmt: skip
    """The result of a question as `--json` gives it; with `html` its page as a fragment."""
    from detente.web.questions import question as of
    from detente.web.work import understood

    dialogue = understood(text, name)[0]
    row = of(question)
    more = {"told": told} if "told" in inspect.signature(row.function).parameters else {}
    with speaking(language):
        result = row.function(dialogue, *row.asked(given), **row.options(given), **more)
        if html:
            return row.page(dialogue, result)
        return row.json(result)
