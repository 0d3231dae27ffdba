"""Robustness: in how many neighbouring variants of the file each line of the bottom line holds. Not a probability."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analyses.robustness import Conclusion, Robustness
from detente.methods.soundness.variants import Variant
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.document import Block, Column, Document, Paragraph, Rows, Section, Soft, Table, Text
from detente.report.language import _, _later, _n, said
from detente.report.page import page

IN_BRIEF = 5


def view(dialogue: Dialogue, result: Robustness) -> Document:
    """The page of `detente robustness`."""
    section = _section(dialogue, result, len(result.conclusions))
    return page(dialogue, _("Robustness"), section, headline=finding(dialogue, result))


def section(dialogue: Dialogue, result: Robustness) -> Section:
    """The most fragile conclusions, what breaks them, and what was tried."""
    return _section(dialogue, result, IN_BRIEF)


def _section(dialogue: Dialogue, result: Robustness, limit: int) -> Section:
    of = result.conclusions[0].of if result.conclusions else 0
    if not of:
        return Section(id="robustness", label=_("Robustness"), finding="")
    fragile = sorted((c for c in result.conclusions if c.broken_by), key=lambda c: c.holds)
    rows = tuple(_row(dialogue, c) for c in fragile[:limit])
    columns = (
        Column(title=_("conclusion"), kind="subject"),
        Column(title=_("holds"), kind="number"),
        Column(title=_("breaks"), kind="text"),
    )
    blocks: list[Block] = [Table(columns=columns, groups=(Rows(rows=rows),))] if rows else []
    steady = len(result.conclusions) - len(fragile)
    if steady and fragile:
        blocks.append(Paragraph(text=(_others(steady, of, len(fragile) - limit),)))
    blocks.append(Paragraph(text=(Soft(tried(result)),), role="note"))
    return Section(id="robustness", label=_("Robustness"), finding=finding(dialogue, result), blocks=tuple(blocks))


def _others(steady: int, of: int, fewer: int) -> str:
    """The conclusions that the table does not show."""
    told = wording.capital(
        _n("{n} other conclusion holds in all {of:d}", "{n} other conclusions hold in all {of:d}", steady, of=of)
    )
    if fewer <= 0:
        return f"{told}."
    return _n("{told}; {n} more hold in fewer.", "{told}; {n} more hold in fewer.", fewer, told=told)


def finding(dialogue: Dialogue, result: Robustness) -> str:
    """The most fragile of what is said of asks, settlements and the status quo; and that these are all settlements."""
    said_of = [c for c in result.conclusions if c.kind != "equilibria"]
    if not said_of or not said_of[0].of:
        return _("There is nothing to vary: no list, no rule")
    told = _each(result, said_of)
    whole = next((c for c in result.conclusions if c.kind == "equilibria" and c.broken_by), None)
    if whole is None:
        return told
    if whole.verdict == "0":
        return _("{told}; that there is no settlement, in {holds:d}", told=told, holds=whole.holds)
    return _("{told}; that there is no other settlement, in {holds:d}", told=told, holds=whole.holds)


def _each(result: Robustness, said_of: Sequence[Conclusion]) -> str:
    of, fragile = said_of[0].of, [c for c in said_of if c.broken_by]
    if not fragile:
        return _n(
            "What is said of each ask and settlement holds in the one neighbouring variant of the file",
            "What is said of each ask and settlement holds in all {n:d} neighbouring variants of the file",
            of,
        )
    swapped = any(v.kind == "swap" for c in fragile for v in c.broken_by)
    worst = min(c.holds for c in fragile)
    if swapped or not result.variants.get("swap"):
        return _(
            "What is said of each ask and settlement holds in at least {worst:d} of {of:d} neighbouring variants",
            worst=worst, of=of,
        )  # fmt: skip
    return _(
        "What is said of each ask and settlement holds in at least {worst:d} of {of:d} neighbouring variants (no swap "
        "of two neighbouring lines breaks one)",
        worst=worst, of=of,
    )  # fmt: skip


def tried(result: Robustness) -> str:
    """What was varied, and that the share is no probability."""
    swaps, drops, weights, classes, rules = (
        result.variants.get(kind, 0) for kind in ("swap", "drop", "weight", "ranking", "rule")
    )
    kinds = (
        _n("{n} swap of two neighbouring lines", "{n} swaps of two neighbouring lines", swaps) if swaps else "",
        _n("{n} line left out", "{n} lines left out", drops) if drops else "",
        _n("{n} weight left out", "{n} weights left out", weights) if weights else "",
        _n("{n} swap of neighbours in a ranking", "{n} swaps of neighbours in a ranking", classes) if classes else "",
        _n("{n} rule lifted", "{n} rules lifted", rules) if rules else "",
    )
    odd = len(result.invalid)
    sentences = (
        _("Varied one at a time: {variants}.", variants=wording.listed(kind for kind in kinds if kind)),
        wording.capital(_n("{n} variant made no sound file.", "{n} variants made no sound file.", odd)) if odd else "",
        _("Nobody has said how near the truth a variant is: this is no probability."),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _row(dialogue: Dialogue, found: Conclusion) -> tuple[Text, Text, Text]:
    return (_conclusion(dialogue, found),), (f"{found.holds}/{found.of}",), _broken(dialogue, found.broken_by)


def _conclusion(dialogue: Dialogue, found: Conclusion) -> str:
    match found.kind:
        case "equilibria":
            count = int(found.verdict)
            if not count:
                return _("No firm settlement")
            return _n("Firm settlements: just this one", "Firm settlements: just these {n}", count)
        case "equilibrium" if found.code is not None:
            return _("Firm: {state}", state=wording.state(dialogue, dialogue.state(found.code)))
        case "ask":
            verdict = said(VERDICTS.get(found.verdict, _NOWHERE))
            return _("{ask}: {verdict}", ask=wording.ask(dialogue, found.id), verdict=verdict)
        case _:
            return _("The status quo holds") if found.verdict == "stays" else _("The status quo has not settled")


VERDICTS: dict[str, str] = {"every": _later("granted"), "some": _later("can be had"), "no": _later("refused")}
"""How an ask stands, by how many firm settlements grant it."""

_NOWHERE = _later("nowhere to stand")


def _broken(dialogue: Dialogue, variants: Sequence[Variant]) -> Text:
    """The first few variants that break it, and how many more."""
    told = wording.series_text(_variant(dialogue, variant) for variant in variants[:2])
    more = len(variants) - 2
    return (*told, Soft(_n("; {n} more", "; {n} more", more))) if more > 0 else told


def _valued(dialogue: Dialogue, variant: Variant) -> str:
    """Weights without one of them, or a ranking with two classes changed about."""
    owner = wording.possessive(dialogue, variant.party)
    if variant.kind == "weight":
        words = lines.weighed(dialogue, variant.party, variant.id)
        return _("without {owner} weight on this: {words}", owner=owner, words=words)
    return _("if place {place:d} of {owner} ranking changes places with the next", place=int(variant.id), owner=owner)


def _variant(dialogue: Dialogue, variant: Variant) -> Text:
    if variant.kind == "rule":
        return (_("if the rule “{rule}” is lifted", rule=variant.id),)
    if variant.kind in ("weight", "ranking"):
        return (_valued(dialogue, variant),)
    line = lines.priority(dialogue, variant.id)
    if line is None:
        return (_("without {line}", line=variant.id),)
    owner, place, words = wording.possessive(dialogue, variant.party), line[1], lines.words(dialogue, line[2])
    if variant.kind == "swap":
        told = _("if line {place:d} of {owner} list changes places with the next", place=place, owner=owner)
        return (told,)
    told = _("without line {place:d} of {owner} list ({words})", place=place, owner=owner, words=words)
    return (told, *lines.cite(dialogue, line[2]))
