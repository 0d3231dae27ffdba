"""Who misreads whom: what each expects and will not be, what surprises it, and whose correction would matter."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.playout import Playout
from detente.analyses.views import Correction, Surprise, Views
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Text
from detente.report.views import lines
from detente.report.views.pages import page

SHOWN = 4


def view(dialogue: Dialogue, result: Views) -> Document:
    """The page of `detente views`."""
    return page(
        dialogue,
        "Views",
        section(dialogue, result),
        _surprises(dialogue, result),
        _corrections(dialogue, result),
        headline=finding(dialogue, result),
    )


def finding(dialogue: Dialogue, result: Views) -> str:
    """Who expects a settlement that will not be."""
    if not result.believers:
        return "No misreading stands in the file"
    wrong = [wording.party(dialogue, party) for party in result.believers if result.false_hopes.get(party)]
    if not wrong:
        return "The misreadings in the file lead nobody to expect what will not be"
    verb = "expects" if len(wrong) == 1 else "each expect"
    return f"{wording.capital(wording.listed(wrong))} {verb} a settlement that will not be"


def section(dialogue: Dialogue, result: Views) -> Section:
    """What each party that misreads another believes, and expects for that."""
    blocks: list[Block] = []
    items = tuple(item for party in result.believers for item in _believer(dialogue, result, party))
    if items:
        blocks.append(Items(items=items))
    told = _where(dialogue, result)
    if told and result.believers:
        blocks.append(Paragraph(text=(told,)))
    return Section(id="views", label="Who misreads whom", finding=finding(dialogue, result), blocks=tuple(blocks))


def _believer(dialogue: Dialogue, result: Views, party: str) -> Iterator[Text]:
    who = wording.capital(wording.party(dialogue, party))
    for view in dialogue.views:
        if view.who == party != view.of:
            said = wording.small(dialogue, view.because) if view.because else "its list is not as the file has it"
            of = wording.party(dialogue, view.of)
            yield (Strong(f"{who} of {of}: "), said, *lines.basis(view.basis), *lines.sources(view.evidence), ".")
    hopes, unseen = result.false_hopes.get(party, ()), result.unforeseen.get(party, ())
    if hopes:
        yield (f"{who} expects, and will not have: {_states(dialogue, hopes)}.",)
    if unseen:
        yield (f"{who} does not expect, and will see: {_states(dialogue, unseen)}.",)


def _states(dialogue: Dialogue, codes: tuple[int, ...]) -> str:
    """Some states by name, and how many more there are."""
    names = [wording.ways(_difference(dialogue, code), 5) or "the status quo" for code in codes[:2]]
    more = len(codes) - len(names)
    return "; or ".join(names) + (f"; and {wording.number(more)} more" if more else "")


def _difference(dialogue: Dialogue, code: int) -> list[str]:
    return wording.difference(dialogue, dialogue.state(code), dialogue.status_quo)


def _where(dialogue: Dialogue, result: Views) -> str:
    """Where everybody stays by its own picture, against the file as it is."""
    if set(result.equilibria) == set(result.true):
        same = "All the same it settles where it would without any misreading"
        return f"{same}: {_states(dialogue, result.true)}." if result.true else ""
    new = tuple(code for code in result.equilibria if code not in result.true)
    gone = tuple(code for code in result.true if code not in result.equilibria)
    told = [f"Only by misreading it can settle in {_states(dialogue, new)}"] if new else []
    told += [f"misreading keeps it from {_states(dialogue, gone)}"] if gone else []
    return f"{wording.capital('; '.join(told))}."


def _surprises(dialogue: Dialogue, result: Views) -> Section:
    """Who counts on whom to stay, and is left."""
    ahead = [s for s in result.surprises if s.status_quo or s.expected]
    told = ahead[:SHOWN]
    items = tuple(_surprise(dialogue, one) for one in told)
    blocks: list[Block] = [Items(items=items)] if items else []
    more = result.surprise_count - len(told)
    if more > 0 and items:
        where = " in states that nobody heads for" if len(ahead) == len(told) else ""
        blocks.append(Paragraph(text=(Soft(f"{more:,} more{where}."),), role="note"))
    count = wording.counted(len(items), "surprise")
    return Section(id="surprises", label="Surprises", finding=wording.capital(count), blocks=tuple(blocks))


def _surprise(dialogue: Dialogue, one: Surprise) -> Text:
    who, of = wording.capital(wording.party(dialogue, one.who)), wording.party(dialogue, one.of)
    where = "the status quo" if one.status_quo else wording.ways(_difference(dialogue, one.code), 5)
    text = f"{who} counts on {of} to stay with {where}"
    if not one.moves:
        return (f"{text}, and it would leave.",)
    step = wording.difference(dialogue, dialogue.state(one.moves[0].code), dialogue.state(one.code))
    return (f"{text}; {of} would leave it: {wording.ways(step, 4)}.",)


def _corrections(dialogue: Dialogue, result: Views) -> Section:
    """What would be otherwise if a misreading were put right."""
    useful = [one for one in result.corrections if one.gained or one.lost or one.changes_playout]
    items = tuple(_correction(dialogue, one) for one in useful)
    told = "Putting a misreading right would change what happens" if items else ""
    return Section(
        id="corrections", label="Corrections", finding=told, blocks=(Items(items=items),) if items else ()
    )


def _correction(dialogue: Dialogue, one: Correction) -> Text:
    if not one.who:
        name = "If nobody misread anybody"
    elif not one.of:
        name = f"If {wording.party(dialogue, one.who)} misread nobody"
    else:
        name = f"If {wording.party(dialogue, one.who)} saw {wording.party(dialogue, one.of)} as it is"
    told = [f"it could settle in {_states(dialogue, one.gained)}"] if one.gained else []
    told += [f"it could no longer settle in {_states(dialogue, one.lost)}"] if one.lost else []
    if one.changes_playout and not told:
        likely = "most likely " if one.playout and len(one.playout.outcomes) > 1 else ""
        told = [f"play from the status quo would {likely}end in {_ends(dialogue, one.playout)}"]
    return (Strong(f"{name}, "), f"{'; '.join(told)}.")


def _ends(dialogue: Dialogue, playout: Playout | None) -> str:
    if playout is None or not playout.outcomes:
        return "another state"
    codes = tuple(share.code for share in playout.outcomes[0].states)
    return _states(dialogue, codes)
