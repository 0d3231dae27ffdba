"""Commands about the dialogue file itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from shlex import quote
from textwrap import wrap
from typing import Literal

import click

from detente.cli.common import as_json, lang, open_dialogue, print_document, talks, tell
from detente.cli.say import say, say_data
from detente.errors import InputError
from detente.formats import examples as examples_
from detente.formats import happened, load, load_with_warnings, render, to_data, write

FIRST = re.compile(r"(?<=[\w)][.!?])\s+(?=[A-Z])")
"""Where the first sentence of a summary ends."""


@click.command()
@talks
@lang
@as_json
def check(talks: str, json_: bool) -> None:
    """Is the file sound? Errors stop everything; warnings come with a code and a reason, and can be silenced."""
    from detente.analyses.check import check as check_
    from detente.report.pages.check import view

    dialogue, notices = load_with_warnings(talks)
    happened(talks, dialogue)  # whatever is wrong with the file beside
    result = check_(dialogue, notices=notices)
    tell(result, json_, lambda: view(dialogue, result))


@click.command()
@talks
@lang
@as_json
def show(talks: str, json_: bool) -> None:
    """What the file says, printed back in words: every option, rule and statement with its id."""
    from detente.report.pages.show import view

    dialogue = open_dialogue(talks)
    if json_:
        say_data({"detente": 1, **to_data(dialogue)})
    else:
        print_document(view(dialogue))


@click.command()
@click.argument("name")
@click.option("-o", "--output", default="", help="Where to write it (default: NAME.yaml; - for standard output).")
def new(name: str, output: str) -> None:
    """Write a commented starter file NAME.yaml; an existing file is left alone."""
    from detente.formats.new import new as starter

    stem = name.removesuffix(".yaml").removesuffix(".yml")
    if not Path(stem).name:
        raise InputError("a file needs a name: detente new mytalks")
    if output == "-":
        say(starter(Path(stem).name), nl=False)
        return
    path = Path(output or f"{stem}.yaml")
    if path.exists():
        raise InputError(f"{path} is there already; choose another name")
    write(path, starter(Path(stem).name))
    typed = quote(str(path))
    say(f"wrote {path}\nnext: detente check {typed}, then detente brief {typed}")


@click.command()
@click.option("--fronts", default=13, show_default=True, help="Working groups.")
@click.option("--options", default=80, show_default=True, help="Options, shared among the fronts.")
@click.option("--parties", default=5, show_default=True, help="Parties, all of them at the table.")
@click.option("--links", type=click.Choice(["few", "many"]), default="few", show_default=True,
              help="Fronts joined by a line: one in five, or all.")
@click.option("--seed", default=7, show_default=True, help="The same numbers and seed give the same dialogue.")
@click.option("-o", "--output", default="-", help="Where to write it (default: - for standard output).")
def generate(
    fronts: int, options: int, parties: int, links: Literal["few", "many"], seed: int, output: str
) -> None:
    """Make up a realistic dialogue of a given size, for benchmarks and for teaching; an existing file is left alone."""
    from detente.formats.generated import generated

    text = generated(fronts=fronts, options=options, parties=parties, links=links, seed=seed)
    if output == "-":
        say(text, nl=False)
        return
    if Path(output).exists():
        raise InputError(f"{output} is there already; choose another name")
    write(Path(output), text)
    say(f"wrote {output}\nnext: detente brief {quote(output)}")


@click.command()
@click.argument("talks")
@click.argument("output")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def convert(talks: str, output: str, force: bool) -> None:
    """Write TALKS in the format of OUTPUT's suffix (.yaml .json .gmcr .nfg .csv; - for YAML on standard output)."""
    dialogue = open_dialogue(talks)
    suffix = Path(output).suffix if output != "-" else ".yaml"
    text, notes = render(dialogue, suffix)
    if output == "-":
        say(text, nl=False)
    else:
        if Path(output).exists() and not force:
            raise InputError(f"{output} is there already; give --force to overwrite it")
        write(Path(output), text)
    for note in notes:
        say(f"not carried over: {note}", err=True)


@click.command()
def schema() -> None:
    """The JSON Schema of the dialogue file: editors complete and check the file with it while it is typed."""
    from detente.formats.shapes import schema as schema_

    say(json.dumps(schema_(), indent=1))


@click.command()
def examples() -> None:
    """The dialogues that come with the program; each name can stand wherever TALKS does."""
    for name in examples_():
        dialogue = load(name)
        say(f"{name:20} {dialogue.title}")
        for line in wrap(_told(dialogue.summary), 74):
            say(f"    {line}")


def _told(summary: str) -> str:
    """The first sentence of a summary; the second, too, where the first is short."""
    sentences = FIRST.split(" ".join(summary.split()))
    return " ".join(sentences[: 1 if len(sentences[0]) > 60 else 2])
