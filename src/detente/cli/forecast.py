"""`detente forecast`: forecasts sealed in a record that can only grow, resolved and scored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.analyses.forecast import questions, resolution
from detente.analyses.forecast import score as score_
from detente.cli.common import Function, as_json, lang, open_dialogue, print_json, tell
from detente.cli.record import added, content, path_of, whole
from detente.cli.say import say
from detente.errors import InputError
from detente.methods.forecasts.chain import CAME, Forecast, Resolution
from detente.methods.forecasts.stamps import can_be_read, stamped
from detente.methods.forecasts.stamps import stamp as stamp_
from detente.report.pages.forecast import calibration as page
from detente.report.pages.forecast import checked, rule, scored, sealed, source, text

if TYPE_CHECKING:
    from detente.analyses.forecast import Question
    from detente.methods.forecasts.chain import Forecast
    from detente.model.dialogue import Dialogue

@click.group()
def forecast() -> None:
    """Forecasts on the record: sealed beforehand, resolved, scored. Entries are added and never changed.

    The record of TALKS is NAME.forecasts.jsonl beside the file (of a shipped dialogue: in this folder), or --file.
    """


def _of(function: Function) -> Function:
    """TALKS or the record itself, and `--file`."""
    option = click.option("--file", "file", default="", metavar="FILE", help="The record (default: beside TALKS).")
    return click.argument("talks", metavar="TALKS|RECORD")(option(function))


@forecast.command()
@_of
@click.option("--ask", "only", multiple=True, metavar="ID", help="Only these asks and facts (default: all).")
@click.option("--own", multiple=True, metavar="ID=CHANCE", help="Your own number beside the program's.")
@click.option("--source", default="", help="What will settle questions for which the file cites nobody.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the draws, where there are any.")
@lang
@as_json
def seal(
    talks: str, file: str, only: tuple[str, ...], own: tuple[str, ...], source: str, seed: int, json_: bool
) -> None:
    """Seal the chances of the outlook as questions that a day will answer. An update is a new entry; the old stands."""
    dialogue = open_dialogue(talks)
    path = path_of(talks, file)
    record = whole(path, missing=True)
    asked = questions(dialogue, _now()[:10], own=_numbers(own), only=only, seed=seed)
    new = tuple(_sealed(dialogue, question, source) for question in asked)
    made = added(path, record, new)
    tell({"file": str(path), "head": made.head, "sealed": new}, json_, lambda: sealed(made, new))
    if not json_:
        say(f"wrote {path}", err=True)


@forecast.command()
@_of
@click.option("--head", default="", metavar="HASH", help="A head that was noted: it must be in the record still.")
@click.option("--roots", default="", metavar="FILE.pem", help="Certificates that you trust, for time stamps.")
@lang
@as_json
def check(talks: str, file: str, head: str, roots: str, json_: bool) -> None:
    """Is the record whole? Finds any line that was changed, moved or taken out, and names the first."""
    record = whole(path_of(talks, file), head=head)
    trusted = content(Path(roots)) if roots else b""
    stamps = tuple(stamped(*one, trusted) for one in record.stamps) if can_be_read() else ()
    counts = {"forecasts": len(record.forecasts), "entries": len(record.entries)}
    tell({"head": record.head, **counts, "stamps": stamps}, json_, lambda: checked(record, stamps))


@forecast.command()
@_of
@click.option("--at", "address", required=True, metavar="URL", help="The authority's address.")
@lang
@as_json
def stamp(talks: str, file: str, address: str, json_: bool) -> None:
    """Have the head stamped with the time by an authority (RFC 3161). Sends its hash to that address, and nothing else.

    \b
    detente forecast stamp talks.yaml --at https://freetsa.org/tsr
    """
    path = path_of(talks, file)
    record = whole(path)
    made = added(path, record, (stamp_(record.head, address, _now()),))
    found = (stamped(*made.stamps[-1]),)
    tell({"file": str(path), "head": made.head, "stamped": found[0]}, json_, lambda: checked(made, found))


@forecast.command()
@_of
@click.argument("question")
@click.argument("came", type=click.Choice(["yes", "no", "partly", "void"]))
@click.option("--on", required=True, metavar="DATE", help="The day on which it came, or was known not to have come.")
@click.option("--source", required=True, help="Where that is told.")
@click.option("--note", default="", help="Anything worth keeping.")
@as_json
def resolve(talks: str, file: str, question: str, came: str, on: str, source: str, note: str, json_: bool) -> None:
    """Enter what came of a question. A later entry corrects an earlier one; both stand."""
    from detente.model.dates import fault

    if wrong := fault(on):
        raise InputError(wrong)
    path = path_of(talks, file)
    record = whole(path)
    told = Resolution(
        date=_now(), question=question, came=next(one for one in CAME if one == came), on=on, source=source, note=note
    )
    told = resolution(record, told)
    made = added(path, record, (told,))
    if json_:
        print_json({"file": str(path), "head": made.head, "resolved": told})
    else:
        say(f"{told.question}: {came} ({on})\nhead {made.head}")


@forecast.command()
@_of
@lang
@as_json
def score(talks: str, file: str, json_: bool) -> None:
    """How good were they? Brier and log score, beside two rivals and the analyst's own numbers."""
    record = whole(path_of(talks, file))
    result = score_(record)
    tell(result, json_, lambda: scored(record, result))


@forecast.command()
@_of
@lang
@as_json
def calibration(talks: str, file: str, json_: bool) -> None:
    """How often did it come, by the chance that was given? With counts."""
    record = whole(path_of(talks, file))
    result = score_(record)
    tell({"calibration": result.calibration, "parts": result.parts}, json_, lambda: page(record, result))


# ---- what is entered -------------------------------------------------------------------------------------------------


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _sealed(dialogue: Dialogue, question: Question, named: str) -> Forecast:
    """A question as it is entered."""
    from detente import __version__
    from detente.plain import digest

    settles = source(dialogue, question) or named
    if not settles:
        raise InputError(f"nothing says what will settle `{question.name}`: name it with --source")
    return Forecast(
        date=_now(), question=question.name, text=text(dialogue, question), rule=rule(dialogue, question),
        source=settles, horizon=question.horizon, chance=question.chance, own=question.own, stays=question.stays,
        done=question.done, title=dialogue.title, digest=digest(dialogue), version=__version__,
    )  # fmt: skip


def _numbers(own: Sequence[str]) -> dict[str, float]:
    """`("release=0.3",)` as a mapping; words of likelihood count, too."""
    from detente.formats.written import chance

    found = {}
    for one in own:
        name, sign, number = one.partition("=")
        try:
            found[name.strip()] = chance(number.strip())[0]
        except ValueError as fault:
            raise InputError(str(fault) if sign else f"`{one}` gives no number: write ID=0.3") from None
    return found
