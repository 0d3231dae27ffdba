"""What the interview says between its questions, as a terminal shows it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.language import _, _n, _p


def head(number: int, more: int) -> str:
    """Above a question: which it is, and how many others are worth asking."""
    if not more:
        return _("Question {n:d}; it is the last", n=number)
    return _n("Question {k:d}; {n} more is worth asking", "Question {k:d}; {n} more are worth asking", more, k=number)


def keys() -> str:
    """The keys beside the numbers of the answers."""
    return _("?  cannot say    w  why do you ask?    b  back    q  stop")


def no_such_key(answers: int) -> str:
    """Something else was typed."""
    return _("Answer by a number from 1 to {n:d}, or by ?, w, b or q.", n=answers)


def ring(dialogue: Dialogue, cycle: tuple[str, ...]) -> str:
    """An answer of order that contradicts earlier ones: lines each of which stands above the next."""
    found = [(id, lines.priority(dialogue, id)) for id in (*cycle, *cycle[:1])]
    told = [wording.quoted(lines.words(dialogue, line[2]) if line else id) for id, line in found]
    joined = _p("between lines of which each stands above the next", " above ").join(told)
    return _("That goes round with earlier answers: {ring}. One of them must be otherwise.", ring=joined)


def written(file: str) -> str:
    """An answer stands in the file."""
    return _("Written to {file}.", file=file)


def taken_back(there: bool) -> str:
    """The last answer is undone, or there is none."""
    return _("The last answer is taken back.") if there else _("There is no answer to take back.")


def changed(file: str) -> str:
    """The file is not as the last answer left it."""
    return _("{file} was changed since; nothing is taken back.", file=file)


def nothing_left(open: int, idle: int, unknown: Sequence[str] = ()) -> str:
    """Why there is no further question."""
    told = [
        _n("{n} question stays open.", "{n} questions stay open.", open)
        if open
        else _("No question more that is asked here would change a conclusion.")
        if unknown
        else _("Nothing more that is open would change a conclusion.")
    ]
    if unknown:
        told.append(_("What the drift grants may hang on how {options} stand: say it in the file.",
                      options=wording.listed(f"`{id}`" for id in unknown)))  # fmt: skip
    if idle:
        told.append(
            _n(
                "{n} open point was left out, since no answer would change one.",
                "{n} open points were left out, since no answer would change one.",
                idle,
            )
        )
    return " ".join(wording.capital(one) for one in told)


def stopped(given: int, file: str) -> str:
    """What stands in the file at the end."""
    return wording.capital(_n("{n} answer stands in {file}.", "{n} answers stand in {file}.", given, file=file))


def the_file_says(reason: str) -> str:
    """What the file says of what is asked."""
    return _("The file says: {reason}", reason=reason)


def a_copy(*commands: str) -> str:
    """How to answer the questions of a dialogue that cannot be written to: a command a line."""
    return "\n    ".join((_("To answer, write the dialogue to a file of your own:"), *commands))
