"""The table of analyses, and what each of them asks for.

From a row of `ANALYSES` follow the command, its options and the index of the documentation: parameters come from the
function's signature (positional after the dialogue: what is asked; keyword-only: options). Functions and views are
named, not imported, so that a command loads only what it runs.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from detente.errors import TooLarge
from detente.report.language import _later

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue
    from detente.report.document import Document


@dataclass(frozen=True, slots=True)
class Analysis:
    """One question: its name, the question in words, where its function and its view stand.

    `certified`: `certificates.write` can write its verdicts out. `long`: its view takes `most`, the entries that a list
    may have, and its command cuts the page unless the whole is asked for. `needs`: what a dialogue that is too large as
    a whole has to have for it: nothing but its file; lines, whatever they link (single states, and sets as diagrams);
    parts that fit (`engine.parts`); or all states in arrays, so that it is refused.
    """

    name: str
    question: str
    certified: bool = False
    long: bool = False
    needs: Literal["file", "lines", "parts", "arrays"] = "arrays"

    @property
    def function(self) -> Callable[..., Any]:
        """The function from a dialogue to a frozen result."""
        found: Callable[..., Any] = getattr(import_module(f"detente.analyses.{self.name}"), self.name)
        return found

    @property
    def view(self) -> Callable[..., Document]:
        """The function from a dialogue and its result to a document."""
        found: Callable[..., Document] = import_module(f"detente.report.pages.{self.name}").view
        return found


ANALYSES: tuple[Analysis, ...] = (
    Analysis("equilibria", _later("Where can it settle?"), certified=True, long=True, needs="lines"),
    Analysis("why", _later("Why is this ask refused, or granted, here?"), certified=True, needs="lines"),
    Analysis("respond", _later("If this were done, who would answer with what?"), needs="lines"),
    Analysis("paths", _later("How does it get there from the status quo?"), long=True),
    Analysis("rounds", _later("What was asked, answered and promised, round by round?"), needs="file"),
    Analysis("alignment", _later("Are they drawing together, by front and round?"), needs="file"),
    Analysis("whatif", _later("What would be different if …?")),
    Analysis("leverage", _later("What would move it, and who can do that?"), certified=True, needs="parts"),
    Analysis("deals", _later("What could both accept, and would it hold?"), certified=True, long=True),
    Analysis("coalitions", _later("Who, acting together, upsets an equilibrium?"), long=True),
    Analysis("ratification", _later("Would it pass at home?")),
    Analysis("outlook", _later("What will probably happen?"), needs="parts"),
    Analysis("views", _later("Who misreads whom?"), long=True),
    Analysis("dilemmas", _later("What is the dilemma, and whose?"), needs="lines"),
    Analysis("robustness", _later("Which conclusions are fragile, and to what?"), needs="parts"),
    Analysis("assumptions", _later("Which lines of the file carry the bottom line?"), needs="parts"),
    Analysis("watch", "What should be watched, and what would it change?"),
    Analysis("backtest", _later("Was it right about what came after?"), needs="parts"),
    Analysis("interview", _later("What would we most like to know?")),
)


def analysis(name: str) -> Analysis:
    """The row of that name. KeyError if there is none."""
    for row in ANALYSES:
        if row.name == name:
            return row
    raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a question asks for. `kind`: of its values; `many`: several may be given."""

    name: str
    kind: Literal["text", "whole", "number", "truth", "choice", "truths"]
    choices: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    default: Any = None
    positional: bool = False


def parameters(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """What a question asks for beside the dialogue, in the order of its function's signature.

    What only a program can give (a function, say) is left out.
    """
    # Evaluated one by one and no further: a name inside an alias that only type checkers see is no concern of ours.
    signature = inspect.signature(function, eval_str=True)
    made = (_parameter(parameter) for parameter in list(signature.parameters.values())[1:])
    return tuple(parameter for parameter in made if parameter is not None)


def _parameter(parameter: inspect.Parameter) -> Parameter | None:
    kind, choices, many = _kind(parameter.name, _bare(parameter.annotation))
    if not kind:
        return None
    required = parameter.default is parameter.empty
    default = None if required else parameter.default
    return Parameter(
        parameter.name, kind, choices, many, required, list(default or ()) if many else default,
        parameter.kind is not parameter.KEYWORD_ONLY,
    )  # fmt: skip


def _kind(name: str, hint: Any) -> tuple[Any, tuple[str, ...], bool]:
    """(kind, choices, whether several may be given) of an annotation."""
    plain = {bool: "truth", int: "whole", float: "number", str: "text"}
    if name == "circumstances":
        return "truths", (), False
    if hint in plain:
        return plain[hint], (), False
    if get_origin(hint) is Literal:
        return "choice", get_args(hint), False
    if get_origin(hint) is Annotated:
        return "choice", tuple(map(str, get_args(hint)[1])), False
    if get_origin(hint) in (tuple, Sequence) and get_args(hint)[0] is str:
        return "text", (), True
    return "", (), False


def _bare(hint: Any) -> Any:
    """The annotation without `| None`, and without the mapping that a program may give instead."""
    if get_origin(hint) in (Union, types.UnionType):
        rest = [part for part in get_args(hint) if part is not type(None) and get_origin(part) is not Mapping]
        return rest[0] if len(rest) == 1 else hint
    return hint


@contextmanager
def asking(dialogue: Dialogue, name: str) -> Iterator[None]:
    """Work on a question: where it is refused for too many states, the refusal says what can be had instead."""
    try:
        yield
    except TooLarge as fault:
        from detente.engine.interface import LIMIT
        from detente.engine.solved import solved

        apart = solved(dialogue).falls_apart
        needs = next((row.needs for row in ANALYSES if row.name == name), "parts")  # what is no row is a page of parts
        had = ("file", "lines", *(("parts",) if apart else ()))
        if dialogue.possible > LIMIT and needs not in had:
            others = ", ".join(row.name for row in ANALYSES if row.needs in had)
            told = "It falls into parts that fit; of these can be asked: brief, " if apart else "Can be asked: "
            fault.args = (f"{fault} {told}{others}.",)
        raise
