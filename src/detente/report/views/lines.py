"""How a line of the file is told (a statement, a group of equal weight, a rule, a fact): its words, its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.analyses.evidence import Cited, evidence_of
from detente.model.dialogue import Basis, Dialogue, Equally, Evidence, Priority, Rule
from detente.model.expression import parse
from detente.report import wording
from detente.report.document import Cite, Soft, Text


def priority(dialogue: Dialogue, id: str) -> tuple[str, int, Priority] | None:
    """Whose list the statement or group of that id stands in, its place (1 is most important), and itself."""
    for party, preferences in dialogue.preferences.items():
        for place, line in enumerate(preferences.priorities, start=1):
            members = line.items if isinstance(line, Equally) else ()
            if id == line.id or id in (member.id for member in members):
                return party, place, next((member for member in members if member.id == id), line)
    return None


def words(dialogue: Dialogue, line: Priority | Rule) -> str:
    """What the line says, inside a sentence: its reason if the file gives one, else its condition."""
    if line.because:
        return wording.small(dialogue, line.because)
    if isinstance(line, Equally):
        return "; ".join(wording.condition(dialogue, item.want) for item in line.items)
    return wording.condition(dialogue, line.never if isinstance(line, Rule) else line.want)


def cite(dialogue: Dialogue, line: Priority | Rule) -> tuple[Cite, ...]:
    """What the line rests on."""
    backing = evidence_of(dialogue, line)
    return (Cite(backing.evidence, backing.inherited),) if backing.evidence else ()


def told(dialogue: Dialogue, id: str) -> Text:
    """A statement, group or rule: "line 2 of its list (a weak government would …) [8]"."""
    if dialogue.has("rules", id):
        rule = dialogue.rule(id)
        return (f"the rule “{rule.id}” ({words(dialogue, rule)})", *basis(rule.basis), *cite(dialogue, rule))
    found = priority(dialogue, id)
    if found is None:
        return (f"“{id}”",)
    _, place, line = found
    return (f"line {place} of its list ({words(dialogue, line)})", *basis(line.basis), *cite(dialogue, line))


def ids(dialogue: Dialogue, found: Iterable[str]) -> Text:
    """Several statements by what they want, each with its reason and evidence: "“Pay” is done (…) [2]; …"."""
    text: Text = ()
    for n, id in enumerate(found):
        line = priority(dialogue, id)
        between = "; " if n else ""
        text = (*text, *((between, *wanted(dialogue, line[2])) if line else (between, id)))
    return text


def wanted(dialogue: Dialogue, line: Priority) -> Text:
    """What a statement or group wants, with its reason in brackets and its evidence."""
    items = line.items if isinstance(line, Equally) else (line,)
    clause = "; ".join(wording.condition(dialogue, item.want) for item in items)
    because = f" ({wording.small(dialogue, line.because)})" if line.because else ""
    return (clause + because, *cite(dialogue, line))


def reason(dialogue: Dialogue, line: Cited | None) -> Text:
    """The line that decides, as results cite it: its reason, else what it wants, with its evidence; or nothing."""
    if line is None:
        return ()
    said = line.because or "; ".join(wording.condition(dialogue, parse(part)) for part in line.expr.split("; ") if part)
    said = wording.small(dialogue, said) or "its own weighing"
    return (said, *basis(line.basis), *sources(line.evidence, line.inherited))


def reasons(dialogue: Dialogue, found: Iterable[Cited]) -> Text:
    """Several lines as results cite them, in order."""
    text: Text = ()
    for n, line in enumerate(found):
        text = (*text, "; " if n else "", *reason(dialogue, line))
    return text


def sources(evidence: tuple[Evidence, ...], inherited: bool = False) -> tuple[Cite, ...]:
    """A citation, or none."""
    return (Cite(evidence, inherited),) if evidence else ()


def facts(dialogue: Dialogue, named: Mapping[str, bool]) -> Text:
    """Circumstances with their values, each with its evidence: "“…” holds [1] and “…” does not hold [2]"."""
    text: Text = ()
    for n, (id, value) in enumerate(named.items()):
        between = "" if not n else " and " if n == len(named) - 1 else ", "
        text = (*text, between, wording.fact(dialogue, id, value), *sources(dialogue.circumstance(id).evidence))
    return text


def basis(kind: Basis) -> Text:
    """A mark after what is not stated in a source."""
    return () if kind == "stated" else (Soft(f" ({kind})"),)

