"""`detente serve`: the workbench in the browser, on this machine only."""

from __future__ import annotations

import click

from detente.cli.common import lang
from detente.cli.say import say


@click.command()
@click.argument("where", default=".", metavar="[FOLDER|FILE|URL|NAME]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Of 127.0.0.1 (default: any that is free).")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@lang
def serve(where: str, port: int, no_browser: bool) -> None:
    """The workbench in the browser: library, board, text, every question. Nothing leaves this machine.

    \b
    detente serve                    # the dialogues of this folder
    detente serve talks.yaml         # one of them, opened
    detente serve us-pakistan-2010   # a shipped one, in a store of your own
    """
    from detente.web.server import run

    run(where, port=port, browser=not no_browser, say=say)
