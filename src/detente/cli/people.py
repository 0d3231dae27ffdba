"""Where each person's version of a dialogue file is kept: beside it, with the name before the ending."""

from __future__ import annotations

import re
from pathlib import Path

import click

TAKEN = ("happened", "changes")
"""What else stands beside a dialogue file under its name: what came after, changes from a page that thinks."""


def named(_context: click.Context, _option: click.Parameter, name: str) -> str:
    """The name of a person, that becomes a part of a file's name."""
    if name and (name in TAKEN or not re.fullmatch(r"[\w-]+", name)):
        raise click.BadParameter(f"a name has letters, digits, - and _ alone, and is neither {' nor '.join(TAKEN)}")
    return name


def version_of(path: Path, name: str) -> Path:
    """The file of a person's version: `talks.yaml`, `talks.anna.yaml`."""
    return path.with_name(f"{path.stem}.{name}{path.suffix}")


def versions(path: Path) -> dict[str, Path]:
    """The files of all persons' versions beside a file, by name. UsageError where there is none."""
    found = {one.name[len(path.stem) + 1 : -len(path.suffix)]: one for one in path.parent.glob(f"*{path.suffix}")
             if one.name.startswith(f"{path.stem}.") and one.stem != path.stem}  # fmt: skip
    found = {name: one for name, one in found.items() if name not in TAKEN}
    if not found:
        raise click.UsageError(f"nobody's version of {path.name} is beside it: detente interview {path} --as NAME")
    return dict(sorted(found.items()))
