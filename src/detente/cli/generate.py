"""Commands made from the signatures of analyses.

Positional parameters after the dialogue become arguments, keyword-only ones become options; the annotation decides
the kind. A parameter of another kind (a callback, say) is not offered on the command line.
"""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click

from detente.cli.certificates import option as certified
from detente.cli.certificates import save, supposed
from detente.cli.common import anew, answer, lang, open_dialogue, whole
from detente.cli.given import Talks, kind_of, needed, read
from detente.workbench import analysis, asking

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
    # Evaluated one by one and no further: a name inside an alias that only type checkers see is no concern of ours.
    parameters = list(inspect.signature(row.function, eval_str=True).parameters.values())[1:]
    converters: dict[str, Callable[[Any], Any]] = {}
    params: list[click.Parameter] = [click.Argument(["talks"], metavar="TALKS", type=Talks())]
    for parameter in parameters:
        made = _parameter(parameter, parameter.annotation, converters, inspect.getdoc(row.function) or "")
        if made is not None:
            params.append(made)
    params.append(click.Option(["--json", "json_"], is_flag=True, help="Print the result as JSON."))

    def callback(talks: str, json_: bool, certificate_: str = "", full: bool = False, **given: Any) -> None:
        dialogue = open_dialogue(talks)
        named = [p.name for p in parameters if p.kind is not p.KEYWORD_ONLY and p.name in given]
        for key in named:
            needed(dialogue, name, key, given[key])
        given = {key: read(dialogue, key, value) for key, value in given.items()}
        asked = [given.pop(key) for key in named]
        options = {key: converters[key](value) if key in converters else value for key, value in given.items()}
        with asking(dialogue, name):
            result = row.function(dialogue, *asked, **options)
        answer(dialogue, name, result, json_, full=full)
        save(certificate_, dialogue, name, result, supposed(options.get("circumstances")))

    summary = inspect.getdoc(row.function) or row.question
    help = f"{row.question}\n\n{summary.splitlines()[0]}"
    command = anew(lang(click.Command(name, params=params, callback=callback, help=help)))
    command = whole(command) if row.long else command
    return certified(command) if row.certified else command


def _told(name: str, doc: str) -> str:
    """What a function's docstring says of a parameter: the sentences behind its name."""
    end = r"(?= `\w+`| [A-Z][A-Za-z]+ (?:for|beyond|without|if)\b|$)"
    found = re.search(rf"`{name}`: (.+?\.){end}", " ".join(doc.split()))
    return found[1][:1].upper() + found[1][1:] if found else ""


def _parameter(
    parameter: inspect.Parameter, hint: Any, converters: dict[str, Callable[[Any], Any]], doc: str
) -> click.Parameter | None:
    if parameter.kind is not parameter.KEYWORD_ONLY:
        # Where it is missing, the command lists what there is.
        kind = kind_of(parameter.name)
        return click.Argument([parameter.name], default="", metavar=parameter.name.upper(), type=kind)
    flag = "--set" if parameter.name == "circumstances" else "--" + parameter.name.replace("_", "-")
    told = HELP.get(parameter.name) or _told(parameter.name, doc)
    settings: dict[str, Any] = {"help": told, "default": parameter.default}
    kind = _bare(hint)
    if parameter.name == "circumstances":
        converters[parameter.name] = truths
        settings |= {"multiple": True, "default": (), "metavar": "NAME=BOOL", "type": kind_of(parameter.name)}
    elif kind is bool:
        on_off = f"{flag}/--no-{flag[2:]}" if parameter.default is True else flag
        return click.Option([on_off, parameter.name], is_flag=True, **settings)
    elif get_origin(kind) in (Literal, Annotated):
        names = get_args(kind) if get_origin(kind) is Literal else get_args(kind)[1]
        settings["type"] = click.Choice([str(choice) for choice in names], case_sensitive=False)
    elif kind in (int, float, str):
        settings["type"] = kind_of(parameter.name) or kind
    elif get_origin(kind) in (tuple, Sequence) and get_args(kind)[0] is str:
        settings |= {"multiple": True, "default": parameter.default or (), "type": kind_of(parameter.name)}
    else:
        return None
    return click.Option([flag, parameter.name], **settings)


def _bare(hint: Any) -> Any:
    """The annotation without `| None`, and without the mapping that Python may give instead."""
    if get_origin(hint) in (Union, types.UnionType):
        rest = [part for part in get_args(hint) if part is not type(None) and get_origin(part) is not Mapping]
        return rest[0] if len(rest) == 1 else hint
    return hint


def truths(settings: Sequence[str]) -> Mapping[str, bool] | None:
    """`("flood_relief=no",)` as a mapping; None where nothing was set."""
    from detente.model.change import parse_set

    if not settings:
        return None
    changes = [parse_set(setting) for setting in settings]
    return {change.id: change.value for change in changes}
