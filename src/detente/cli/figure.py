"""`detente figure`: one figure of the report as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.common import lang, open_dialogue, talks_as_if
from detente.cli.given import kind_of, read
from detente.cli.say import say
from detente.errors import InputError, NoAnswer
from detente.report.figures import FIGURES, function, ground, ladder, picture

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue
    from detente.report.document import Figure

PICTURES = ("svg", "png", "pdf", "json")


@click.command()
@click.argument("name", type=click.Choice(tuple(FIGURES)))
@talks_as_if
@click.option("-o", "--output", required=True, metavar="FILE", help="Where to: .svg .png .pdf or .json")
@click.option("--party", default="", metavar="PARTY", type=kind_of("party"), help="Whose ladder.")
@click.option(
    "--at", default="", metavar="STATE", type=kind_of("at"), help="The ladder's state: OPTION=LEVEL,… or a code."
)
@lang
def figure(name: str, talks: str, output: str, party: str, at: str) -> None:
    """One figure as a picture, or as its Vega-Lite specification (.json)."""
    from detente.formats import write

    kind = Path(output).suffix.lower().removeprefix(".")
    if kind not in PICTURES:
        raise InputError(f"a figure is written as .svg .png .pdf or .json, not `{output}`")
    if (party or at) and FIGURES[name].of != "party":
        raise InputError("--party and --at are for the figure `ladder`")
    if not Path(output).parent.is_dir():
        raise InputError(f"there is no folder `{Path(output).parent}` to write `{Path(output).name}` into")
    dialogue = open_dialogue(talks)
    party, at = read(dialogue, "party", party), read(dialogue, "at", at)
    made = picture.draw(_figure(dialogue, name, party, at), kind, source=_source(dialogue))  # type: ignore[arg-type]
    write(output, made)
    say(f"wrote {output}")


def _source(dialogue: Dialogue) -> str:
    """What stands at the foot of a picture: which dialogue it is of, when, and what drew it."""
    from detente.report.document import plain
    from detente.report.page import as_of, colophon

    made = plain(colophon(dialogue)[:1]).partition(". ")[0]
    return " · ".join(part for part in (dialogue.title, as_of(dialogue), made) if part)


def _figure(dialogue: Dialogue, name: str, party: str, at: str) -> Figure:
    row = FIGURES[name]
    found: Figure | None = (
        _ladder(dialogue, party, at) if row.of == "party" else function(name)(dialogue, ground(dialogue, row))
    )
    if found is None:
        raise NoAnswer(f"This dialogue has nothing for the figure `{name}` to show.")
    return found


def _ladder(dialogue: Dialogue, party: str, at: str) -> Figure | None:
    from detente.model.naming import parse_state, titles
    from detente.model.nearest import unknown

    whole = [p.id for p in dialogue.parties if dialogue.preferences[p.id].priorities]
    if not party:
        raise InputError(f"a ladder is that of one party: give --party with one of {', '.join(whole)}")
    if not dialogue.has("parties", party):
        raise unknown("party", party, titles(dialogue, "parties"))
    if at:
        return ladder.figure(dialogue, party, parse_state(dialogue, at))
    from detente.analyses.brief import brief

    settlements = [s for s in brief(dialogue).settlements if not s.under]
    if settlements:
        return ladder.figure(dialogue, party, dialogue.state(settlements[0].code), settlement=settlements[0].label)
    return ladder.figure(dialogue, party, parse_state(dialogue, ""))
