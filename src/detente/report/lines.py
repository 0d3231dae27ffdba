"""How a line of the file is told (a statement, a group of equal weight, a rule, a fact): its words, its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.methods.reasons.evidence import Cited, evidence_of
from detente.model.dialogue import Basis, Dialogue, Equally, Evidence, OwnRule, Party, Priority, Rule
from detente.model.expression import Not, parse, unparse
from detente.report import wording
from detente.report.document import Cite, Soft, Text
from detente.report.language import _, _n, _r, _rn


def priority(dialogue: Dialogue, id: str) -> tuple[str, int, Priority] | None:
    """Whose list the statement or group of that id stands in, its place (1 is most important), and itself."""
    for party, preferences in dialogue.preferences.items():
        for place, line in enumerate(preferences.priorities, start=1):
            members = line.items if isinstance(line, Equally) else ()
            if id == line.id or id in (member.id for member in members):
                return party, place, next((member for member in members if member.id == id), line)
    return None


def words(dialogue: Dialogue, line: Priority | Rule) -> str:
    """What the line says, inside a sentence: its reason if the file gives one, else what it wants or bars."""
    if line.because:
        return wording.small(dialogue, line.because)
    if isinstance(line, Equally):
        return wording.series(wording.condition(dialogue, item.want) for item in line.items)
    if isinstance(line, OwnRule):
        return bars(dialogue, line)
    if isinstance(line, Rule):
        return _("it cannot be that {condition}", condition=wording.condition(dialogue, line.never))
    return wording.condition(dialogue, line.want)


def cite(dialogue: Dialogue, line: Priority | Rule) -> tuple[Cite, ...]:
    """What the line rests on."""
    backing = evidence_of(dialogue, line)
    if not backing.evidence:
        return ()
    says = "" if isinstance(line, Equally) else line.because
    return (Cite(backing.evidence, backing.inherited, says=says, basis=line.basis, line=line.line),)


def told(dialogue: Dialogue, id: str) -> Text:
    """A statement, group or rule: "line 2 of its list (a weak government would …) [8]"."""
    if dialogue.has("rules", id):
        rule = dialogue.rule(id)
        told = _("the rule “{rule}” ({words})", rule=rule.id, words=words(dialogue, rule))
        return (told, *basis(rule.basis), *cite(dialogue, rule))
    found = priority(dialogue, id)
    if found is None:
        return (wording.quoted(id),)
    party, place, line = found
    told = _n("line {place:d} of its list ({words})", "line {place:d} of their list ({words})",
              wording.verbs(dialogue, party), place=place, words=words(dialogue, line))  # fmt: skip
    return (told, *basis(line.basis), *cite(dialogue, line))


def ids(dialogue: Dialogue, found: Iterable[str]) -> Text:
    """Several statements by what they want, each with its reason and evidence: "“Pay” is done (…) [2]; …"."""
    pairs = ((id, priority(dialogue, id)) for id in found)
    return wording.series_text(wanted(dialogue, line[2]) if line else (id,) for id, line in pairs)


def wanted(dialogue: Dialogue, line: Priority) -> Text:
    """What a statement or group wants, with its reason in brackets and its evidence."""
    clause = wording.series(wording.condition(dialogue, item.want) for item in line.statements)
    if line.because:
        clause = _("{clause} ({because})", clause=clause, because=wording.small(dialogue, line.because))
    return (clause, *cite(dialogue, line))


def weighed(dialogue: Dialogue, party: str, expr: str) -> str:
    """What a weight is on, in words; what counts against it is wanted not to be."""
    wanted, given = parse(expr), dialogue.preferences[party].weights
    against = any(unparse(weight.expr) == expr and weight.value < 0 for weight in given)
    return wording.condition(dialogue, Not(wanted) if against else wanted)


def reason(dialogue: Dialogue, line: Cited | None) -> Text:
    """The line that decides, as results cite it: its reason, else what it wants, with its evidence; or nothing."""
    if line is None:
        return ()
    wants = (wording.condition(dialogue, parse(part)) for part in line.expr.split("; ") if part)
    said = wording.small(dialogue, line.because or wording.series(wants)) or _("its own weighing")
    return (said, *basis(line.basis), *sources(line.evidence, line.inherited))


def reasons(dialogue: Dialogue, found: Iterable[Cited]) -> Text:
    """Several lines as results cite them, in order."""
    return wording.series_text(reason(dialogue, line) for line in found)


def bars(dialogue: Dialogue, rule: Rule) -> str:
    """What a rule excludes, or what the one party that it binds never brings about."""
    never = wording.condition(dialogue, rule.never)
    if not isinstance(rule, OwnRule):
        return _("cannot be: {condition}", condition=never)
    return _n("{party} by itself never brings about that {condition}",
              "{party} by themselves never bring about that {condition}",
              wording.verbs(dialogue, rule.party), party=wording.party(dialogue, rule.party),
              condition=never)  # fmt: skip


def ratifying(dialogue: Dialogue, party: Party) -> str:
    """Whose signature needs a ratifier's consent, about what, and where it does not: "must agree to what … signs"."""
    told = _n("must agree to what {party} signs", "must agree to what {party} sign",
              wording.verbs(dialogue, party.ratifies), party=wording.party(dialogue, party.ratifies))  # fmt: skip
    if party.may_veto:
        about = [wording.quoted(wording.called(dialogue, id)) for id in party.may_veto]
        told = _("{told}, about {options}", told=told, options=wording.listed(about))
    if party.unless is not None:
        told = _("{told}, but where {condition}", told=told, condition=wording.condition(dialogue, party.unless))
    return told


def barring(dialogue: Dialogue, rules: Sequence[str]) -> str:
    """That only rules over several parties hold a settlement: "held by the rule that the port stays open"."""
    told = [words(dialogue, dialogue.rule(id)) for id in rules]
    return _n("held by the rule that {rules}", "held by the rules that {rules}", len(told), rules=wording.listed(told))


def behind(dialogue: Dialogue, told: Text, line: Cited | None) -> Text:
    """What somebody does, with the line that moves them to it behind a dash, if there is one."""
    if line is None:
        return told
    if line.because or not line.expr:
        return _r("{told} – {reason}", told=told, reason=reason(dialogue, line))
    count = wording.verbs(dialogue, line.party) if line.party else 1
    return _rn("{told} – it wants: {want}", "{told} – they want: {want}", count, told=told, want=reason(dialogue, line))


def sources(evidence: tuple[Evidence, ...], inherited: bool = False) -> tuple[Cite, ...]:
    """A citation, or none."""
    return (Cite(evidence, inherited),) if evidence else ()


def facts(dialogue: Dialogue, named: Mapping[str, bool]) -> Text:
    """Circumstances with their values, each with its evidence: "“…” holds [1] and “…” does not hold [2]"."""
    return wording.listed_text(
        (wording.fact(dialogue, id, value), *sources(dialogue.circumstance(id).evidence))
        for id, value in named.items()
    )


def basis(kind: Basis) -> Text:
    """A mark after what is not stated in a source."""
    return () if kind == "stated" else (Soft(_(" ({basis})", basis=wording.basis(kind))),)

