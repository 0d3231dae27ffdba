"""What will probably happen: each ask's likelihood in words and numbers, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.ensemble import Item
from detente.analyses.outlook import AskChance, Outlook
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Bar, Cell, Column, Document, Paragraph, Rows, Section, Table
from detente.report.views.pages import page


def view(dialogue: Dialogue, result: Outlook) -> Document:
    """The page of `detente outlook`."""
    return page(dialogue, "Outlook", section(dialogue, result), _states(dialogue, result), headline=finding(result))


def section(dialogue: Dialogue, result: Outlook, about: str = "") -> Section:
    """Every ask, the likeliest first, with its band; then what matters most, and how it was counted.

    `about`: the ask that the headline speaks of, if it is in doubt.
    """
    columns = (Column(kind="subject"), Column(kind="bar"), Column(kind="number", title="%"), Column(title="in words"))
    rows = tuple(_row(dialogue, chance) for chance in sorted(result.asks, key=lambda chance: -chance.chance))
    table = Table(columns=columns, groups=(Rows(rows=rows),)) if rows else None
    hangs = tuple(Paragraph(text=(text,)) for text in _hangs(dialogue, result))
    counted = Paragraph(text=(_counted(result),), role="note")
    blocks = (*((table,) if table else ()), *hangs, counted)
    return Section(id="outlook", label="Outlook", finding=_headline(dialogue, result, about), blocks=blocks)


def finding(result: Outlook) -> str:
    """How much is uncertain."""
    if not result.items:
        return "Nothing in the file is uncertain: this is the one result"
    return f"{wording.capital(wording.counted(len(result.items), 'line'))} of the file uncertain"


def _headline(dialogue: Dialogue, result: Outlook, about: str) -> str:
    """How likely an ask in doubt is: the one named, else the least likely."""
    if not result.items:
        return finding(result)
    by = f"By {wording.date(result.horizon)} " if result.horizon else ""
    least = doubted(result, about)
    if least is None:
        return f"{by}nothing that was asked is in doubt, whatever else happens"
    text = dialogue.ask(least.ask).text
    likely = wording.likelihood(least.chance)
    verb = "has" if "chance" in likely else "is"
    told = f"{wording.small(dialogue, text) if by else text} {verb} {likely}"
    return wording.capital(f"{by}{told}")


def doubted(result: Outlook, about: str) -> AskChance | None:
    """The ask in doubt that the headline speaks of: the one named, else the least likely."""
    open_ = [chance for chance in result.asks if 0 < chance.chance < 1]
    return min(open_, key=lambda chance: (chance.ask != about, chance.chance), default=None)


def _row(dialogue: Dialogue, chance: AskChance) -> tuple[Cell, ...]:
    certain = chance.chance in (0, 1)
    _, low, high = wording.band(chance.chance)
    bar = Bar(chance.chance) if certain else Bar(chance.chance, low, high)
    number = wording.percent(chance.chance).removesuffix(" %")
    return ((dialogue.ask(chance.ask).text,), bar, (number,), (wording.likelihood(chance.chance),))


def _hangs(dialogue: Dialogue, result: Outlook) -> Iterator[str]:
    """For the asks in doubt, the item that makes most of the difference; asks with the same item together."""
    most: dict[str, list[str]] = {}
    for ask in dict.fromkeys(one.ask for one in result.differences):
        first = next(one for one in result.differences if one.ask == ask)
        most.setdefault(first.item, []).append(wording.small(dialogue, dialogue.ask(ask).text))
    items = {item.id: item for item in result.items}
    for item, asks in most.items():
        yield f"{wording.capital(wording.listed(asks))}: most hangs on whether {_told(dialogue, items[item])}."


def _told(dialogue: Dialogue, item: Item) -> str:
    if item.kind == "circumstance":
        return f"“{dialogue.circumstance(item.id).text}” holds"
    if item.kind == "rule":
        return f"the rule “{dialogue.rule(item.id).because or item.id}” stands"
    party, statement = dialogue.statement(item.id)
    because = statement.because or wording.condition(dialogue, statement.want)
    return f"this weighs with {wording.party(dialogue, party)}: {wording.small(dialogue, because)}"


def _counted(result: Outlook) -> str:
    if not result.items:
        return "No circumstance has a chance and no line is less than certain."
    how = f"Weighted exactly over {result.combinations:,} combinations of {len(result.items)} uncertain lines"
    if result.mode == "drawn":
        how = f"Drawn {result.draws:,} times (seed {result.seed}); within {wording.percent(result.error)} of the exact"
    left = f" {wording.percent(result.left_out)} of the weight has no sound status quo and is left out." * bool(
        result.left_out
    )
    partial = "" if result.complete else " Interrupted: what was known by then."
    return f"{how}, taken as independent; the chances are the analyst's.{left}{partial}"


def _states(dialogue: Dialogue, result: Outlook) -> Section:
    rows = tuple(
        ((wording.state(dialogue, dialogue.state(one.code)),), (wording.likelihood(one.chance),))
        for one in result.states[:10]
    )
    columns = (Column(kind="subject", title="where it ends"), Column(title="how likely"))
    more = len(result.states) - len(rows)
    note = (f"{wording.capital(wording.number(more))} more ends are less likely.",) if more > 0 else ()
    table = Table(columns=columns, groups=(Rows(rows=rows),), note=note)
    moves = f"It takes {result.expected_moves:.1f} moves from the status quo on average"
    return Section(id="ends", label="Where it ends", finding=moves, blocks=(table,))
