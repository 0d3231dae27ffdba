"""`detente outlook`: long work, so it shows how far it is, shares it where asked, and an interrupt loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from detente.cli.common import answer, as_json, lang, open_dialogue, progress, talks_as_if

if TYPE_CHECKING:
    from detente.methods.chances.playout import Replies
    from detente.methods.chances.steps import Choose, Moves


@click.command()
@talks_as_if
@click.option(
    "--moves", type=click.Choice(["credible", "improving"]), default="credible", show_default=True,
    help="Steps that no answer deters, or any improvement.",
)  # fmt: skip
@click.option(
    "--choose", type=click.Choice(["best", "any"]), default="best", show_default=True,
    help="A party takes its best steps, or any of them.",
)  # fmt: skip
@click.option(
    "--replies", type=click.Choice(["lean", "plain"]), default=None,
    help="What deters: answers that change only what they need (the drift; default), or any credible ones.",
)  # fmt: skip
@click.option("--draws", type=int, default=None, metavar="N", help="Draw N combinations instead of working out all.")
@click.option(
    "--error", type=float, default=None, metavar="E",
    help="Where all are too many: draw until every ask is known within E (default 0.02).",
)  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same draws.")
@click.option(
    "--equilibria/--no-equilibria", default=True, help="Also how likely it can settle where, which takes longer."
)
@click.option("--workers", type=int, default=1, show_default=True, metavar="N", help="Share it among N processes.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Share it on a Dask cluster (tcp://HOST:8786).")
@lang
@as_json
def outlook(
    talks: str, moves: Moves, choose: Choose, replies: Replies | None, draws: int | None, error: float | None,
    seed: int, equilibria: bool, workers: int, scheduler: str, json_: bool,
) -> None:  # fmt: skip
    """What will probably happen? How likely each ask is met and each end is, under the chances that the file states.

    Exact while the combinations of what is uncertain are few, else drawn. Ctrl-C ends it with what is known by then.
    """
    from detente.analyses.outlook import outlook as outlook_
    from detente.cli import INTERRUPTED
    from detente.scale import sharing
    from detente.workbench import asking

    dialogue = open_dialogue(talks)
    share = sharing(workers=workers, scheduler=scheduler)
    with share as spread, progress("combinations") as told, asking(dialogue, "outlook"):
        result = outlook_(
            dialogue, moves=moves, choose=choose, replies=replies, draws=draws, error=error, seed=seed,
            equilibria=equilibria, spread=spread, told=told,
        )  # fmt: skip
    answer(dialogue, "outlook", result, json_)
    if not result.complete:
        raise click.exceptions.Exit(INTERRUPTED)
