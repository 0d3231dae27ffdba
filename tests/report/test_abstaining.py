"""An ask to abstain, written at its option (`asked: no`) or as a condition (`that: not …`), is one on all pages."""

from __future__ import annotations

import pytest

import detente as dt
from detente.analyses.brief import brief
from detente.formats import parse
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief import page
from detente.report.renderers import terminal

HEAD = """
detente: 1
title: Fish and tolls
parties: {n: {name: Norland}, s: {name: Southmark}}
"""

AT_THE_OPTION = """
options:
  net: {by: n, text: nets in the strait, asked_by: s, asked: no}
  toll: {by: s, text: the toll on Norland's ships, asked_by: n, asked: no}
  post: {by: s, text: a customs post, asked_by: n, asked: no}
  raid: {by: n, text: Southmark's fleet to be stopped, asked_by: s, asked: no}
"""

AS_CONDITIONS = """
options:
  net: {by: n, text: nets in the strait}
  toll: {by: s, text: the toll on Norland's ships}
  post: {by: s, text: a customs post}
  raid: {by: n, text: Southmark's fleet to be stopped}
asks:
  no_net: {of: n, by: s, that: not net}
  no_toll: {of: s, by: n, that: not toll}
  no_post: {of: s, by: n, that: not post}
  no_raid: {of: n, by: s, that: not raid}
"""

REST = """
priorities:
  n: [not toll, net, not post, not raid]
  s: [not net, toll, post]
status_quo: {net: yes, toll: yes}
"""

WORDS = ["an end to nets in the strait", "an end to the toll on Norland's ships", "no customs post",
         "abstention from Southmark's fleet to be stopped"]  # fmt: skip


def made(asks: str) -> Dialogue:
    return parse(HEAD + asks + REST)


@pytest.mark.parametrize("asks", [AT_THE_OPTION, AS_CONDITIONS])
def test_it_is_told_by_what_is_asked_and_never_by_its_contrary(asks: str) -> None:
    dialogue = made(asks)
    assert [wording.asked(dialogue, ask) for ask in dialogue.asks] == WORDS
    shown = " ".join(terminal.text(page.view(dialogue, brief(dialogue))).split())
    for told in WORDS[:3]:
        assert told in shown
    assert "Southmark asks of Norland nets" not in shown


def test_both_ways_to_write_it_give_the_same_positions_and_trades() -> None:
    short, long = made(AT_THE_OPTION), made(AS_CONDITIONS)
    stands = [dt.dilemmas(d).positions for d in (short, long)]
    assert stands[0] == stands[1]
    assert stands[0]["s"]["net"] == "no" and stands[0]["n"]["post"] == "no"
    traded = [[trade.levels for trade in dt.deals(d).trades] for d in (short, long)]
    assert traded[0] == traded[1] == [{"net": "no", "toll": "no"}]


def test_a_level_short_of_the_last_that_is_asked_for_is_named() -> None:
    text = AT_THE_OPTION.replace("text: a customs post,", "text: a customs post, levels: [none, light, full],")
    text = text.replace("asked_by: n, asked: no}\n  raid", "asked_by: n, asked: light}\n  raid")
    dialogue = parse(HEAD + text + REST)
    assert wording.ask(dialogue, "post") == "A customs post (light)"
    assert wording.asked(dialogue, dialogue.ask("toll")) == WORDS[1]


def test_every_page_takes_the_words_of_an_ask_from_one_place() -> None:
    """`Ask.text` is what the file says; what a page says of an ask is for `wording.ask` alone to tell."""
    from pathlib import Path

    import detente.report as report

    told = [
        f"{path.name}:{n}"
        for path in Path(report.__file__).parent.rglob("*.py")
        if path.name != "typed.py"
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if "ask.text" in line or (".ask(" in line and ").text" in line)
    ]
    assert told == []
