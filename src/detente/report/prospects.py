"""What becomes of an ask, in the words that `why`, `leverage` and the brief share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from detente.analyses.leverage import EditSet, Settled
from detente.analyses.prospects import Opening, Prospect
from detente.methods.inverse.edits import Edit
from detente.methods.inverse.priced import Offer
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.brief.phrases import parties, steps
from detente.report.document import Section, Strong, Terms, Text, Worded
from detente.report.language import _, _later, _n, said
from detente.report.page import placed, reason

DEGREES: dict[str, str] = {
    "full": _later("met"),
    "part": _later("met in part"),
    "not": _later("not met"),
    "depends": _later("met or not, as it falls out"),
    "open": _later("not met, and nobody in the file minds"),
}


def section(dialogue: Dialogue, found: Prospect | None) -> Section:
    """How an ask stands, who would have to act and why it does not, and what would open it; empty without any."""
    label = _("The ask")
    if found is None:
        return Section(id="prospect", label=label, finding="")
    ask = found.ask
    stands = list(_stands(found))  # nothing without a status quo
    terms: list[tuple[Text, Text]] = []
    if stands:
        terms.append(((_("How it stands"),), (f"{wording.capital(wording.series(stands))}.",)))
    if found.searched:
        terms.append(((_("A firm settlement"),), (_settled(dialogue, found),)))
    if ask.why is not None and not ask.why.granted:
        who = wording.capital(wording.party(dialogue, ask.of))
        terms.append(((_("Who would have to act"),), (who, " – ", *reason(dialogue, ask.why), ".")))
    if told := opening(dialogue, ask.of, ask.by, found.opening):
        terms.append(((_("What would open it first"),), (*told, ".")))
    return Section(id="prospect", label=label, finding="", blocks=(Terms(terms=tuple(terms)),))


def _stands(found: Prospect) -> Iterator[str]:
    ask = found.ask
    if ask.now is not None:
        yield _("today {how}", how=said(DEGREES[ask.now]))
    if ask.drift is not None:
        yield _("where it drifts {how}", how=said(DEGREES[ask.drift]))
    if ask.deal is not None:
        yield _("in the best package {how}", how=said(DEGREES[ask.deal]))


def _settled(dialogue: Dialogue, found: Prospect) -> str:
    """Whether a firm settlement has it, and what alone holds it there."""
    settled = found.settled
    if settled is None:
        return _("none has it.")
    who = wording.party(dialogue, found.ask.of)
    if settled.kept:
        told = _n("one has it, but only because {party} could not take it back",
                  "one has it, but only because {party} could not take it back",
                  wording.verbs(dialogue, found.ask.of), party=who)  # fmt: skip
    elif settled.held:
        told = _("one has it, held by the rule that {rule}: {party} would leave it",
                 rule=lines.words(dialogue, dialogue.rule(settled.held[0])), party=who)  # fmt: skip
    else:
        told = _("one has it, if it goes there")
    return f"{told}{refused(dialogue, settled)}."


def refused(dialogue: Dialogue, one: Settled | EditSet | Offer, *, named: bool = True) -> str:
    """That it would be refused at home, and with which facts it would not; "" if nobody refuses. `named`: by whom."""
    if not one.refused:
        return ""
    who = parties(dialogue, one.refused)
    told = _("; what it leads to is refused at home")
    if named:
        told = _("; {parties} would refuse it if asked", parties=who)
    if not one.passes:
        return told
    turned = wording.listed(wording.turned(dialogue, id, value) for id, value in one.passes.items())
    return told + _(", but not with {events}", events=turned)


def opening(dialogue: Dialogue, of: str, asker: str, found: Opening | None) -> Text:
    """What would open an ask, and who could do it; begins with the kind. Nothing if it is not known."""
    if found is None:
        return ()
    match found.by:
        case "today":
            return (_("already"),)
        case "drift":
            return (_("the drift"),)
        case "nobody minds":
            return (_("nobody in the file minds"),)
        case "deal":
            return (Strong(_("the deal")),)
        case "fact":
            return event(dialogue, found.facts)
        case "pressure":
            return (Strong(_("Pressure:")), " ", steps(dialogue, found.levels))
        case "settled":
            told = _("a firm settlement has it, but neither drift nor deal leads there")
            return (Worded(told, _("nothing leads there")),)
        case "offer" if found.offer:
            return offer(dialogue, asker, found.offer)
        case "changes" if found.changes:
            return changes(dialogue, found.changes)
        case _other:
            return (wording.nothing_up_to(found.size),)


def offer(dialogue: Dialogue, by: str, one: Offer) -> Text:
    """An offer that stands only while the other side does what was asked."""
    levels = steps(dialogue, one.levels)
    told, short = _("{levels}, only while it is granted", levels=levels), levels
    if not one.worth_it:
        asker = wording.party(dialogue, by)
        told, short = (_("{told}, at no gain to {party}", told=text, party=asker) for text in (told, short))
    told, short = (text + refused(dialogue, one, named=False) for text in (told, short))
    return (Strong(_("Offer:")), " ", Worded(told, short))


def changes(dialogue: Dialogue, found: EditSet) -> Text:
    """A set of changes: events by what comes to be, a change of mind by whose line gives way, a rule by its lifting."""
    events = [edit for edit in found.edits if edit.kind == "circumstance"]
    # A package that changes nothing is a promise to do no more: it is no part of what would open the ask.
    others = [edit for edit in found.edits if edit.kind != "circumstance" and (edit.kind != "fix" or edit.changes)]
    parts = [_told(dialogue, kind, edits, found.held) for kind, edits in _by_kind(others).items()]
    if events:
        parts.insert(0, event(dialogue, {edit.id: bool(edit.to) for edit in events}))
    parts[:1] = [_begun(part) for part in parts[:1]]
    told = tuple(piece for n, part in enumerate(parts) for piece in ((_(" and "), *part) if n else part))
    home = refused(dialogue, found, named=False)
    return (*told, home) if home else told


def _begun(part: Text) -> Text:
    """What opens a row begins with a large letter."""
    first, *rest = part
    return (Strong(wording.capital(first.text)), *rest) if isinstance(first, Strong) else part


def event(dialogue: Dialogue, facts: Mapping[str, bool]) -> Text:
    """Facts that would have to turn: "Events: the end of flood relief and a clear order in Afghanistan"."""
    turned = wording.listed(wording.turned(dialogue, id, value) for id, value in facts.items())
    return (Strong(_n("Event:", "Events:", len(facts))), " ", turned)


def _by_kind(edits: Sequence[Edit]) -> dict[str, list[Edit]]:
    kinds = {"lift_rule": "rule", "drop": "persuasion", "move": "persuasion", "fix": "package"}
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(kinds[edit.kind], []).append(edit)
    return found


def _told(dialogue: Dialogue, kind: str, edits: Sequence[Edit], held: Sequence[str]) -> Text:
    match kind:
        case "persuasion":
            by_party = _lines(dialogue, edits).items()
            return wording.listed_text(_persuaded(dialogue, party, places) for party, places in by_party)
        case "rule":
            rules = wording.listed(lines.words(dialogue, dialogue.rule(edit.id)) for edit in edits)
            return (Strong(_("Lifted:")), " ", rules)
        case _:
            levels = wording.series(steps(dialogue, edit.changes) for edit in edits)
            if held:
                by = _("{levels}, since {rule}", levels=levels, rule=lines.words(dialogue, dialogue.rule(held[0])))
                return (Strong(_("By a rule:")), " ", Worded(by, levels))
            return (Strong(_("Offer:")), " ", _("{levels}, come what may", levels=levels))


def _lines(dialogue: Dialogue, edits: Sequence[Edit]) -> dict[str, list[int]]:
    """By party the places of the lines that would have to give way."""
    found: dict[str, list[int]] = {}
    for edit in edits:
        line = lines.priority(dialogue, edit.id)
        assert line is not None, "what is dropped or moved stands in a list"
        found.setdefault(line[0], []).append(line[1])
    return found


def _persuaded(dialogue: Dialogue, party: str, places: Sequence[int]) -> Text:
    """Who would have to be talked out of what: "persuading Pakistan to give way on its first priority"."""
    told = wording.listed(placed(dialogue, party, place) for place in places)
    head = Strong(_("persuading {party}", party=wording.party(dialogue, party)))
    return head, Worded(_(" to give way on {lines}", lines=told), wording.colon() + told)
