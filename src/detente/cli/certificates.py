"""`--certificate FILE`, which writes the verdicts of a result out, and `detente verify`, which checks them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.common import as_json, print_json
from detente.cli.say import say
from detente.errors import InputError, TooLarge
from detente.formats import load, write

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue

MAX_BYTES = 200_000_000
"""A larger file is not read as a certificate."""

option = click.option(
    "--certificate", "certificate_", default="", metavar="FILE",
    help="Write its verdicts, with all that each rests on, for `detente verify`.",
)  # fmt: skip


def save(
    file: str, dialogue: Dialogue, question: str, result: Any, changes: Iterable[Mapping[str, Any]] = ()
) -> None:
    """Write the certificate of a result, and say on standard error what is in it; nothing without a file."""
    if not file:
        return
    from detente.certificates.write import certificate

    made = certificate(dialogue, question, result, changes)
    write(file, json.dumps(made, ensure_ascii=False, indent=1) + "\n")
    left = f"; left out as too large to check one by one: {len(made['left_out'])}" if made["left_out"] else ""
    say(f"{file}: {_verdicts(len(made['verdicts']))}{left}", err=True)


def supposed(circumstances: Mapping[str, bool] | None) -> Iterator[Mapping[str, Any]]:
    """Facts taken otherwise, as the edits that a certificate names."""
    yield from ({"kind": "circumstance", "id": id, "to": now} for id, now in (circumstances or {}).items())


@click.command()
@click.argument("file")
@click.argument("talks", required=False, default="")
@as_json
def verify(file: str, talks: str, json_: bool) -> None:
    """Check a certificate, by a small program of its own that reads the definitions literally.

    FILE is what `--certificate FILE` wrote. With TALKS it must also be about that very dialogue. Exit code 2, and the
    verdict, if one does not hold.
    """
    from detente.certificates.verify import verify as verify_

    checked = verify_(_read(file))
    if talks:
        from detente.plain import digest

        if digest(load(talks)) != checked.digest:
            raise InputError(f"{file}: it holds, but of another dialogue than {talks}, or of another version of it")
    if json_:
        print_json(checked)
        return
    left = f" {checked.left_out:,} more were left out as too large." if checked.left_out else ""
    told = f"It holds: {_verdicts(checked.verdicts)}" if checked.verdicts else "It certifies nothing: no verdict"
    say(f"{told} of {checked.question} about “{checked.title}”.{left}")


def _verdicts(count: int) -> str:
    return f"{count or 'no'} verdict" + ("" if count == 1 else "s") if count < 1_000 else f"{count:,} verdicts"


def _read(file: str) -> str:
    try:
        size = Path(file).stat().st_size
        if size > MAX_BYTES:
            raise TooLarge(f"bytes of {file}", size, MAX_BYTES)
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"{file}: cannot be read as a certificate ({fault})") from fault
