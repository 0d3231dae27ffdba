"""Robustness: in how many neighbouring variants of the file each line of the bottom line holds. Not a probability."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analyses.conclusions import Variant
from detente.analyses.robustness import Conclusion, Robustness
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Column, Document, Paragraph, Rows, Section, Soft, Table, Text
from detente.report.views import lines
from detente.report.views.pages import page

COLUMNS = (
    Column(title="conclusion", kind="subject"),
    Column(title="holds", kind="number"),
    Column(title="breaks", kind="text"),
)
IN_BRIEF = 5


def view(dialogue: Dialogue, result: Robustness) -> Document:
    """The page of `detente robustness`."""
    return page(
        dialogue, "Robustness", _section(dialogue, result, len(result.conclusions)), headline=finding(dialogue, result)
    )


def section(dialogue: Dialogue, result: Robustness) -> Section:
    """The most fragile conclusions, what breaks them, and what was tried."""
    return _section(dialogue, result, IN_BRIEF)


def _section(dialogue: Dialogue, result: Robustness, limit: int) -> Section:
    of = result.conclusions[0].of if result.conclusions else 0
    if not of:
        return Section(id="robustness", label="Robustness", finding="")
    fragile = sorted((c for c in result.conclusions if c.broken_by), key=lambda c: c.holds)
    rows = tuple(_row(dialogue, c) for c in fragile[:limit])
    blocks: list[Block] = [Table(columns=COLUMNS, groups=(Rows(rows=rows),))] if rows else []
    steady = len(result.conclusions) - len(fragile)
    if steady and fragile:
        told = f"{wording.capital(wording.counted(steady, 'other conclusion'))} hold{'s' * (steady == 1)} in all {of}"
        more = f"; {wording.number(len(fragile) - limit)} more hold in fewer" if len(fragile) > limit else ""
        blocks.append(Paragraph(text=(f"{told}{more}.",)))
    blocks.append(Paragraph(text=(Soft(tried(result)),), role="note"))
    return Section(id="robustness", label="Robustness", finding=finding(dialogue, result), blocks=tuple(blocks))


def finding(dialogue: Dialogue, result: Robustness) -> str:
    """The most fragile of what is said of asks and the status quo, with its share of the variants."""
    told = [c for c in result.conclusions if c.kind != "equilibria"]
    if not told or not told[0].of:
        return "There is nothing to vary: no list, no rule"
    fragile = [c for c in told if c.broken_by]
    of = told[0].of
    if not fragile:
        return f"What is said of asks and settlements holds in all {of} neighbouring variants of the file"
    swapped = any(v.kind == "swap" for c in fragile for v in c.broken_by)
    worst = min(c.holds for c in fragile)
    swaps = "" if swapped or not result.variants.get("swap") else "; no swap of two neighbouring lines breaks one"
    return f"What is said of asks and settlements holds in at least {worst} of {of} neighbouring variants{swaps}"


def tried(result: Robustness) -> str:
    """What was varied, and that the share is no probability."""
    kinds = [
        (result.variants.get("swap", 0), "swap of two neighbouring lines", "swaps of two neighbouring lines"),
        (result.variants.get("drop", 0), "line left out", "lines left out"),
        (result.variants.get("rule", 0), "rule lifted", "rules lifted"),
    ]
    told = wording.listed(wording.counted(count, one, many) for count, one, many in kinds if count)
    odd = f" {wording.counted(len(result.invalid), 'variant').capitalize()} made no sound file." * bool(result.invalid)
    share = "Nobody has said how near the truth a variant is: this is no probability."
    return f"Varied one at a time: {told}.{odd} {share}"


def _row(dialogue: Dialogue, found: Conclusion) -> tuple[Text, Text, Text]:
    return (_conclusion(dialogue, found),), (f"{found.holds}/{found.of}",), _broken(dialogue, found.broken_by)


def _conclusion(dialogue: Dialogue, found: Conclusion) -> str:
    match found.kind:
        case "equilibria":
            count = int(found.verdict)
            these = "this one" if count == 1 else f"these {wording.number(count)}"
            return f"Firm settlements: just {these}" if count else "No firm settlement"
        case "equilibrium" if found.code is not None:
            return f"Firm: {wording.state(dialogue, dialogue.state(found.code))}"
        case "ask":
            said = {"every": "granted", "some": "can be had", "no": "refused"}.get(found.verdict, "nowhere to stand")
            return f"{dialogue.ask(found.id).text}: {said}"
        case _:
            return "The status quo holds" if found.verdict == "stays" else "The status quo has not settled"


def _broken(dialogue: Dialogue, variants: Sequence[Variant]) -> Text:
    """The first few variants that break it, and how many more."""
    text: Text = ()
    for n, variant in enumerate(variants[:2]):
        text = (*text, "; " if n else "", *_variant(dialogue, variant))
    more = len(variants) - 2
    return (*text, Soft(f"; {wording.number(more)} more")) if more > 0 else text


def _variant(dialogue: Dialogue, variant: Variant) -> Text:
    if variant.kind == "rule":
        return (f"if the rule “{variant.id}” is lifted",)
    line = lines.priority(dialogue, variant.id)
    place = f"line {line[1]} of {wording.possessive(dialogue, variant.party)} list" if line else variant.id
    if variant.kind == "swap":
        return (f"if {place} changes places with the next",)
    said = f" ({lines.words(dialogue, line[2])})" if line else ""
    return (f"without {place}{said}", *(lines.cite(dialogue, line[2]) if line else ()))
