"""Why an ask is refused or granted: the binding reason, what granting would gain and cost, and who deters it."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.why import Reason, Why
from detente.methods.reasons.sanctions import Step, Trace
from detente.model.dialogue import Dialogue
from detente.model.expression import parse
from detente.report import lines, prospects, wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Strong, Terms, Text
from detente.report.language import _, _later, _p, _r, said
from detente.report.page import command, page, supposed


def view(dialogue: Dialogue, result: Why) -> Document:
    """The page of `detente why`."""
    facts = supposed(dialogue, result.supposed)
    more = prospects.section(dialogue, result.prospect)
    return page(dialogue, _("Why"), facts, section(dialogue, result), more, headline=finding(dialogue, result))


def section(dialogue: Dialogue, result: Why) -> Section:
    """The reason, then what stands behind it."""
    blocks: list[Block] = [Paragraph(text=binding(dialogue, result), role="lead")]
    blocks.append(Terms(terms=tuple(_terms(dialogue, result))))
    if result.trace:
        blocks.append(Items(items=tuple(steps(dialogue, result.trace)), ordered=True))
    if result.prospect and result.prospect.searched:
        told = _r("Asked here: why it is {verdict} as looked at. What would open it is asked by {command}.",
                  verdict=_verdict(result), command=command(dialogue, "leverage", "--for", result.ask))  # fmt: skip
        blocks.append(Paragraph(text=told, role="note"))
    return Section(id="why", label=_("Why"), finding=finding(dialogue, result), blocks=tuple(blocks))


def name(dialogue: Dialogue, result: Why) -> str:
    """The ask by its text, or the condition in words."""
    if dialogue.has("asks", result.ask):
        return wording.ask(dialogue, result.ask)
    return wording.capital(wording.condition(dialogue, parse(result.that)))


def finding(dialogue: Dialogue, result: Why) -> str:
    """Granted or refused, and in the last resort why."""
    found = FINDINGS[result.reason.kind]
    sentence = found if isinstance(found, str) else found[result.granted]
    of = wording.party(dialogue, result.of)
    return said(sentence, ask=name(dialogue, result), verdict=_verdict(result), party=of)


FINDINGS: dict[str, str | tuple[str, str]] = {
    "rule": (
        _later("{ask}: {verdict}, since it cannot be"),
        _later("{ask}: {verdict}, since it cannot be undone"),
    ),
    "priority": (
        _later("{ask}: {verdict}, since {party} would rather not"),
        _later("{ask}: {verdict}, since {party} would rather have it so"),
    ),
    "deterred": _later("{ask}: {verdict}, since others would answer if {party} changed it"),
    "indifferent": _later("{ask}: {verdict}; for {party} it is all the same"),
    "no_link": _later("{ask}: {verdict}; nothing in the list of {party} speaks of it"),
    "willing": (
        _later("{ask}: {verdict}, though {party} would rather grant it"),
        _later("{ask}: {verdict}, though {party} would rather change that"),
    ),
    "nobody_asked": _later("{ask}: {verdict}, though {party} would rather change that; nobody asks for it"),
}
"""Why, by kind of reason; where a grant is told otherwise than a refusal, the refusal first."""


def _verdict(result: Why) -> str:
    if result.by:
        # Whether a refusal or a delay left it so, only the answers of the rounds say.
        return _("granted") if result.granted else _("not granted")
    return _p("of a condition", "true") if result.granted else _p("of a condition", "not true")


def binding(dialogue: Dialogue, result: Why) -> Text:
    """The deciding line in a sentence, with its evidence; and what would decide without a rule."""
    text = _reason(dialogue, result, result.reason)
    then = result.reason.then
    if then is None:
        return text
    return _r("{reason} Without that: {other}", reason=text, other=_reason(dialogue, result, then))


def _reason(dialogue: Dialogue, result: Why, reason: Reason) -> Text:
    of = wording.party(dialogue, result.of)
    told: Text = (_says(dialogue, reason), *lines.basis(reason.basis))
    told = (*told, *lines.sources(reason.evidence, reason.inherited))
    match reason.kind:
        case "rule" if reason.one_way:
            options = wording.listed(wording.quoted(wording.called(dialogue, id)) for id in reason.one_way)
            return (_("{options} cannot be changed back.", options=options),)
        case "rule":
            return (Strong(_("A rule") + wording.colon()), *told, ".")
        case "priority":
            # Weights and rankings have no lines of their own.
            line = _("{party}, line {place:d} of the list", party=of, place=reason.place) if reason.place else of
            return (Strong(wording.capital(line) + wording.colon()), *told, ".")
        case "deterred" | "willing" | "nobody_asked":
            grant, change = _later("{party} would rather grant it"), _later("{party} would rather change it")
            wish = wording.capital(said(grant if result.by and not result.granted else change, party=of))
            return _wished(reason, (Strong(wish),), told)
        case _other:
            return (Strong(_("Nothing in the file decides this.")),)


def _wished(reason: Reason, wish: Text, told: Text) -> Text:
    """What the party would rather do, and what keeps it from doing so."""
    if reason.place:
        told = _r("line {place:d} of the list: {reason}", place=reason.place, reason=told)
    match reason.kind:
        case "deterred":
            return _r("{wish} ({line}), but others deter it.", wish=wish, line=told)
        case "nobody_asked":
            return _r("{wish} ({line}), but nobody asks.", wish=wish, line=told)
        case _other:
            return _r("{wish} ({line}).", wish=wish, line=told)


def _says(dialogue: Dialogue, reason: Reason) -> str:
    """The deciding line's own reason, else what it wants."""
    if reason.because:
        return wording.small(dialogue, reason.because)
    if dialogue.has("rules", reason.statement):
        return lines.words(dialogue, dialogue.rule(reason.statement))
    found = lines.priority(dialogue, reason.statement)
    return lines.words(dialogue, found[2]) if found else _("its own weighing")


def _terms(dialogue: Dialogue, result: Why) -> Iterator[tuple[Text, Text]]:
    of = wording.party(dialogue, result.of)
    if result.by:
        yield (_("Asked by"),), (_("{by}, of {of}", by=wording.party(dialogue, result.by), of=of),)
    else:
        yield (_("Asked by"),), (_("nobody; it is for {of} to decide", of=of),)
    yield (_("Looked at"),), (wording.state(dialogue, dialogue.state(result.at.code)),)
    other = wording.listed(
        wording.difference(dialogue, dialogue.state(result.other.code), dialogue.state(result.at.code))
    )
    if other:
        yield (_("Compared with"),), (_("the same with {other}", other=wording.small(dialogue, other)),)
    gains, costs = _("For granting it"), _("Against granting it")
    if not result.by:
        gains, costs = _("For having it so"), _("Against having it so")
    if result.gains:
        yield (gains,), lines.reasons(dialogue, result.gains)
    if result.costs:
        yield (costs,), lines.reasons(dialogue, result.costs)
    for fact in result.reason.circumstances:
        yield (_("Hangs on"),), lines.facts(dialogue, {fact: dialogue.now[fact]})


def steps(dialogue: Dialogue, trace: Trace) -> Iterator[Text]:
    """A move and the answers that deter it, one a line; the last says how it ends."""
    for n, step in enumerate(trace.steps):
        yield _step(dialogue, step, first=n == 0)
    end = _later("{party} would have gained nothing")
    if trace.outcome == "worse":
        end = _later("{party} would be worse off than before")
    told: Text = (wording.capital(said(end, party=wording.party(dialogue, trace.party))),)
    if trace.because:
        told = _r("{told}: {reason}", told=told, reason=lines.reason(dialogue, trace.because))
    free = _("This answer costs its owner nothing, and deters only in the plain reading.") if trace.free else ""
    yield (*told, f". {free}" if free else ".")


def _step(dialogue: Dialogue, step: Step, *, first: bool) -> Text:
    verb = _later("{party} would: {steps}") if first else _later("{party} would answer: {steps}")
    told = said(verb, party=wording.party(dialogue, step.by), steps=wording.setting(dialogue, step.changes))
    return (*lines.behind(dialogue, (wording.capital(told),), step.because), ".")
