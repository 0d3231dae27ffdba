"""If this were done, who would answer with what: each answer with its reason, and whether it undoes the gain."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.respond import Answer, Mover, Respond
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Text
from detente.report.views import lines
from detente.report.views.pages import page


def view(dialogue: Dialogue, result: Respond) -> Document:
    """The page of `detente respond`."""
    return page(
        dialogue, "Respond", _movers(dialogue, result), section(dialogue, result), headline=finding(dialogue, result)
    )


def finding(dialogue: Dialogue, result: Respond) -> str:
    """Who would answer, and whether that deters anybody."""
    what = wording.state(dialogue, dialogue.state(result.at.code))
    answering = [wording.party(dialogue, party) for party, count in result.improvements.items() if count]
    if not answering:
        return f"{what}: nobody would answer"
    deterred = dict.fromkeys(u.party for reply in result.replies for u in reply.deters if u.seq)
    end = f" and deter {wording.listed(wording.party(dialogue, p) for p in deterred)}" if deterred else ""
    return f"{what}: {wording.listed(answering)} would answer{end}"


def _movers(dialogue: Dialogue, result: Respond) -> Section:
    """Whether those who would have done it are better off by it."""
    blocks: list[Block] = []
    if result.movers:
        blocks.append(Items(items=tuple(_mover(dialogue, mover) for mover in result.movers)))
    if result.suspended:
        rules = wording.listed(f"“{id}” ({lines.words(dialogue, dialogue.rule(id))})" for id in result.suspended)
        told = f"It cannot be as things are: the rule {rules} is left aside for this question."
        blocks.append(Paragraph(text=(told,)))
    better = [wording.party(dialogue, m.party) for m in result.movers if m.verdict == "better"]
    told = f"{wording.listed(better)} would gain by it" if better else "nobody who would have done it would gain by it"
    return Section(id="movers", label="Who would have done it", finding=wording.capital(told), blocks=tuple(blocks))


VERDICTS = {
    "better": "likes this better than the status quo",
    "same": "likes this and the status quo equally",
    "worse": "likes the status quo better",
}


def _mover(dialogue: Dialogue, mover: Mover) -> Text:
    who = wording.capital(wording.party(dialogue, mover.party))
    because = (": ", *lines.reason(dialogue, mover.because)) if mover.because else ()
    text: Text = (Strong(f"{who} {VERDICTS[mover.verdict]}"), *because, ".")
    if mover.trace and len(mover.trace.steps) > 1:
        last = mover.trace.steps[-1]
        answer = f"{wording.party(dialogue, last.by)} ({wording.setting(dialogue, last.changes)})"
        text = (*text, f" It is deterred all the same, by {answer}.")
    return text


def section(dialogue: Dialogue, result: Respond) -> Section:
    """The answers, party by party, the best first."""
    told = shown(result)
    items = tuple(_answer(dialogue, reply) for reply in told)
    blocks: list[Block] = [Items(items=items)] if items else []
    blocks.extend(Paragraph(text=(told,), role="note") for told in _notes(dialogue, result))
    count = sum(1 for n in result.improvements.values() if n)
    who = wording.capital(wording.counted(count, "party", "parties")) if count else "Nobody"
    return Section(id="answers", label="Who would answer", finding=f"{who} would answer", blocks=tuple(blocks))


def shown(result: Respond) -> tuple[Answer, ...]:
    """The best answers of each party, and those that deter somebody; what is in vain is left out."""
    useful = [r for r in result.replies if r.lean or r.best]
    return tuple(r for r in useful if r.best or any(u.seq for u in r.deters))


def _answer(dialogue: Dialogue, reply: Answer) -> Text:
    who = wording.capital(wording.party(dialogue, reply.by))
    because = (" – ", *lines.reason(dialogue, reply.because)) if reply.because else ()
    best = "" if reply.best else " (not its best answer)"
    told: Text = (Strong(f"{who}: {wording.setting(dialogue, reply.changes)}"), *because, f"{best}.")
    if not reply.provoked:
        told = (*told, " It would do so in any case.")
    undone = [wording.party(dialogue, u.party) for u in reply.deters if u.seq]
    if undone:
        told = (*told, f" That undoes what {wording.listed(undone)} gained.")
    elif reply.deters:
        told = (*told, " That undoes nobody's gain.")
    return told if reply.lean else (*told, Soft(" Part of it is in vain."))


def _notes(dialogue: Dialogue, result: Respond) -> Iterator[str]:
    content = [wording.party(dialogue, party) for party, count in result.improvements.items() if not count]
    if content:
        yield f"Content as it would be: {wording.listed(content)}."
    listed = {party: sum(r.by == party for r in shown(result)) for party in result.improvements}
    for party, count in result.improvements.items():
        if count > listed[party]:
            who = wording.capital(wording.party(dialogue, party))
            yield f"{who}: {listed[party]} of {count:,} answers told, the best."
