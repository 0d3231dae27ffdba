"""Every error that Détente raises on purpose.

    DetenteError                 anything below; the commands print its message, never a traceback
    ├── InputError               what was given cannot be used: problems, each with its place and mend
    │   └── Contradiction        judgements of which not all can hold: the ring of lines, each above the next
    ├── NoAnswer                 the dialogue is sound, but this question has no answer for it
    ├── TooLarge                 refused before memory is touched: the figure and the limit
    └── MissingExtra             an optional part is not installed: the command that installs it

All of them end a command with exit code 2. Anything else that escapes is a defect of ours (exit code 1).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass


class DetenteError(Exception):
    """The root of the tree; `str(error)` is fit for a user's eyes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, where it stands, and how to mend it."""

    message: str
    file: str = ""
    line: int | None = None
    hint: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, f"line {self.line}" if self.line else "") if part)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} {self.hint}" if self.hint else text


class InputError(DetenteError):
    """What the user gave cannot be used; all problems found are told at once."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(Problem(message=p) if isinstance(p, str) else p for p in problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Contradiction(InputError):
    """Judgements of order that go round in a ring: each line of `cycle` above the next, the last above the first."""

    def __init__(self, cycle: tuple[str, ...]) -> None:
        self.cycle = cycle
        ring = " above ".join(f"`{id}`" for id in (*cycle, *cycle[:1]))
        super().__init__(f"these judgements go round in a ring: {ring}; one of them must be otherwise")


class NoAnswer(DetenteError):
    """A sound dialogue of which this question cannot be asked (no status quo, no such deal …)."""


class TooLarge(DetenteError):
    """A dialogue, file or text beyond a stated limit."""

    def __init__(self, what: str, figure: float, limit: float) -> None:
        self.figure, self.limit = figure, limit
        super().__init__(f"{what}: {figure:,} is more than the limit of {limit:,}.")


class MissingExtra(DetenteError):
    """A part that needs libraries which are not installed, or cannot be loaded (told as what it is, with the cause)."""

    def __init__(self, what: str, extra: str) -> None:
        self.extra = extra
        cause = sys.exc_info()[1]
        if isinstance(cause, ImportError) and not isinstance(cause, ModuleNotFoundError):
            super().__init__(f"{what} needs a library that is installed and cannot be loaded: {cause}")
        else:
            super().__init__(f"{what} needs an extra: pip install 'detente[{extra}]'")
