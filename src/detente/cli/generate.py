"""Commands made from the signatures of analyses.

Positional parameters after the dialogue become arguments, keyword-only ones become options; the annotation decides
the kind. A parameter of another kind (a callback, say) is not offered on the command line.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence
from typing import Any

import click

from detente.cli.certificates import option as certified
from detente.cli.certificates import save, supposed
from detente.cli.common import anew, answer, as_if, lang, open_dialogue, whole
from detente.cli.given import Talks, kind_of, needed, read
from detente.workbench import Parameter, analysis, asking, parameters

# What options say that mean the same wherever they stand; any other is told by its function's docstring.
HELP = {
    "add": 'A line put into a party\'s list: "PARTY: want … [before ID]" (last unless said).',
    "at": "The state looked at: OPTION=LEVEL,… or a code (default: the status quo).",
    "circumstances": "A circumstance's value, for this question only: NAME=yes|no.",
    "concept": "The stability concept.",
    "drop": "The id of a line, a group or a rule that is left out.",
    "grant": "Options fixed at a level: OPTION=LEVEL,…",
    "kind": "Which steps count.",
    "limit": "List no more than this many.",
    "move": "A line some places higher or lower: ID=-1, ID=+2.",
    "react": "Judge a package by what those outside the talks make of it.",
    "sanction": "Whether outsiders answer one by one or in coalitions of their own.",
    "seed": "The seed of the draws; the same seed gives the same result.",
    "set": "A fact otherwise: NAME=BOOL.",
    "size": "Look no further than sets of this many changes.",
    "states": "A state to look at instead: OPTION=LEVEL,… or a code.",
    "strict": "A ratifier that does not mind refuses.",
    "to": "Only the ways to this state.",
    "tranches": "Orders go one level a step instead of one option.",
    "version": "The reading of drama theory.",
    "workers": "Processes to share the work among.",
}


def command_for(name: str) -> click.Command:
    """The command of one analysis."""
    row = analysis(name)
    asked_for, doc = parameters(row.function), inspect.getdoc(row.function) or ""
    params: list[click.Parameter] = [
        click.Argument(["talks"], metavar="TALKS", type=Talks()),
        *(_parameter(parameter, doc) for parameter in asked_for),
        click.Option(["--json", "json_"], is_flag=True, help="Print the result as JSON."),
    ]

    def callback(talks: str, json_: bool, certificate_: str = "", full: bool = False, **given: Any) -> None:
        dialogue = open_dialogue(talks)
        named = [p.name for p in asked_for if p.positional]
        for key in named:
            needed(dialogue, name, key, given[key])
        options = {key: read(dialogue, key, value) for key, value in given.items()}
        asked = [options.pop(key) for key in named]
        if "circumstances" in options:
            options["circumstances"] = truths(options["circumstances"])
        with asking(dialogue, name):
            result = row.function(dialogue, *asked, **options)
        answer(dialogue, name, result, json_, full=full)
        save(certificate_, dialogue, name, result, supposed(options.get("circumstances")))

    help = f"{row.question}\n\n{(doc or row.question).splitlines()[0]}"
    command = as_if(anew(lang(click.Command(name, params=params, callback=callback, help=help))))
    command = whole(command) if row.long else command
    return certified(command) if row.certified else command


def _told(name: str, doc: str) -> str:
    """What a function's docstring says of a parameter: the sentences behind its name."""
    end = r"(?= `\w+`| [A-Z][A-Za-z]+ (?:for|beyond|without|if)\b|$)"
    found = re.search(rf"`{name}`: (.+?\.){end}", " ".join(doc.split()))
    return found[1][:1].upper() + found[1][1:] if found else ""


def _parameter(parameter: Parameter, doc: str) -> click.Parameter:
    name, kind = parameter.name, kind_of(parameter.name)
    if parameter.positional:
        # Where it is missing, the command lists what there is.
        return click.Argument([name], default="", metavar=name.upper(), type=kind)
    flag = "--set" if parameter.kind == "truths" else "--" + name.replace("_", "-")
    settings: dict[str, Any] = {"help": HELP.get(name) or _told(name, doc), "default": parameter.default}
    if parameter.kind == "truths":
        settings |= {"multiple": True, "default": (), "metavar": "NAME=BOOL", "type": kind}
    elif parameter.kind == "truth":
        on_off = f"{flag}/--no-{flag[2:]}" if parameter.default is True else flag
        return click.Option([on_off, name], is_flag=True, **settings)
    elif parameter.kind == "choice":
        settings["type"] = click.Choice(list(map(str, parameter.choices)), case_sensitive=False)
    else:
        settings["type"] = kind or {"whole": int, "number": float, "text": str}[parameter.kind]
        if parameter.many:
            settings |= {"multiple": True, "default": parameter.default or (), "type": kind}
    return click.Option([flag, name], **settings)


def truths(settings: Sequence[str]) -> Mapping[str, bool] | None:
    """`("flood_relief=no",)` as a mapping; None where nothing was set."""
    from detente.model.change_text import parse_set

    if not settings:
        return None
    changes = [parse_set(setting) for setting in settings]
    return {change.id: change.value for change in changes}
