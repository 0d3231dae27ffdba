"""How the interview asks: plain sentences with the parties' own names, and what hangs on each answer."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.interview import Answer, Question
from detente.methods.elicitation.choices import Choice, OpenPoint
from detente.model.dialogue import Ask, Dialogue, Equally, Priority
from detente.model.expression import Compare, Expr, If, Iff, Name, Not, Unless
from detente.report import lines, wording
from detente.report.document import Text
from detente.report.language import _, _later, _n, _p, _r, said


def question(dialogue: Dialogue, asked: Question | OpenPoint) -> str:
    """The question as a sentence."""
    match asked.kind:
        case "attitude":
            return _attitude(dialogue, dialogue.ask(asked.about[0]))
        case "order":
            first, second = (wish(dialogue, _line(dialogue, id)) for id in asked.about)
            return _(
                "Would {party} rather {first}, or {second}, if there were no way to have both?",
                party=wording.party(dialogue, asked.party), first=first, second=second,
            )  # fmt: skip
        case "line":
            return _(
                "Is it right that {party} would rather {wish}?",
                party=wording.party(dialogue, asked.party), wish=wish(dialogue, _line(dialogue, asked.about[0])),
            )  # fmt: skip
        case "fact":
            return _("Is this so now: “{fact}”?", fact=dialogue.circumstance(asked.about[0]).text)
        case "rule":
            rule = dialogue.rule(asked.about[0])
            return _("Is it right that this cannot be: {condition}?", condition=wording.condition(dialogue, rule.never))


def _attitude(dialogue: Dialogue, ask: Ask) -> str:
    asker = wording.capital(wording.party(dialogue, ask.by))
    party, text = wording.party(dialogue, ask.of), wording.asked(dialogue, ask)
    return _n(
        "{asker} asks {party} for this: {ask}. If nothing came in return, would {party} rather do it, or be spared it?",
        "{asker} ask {party} for this: {ask}. If nothing came in return, would {party} rather do it, or be spared it?",
        wording.verbs(dialogue, ask.by), asker=asker, party=party, ask=text,
    )  # fmt: skip


def because(dialogue: Dialogue, asked: Question) -> Text:
    """What the file says of what is asked, with its evidence: the reasons of the lines, the rule or the ask."""
    match asked.kind:
        case "order" | "line":
            return wording.series_text(
                (line.because, *lines.cite(dialogue, line)) for line in _lines(dialogue, asked) if line.because
            )
        case "rule":
            rule = dialogue.rule(asked.about[0])
            return (rule.because, *lines.cite(dialogue, rule)) if rule.because else ()
        case "fact":
            return lines.sources(dialogue.circumstance(asked.about[0]).evidence)
        case _:
            return lines.sources(dialogue.ask(asked.about[0]).evidence)


def _lines(dialogue: Dialogue, asked: Question) -> Iterator[Priority]:
    return (_line(dialogue, id) for id in asked.about)


def _line(dialogue: Dialogue, id: str) -> Priority:
    found = lines.priority(dialogue, id)
    assert found is not None, id
    return found[2]


def wish(dialogue: Dialogue, line: Priority) -> str:
    """What a line wants, after "would rather": "have a part in the talks", "be without an offensive"."""
    if isinstance(line, Equally):
        told = wording.series(wish(dialogue, item) for item in line.items)
        return _("have as many as can be of these ({lines})", lines=told)
    return _wish(dialogue, line.want)


def _wish(dialogue: Dialogue, want: Expr) -> str:
    match want:
        case Name(id) | Compare(id) if dialogue.has("options", id):
            return _("have {option}", option=_taken(dialogue, want))
        case Not(Name(id) | Compare(id)) if dialogue.has("options", id):
            return _("be without {option}", option=_taken(dialogue, want.item))
        case Unless(left, right):
            return _("{wish}, unless {condition}", wish=_wish(dialogue, left), condition=_told(dialogue, right))
        case If(premise, then):
            return _("{wish}, as long as {condition}", wish=_wish(dialogue, then), condition=_told(dialogue, premise))
        case Iff(left, right):
            return _("{wish}, exactly when {condition}", wish=_wish(dialogue, left), condition=_told(dialogue, right))
        case _:
            return _("see that {condition}", condition=_told(dialogue, want))


def _told(dialogue: Dialogue, expr: Expr) -> str:
    return wording.condition(dialogue, expr)


def _taken(dialogue: Dialogue, expr: Expr) -> str:
    """An option, with its level where that is named."""
    match expr:
        case Compare(id, op, level):
            text = wording.small(dialogue, wording.called(dialogue, id))
            return said(_LEVELS[op], option=text, level=level)
        case Name(id):
            return wording.small(dialogue, wording.called(dialogue, id))
        case _:
            raise AssertionError(expr)


_LEVELS = {
    "is": _later("{option} ({level})"),
    ">=": _later("{option} ({level} or more)"),
    ">": _later("{option} (more than {level})"),
    "<=": _later("{option} ({level} or less)"),
    "<": _later("{option} (less than {level})"),
}


def choice(dialogue: Dialogue, asked: Question | OpenPoint, answer: Answer | Choice) -> str:
    """An answer in words, as one of those offered."""
    if asked.kind == "order" and answer.id in ("first", "second"):
        line = _line(dialogue, asked.about[0 if answer.id == "first" else 1])
        return wording.capital(wish(dialogue, line))
    if answer.about:
        if answer.id.startswith("once "):
            fact = dialogue.circumstance(answer.about)
            return _("Only after this: {fact}", fact=wording.turned(dialogue, fact.id, not fact.now))
        return _("Only for {ask}", ask=wording.asked(dialogue, answer.about))
    return said(_CHOICES[asked.kind, answer.id])


_CHOICES = {
    ("attitude", "wants"): _later("Rather do it"),
    ("attitude", "minds"): _later("Rather be spared it"),
    ("attitude", "neither"): _later("Neither: it is all the same"),
    ("attitude", "only"): _later("Only for something, or after something"),
    ("order", "alike"): _later("Both weigh the same"),
    ("line", "yes"): _later("Yes"),
    ("line", "no"): _later("No; the line is taken off the list"),
    ("fact", "yes"): _later("Yes, it is so"),
    ("fact", "no"): _later("No, it is not so"),
    ("rule", "yes"): _later("Yes, it cannot be"),
    ("rule", "no"): _later("No, it can be; the rule is taken out"),
}


def second(dialogue: Dialogue, asked: Question) -> str:
    """The second question, where a party would grant an ask only for something."""
    return _("For what, or after what, would {party} do it?", party=wording.party(dialogue, asked.party))


# ---- what hangs on it ------------------------------------------------------------------------------------------------

_VALUES = {
    ("drift", "full"): _later("{asks}: granted if nothing is signed"),
    ("drift", "part"): _later("{asks}: granted in part if nothing is signed"),
    ("drift", "not"): _later("{asks}: refused if nothing is signed"),
    ("drift", "depends"): _later("{asks}: granted or refused if nothing is signed, as it falls"),
    ("drift", "open"): _later("{asks}: left open if nothing is signed"),
    ("ways", "all"): _later("{asks}: granted wherever it settles"),
    ("ways", "some"): _later("{asks}: granted where it settles in some ways"),
    ("ways", "none"): _later("{asks}: granted nowhere it settles"),
    ("ways", ""): _later("{asks}: it settles nowhere"),
    ("deal", "full"): _later("{asks}: granted by the best package"),
    ("deal", "part"): _later("{asks}: granted in part by the best package"),
    ("deal", "not"): _later("{asks}: not in the best package"),
    ("deal", ""): _later("{asks}: there is no package"),
    ("holds", "yes"): _later("what is done today holds"),
    ("holds", "no"): _later("what is done today does not hold"),
    ("package", "yes"): _later("a package beats the drift"),
    ("package", "no"): _later("no package beats the drift"),
}

_SURE = 0.995


def then(dialogue: Dialogue, answer: Answer, most: int = 3) -> str:
    """What is concluded after an answer, in no more than `most` clauses: of each ask the first that hangs on it."""
    asks: dict[tuple[str, str, bool], list[str]] = {}
    named: set[str] = set()
    for about in ("drift", "ways", "deal", "package", "holds"):
        for told in answer.told:
            if told.about == about and (not told.ask or told.ask not in named):
                named |= {told.ask} - {""}
                asks.setdefault((about, told.value, told.share >= _SURE), []).append(told.ask)
    clauses = [_clause(dialogue, key, found) for key, found in asks.items()]
    more = len(clauses) - most
    told_ = clauses[:most] + ([_n("{n} thing more", "{n} things more", more)] if more > 0 else [])
    return wording.series(told_)


def _clause(dialogue: Dialogue, key: tuple[str, str, bool], asks: list[str]) -> str:
    about, value, sure = key
    texts = [wording.small(dialogue, text) for text in dict.fromkeys(wording.ask(dialogue, id) for id in asks if id)]
    clause = said(_VALUES[about, value], asks=wording.ways(texts, 3))
    return clause if sure else _("{clause} (probably)", clause=clause)


def hangs(dialogue: Dialogue, asked: Question) -> list[Text]:
    """What hangs on a question: a line for each answer."""
    return [
        _r("{answer}: {then}", answer=choice(dialogue, asked, one), then=then(dialogue, one) or _("nothing yet"))
        for one in asked.answers
    ]


def decides(dialogue: Dialogue, asked: Question) -> str:
    """The asks that hang on a question, in a few words."""
    texts = list(dict.fromkeys(wording.asked(dialogue, id) for id in asked.decides))
    if texts:
        return wording.ways(texts, 3)
    return _p("what a question decides", "whether it holds, or what could be signed")
