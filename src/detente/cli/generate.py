"""Commands made from the signatures of analyses.

Positional parameters after the dialogue become arguments, keyword-only ones become options; the annotation decides
the kind. What only a program can give (how work is shared, how far it is, the page's own words) the command gives.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from detente.cli.certificates import option as certified
from detente.cli.certificates import save, supposed
from detente.cli.common import anew, answer, as_if, lang, open_dialogue, progress, whole
from detente.cli.given import Talks, kind_of, needed, read
from detente.workbench import Parameter, analysis, asking, parameters

PAGE = 1000
"""A page that is cut lists far fewer than this; no more are worked out for it."""

FLAGS = {"leverage.target": "--for", "leverage.goal": "--target"}
"""Parameters that are called otherwise on the command line than in Python."""

LEAST = {"time_limit": click.FloatRange(min=0.1)}

# What options say that mean the same wherever they stand, or of one command; any other is told by its function's
# docstring.
HELP = {
    "add": 'A line put into a party\'s list: "PARTY: want … [before ID]" (last unless said).',
    "at": "The state looked at: OPTION=LEVEL,… or a code (default: the status quo).",
    "circumstances": "A circumstance's value, for this question only: NAME=yes|no.",
    "concept": "The stability concept.",
    "draws": "Draw that many combinations instead of working out all.",
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
    "equilibria.circumstances": "A fact otherwise, for this question only.",
    "equilibria.stable": "Also which states each party would not leave, concept by concept.",
    "equilibria.counts": "Only how many there are, and what they share.",
    "equilibria.limit": "List no more than this many, the firmest first.",
    "equilibria.engine": "What answers: arrays (up to 2^24 states), diagrams (any number), or what fits.",
    "equilibria.time_limit": "How many seconds diagrams may take (default: 60); what is known by then is told.",
    "leverage.target": "What should come about: an ask, or a condition.",
    "leverage.asker": "Who wants it (default: whose ask it is).",
    "leverage.goal": "In some settlement, in some firm one, or in every firm one.",
    "leverage.concept": "With --target some: which settlements count.",
    "leverage.size": "The largest sets (default: 3 for firm, else 2).",
    "outlook.choose": "A party takes its best steps, or any of them.",
    "outlook.replies": "What deters: answers that change only what they need (the drift; default), or any credible "
    "ones.",
    "outlook.error": "Where all are too many: draw until every ask is known within it (default 0.02).",
    "outlook.moves": "Steps that no answer deters, or any improvement.",
}

MORE = {
    "equilibria": "firm: nobody can do better alone (Nash); credible: deterred by what others would want to do (SEQ); "
    "held and fearful: deterred by what they could do (SMR, GMR).",
    "leverage": "Changes: a fact turns, a rule is lifted, a line of another party is dropped or moves by one or two "
    "places, the asker puts a package of its own together. Offers on condition are told beside them.",
    "outlook": "Exact while the combinations of what is uncertain are few, else drawn. Ctrl-C ends it with what is "
    "known by then.",
    "watch": "Each with what it would change; the days ahead; and which of the signs of the round before have come. "
    "Ctrl-C ends it with what is known by then.",
}
"""What the help of a command says besides."""


def command_for(name: str) -> click.Command:
    """The command of one analysis."""
    row = analysis(name)
    asked_for, doc = parameters(row.function), inspect.getdoc(row.function) or ""
    taken = inspect.signature(row.function).parameters
    params: list[click.Parameter] = [
        click.Argument(["talks"], metavar="TALKS", type=Talks()),
        *(_parameter(name, parameter, doc) for parameter in asked_for),
        *(_sharing() if "spread" in taken else ()),
        click.Option(["--json", "json_"], is_flag=True, help="Print the result as JSON."),
    ]

    def callback(
        talks: str, json_: bool, certificate_: str = "", full: bool = False, workers: int = 1, scheduler: str = "",
        **given: Any,
    ) -> None:  # fmt: skip
        from detente.cli import INTERRUPTED

        dialogue = open_dialogue(talks)
        for key in (p.name for p in asked_for if p.positional):
            needed(dialogue, name, key, given[key])
        options = {key: read(dialogue, key, value) for key, value in given.items()}
        asked = [options.pop(p.name) for p in asked_for if p.positional]
        if "circumstances" in options:
            options["circumstances"] = truths(options["circumstances"])
        if row.long and options.get("limit", 0) is None and not json_ and not full:
            options["limit"] = PAGE
        with asking(dialogue, name), _beside(taken, workers, scheduler) as more:
            result = row.function(dialogue, *asked, **options, **more)
        answer(dialogue, name, result, json_, full=full)
        save(certificate_, dialogue, name, result, supposed(options.get("circumstances")))
        if not getattr(result, "complete", True):
            raise click.exceptions.Exit(INTERRUPTED)

    said = (row.question, (doc or row.question).splitlines()[0], MORE.get(name, ""))
    help = "\n\n".join(filter(None, said))
    command = as_if(anew(lang(click.Command(name, params=params, callback=callback, help=help))))
    command = whole(command) if row.long else command
    return certified(command) if row.certified else command


def _sharing() -> tuple[click.Option, ...]:
    return (
        click.Option(["--workers"], type=int, default=1, show_default=True, metavar="N",
                     help="Share it among N processes."),
        click.Option(["--scheduler"], default="", metavar="ADDRESS",
                     help="Share it on a Dask cluster (tcp://HOST:8786)."),
    )  # fmt: skip


@contextmanager
def _beside(taken: Collection[str], workers: int, scheduler: str) -> Iterator[dict[str, Any]]:
    """What only a program can give, of what a function takes: how work is shared, how far it is, a page's headline."""
    more: dict[str, Any] = {}
    with ExitStack() as stack:
        if "spread" in taken:
            from detente.scale import sharing

            more["spread"] = stack.enter_context(sharing(workers=workers, scheduler=scheduler))
        if "told" in taken:
            more["told"] = stack.enter_context(progress("working it out"))
        if "say" in taken:
            from detente.report.brief.headline import headline

            more["say"] = headline
        yield more


def _told(name: str, doc: str) -> str:
    """What a function's docstring says of a parameter: the sentences behind its name."""
    end = r"(?= `\w+`| [A-Z][A-Za-z]+ (?:for|beyond|without|if)\b|$)"
    found = re.search(rf"`{name}`: (.+?\.){end}", " ".join(doc.split()))
    return found[1][:1].upper() + found[1][1:] if found else ""


def _parameter(command: str, parameter: Parameter, doc: str) -> click.Parameter:
    name, kind = parameter.name, kind_of(parameter.name)
    flag = FLAGS.get(f"{command}.{name}") or ("--set" if parameter.kind == "truths" else "--" + name.replace("_", "-"))
    told = HELP.get(f"{command}.{name}") or HELP.get(name) or _told(name, doc)
    settings: dict[str, Any] = {"help": told, "default": "" if parameter.required else parameter.default}
    settings["show_default"] = parameter.kind in ("choice", "whole", "number")
    if parameter.positional and f"{command}.{name}" not in FLAGS:
        # Where it is missing, the command lists what there is.
        return click.Argument([name], default="", metavar=name.upper(), type=kind)
    if parameter.kind == "truths":
        settings |= {"multiple": True, "default": (), "metavar": "NAME=BOOL", "type": kind}
    elif parameter.kind == "truth":
        on_off = f"{flag}/--no-{flag[2:]}" if parameter.default is True else flag
        return click.Option([on_off, name], is_flag=True, **settings)
    elif parameter.kind == "choice":
        settings["type"] = click.Choice(list(map(str, parameter.choices)), case_sensitive=False)
    else:
        settings["type"] = kind or LEAST.get(name) or {"whole": int, "number": float, "text": str}[parameter.kind]
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
