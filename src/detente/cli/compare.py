"""`detente compare`: two dialogues, or two states of one file, side by side."""

from __future__ import annotations

import click

from detente.cli.common import as_json, lang, open_dialogue, tell


@click.command()
@click.argument("before")
@click.argument("after")
@lang
@as_json
def compare(before: str, after: str, json_: bool) -> None:
    """Two dialogues side by side: what differs, what follows, and which entry makes the difference.

    \b
    detente compare talks-may.yaml talks.yaml
    """
    from detente.analyses.compare import compare as compare_
    from detente.report.pages.compare import view

    sides = open_dialogue(before), open_dialogue(after)
    result = compare_(*sides)
    tell(result, json_, lambda: view(*sides, result))
