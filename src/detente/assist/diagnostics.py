"""What is wrong with a text and what is worth a look, each with its place and, where it is known, its mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from detente.assist.places import Edit, Place, Span, applied, line_of
from detente.errors import DetenteError, InputError, Problem
from detente.formats.nodes import Notice, from_yaml
from detente.formats.yaml import read
from detente.model.dialogue import Dialogue

LOOK = 8
"""Lines below a problem's own in which the word that it is about is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One thing to tell. `code`: of a warning. `mends`: changes of the text, any one of which does away with it."""

    severity: Literal["error", "warning"]
    message: str
    hint: str = ""
    span: Span
    code: str = ""
    mends: tuple[Edit, ...] = ()


def diagnostics(text: str, file: str = "text", *, warnings: bool = True) -> tuple[Diagnostic, ...]:
    """Everything that stops the text from being a dialogue, with its places; if nothing does, the warnings of `check`.

    Warnings need the states of the dialogue; without `warnings` only the text is read. Never raises for any text.
    """
    try:
        dialogue, notices = read(text, file)
    except InputError as fault:
        return tuple(_of_problem(text, problem) for problem in fault.problems)
    except DetenteError as fault:
        return (Diagnostic(severity="error", message=str(fault), span=_whole(text, 0)),)
    if warnings:
        return tuple(_warnings(text, dialogue, notices))
    muted = {silence.code for silence in dialogue.silences}
    return tuple(_told(text, n.code, n.message, n.line or 1) for n in notices if n.code not in muted)


def _of_problem(text: str, problem: Problem) -> Diagnostic:
    number = max((problem.line or 1) - 1, 0)
    found = _culprit(text, number, problem)
    span = found[0] if found else _whole(text, number)
    mends = (Edit(span=found[0], text=found[1]),) if found and found[1] else _quoted(text, number, problem.hint)
    return Diagnostic(severity="error", message=problem.message, hint=problem.hint, span=span, mends=mends)


def _culprit(text: str, number: int, problem: Problem) -> tuple[Span, str] | None:
    """(where the word stands that a problem is about, what should stand there if that is known)."""
    instead = re.search(r"did you mean `([^`]+)`", problem.hint)
    wanted = instead.group(1) if instead else ""
    words = re.findall(r"`([^`\n]+)`", problem.message)
    if wanted:
        words.sort(key=lambda word: -SequenceMatcher(None, word.lower(), wanted.lower()).ratio())
    for word in words:
        if word == wanted:
            continue
        for k in range(number, number + LOOK):
            at = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line_of(text, k))
            if at:
                return Span(Place(k, at.start()), Place(k, at.end())), wanted if word == words[0] else ""
    return None


def _quoted(text: str, number: int, hint: str) -> tuple[Edit, ...]:
    """The mend of a text that needs quotes, where the hint shows the whole of it."""
    line = line_of(text, number)
    found = re.search(r"quote this text: (([\"'])(.+)\2)$", hint)
    found = found or (re.search(r"(()(\*.*))", line) if "quote this text" in hint else None)
    if found is None:
        return ()
    shown = found.group(3).replace("''", "'") if found.group(2) == "'" else found.group(3)
    at = line.find(shown.rstrip("…"))
    at -= at > 0 and line[at - 1] in "'\""  # an opening quotation mark is no part of what is shown
    end = len(line.split(" #")[0].rstrip())
    raw = line[at:end].strip("'\"") if shown.rstrip("…") in line[at + 1 : end] else line[at:end]
    quoted = f'"{raw}"' if '"' not in raw else "'" + raw.replace("'", "''") + "'"
    edit = Edit(span=Span(Place(number, at), Place(number, end)), text=quoted)
    return (edit,) if at >= 0 and _reads_on(applied(text, (edit,)), number) else ()


def _reads_on(text: str, number: int) -> bool:
    """Whether nothing is wrong any more with how that line is written."""
    try:
        from_yaml(text, "text")
    except InputError as fault:
        return all((problem.line or 1) - 1 > number for problem in fault.problems)
    except DetenteError:
        return False
    return True


def _whole(text: str, number: int) -> Span:
    """A line without the blanks around it."""
    line = line_of(text, number)
    return Span(Place(number, len(line) - len(line.lstrip())), Place(number, len(line.rstrip())))


def _warnings(text: str, dialogue: Dialogue, notices: tuple[Notice, ...]) -> Iterator[Diagnostic]:
    from detente.analyses.check import check
    from detente.report import wording

    for warning in check(dialogue, notices=notices).warnings:
        yield _told(text, warning.code, wording.warning(warning), warning.line)


def _told(text: str, code: str, message: str, line: int) -> Diagnostic:
    return Diagnostic(severity="warning", message=message, code=code, span=_whole(text, max(line - 1, 0)))
