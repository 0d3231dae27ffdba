"""`detente brief`: the page."""

from __future__ import annotations

from pathlib import Path

import click

from detente.cli.common import as_json, lang, open_dialogue, print_document, print_json, talks


@click.command()
@talks
@click.option("--desk", default="", metavar="PARTY", help="Write it for that party's desk.")
@click.option("--html", "html_", default="", metavar="FILE", help="Write one self-contained HTML file as well.")
@lang
@as_json
def brief(talks: str, desk: str, html_: str, json_: bool) -> None:
    """The brief: bottom line, asks, where it can settle, why it is stuck, what would move it, how sure."""
    from detente.analyses.brief import brief as brief_
    from detente.analyses.desk import desk as desk_
    from detente.plain import plain
    from detente.report.brief.page import view

    dialogue = open_dialogue(talks)
    result = brief_(dialogue)
    found = desk_(dialogue, result, desk) if desk else None
    told = {**plain(result), "desk": plain(found)} if found and json_ else result
    if json_ and not html_:
        print_json(told)
        return
    if found:
        from detente.report.brief.desk import view as desk_view

        document = desk_view(dialogue, result, found)
    else:
        document = view(dialogue, result)
    if html_:
        from detente.formats import write
        from detente.report.figures import picture
        from detente.report.renderers import html
        from detente.report.whole import illustrated

        if picture.can_draw():
            document = illustrated(dialogue, result, document)
        write(Path(html_), html.render(document))
        click.echo(f"wrote {html_}", err=json_)
        if json_:
            print_json(told)
    else:
        print_document(document)
