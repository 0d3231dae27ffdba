"""Why an ask is refused or granted: the binding reason, what granting would gain and cost, and who deters it."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.sanctions import Step, Trace
from detente.analyses.why import Reason, Why
from detente.model.dialogue import Dialogue
from detente.model.expression import parse
from detente.report import wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Terms, Text
from detente.report.views import lines
from detente.report.views.pages import page


def view(dialogue: Dialogue, result: Why) -> Document:
    """The page of `detente why`."""
    return page(dialogue, "Why", section(dialogue, result), headline=finding(dialogue, result))


def section(dialogue: Dialogue, result: Why) -> Section:
    """The reason, then what stands behind it."""
    blocks: list[Block] = [Paragraph(text=binding(dialogue, result), role="lead")]
    blocks.append(Terms(terms=tuple(_terms(dialogue, result))))
    if result.trace:
        blocks.append(Items(items=tuple(steps(dialogue, result.trace)), ordered=True))
    told = _offers(dialogue, result)
    if told:
        blocks.append(Paragraph(text=(Soft(told),), role="note"))
    return Section(id="why", label="Why", finding=finding(dialogue, result), blocks=tuple(blocks))


def name(dialogue: Dialogue, result: Why) -> str:
    """The ask by its text, or the condition in words."""
    if dialogue.has("asks", result.ask):
        return dialogue.ask(result.ask).text
    return wording.capital(wording.condition(dialogue, parse(result.that)))


def finding(dialogue: Dialogue, result: Why) -> str:
    """Granted or refused, and in the last resort why."""
    of = wording.party(dialogue, result.of)
    asked = bool(result.by)
    said = ("granted" if result.granted else "refused") if asked else ("so" if result.granted else "not so")
    kinds = {
        "rule": ", since it cannot be undone" if result.granted else ", since it cannot be",
        "priority": f", since {of} would rather {'have it so' if result.granted else 'not'}",
        "deterred": f", since others would answer if {of} changed it",
        "indifferent": f"; {of} does not mind either way",
        "no_link": f"; nothing in the list of {of} speaks of it",
        "willing": f", though {of} would rather change that",
        "nobody_asked": f", though {of} would rather change that; nobody asks for it",
    }
    return f"{name(dialogue, result)}: {said}{kinds[result.reason.kind]}"


def binding(dialogue: Dialogue, result: Why) -> Text:
    """The deciding line in a sentence, with its evidence; and what would decide without a rule."""
    text = _reason(dialogue, result, result.reason)
    then = result.reason.then
    if then is None:
        return text
    return (*text, " Without that: ", *_reason(dialogue, result, then))


def _reason(dialogue: Dialogue, result: Why, reason: Reason) -> Text:
    of = wording.capital(wording.party(dialogue, result.of))
    told: Text = (_says(dialogue, reason), *lines.basis(reason.basis))
    told = (*told, *lines.sources(reason.evidence, reason.inherited))
    match reason.kind:
        case "rule" if reason.one_way:
            options = wording.listed(f"“{dialogue.option(id).text}”" for id in reason.one_way)
            return (f"{options} cannot be changed back.",)
        case "rule":
            return (Strong("A rule: "), *told, ".")
        case "priority":
            return (Strong(f"{of}, line {reason.place} of its list: "), *told, ".")
        case "deterred" | "willing" | "nobody_asked":
            wish = "would rather change it" if result.granted else "would rather grant it"
            rest = {"deterred": ", but is deterred.", "nobody_asked": ", but nobody asks."}.get(reason.kind, ".")
            return (Strong(f"{of} {wish}"), f" (line {reason.place} of its list: ", *told, ")", rest)
        case _:
            return (Strong("Nothing in the file decides this."),)


def _says(dialogue: Dialogue, reason: Reason) -> str:
    """The deciding line's own reason, else what it wants."""
    if reason.because:
        return wording.small(dialogue, reason.because)
    if dialogue.has("rules", reason.statement):
        return lines.words(dialogue, dialogue.rule(reason.statement))
    found = lines.priority(dialogue, reason.statement)
    return lines.words(dialogue, found[2]) if found else "its own weighing"


def _terms(dialogue: Dialogue, result: Why) -> Iterator[tuple[Text, Text]]:
    of = wording.party(dialogue, result.of)
    if result.by:
        yield ("Asked by",), (f"{wording.party(dialogue, result.by)}, of {of}",)
    else:
        yield ("Asked by",), (f"nobody, of {of}",)
    yield ("Looked at",), (wording.state(dialogue, dialogue.state(result.at.code)),)
    other = wording.listed(
        wording.difference(dialogue, dialogue.state(result.other.code), dialogue.state(result.at.code))
    )
    if other:
        yield ("Compared with",), (f"the same with {other}",)
    if result.gains:
        yield ("Granting would gain it",), lines.reasons(dialogue, result.gains)
    if result.costs:
        yield ("Granting would cost it",), lines.reasons(dialogue, result.costs)
    for fact in result.reason.circumstances:
        yield ("Hangs on",), lines.facts(dialogue, {fact: dialogue.now[fact]})


def steps(dialogue: Dialogue, trace: Trace) -> Iterator[Text]:
    """A move and the answers that deter it, one a line; the last says how it ends."""
    for n, step in enumerate(trace.steps):
        yield _step(dialogue, step, "would" if n == 0 else "would answer")
    who = wording.capital(wording.party(dialogue, trace.party))
    end = "would be worse off than before" if trace.outcome == "worse" else "would have gained nothing"
    free = " This answer costs its owner nothing, and deters only in the plain reading." if trace.free else ""
    because = (": ", *lines.reason(dialogue, trace.because)) if trace.because else ()
    yield (f"{who} {end}", *because, f".{free}")


def _step(dialogue: Dialogue, step: Step, verb: str) -> Text:
    who = wording.capital(wording.party(dialogue, step.by))
    because = (" – ", *lines.reason(dialogue, step.because)) if step.because else ()
    return (f"{who} {verb}: {wording.setting(dialogue, step.changes)}", *because, ".")


def _offers(dialogue: Dialogue, result: Why) -> str:
    """Whether an offer could matter at all, as the file stands."""
    if result.linked is None or result.granted:
        return ""
    by, of = wording.party(dialogue, result.by), wording.party(dialogue, result.of)
    if result.linked:
        return f"A line of {of} joins this with something that {by} has: a package could matter."
    return (
        f"No line of {of} joins this with anything that {by} has. In this file no package could matter, only an "
        "offer on condition (`detente leverage`); that is not a finding about the world."
    )
