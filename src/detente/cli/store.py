"""`detente store`: dialogues with all their versions, listed, handed on, checked."""

from __future__ import annotations

import click

from detente.cli.common import as_json, print_json
from detente.cli.say import say
from detente.errors import InputError
from detente.store import open_store
from detente.store.archive import bring_in
from detente.store.archive import export as export_
from detente.store.care import check as check_

where = click.argument("where", default=".", metavar="[WHERE]")
named = click.argument("where", metavar="WHERE")


@click.group()
def store() -> None:
    """Dialogues with all their versions: in a folder of files, or in a database.

    WHERE is a folder (default: this one), sqlite:///FILE, postgresql://…, or sqlite:// for the database in your data
    folder. Every save of the workbench is a version; so is a file that was edited with anything else.
    """


@store.command("list")
@where
@as_json
def list_(where: str, json_: bool) -> None:
    """Every dialogue: how many versions, when the last was saved, by whom, and why."""
    opened = open_store(where)
    heads = [(name, opened.head(name)) for name in opened.dialogues()]
    if json_:
        rows = [{"name": name, "version": head.id, "number": head.number, "digest": head.digest, "time": head.time,
                 "author": head.author, "message": head.message, "branches": opened.branches(name)}
                for name, head in heads]  # fmt: skip
        print_json({"place": opened.place, "dialogues": rows})
        return
    for name, head in heads:
        more = [branch for branch in opened.branches(name) if branch != "main"]
        said = (f"version {head.number}", head.time[:16].replace("T", " "), head.author, head.message,
                f"branches: {', '.join(more)}" if more else "")  # fmt: skip
        say(f"{name}: {'; '.join(part for part in said if part)}")
    if not heads:
        say(f"no dialogues in {opened.place}; a first one: detente new mytalks")


@store.command()
@named
@click.argument("file", metavar="FILE.zip")
@click.option("--only", multiple=True, metavar="NAME", help="Only this dialogue (may be repeated).")
def export(where: str, file: str, only: tuple[str, ...]) -> None:
    """Write dialogues with all their versions to one file, to be handed on; without drafts."""
    say(f"{_dialogues(export_(open_store(where), file, only))} written to {file}")


@store.command("import")
@named
@click.argument("file", metavar="FILE.zip")
def import_(where: str, file: str) -> None:
    """Take in what `export` or `backup` wrote. Nothing is overwritten: what went two ways becomes a branch."""
    for line in bring_in(open_store(where), file):
        say(line)


@store.command()
@named
@click.argument("file", metavar="FILE.zip")
def backup(where: str, file: str) -> None:
    """Write everything to one file, drafts and removed dialogues too, while nobody writes; then read it back."""
    say(f"{_dialogues(export_(open_store(where), file, drafts=True))} written to {file} and read back; "
        "`detente store import` brings them into any store")  # fmt: skip


@store.command()
@where
@as_json
def check(where: str, json_: bool) -> None:
    """Is every version whole, with its text and those it was made from? Exit code 2 if one is not."""
    opened = open_store(where)
    found = check_(opened)
    if json_:
        print_json({"place": opened.place, "faults": found})
    if found:
        raise InputError(*(f"{fault.name}: {fault.message}" if fault.name else fault.message for fault in found))
    if not json_:
        versions = sum(len(opened.records(name)) for name in opened.kept())
        say(f"{opened.place}: {_dialogues(len(opened.kept()))}, {versions} version{'' if versions == 1 else 's'}, "
            "all whole")  # fmt: skip


@store.command()
@where
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
def gc(where: str, dry_run: bool) -> None:
    """Remove what nothing refers to: what unfinished saves left behind, drafts that say what is saved."""
    gone = tuple(open_store(where).sweep(dry=dry_run))
    for line in gone:
        say(line)
    say(f"{len(gone)} {'would be removed' if dry_run else 'removed'}")


def _dialogues(count: int) -> str:
    return f"{count} dialogue" + ("" if count == 1 else "s")
