"""`detente backtest`: one dialogue with what came beside it, or all that are shipped."""

from __future__ import annotations

import click

from detente.cli.common import anew, answer, as_json, lang, open_dialogue, tell


@click.command()
@click.argument("talks", metavar="TALKS", required=False, default="")
@click.option("--as-of", default="", metavar="DATE", help="Hide what came after that day (default: the last round's).")
@click.option("--shelf", "shelf_", is_flag=True, help="All shipped dialogues of which it is known what came.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the draws, where there are any.")
@anew
@lang
@as_json
def backtest(talks: str, as_of: str, shelf_: bool, seed: int, json_: bool) -> None:
    """Was it right? Each chance that was given, beside what came and beside two rivals that anybody could name.

    What came is read from `happened` in the file and from NAME.happened.yaml beside it.

    \b
    detente backtest iran-2015
    detente backtest --shelf
    """
    if shelf_ == bool(talks) or (shelf_ and as_of):
        raise click.UsageError("give a dialogue, or --shelf alone for all that are shipped")
    if shelf_:
        _all(seed, json_)
        return
    from detente.analyses.backtest import backtest as backtest_
    from detente.formats import happened
    from detente.workbench import asking

    dialogue = open_dialogue(talks)
    after = happened(talks, dialogue)
    with asking(dialogue, "backtest"):
        result = backtest_(dialogue, happened=after.happened, sources=after.sources, as_of=as_of, seed=seed)
    answer(dialogue, "backtest", result, json_)


def _all(seed: int, json_: bool) -> None:
    """The shelf."""
    from detente.analyses.shelf import shelf, shipped
    from detente.report.pages.shelf import view

    tested = shipped(seed)
    result = shelf(tested)
    tell(result, json_, lambda: view(tested, result))
