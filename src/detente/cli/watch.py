"""`detente watch`: the headline is compared, too, so the page's own words go along."""

from __future__ import annotations

import click

from detente.cli.common import answer, as_json, lang, open_dialogue, progress, talks_as_if


@click.command()
@talks_as_if
@lang
@as_json
def watch(talks: str, json_: bool) -> None:
    """What should be watched? The facts and first steps that would change where it goes or what the page says first.

    Each with what it would change; the days ahead; and which of the signs of the round before have come. Ctrl-C ends it
    with what is known by then.
    """
    from detente.analyses.watch import watch as watch_
    from detente.cli import INTERRUPTED
    from detente.report.brief.headline import headline
    from detente.workbench import asking

    dialogue = open_dialogue(talks)
    with progress("signs") as told, asking(dialogue, "watch"):
        result = watch_(dialogue, say=headline, told=told)
    answer(dialogue, "watch", result, json_)
    if result.left:
        raise click.exceptions.Exit(INTERRUPTED)
