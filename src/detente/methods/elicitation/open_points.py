"""What a dialogue leaves open, each with the answers that would close it as changes of the file.

Open are: an ask that no line of the asked party speaks of; the order of two neighbouring lines of a list that one move
can touch both, where one of them is not stated or not sure; a line that is not sure; a fact of which the file does not
say whether it holds; a rule that is inferred or assumed. What the interview has on record is open no longer. Ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from detente.methods.elicitation.attitudes import attitudes, doubtful
from detente.methods.elicitation.choices import Choice, OpenPoint, even, on_record
from detente.model.change import Above, Alike, Ascertain, Change, DropStatement, LiftRule, SetCircumstance
from detente.model.dialogue import Dialogue, Equally, Priority, Rule
from detente.model.expression import names
from detente.model.ordering import holds


def open_points(dialogue: Dialogue) -> tuple[OpenPoint, ...]:
    """What is open, in this order: asks, lines, orders, facts, rules; each in file order.

    >>> import detente as dt
    >>> [point.id for point in open_points(dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {tariff: {by: a, asked_by: b}, visa: {by: b}}
    ... priorities: {b: [{want: tariff, sure: likely}]}'''))]
    ['attitude tariff', 'line b.tariff']
    """
    every = (*attitudes(dialogue), *_lines(dialogue), *_orders(dialogue), *_facts(dialogue), *_rules(dialogue))
    answered = {j.question for j in dialogue.judgements if stands(dialogue, j.question, j.answer)}
    return tuple(point for point in every if point.id not in answered)


def stands(dialogue: Dialogue, question: str, answer: str) -> bool:
    """Whether what is on record of a question still holds: of an order, whether the list has it.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> stands(river, "order be-paid the-dam", "be-paid")
    False
    """
    kind, *about = question.split()
    if kind != "order" or len(about) != 2:
        return True
    first, second = about
    return any(holds(p, first, second, answer) for p in dialogue.preferences.values())


# ---- lines, their order, facts, rules --------------------------------------------------------------------------------


def _lines(dialogue: Dialogue) -> Iterator[OpenPoint]:
    for party, preferences in dialogue.preferences.items():
        for s in preferences.statements:
            if s.sure is not None and 0 < s.sure.value < 1:
                choices = _kept(s.sure.value, (Ascertain(s.id),), DropStatement(s.id))
                yield OpenPoint(kind="line", about=(s.id,), party=party, choices=choices)


def _kept(chance: float, there: tuple[Change, ...], without: Change) -> tuple[Choice, ...]:
    """Whether something is there."""
    return Choice(id="yes", prior=chance, changes=there), Choice(id="no", prior=1 - chance, changes=(without,))


def _orders(dialogue: Dialogue) -> Iterator[OpenPoint]:
    for party, preferences in dialogue.preferences.items():
        for a, b in pairwise(preferences.priorities):
            if (doubtful(a) or doubtful(b)) and _meet(dialogue, a, b):
                yield _order(party, a.id, b.id)
        for group in preferences.priorities:
            if isinstance(group, Equally) and group.basis != "stated":
                for one, other in pairwise(group.items):
                    if _meet(dialogue, one, other):
                        yield _order(party, one.id, other.id)


def _order(party: str, a: str, b: str) -> OpenPoint:
    orders: tuple[tuple[str, Change], ...] = (("first", Above(a, b)), ("second", Above(b, a)), ("alike", Alike(a, b)))
    answers = even(*((id, (order, on_record(f"order {a} {b}", id))) for id, order in orders))
    return OpenPoint(kind="order", about=(a, b), party=party, choices=answers)


def pair(dialogue: Dialogue, id: str) -> OpenPoint | None:
    """The question which of any two lines or groups of one list stands higher, by its id; None if there is none.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> pair(river, "order be-paid the-dam").party
    'upland'
    """
    kind, *about = id.split()
    for party, preferences in dialogue.preferences.items():
        there = {line.id for line in (*preferences.priorities, *preferences.statements)}
        if kind == "order" and len(set(about)) == 2 and set(about) <= there:
            return _order(party, about[0], about[1])
    return None


def _meet(dialogue: Dialogue, a: Priority, b: Priority) -> bool:
    """Whether one move can touch both: some party decides an option of each."""
    return bool(_movers(dialogue, a) & _movers(dialogue, b))


def _movers(dialogue: Dialogue, item: Priority) -> set[str]:
    wants = [s.want for s in item.statements]
    found = {name for want in wants for name in names(want)}
    return {option.by for option in dialogue.options if option.id in found}


def _facts(dialogue: Dialogue) -> Iterator[OpenPoint]:
    for fact in dialogue.circumstances:
        if not fact.known:
            chance = fact.chance.value if fact.chance is not None else 0.5
            yes = Choice(id="yes", prior=chance, changes=(SetCircumstance(fact.id, True),))
            no = Choice(id="no", prior=1 - chance, changes=(SetCircumstance(fact.id, False),))
            yield OpenPoint(kind="fact", about=(fact.id,), party="", choices=(yes, no))


def _rules(dialogue: Dialogue) -> Iterator[OpenPoint]:
    for rule in dialogue.every_rule:
        if rule.basis != "stated" or (rule.sure is not None and 0 < rule.sure.value < 1):
            chance = rule.sure.value if rule.sure is not None else 0.5
            sure: tuple[Change, ...] = (Ascertain(rule.id), on_record(f"rule {rule.id}", "yes"))
            choices = _kept(chance, sure, LiftRule(rule.id))
            yield OpenPoint(kind="rule", about=(rule.id,), party=_bound(dialogue, rule), choices=choices)


def _bound(dialogue: Dialogue, rule: Rule) -> str:
    """The one party whose options a rule is about ("": several, or none)."""
    owners = {option.by for option in dialogue.options if option.id in set(names(rule.never))}
    return owners.pop() if len(owners) == 1 else ""
