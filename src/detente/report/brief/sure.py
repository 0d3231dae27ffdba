"""How sure: the lines that no source states, those that carry the conclusions first; robustness in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analyses.assumptions import Assumption, Assumptions
from detente.analyses.facts import Facts
from detente.analyses.robustness import Robustness
from detente.engine.interface import LIMIT
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.document import Block, Paragraph, Section, Strong, Text
from detente.report.language import _, _n, _r
from detente.report.page import command

NAMED = 6
"""Lines told by what they say; the rest are counted."""


def section(dialogue: Dialogue, found: Assumptions, robust: Robustness, *more: Text) -> Section:
    """What the reader must believe to believe the page. `more`: what else bears on how sure it is."""
    carrying = [one for one in found.carrying if one.basis != "stated"]
    told = carrying or [one for one in found.carrying if not one.evidence]
    blocks: list[Block] = [Paragraph(text=text) for text in _by_party(dialogue, told[:NAMED])]
    rest = len(found.unstated) - min(len(carrying), NAMED)
    if carrying and rest > 0:
        others = _n("{n} line more is inferred or assumed, and changes nothing alone.",
                    "{n} lines more are inferred or assumed, and change nothing alone.", rest)  # fmt: skip
        if len(carrying) > NAMED:
            others = _n("{n} line more is inferred or assumed.", "{n} lines more are inferred or assumed.", rest)
        blocks.append(Paragraph(text=(wording.capital(others),), role="note"))
    sentence = _robust(dialogue, robust)
    if sentence:
        blocks.append(Paragraph(text=sentence))
    blocks += [Paragraph(text=text) for text in more if text]
    return Section(id="sure", label=_("How sure"), finding=finding(len(carrying), found), blocks=tuple(blocks))


def limits(dialogue: Dialogue, facts: Facts) -> Iterator[Text]:
    """What a reader must mind: sources later than the page's date, and what was too large to be worked out."""
    if facts.later_sources:
        told = _n(
            "{n} source of the file is later than this page", "{n} sources of the file are later than this page",
            len(facts.later_sources),
        )  # fmt: skip
        yield (Strong(_("Mind the dates:")), " ", told, ".")
    for part in facts.too_large:
        if part in WHOLE and dialogue.possible > LIMIT:
            yield _r("{head} {part} has too many states to be worked out.", head=(Strong(_("Left out:")),), part=part)
            continue
        yield _r("{head} {part} has too many states for this page; ask {command}.", head=(Strong(_("Left out:")),),
                 part=part, command=command(dialogue, COMMANDS.get(part, part)))  # fmt: skip


COMMANDS = {"ways": "equilibria", "deal": "deals", "misread": "views"}
"""What a page leaves out where it is too large -> the command that works it out."""

WHOLE = ("deal", "misread")
"""What these commands work out of all states together, so that they refuse what has too many."""


def finding(carrying: int, found: Assumptions) -> str:
    """How many lines that no source states carry the conclusions."""
    if carrying:
        return wording.capital(
            _n("{n} line that no source states carries the conclusions",
               "{n} lines that no source states carry the conclusions", carrying)
        )  # fmt: skip
    if found.carrying:
        bare = sum(not one.evidence for one in found.carrying)
        if not bare:
            return _("Every line that carries the conclusions is stated in a source")
        return wording.capital(
            _n("{n} line that carries the conclusions names no source",
               "{n} lines that carry the conclusions name no source", bare)
        )  # fmt: skip
    if not found.tried:
        return _("The file has no lines that could be left out")
    return _("No single line carries the conclusions")


def _by_party(dialogue: Dialogue, lines_: Sequence[Assumption]) -> list[Text]:
    """One paragraph for each party whose lines they are, and one for rules and facts."""
    groups: dict[str, list[Assumption]] = {}
    for one in lines_:
        groups.setdefault(one.party, []).append(one)
    return [_group(dialogue, party, group) for party, group in groups.items()]


def _group(dialogue: Dialogue, party: str, group: Sequence[Assumption]) -> Text:
    head = wording.capital(wording.possessive(dialogue, party)) if party else _("Rules and facts")
    told = wording.series_text(_line(dialogue, one) for one in group)
    return (Strong(head + wording.colon()), *told, ".")


def _line(dialogue: Dialogue, one: Assumption) -> Text:
    """What the line says, and its place in the list: words of the file, or its condition."""
    if one.kind == "circumstance":
        return (wording.fact(dialogue, one.id, bool(one.now)), *lines.sources(one.evidence))
    if one.kind == "rule":
        rule = dialogue.rule(one.id)
        return (lines.words(dialogue, rule), *lines.cite(dialogue, rule))
    if one.kind == "weight":
        return (lines.weighed(dialogue, one.party, one.id), *lines.sources(one.evidence))
    found = lines.priority(dialogue, one.id)
    if found is None:
        return (wording.quoted(one.id),)
    _party, place, line = found
    return _r("{line} ({place:d}){evidence}", line=lines.words(dialogue, line), place=place,
              evidence=lines.cite(dialogue, line))  # fmt: skip


def _robust(dialogue: Dialogue, robust: Robustness) -> Text:
    """In how many neighbouring variants each ask fares as told."""
    asks = [one for one in robust.conclusions if one.kind == "ask" and one.of]
    if not asks:
        return ()
    least = min(asks, key=lambda one: one.holds)
    told = _n("each ask fares so in at least {holds:d} of {n:d} neighbouring variant",
              "each ask fares so in at least {holds:d} of {n:d} neighbouring variants", least.of, holds=least.holds)
    if least.holds == least.of:
        told = _n("each ask fares so in the one neighbouring variant",
                  "each ask fares so in all {n:d} neighbouring variants", least.of)
    fragile = 2 * least.holds < least.of
    if fragile:
        told = _n("{ask} fares so in only {holds:d} of {n:d} neighbouring variant",
                  "{ask} fares so in only {holds:d} of {n:d} neighbouring variants", least.of,
                  holds=least.holds, ask=wording.ask(dialogue, least.id))  # fmt: skip
    return (Strong(_("Fragile:") if fragile else _("Robust:")), " ", told, ".")
