"""Why it is stuck: the binding reason of each refusal, who would answer, and what granting would gain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from detente.analyses.brief import Brief
from detente.analyses.respond import Respond
from detente.analyses.why import Why
from detente.model.dialogue import Dialogue
from detente.model.naming import changes
from detente.report import wording
from detente.report.document import Block, Cite, Items, Paragraph, Section, Strong, Text
from detente.report.language import _, _n, _r
from detente.report.page import ground, reason


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
    return Section(id="stuck", label=_("Why it is stuck"), finding=finding(dialogue, refused), blocks=tuple(blocks))


def finding(dialogue: Dialogue, refused: list[Why]) -> str:
    """What most refusals have in common."""
    grounds = Counter(ground(dialogue, found.reason.statement) for found in refused)
    grounds.pop("", None)
    if not refused:
        return _("Nothing that was asked is refused")
    if not grounds:
        return wording.capital(_n("{n} ask refused", "{n} asks refused", len(refused)))
    word, count = grounds.most_common(1)[0]
    if len(grounds) == 1:
        return _("The reason is {ground}", ground=wording.ground(word))
    told = _n(
        "Refused for {kinds} kinds of reason; {n} of {all} are {ground}",
        "Refused for {kinds} kinds of reason; {n} of {all} are {ground}",
        count,
        kinds=len(grounds),
        all=len(refused),
        ground=wording.ground(word),
    )
    return wording.capital(told)


def _items(dialogue: Dialogue, refused: list[Why]) -> Iterator[Text]:
    together: dict[tuple[str, str, str], list[Why]] = {}
    for found in refused:
        key = (found.of, found.reason.kind, found.reason.statement or found.ask)
        together.setdefault(key, []).append(found)
    for group in together.values():
        names = wording.listed(wording.in_a_list(dialogue, [wording.ask(dialogue, found.ask) for found in group]))
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
    answers = wording.capital(_("{party} would answer {step} with {answer}", party=who, step=done, answer=reaction))
    told: Text = (answers, *((Cite(reply.because.evidence),) if reply.because else ()))
    if deterred:
        return _r("{told}. That deters {parties}.", told=told, parties=wording.listed(deterred))
    content = [m for m in answer.movers if m.verdict != "better"]
    if content:
        mover = wording.party(dialogue, content[0].party)
        return _r("{told}. That deters nobody: {party} would not want it in the first place.", told=told, party=mover)
    return _r("{told}. That deters nobody: what it answers would be done all the same.", told=told)


def _asked_of(dialogue: Dialogue, answer: Respond, base: int) -> dict[str, str]:
    """What the asked party would have done, against where the dialogue settles."""
    return changes(dialogue, dialogue.state(base), dialogue.state(answer.at.code))


def _gains(dialogue: Dialogue, refused: list[Why]) -> str:
    """Whether any refusal costs the refuser something on its own list."""
    costly = [found for found in refused if found.gains]
    if not refused:
        return ""
    if not costly:
        return _("No refusal costs the refuser anything on its own list.")
    names = wording.listed(wording.asked(dialogue, found.ask) for found in costly)
    return _("Refusing {asks} costs the refuser something lower on its own list.", asks=names)
