"""`detente compare`: two dialogues, or two states of one file, side by side."""

from __future__ import annotations

from pathlib import Path

import click

from detente.cli.common import as_json, lang, open_dialogue, tell
from detente.cli.people import versions


@click.command()
@click.argument("before")
@click.argument("after", default="")
@click.option("--people", "people_", is_flag=True, help="BEFORE beside the versions of all who answered its interview.")
@lang
@as_json
def compare(before: str, after: str, people_: bool, json_: bool) -> None:
    """Two dialogues side by side: what differs, what follows, and which entry makes the difference.

    \b
    detente compare talks-may.yaml talks.yaml
    detente compare talks.yaml --people
    """
    if bool(after) == people_:
        raise click.UsageError("name a second dialogue, or --people")
    if people_:
        _people(before, json_)
        return
    from detente.analyses.compare import compare as compare_
    from detente.report.pages.compare import view

    sides = open_dialogue(before), open_dialogue(after)
    result = compare_(*sides)
    tell(result, json_, lambda: view(*sides, result))


def _people(talks: str, json_: bool) -> None:
    """A dialogue beside the versions of those who answered its interview."""
    from detente.analyses.people import people
    from detente.report.pages.people import view

    each = {name: open_dialogue(str(path)) for name, path in versions(Path(talks)).items()}
    result = people(dialogue := open_dialogue(talks), each)
    tell(result, json_, lambda: view(dialogue, each, result))
