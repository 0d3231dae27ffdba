"""`detente exercise`: a class pack in a folder, and the debrief of a group's result."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.analyses.exercise import debrief, key, variant
from detente.cli.common import as_json, lang, open_dialogue, print_json, talks, tell
from detente.cli.say import say
from detente.errors import InputError
from detente.report.pages import exercise as sheets

if TYPE_CHECKING:
    from detente.analyses.exercise import Variant
    from detente.report.document import Document


@click.command()
@talks
@click.option("-o", "--output", default="", metavar="FOLDER", help="Write the pack there: roles, table, teacher's key.")
@click.option("--seed", type=int, default=0, show_default=True, metavar="N", help="A variant; 0 is the file itself.")
@click.option("--format", "suffix", type=click.Choice(["html", "docx", "pdf", "md", "txt"]), default="html",
              show_default=True, help="Of the sheets.")  # fmt: skip
@click.option("--result", default="", metavar="OPTION=LEVEL,…", help="What a group agreed: print its debrief.")
@lang
@as_json
def exercise(talks: str, output: str, seed: int, suffix: str, result: str, json_: bool) -> None:
    """A class pack: a sheet for each role with confidential instructions, an empty table, a key, and the debrief.

    \b
    detente exercise classroom-guarantee -o class          # one group
    detente exercise river --seed 7 -o group-7             # another variant for the next
    detente exercise river --seed 7 --result pay=yes,release=half
    """
    if bool(output) == bool(result):
        raise click.UsageError("give -o FOLDER for the pack, or --result for the debrief of a group")
    found = variant(open_dialogue(talks), seed)
    if result:
        told = debrief(found.dialogue, result)
        tell(told, json_, lambda: sheets.debrief(found, told))
        return
    written = _write(Path(output), found, suffix)
    if json_:
        print_json({"seed": seed, "files": written})
    else:
        say("\n".join(f"wrote {file}" for file in written))


def _write(folder: Path, found: Variant, suffix: str) -> list[str]:
    """The pack, each sheet in a file of its own; a folder that is there may hold other things."""
    from detente.formats import dump, write
    from detente.report.renderers import check, rendered

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise InputError(f"`{folder}` cannot be made ({fault.strerror})") from None
    files = []
    for name, sheet in _sheets(found):
        path = folder / f"{name}.{suffix}"
        check(str(path))
        write(path, rendered(sheet, f".{suffix}"))
        files.append(str(path))
    path = folder / "dialogue.yaml"
    write(path, dump(found.dialogue))
    return [*files, str(path)]


def _sheets(found: Variant) -> Iterator[tuple[str, Document]]:
    for party in found.dialogue.parties:
        yield f"role-{party.id}", sheets.role(found, party.id)
    yield "table", sheets.table(found)
    yield "teacher", sheets.teacher(found, key(found))
