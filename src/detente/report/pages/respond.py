"""If this were done, who would answer with what: each answer with its reason, and whether it undoes the gain."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.respond import Answer, Mover, Respond
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.brief import texts
from detente.report.brief.phrases import parties
from detente.report.document import Block, Document, Items, Paragraph, Section, Strong, Text
from detente.report.language import _, _later, _n, _r, said
from detente.report.page import page, supposed


def view(dialogue: Dialogue, result: Respond) -> Document:
    """The page of `detente respond`."""
    return page(
        dialogue,
        _("Respond"),
        supposed(dialogue, result.supposed),
        _movers(dialogue, result),
        section(dialogue, result),
        headline=finding(dialogue, result),
    )


def finding(dialogue: Dialogue, result: Respond) -> str:
    """Who would answer, and whether that deters anybody."""
    state = dialogue.state(result.at.code)
    what = wording.capital(texts.named(dialogue, state) or wording.state(dialogue, state))
    answering = [wording.party(dialogue, party) for party, count in result.improvements.items() if count]
    if not answering:
        return _("{state}: nobody would answer", state=what)
    who = wording.listed(answering)
    told = _("{state}: {parties} would answer", state=what, parties=who)
    return wording.series([told, *_deterring(dialogue, result)])


def _deterring(dialogue: Dialogue, result: Respond) -> Iterator[str]:
    """Whose answer deters whom, those that deter the same parties together."""
    pairs = dict.fromkeys((u.party, reply.by) for reply in shown(result) for u in reply.deters if u.seq)
    whom = {by: tuple(m.party for m in result.movers if (m.party, by) in pairs) for _mover, by in pairs}
    for deterred in dict.fromkeys(whom.values()):
        by = [party for party, movers in whom.items() if movers == deterred]
        yield _n("{parties} deters {deterred}", "{parties} deter {deterred}", wording.verbs(dialogue, *by),
                 parties=parties(dialogue, by), deterred=parties(dialogue, deterred))  # fmt: skip


def _movers(dialogue: Dialogue, result: Respond) -> Section:
    """Whether those who would have done it are better off by it."""
    state = dialogue.state(result.at.code)
    blocks: list[Block] = []
    if texts.named(dialogue, state):  # a text is called by its name, so what it sets is told here
        blocks.append(Paragraph(text=(_("It sets: {state}.", state=wording.state(dialogue, state)),)))
    if result.movers:
        blocks.append(Items(items=tuple(_mover(dialogue, mover) for mover in result.movers)))
    if result.suspended:
        blocks.append(Paragraph(text=(_suspended(dialogue, result.suspended),)))
    better = [wording.party(dialogue, m.party) for m in result.movers if m.verdict == "better"]
    told = _("nobody who did it would gain by it")
    if better:
        told = _("{parties} would gain by it", parties=wording.listed(better))
    return Section(id="movers", label=_("Who would have done it"), finding=wording.capital(told), blocks=tuple(blocks))


def _suspended(dialogue: Dialogue, rules: tuple[str, ...]) -> str:
    told = wording.listed(
        _("“{rule}” ({words})", rule=id, words=lines.words(dialogue, dialogue.rule(id))) for id in rules
    )
    return _n(
        "It cannot be as things are: the rule {rules} is left aside for this question.",
        "It cannot be as things are: the rules {rules} are left aside for this question.",
        len(rules),
        rules=told,
    )


VERDICTS = {
    "better": _later("{party} would rather have this than the status quo"),
    "same": _later("{party} would be as well off as in the status quo"),
    "worse": _later("{party} would rather have the status quo"),
}


def _mover(dialogue: Dialogue, mover: Mover) -> Text:
    told = said(VERDICTS[mover.verdict], party=wording.party(dialogue, mover.party))
    text: Text = (Strong(wording.capital(told)),)
    if mover.because:
        text = _r("{told}: {reason}", told=text, reason=lines.reason(dialogue, mover.because))
    if not mover.trace or len(mover.trace.steps) < 2:
        return (*text, ".")
    last = mover.trace.steps[-1]
    return _r(
        "{verdict}. It is deterred all the same, by {party} ({steps}).",
        verdict=text,
        party=wording.party(dialogue, last.by),
        steps=wording.setting(dialogue, last.changes),
    )


def section(dialogue: Dialogue, result: Respond) -> Section:
    """The answers, party by party, the best first."""
    told = shown(result)
    items = tuple(_answer(dialogue, reply) for reply in told)
    blocks: list[Block] = [Items(items=items)] if items else []
    blocks.extend(Paragraph(text=(told,), role="note") for told in _notes(dialogue, result))
    count = sum(1 for n in result.improvements.values() if n)
    who = _n("{n} party would answer", "{n} parties would answer", count) if count else _("nobody would answer")
    return Section(id="answers", label=_("Who would answer"), finding=wording.capital(who), blocks=tuple(blocks))


def shown(result: Respond) -> tuple[Answer, ...]:
    """The best answers of each party, and those that deter somebody; with anything in vain only what has no other."""
    lean = {r.by for r in result.replies if r.lean}
    useful = [r for r in result.replies if r.lean or (r.best and r.by not in lean)]
    return tuple(r for r in useful if r.best or any(u.seq for u in r.deters))


def _answer(dialogue: Dialogue, reply: Answer) -> Text:
    who, steps = wording.party(dialogue, reply.by), wording.setting(dialogue, reply.changes)
    step = wording.capital(_("{party}: {steps}", party=who, steps=steps))
    told = lines.behind(dialogue, (Strong(step),), reply.because)
    told = (*told, ".") if reply.best else _r("{answer} (not its best answer).", answer=told)
    if not reply.provoked:
        count = wording.verbs(dialogue, reply.by)
        told = (*told, " ", _n("It would do so in any case.", "They would do so in any case.", count))
    undone = [wording.party(dialogue, u.party) for u in reply.deters if u.seq]
    if undone:
        told = (*told, " ", _("That undoes what {parties} gained.", parties=wording.listed(undone)))
    elif reply.deters:
        still = [u.party for u in reply.deters]
        told = (*told, " ", _("It leaves {parties} better off than today all the same.",
                            parties=parties(dialogue, still)))  # fmt: skip
    return told


def _notes(dialogue: Dialogue, result: Respond) -> Iterator[str]:
    idle = [party for party, count in result.improvements.items() if not count]
    if idle:
        yield _("No step of their own would be better for {parties}.", parties=parties(dialogue, idle))
    told = {party: sum(r.by == party for r in shown(result)) for party in result.improvements}
    for party, count in result.improvements.items():
        if count > told[party]:
            who = wording.party(dialogue, party)
            yield _n(
                "Of the {all:d} answers of {party} only the best is told.",
                "Of the {all:d} answers of {party} only the best {n} are told.",
                told[party],
                party=who,
                all=count,
            )
