"""The one door to the terminal for all that is no page: nothing that a file or a command line holds can steer it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from detente.errors import DetenteError, InputError, Problem
from detente.report.document import CONTROL, harmless

MAX_READ = 10_000_000
MOST = 20
"""Problems shown with their line; of more the line's number must do."""

_WIDTH, _BEHIND = 100, 20
"""Letters of a line that are shown, and of those at least so many behind what is meant, where there are any."""


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """One or more lines, without what would steer a terminal."""
    click.echo(harmless(text), err=err, nl=nl)


def say_data(value: Mapping[str, Any]) -> None:
    """JSON, in which what would steer a terminal is written by its number: nothing is lost."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    click.echo("\n".join(CONTROL.sub(lambda c: f"\\u{ord(c.group()):04x}", line) for line in text.split("\n")))


def told(error: DetenteError) -> str:
    """An error as a terminal shows it: below each problem of a file its line, and what is meant in it."""
    if not isinstance(error, InputError):
        return harmless(str(error))
    shown: list[str] = []
    for k, problem in enumerate(error.problems):
        shown.append(str(problem))
        if k < MOST:
            shown += _quoted(problem)
    return harmless("\n".join(shown))


def _quoted(problem: Problem) -> Iterator[str]:
    """The line that a problem is about, and below it a mark at the word that the message names."""
    line = _line(problem.file, problem.line or 0)
    if not line.strip():
        return
    start, length = _place(line, problem.message)
    cut = max(0, start + min(length, _WIDTH // 2) + _BEHIND - _WIDTH)
    number = f"{problem.line:>5} | "
    shown = harmless(line[cut : cut + _WIDTH].replace("\t", " "))
    before = harmless(line[cut:start].replace("\t", " "))
    yield number + shown
    yield " " * (len(number) - 2) + "| " + " " * len(before) + "^" * max(1, min(length, len(shown) - len(before)))


def _line(file: str, number: int) -> str:
    """That line of a file; "" if it cannot be shown (a pipe, a file that is gone)."""
    path = Path(file)
    try:
        if not number or not path.is_file() or path.stat().st_size > MAX_READ:
            return ""
        with path.open(encoding="utf-8-sig") as stream:
            return next((text.rstrip("\n") for k, text in enumerate(stream, start=1) if k == number), "")
    except (OSError, ValueError):
        return ""


def _place(line: str, message: str) -> tuple[int, int]:
    """Where the last word that the message quotes stands in the line, and how long it is; else the whole line."""
    for word in reversed(re.findall(r"`([^`]+)`", message)):
        found = re.search(rf"(?<![\w.]){re.escape(word)}(?![\w.])", line) or re.search(re.escape(word), line)
        if found:
            return found.start(), len(word)
    start = len(line) - len(line.lstrip())
    return start, len(line.strip())
