"""Promises: what is overdue as of the page's date, and what of the open ones the drift needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from detente.analyses.rounds import Promise
from detente.model.dates import last_day
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Cite, Paragraph, Section, Strong, Text
from detente.report.language import _, _n, _r, spelled

SHOWN = 3
"""Promises told one by one; the rest are counted."""


def section(dialogue: Dialogue, told: Sequence[Promise], since: Sequence[Promise] = ()) -> Section:
    """The overdue and broken promises, then the open ones due next; how many there are of each kind; what the file
    knows of them from later (`since`).
    """
    label = _("Promises")
    if not told:
        return Section(id="promises", label=label, finding="")
    late = [p for p in told if p.state in ("overdue", "broken")]
    due = sorted((p for p in told if p.state == "open" and p.due), key=lambda p: last_day(p.due))
    shown = [*late, *due][:SHOWN]
    blocks = [Paragraph(text=(*wording.series_text(_promise(dialogue, p) for p in shown), "."))] if shown else []
    if len(told) > len(shown):  # else each has been told with its state
        blocks.append(Paragraph(text=(_counted(told),)))
    if since:
        later = wording.series_text(_promise(dialogue, p, dated=True) for p in since[:SHOWN])
        blocks.append(Paragraph(text=(Strong(_("Known later:")), " ", *later, ".")))
    return Section(id="promises", label=label, finding=finding(late, due), blocks=tuple(blocks))


def finding(late: Sequence[Promise], due: Sequence[Promise]) -> str:
    """How many are overdue or broken; else how many have a date before them."""
    overdue = sum(p.state == "overdue" for p in late)
    broken = len(late) - overdue
    parts = [_n("{n} promise overdue", "{n} promises overdue", overdue)] if overdue else []
    parts += [_n("{n} broken", "{n} broken", broken)] if broken else []
    if parts:
        return wording.capital(wording.listed(parts))
    if due:
        return _n("None overdue; {n} open with a date", "None overdue; {n} open with a date", len(due))
    return _("None overdue")


def _promise(dialogue: Dialogue, promise: Promise, *, dated: bool = False) -> Text:
    cite: Text = (Cite(promise.evidence),) if promise.evidence else ()
    who = wording.capital(wording.listed(wording.party(dialogue, id) for id in promise.by))
    state = "" if promise.state == "open" and not dated else wording.promise(promise.state)
    if dated and promise.as_of:
        state = _("{state} as of {date}", state=state, date=wording.date(promise.as_of))
    date = wording.date(promise.due) if promise.due else ""
    due = _("due {date}", date=date) if date and date not in promise.text and not dated else ""
    words = ", ".join(part for part in (state, due, *_disputed(dialogue, promise)) if part)
    text = wording.small(dialogue, promise.text)
    return _r("{party}: {promise} ({state}){evidence}", party=who, promise=text, state=words, evidence=cite) if words \
        else _r("{party}: {promise}{evidence}", party=who, promise=text, evidence=cite)  # fmt: skip


def _disputed(dialogue: Dialogue, promise: Promise) -> Iterator[str]:
    """What each side says became of it, where they differ."""
    if len({*promise.says.values(), promise.state}) > 1:
        for party, state in promise.says.items():
            yield _n("{party} says {state}", "{party} say {state}", wording.verbs(dialogue, party),
                     party=wording.party(dialogue, party), state=wording.promise(state))  # fmt: skip


def _counted(promises: Sequence[Promise]) -> str:
    counts = Counter[str](p.state for p in promises)
    kinds = [kind for kind in ("kept", "open", "overdue", "broken", "superseded") if counts[kind]]
    parts = [_("{count} {state}", count=spelled(counts[s], feminine=True), state=wording.promise(s)) for s in kinds]
    return _("Of {all}: {states}.", all=spelled(len(promises), feminine=True), states=wording.listed(parts))
