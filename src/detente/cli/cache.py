"""`detente cache`: where results are kept, how much there is, and its removal."""

from __future__ import annotations

import click

from detente.cli.say import say


@click.group(invoke_without_command=True)
@click.pass_context
def cache(ctx: click.Context) -> None:
    """Results that took a while are kept, so that the next format of a page is quick.

    They are as confidential as the dialogues: the folder is readable by you alone, and `--no-cache` or
    DETENTE_CACHE=off keeps nothing.

    \b
    detente cache
    detente cache clear
    """
    if ctx.invoked_subcommand is None:
        from detente.kept import entries, folder, is_on

        found = entries()
        size = sum(path.stat().st_size for path in found) / 2**20
        say(f"{folder()}: {len(found)} kept, {size:.1f} MB" + ("" if is_on() else "; turned off"))


@cache.command()
def clear() -> None:
    """Remove all that is kept."""
    from detente.kept import clear as clear_

    count = clear_()
    say(f"{count} removed")
