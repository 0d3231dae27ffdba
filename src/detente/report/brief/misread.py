"""Who misreads whom: what each expects of the other that will not come, and whether it changes the outcome."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.facts import Facts, Misreading, Move
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief.phrases import steps
from detente.report.document import Paragraph, Section
from detente.report.language import _, _n, _r
from detente.report.page import command


def section(dialogue: Dialogue, facts: Facts) -> Section:
    """One sentence for each misreading that surprises somebody or changes where it ends."""
    label, found = _("Who misreads whom"), facts.misread
    if found is None:
        return Section(id="misread", label=label, finding="")
    told = [one for one in found.misreadings if one.changes_end or one.surprised_by or one.waits_for]
    if not told and not found.changes_drift:
        return _elsewhere(dialogue, label, len(found.misreadings))
    sentences = tuple(Paragraph(text=(sentence,)) for one in told for sentence in _told(dialogue, one))
    ends = Paragraph(text=(_ends(dialogue, facts),))
    blocks = (*sentences, ends) if found.changes_drift else sentences
    finding_ = finding(len(found.misreadings), found.changes_drift)
    return Section(id="misread", label=label, finding=finding_, blocks=blocks)


def _elsewhere(dialogue: Dialogue, label: str, count: int) -> Section:
    """Misreadings that change nothing where it drifts: what else they change another page tells."""
    if not count:
        return Section(id="misread", label=label, finding="")
    same = _n("{n} misreading; where it drifts is the same", "{n} misreadings; where it drifts is the same", count)
    text = _r("What else each expects that will not be: {command}.", command=command(dialogue, "views"))
    return Section(id="misread", label=label, finding=wording.capital(same), blocks=(Paragraph(text=text),))


def finding(count: int, changes: bool) -> str:
    """How many misreadings there are, and whether it ends otherwise for them."""
    if changes:
        return wording.capital(
            _n("{n} misreading, and it ends otherwise for it", "{n} misreadings, and it ends otherwise for them", count)
        )
    return wording.capital(_n("{n} misreading; the drift is the same", "{n} misreadings; the drift is the same", count))


def _told(dialogue: Dialogue, one: Misreading) -> Iterator[str]:
    name, of = wording.party(dialogue, one.who), wording.party(dialogue, one.of)
    who, count = wording.capital(name), wording.verbs(dialogue, one.who)
    if one.surprised_by:
        steps_ = _steps(dialogue, one.surprised_by)
        yield _n("{party} does not expect {steps} of {other}.", "{party} do not expect {steps} of {other}.",
                 count, party=who, other=of, steps=steps_)  # fmt: skip
    if one.waits_for:
        steps_ = _steps(dialogue, one.waits_for)
        yield _n("{party} wrongly expects {steps} of {other}.", "{party} wrongly expect {steps} of {other}.",
                 count, party=who, other=of, steps=steps_)  # fmt: skip
    if one.changes_end:
        yield _("If {party} read {other} rightly, it would end elsewhere.", party=name, other=of)


def _steps(dialogue: Dialogue, moves: tuple[Move, ...]) -> str:
    return wording.either(steps(dialogue, move.changes) for move in moves[:2])


def _ends(dialogue: Dialogue, facts: Facts) -> str:
    """Where it ends as each reads the other."""
    assert facts.misread is not None
    first = facts.misread.ends[0][1]
    if not first:
        return _("As each reads the other, nothing moves.")
    return _("As each reads the other, it ends with {steps}.", steps=steps(dialogue, first, 4))
