"""`detente apply`: what somebody supposed in a brief, written into the dialogue's file."""

from __future__ import annotations

from pathlib import Path

import click

from detente.cli.common import talks
from detente.cli.say import say


@click.command()
@talks
@click.argument("changes", metavar="CHANGES")
@click.option("-o", "--output", default="", help="Where to write it instead of TALKS itself (- for standard output).")
def apply(talks: str, changes: str, output: str) -> None:
    """Write the changes that a brief handed back (NAME.changes.yaml) into TALKS; its comments and order stay.

    Refused where TALKS no longer says what the brief was made of. A shipped dialogue is not written to: give -o.
    """
    from detente.errors import InputError
    from detente.formats import shipped, text_of, write
    from detente.formats.patch import patched

    path = Path(talks)
    if not path.exists() and (found := shipped(talks)):
        if not output:
            raise InputError(f"`{talks}` comes with the program and is not written to; say where: -o mine.yaml")
        path = found
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise InputError(f"changes are written into YAML files; first: detente convert {talks} mine.yaml")
    text = text_of(path, talks)
    made = patched(text, text_of(Path(changes), changes), talks, changes)
    if output == "-":
        say(made, nl=False)
        return
    where = Path(output) if output else path
    if output and where.exists():
        raise InputError(f"{where} is there already; choose another name")
    write(where, made, was=None if output else text)
    say(f"wrote {where}")
