"""Commands of analyses whose options are not simply the parameters of the function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from detente.cli.certificates import option as certified
from detente.cli.certificates import save, supposed
from detente.cli.common import answer, as_json, lang, open_dialogue, talks_as_if, whole
from detente.cli.generate import truths
from detente.cli.given import kind_of, needed, read
from detente.engine.concepts import CONCEPTS

if TYPE_CHECKING:
    from detente.analyses.leverage import Goal
    from detente.engine.choice import Asked


PAGE = 1000
"""A page that is cut lists far fewer than this; no more are worked out for it."""


@click.command()
@talks_as_if
@click.option(
    "--set", "set_", multiple=True, metavar="NAME=BOOL", type=kind_of("set"),
    help="A fact otherwise, for this question only.",
)  # fmt: skip
@click.option("--stable", is_flag=True, help="Also which states each party would not leave, concept by concept.")
@click.option("--counts", is_flag=True, help="Only how many there are, and what they share.")
@click.option("--limit", type=int, default=None, metavar="N", help="List no more than this many, the firmest first.")
@click.option(
    "--engine", type=click.Choice(["auto", "arrays", "diagrams"]), default="auto", show_default=True,
    help="What answers: arrays (up to 2^24 states), diagrams (any number), or what fits.",
)  # fmt: skip
@click.option(
    "--time-limit", type=click.FloatRange(min=0.1), default=None, metavar="SECONDS",
    help="How long diagrams may take (default: 60); what is known by then is told.",
)  # fmt: skip
@whole
@certified
@lang
@as_json
def equilibria(
    talks: str, set_: tuple[str, ...], stable: bool, counts: bool, limit: int | None, engine: Asked,
    time_limit: float | None, certificate_: str, full: bool, json_: bool,
) -> None:  # fmt: skip
    """Where can it settle? Every state where nobody would move on, how firm it is, and under which concepts.

    firm: nobody can do better alone (Nash); credible: deterred by what others would want to do (SEQ); held and
    fearful: deterred by what they could do (SMR, GMR).
    """
    from detente.analyses.equilibria import equilibria as equilibria_
    from detente.cli import INTERRUPTED

    dialogue = open_dialogue(talks)
    if limit is None and not json_ and not full:
        limit = PAGE
    facts = truths(read(dialogue, "set", set_))
    result = equilibria_(
        dialogue, circumstances=facts, stable=stable, counts=counts, limit=limit, engine=engine, time_limit=time_limit
    )
    save(certificate_, dialogue, "equilibria", result, supposed(facts))
    answer(dialogue, "equilibria", result, json_, full=full)
    if not result.complete:
        raise click.exceptions.Exit(INTERRUPTED)


@click.command()
@talks_as_if
@click.option(
    "--for", "wanted", default="", metavar="EXPR|ASK", type=kind_of("target"),
    help="What should come about: an ask, or a condition.",
)  # fmt: skip
@click.option(
    "--asker", default="", metavar="PARTY", type=kind_of("asker"), help="Who wants it (default: whose ask it is)."
)
@click.option(
    "--target", "goal", type=click.Choice(["some", "firm", "every"]), default="firm", show_default=True,
    help="In some settlement, in some firm one, or in every firm one.",
)  # fmt: skip
@click.option(
    "--concept", type=click.Choice([c.name for c in CONCEPTS], case_sensitive=False), default="seq", show_default=True,
    help="With --target some: which settlements count.",
)  # fmt: skip
@click.option("--size", type=int, default=None, metavar="K", help="The largest sets (default: 3 for firm, else 2).")
@certified
@lang
@as_json
def leverage(
    talks: str, wanted: str, asker: str, goal: Goal, concept: str, size: int | None, certificate_: str, json_: bool
) -> None:
    """What would move it, and who can do that? All smallest sets of changes, and what an offer can do.

    Changes: a fact turns, a rule is lifted, a line of another party is dropped or moves by one or two places, the asker
    puts a package of its own together. Offers on condition are told beside them.
    """
    from detente.analyses.leverage import leverage as leverage_
    from detente.cli import INTERRUPTED
    from detente.workbench import asking

    dialogue = open_dialogue(talks)
    needed(dialogue, "leverage", "target", wanted)
    wanted, asker = read(dialogue, "target", wanted), read(dialogue, "asker", asker)
    with asking(dialogue, "leverage"):
        result = leverage_(dialogue, wanted, asker=asker, goal=goal, concept=concept, size=size)
    answer(dialogue, "leverage", result, json_)
    save(certificate_, dialogue, "leverage", result)
    if not result.complete:
        raise click.exceptions.Exit(INTERRUPTED)
