"""Why it is stuck: the binding reason of each refusal, who would answer, and what granting would gain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from detente.analyses.brief import Brief
from detente.analyses.respond import Respond
from detente.analyses.states import changes
from detente.analyses.why import Why
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Cite, Items, Paragraph, Section, Strong, Text
from detente.report.views.pages import ground, reason


def section(dialogue: Dialogue, result: Brief) -> Section:
    """One item a refusal; asks refused for the same reason stand together."""
    refused = [found for found in result.whys if not found.granted]
    items = tuple(_items(dialogue, refused))
    blocks: list[Block] = [Items(items=items, ordered=True)] if items else []
    for answer in result.answers:
        text = _answer(dialogue, answer, refused[0].at.code)
        if text:
            blocks.append(Paragraph(text=text))
    gain = _gains(dialogue, refused)
    if gain:
        blocks.append(Paragraph(text=(gain,)))
    return Section(id="stuck", label="Why it is stuck", finding=finding(dialogue, refused), blocks=tuple(blocks))


def finding(dialogue: Dialogue, refused: list[Why]) -> str:
    """What most refusals have in common."""
    grounds = Counter(ground(dialogue, found.reason.statement) for found in refused)
    grounds.pop("", None)
    if not refused:
        return "Nothing that was asked is refused"
    if not grounds:
        return f"{wording.capital(wording.counted(len(refused), 'ask'))} refused"
    word, count = grounds.most_common(1)[0]
    if len(grounds) == 1:
        return f"The reason is {word}"
    share = f"{wording.number(count)} of {wording.number(len(refused))}"
    return f"Refused for {wording.number(len(grounds))} kinds of reason; {share} are {word}"


def _items(dialogue: Dialogue, refused: list[Why]) -> Iterator[Text]:
    together: dict[tuple[str, str, str], list[Why]] = {}
    for found in refused:
        key = (found.of, found.reason.kind, found.reason.statement or found.ask)
        together.setdefault(key, []).append(found)
    for group in together.values():
        names = wording.listed(wording.in_a_list(dialogue, [dialogue.ask(found.ask).text for found in group]))
        told = reason(dialogue, group[0])
        yield (Strong(f"{names}. "), *told, ".")


def _answer(dialogue: Dialogue, answer: Respond, base: int) -> Text:
    """Who would answer the granting of an ask, and whether that deters anybody."""
    strangers = [reply for reply in answer.replies if reply.best and not dialogue.party(reply.by).at_table]
    if not strangers:
        return ()
    reply = strangers[0]
    who = wording.capital(wording.party(dialogue, reply.by))
    done = wording.inside(dialogue, _asked_of(dialogue, answer, base))
    deterred = [wording.party(dialogue, u.party) for u in reply.deters if u.seq]
    reaction = wording.inside(dialogue, reply.changes)
    told = f"{who} would answer {done} with {reaction}"
    cites = (Cite(reply.because.evidence),) if reply.because else ()
    if deterred:
        return (f"{told}. That deters {wording.listed(deterred)}", *cites, ".")
    content = [m for m in answer.movers if m.verdict != "better"]
    if content:
        mover = wording.party(dialogue, content[0].party)
        return (told, *cites, f". That deters nobody: {mover} would not want it in the first place.")
    return (told, *cites, ". That deters nobody: what it answers would be done all the same.")


def _asked_of(dialogue: Dialogue, answer: Respond, base: int) -> dict[str, str]:
    """What the asked party would have done, against where the dialogue settles."""
    return changes(dialogue, dialogue.state(base), dialogue.state(answer.at.code))


def _gains(dialogue: Dialogue, refused: list[Why]) -> str:
    """Whether any refusal costs the refuser something on its own list."""
    costly = [found for found in refused if found.gains]
    if not refused:
        return ""
    if not costly:
        return "No refusal costs the refuser anything on its own list."
    names = wording.listed(wording.small(dialogue, dialogue.ask(found.ask).text) for found in costly)
    return f"Refusing {names} costs the refuser something lower on its own list."
