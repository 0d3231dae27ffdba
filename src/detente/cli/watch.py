"""`detente watch`: the headline is compared, too, so the page's own words go along."""

from __future__ import annotations

import click

from detente.cli.common import answer, as_json, lang, open_dialogue, talks


@click.command()
@talks
@lang
@as_json
def watch(talks: str, json_: bool) -> None:
    """What should be watched? The facts and first steps that would change where it goes or what the page says first.

    Each with what it would change; the days ahead; and which of the signs of the round before have come.
    """
    from detente.analyses.watch import watch as watch_
    from detente.report.brief.top import headline

    dialogue = open_dialogue(talks)
    answer(dialogue, "watch", watch_(dialogue, say=headline), json_)
