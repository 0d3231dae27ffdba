"""The table of asks on 80 columns: as few lines as can be, and of the reasons what has room."""

from __future__ import annotations

import re

import pytest

import detente as dt
from detente.report.brief import page
from detente.report.document import Cite, Column, Mark, Rows, Soft, Strong, Table, Worded
from detente.report.renderers.citations import printed
from detente.report.renderers.terminal import text
from detente.report.renderers.terminal_asks import narrow
from detente.report.renderers.terminal_tables import Tables, height

COLUMNS = (
    Column(title="Ask", kind="subject"), Column(title="1", kind="answer"), Column(title="Drift", kind="fate"),
    Column(title="What would open it"), Column(title="Why"),
)  # fmt: skip


def shown(rows: int, why: str, ask: str = "an ask of some length", offer: str = "the gate") -> list[str]:
    """The printed lines of a table of so many like asks."""
    from io import StringIO

    from rich.console import Console

    reason = (Strong("At home"), Worded(": " + why, ""), Soft(" (inferred)", "°"))
    opens = (Strong("Offer:"), " ", Worded(f"{offer}, only while it is granted", offer))
    table = Table(columns=COLUMNS, groups=(Rows(rows=tuple(
        ((f"{ask} {n}",), Mark("refused"), Mark("partly"), opens, reason) for n in range(rows))),))  # fmt: skip
    out = StringIO()
    console = Console(file=out, width=80, color_system=None)
    for part in narrow(Tables(80, False, {}), table):
        console.print(part)
    return [line.rstrip() for line in out.getvalue().splitlines() if not line.startswith("rounds:")]


def test_of_few_asks_the_reason_is_said_whatever_it_costs() -> None:
    told = " ".join(" ".join(shown(3, "its parliament threw out a bill to that end twice in the same year")).split())
    assert told.count("At home") == 3


def test_of_many_asks_no_more_of_the_reason_than_costs_no_line() -> None:
    brief, long = shown(12, "no"), shown(12, "its parliament threw out a bill to that end twice in the same year")
    assert len(brief) == len(long) == 13, "one line for each ask and one for the heads"
    assert sum("At home: no (inferred)" in line for line in brief) == 12
    assert sum("At home°" in line for line in long) == 12


def test_what_has_no_room_beside_its_ask_stands_under_it() -> None:
    offer = "the gate of the dam on the upper river, and water for all"
    lines = shown(12, "a bill fell", "an-ask-whose-name-cannot-be-broken", offer)
    assert len(lines) == 25
    assert {line.partition(" *")[0] for line in lines[2::2]} == {f"    Offer: {offer}"}


@pytest.mark.parametrize("words", [(3, 4, 5), (80,), (1,) * 50, (10, 70, 2), ()])
@pytest.mark.parametrize("width", [20, 33, 76])
def test_lines_are_counted_as_they_break(words: tuple[int, ...], width: int) -> None:
    import textwrap

    if max(words, default=0) > width:
        return
    broken = textwrap.wrap(" ".join("x" * n for n in words), width)
    assert height(words, width) == max(1, len(broken))


def test_the_sources_of_a_narrow_page_are_those_that_it_cites() -> None:
    for name in ("us-pakistan-2010", "belgrade-pristina"):
        dialogue = dt.load(name)
        document = page.view(dialogue, dt.brief(dialogue))
        told = text(document)
        front, _, sources = told.partition("\nSources\n")
        listed = {int(n) for n in re.findall(r"\[(\d+)\](?=\s)", sources)}
        assert listed == printed(front) & set(document.numbers().values())
        cites = [cite for cite in document.citations() if isinstance(cite, Cite)]
        assert cites


def test_numbers_printed_are_read_back_in_every_form() -> None:
    page_ = "a [1 ¶7, ¶9, 3] b [5–7] c [10 p. 4] d [see] e [12]"
    assert printed(page_) == {1, 3, 5, 6, 7, 10, 12}
