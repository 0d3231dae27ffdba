"""`detente diff`: two versions of a dialogue, or one before and after its last round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from detente.cli.common import as_json, lang, open_dialogue, talks, tell

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue


@click.command()
@talks
@click.argument("other", metavar="[LATER]", required=False, default="")
@click.option("--as-of", default="", metavar="DATE", help="Without LATER: against the file as it stood on that day.")
@lang
@as_json
def diff(talks: str, other: str, as_of: str, json_: bool) -> None:
    """What changed: in the file by entry, and in the brief sentence by sentence, with the entry that made it so.

    \b
    detente diff monday.yaml friday.yaml
    detente diff talks.yaml                    # since the round before the last
    """
    from detente.analyses.diff import diff as diff_
    from detente.report.brief.sentences import sentences
    from detente.report.pages.diff import view

    if other and as_of:
        raise click.UsageError("give a later version or --as-of, not both")
    before = open_dialogue(talks)
    after = open_dialogue(other) if other else before
    result = diff_(before if other else earlier(before, as_of), after, say=sentences)
    tell(result, json_, lambda: view(after, result))


def earlier(dialogue: Dialogue, as_of: str) -> Dialogue:
    """The dialogue as it stood on a day; unless one is given, on that of the round before the last."""
    from detente.errors import InputError, NoAnswer
    from detente.methods.forecasts.hindsight import known_by
    from detente.model.dates import fault

    if as_of and (wrong := fault(as_of)):
        raise InputError(wrong)
    if not as_of and len(dialogue.rounds) < 2:
        raise NoAnswer("This dialogue has no two rounds: name a later version, or --as-of DATE")
    return known_by(dialogue, as_of or dialogue.rounds[-2].date)[0]
