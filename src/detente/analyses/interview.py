"""What would we most like to know? The open points of a dialogue as questions, the most telling first.

A question is worth the expected fall of the summed entropy of the conclusions (how each ask ends, by drift, by the best
package, in all settlements; whether the status quo holds, whether a package beats the drift) once it is answered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from detente.errors import InputError, NoAnswer
from detente.methods.elicitation.choices import Choice, Kind, OpenPoint, acts
from detente.methods.elicitation.information import entropy, falls
from detente.methods.elicitation.open_points import open_points, pair, stands
from detente.methods.elicitation.sampling import Sample, sample_of
from detente.model.change import AddStatement, Change, Record, apply
from detente.model.dialogue import Dialogue
from detente.model.nearest import unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A conclusion as an answer leaves it: what it is about, of which ask, its likeliest value and how likely that is.

    `about`: "drift" (what becomes of the ask if nothing is signed), "deal" (how far the best package meets it), "ways"
    (whether all settlements meet it, some or none), "holds" (whether the status quo does), "package" (whether one beats
    the drift and passes at home).
    """

    about: str
    ask: str
    value: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer to a question: its id, how likely it is beforehand, the conclusions that hang on the question.

    `then`: second answers, where it needs one; `about`: the ask or fact that such a second answer names.
    """

    id: str
    prior: float
    told: tuple[Told, ...]
    then: tuple[Answer, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `id` names it; `kind` and `about`: what is open (an ask, two lines, a line, a fact, a rule);
    `party`: whose mind it is about. `fall`: by how many bits the answer is expected to settle the conclusions;
    `decides`: the asks whose conclusions hang on it."""

    id: str
    kind: Kind
    about: tuple[str, ...]
    party: str
    fall: float
    decides: tuple[str, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """The questions that change a conclusion, the most telling first.

    `open`: how many open points there are; `idle`: those that are not asked, since no answer changes a conclusion (as
    far as the draws show). `mode`: whether all completions were solved or some drawn, `solved` of them; `entropy`: of
    the conclusions, in bits, as things are. `unknown`: the options of which the file does not know how they stand;
    no question of the interview asks that, and what the drift grants may hang on it.
    """

    questions: tuple[Question, ...]
    open: int
    idle: tuple[str, ...]
    mode: Literal["exact", "drawn"]
    solved: int
    entropy: float
    unknown: tuple[str, ...] = ()


def interview(
    dialogue: Dialogue, *, party: str = "", about: str = "", draws: int | None = None, seed: int = 0
) -> Interview:
    """What would we most like to know? The questions whose answers would settle most, in order.

    `party`: only about this party's mind. `about`: only what decides this ask. `draws`: how many completions are drawn
    where there are too many to solve all (by default as many as the number of states allows). InputError for unknown
    names, NoAnswer without asks, TooLarge.

    >>> from detente import parse
    >>> talks = parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {tariff: {by: a}, visa: {by: b, asked_by: a}}
    ... priorities: {a: [not tariff, visa]}''')
    >>> interview(talks).questions[0].id
    'attitude visa'
    """
    if party and not dialogue.has("parties", party):
        raise unknown("party", party, (p.id for p in dialogue.parties))
    if about and not dialogue.has("asks", about):
        raise unknown("ask", about, (ask.id for ask in dialogue.asks))
    if draws is not None and draws < 2:
        raise InputError(f"draws must be 2 or more, not {draws}")
    if not dialogue.asks:
        raise NoAnswer("Nobody asks for anything in this dialogue, so there is nothing to settle by questions.")
    points = open_points(dialogue)
    sample = sample_of(dialogue, points, draws, seed)
    ranked = _ranked(points, sample, about, seed)
    asked = [(point, question) for point, question in ranked if not party or point.party == party]
    return Interview(
        questions=tuple(question for _, question in asked),
        open=len(points),
        idle=tuple(p.id for p in points if p.id not in {question.id for _, question in ranked}),
        mode="drawn" if sample.drawn else "exact",
        solved=len(sample.weights),
        entropy=entropy([list(row.values()) for row in sample.found], sample.weights),
        unknown=tuple(
            o.id for o, level in zip(dialogue.options, dialogue.known or (), strict=False) if level is None
        ),
    )


def answer(dialogue: Dialogue, question: Question | str, choice: str, *, date: str = "") -> Dialogue:
    """The dialogue with a question answered, and the answer on its record.

    `question`: one of `interview`, or its id; the order of any two lines of one list can be judged ("order A B").
    `choice`: the id of an answer, of a second answer where one is needed ("for ASK", "once FACT"). InputError for
    unknown ones, Contradiction (its `cycle`) if orders that were judged go round in a ring.

    >>> from detente import load
    >>> river = load("river")
    >>> len(answer(river, "line own-farmers", "no").preferences["upland"].statements)
    3
    """
    return apply(dialogue, *answering(dialogue, question, choice, date=date))


def answering(
    dialogue: Dialogue, question: Question | str, choice: str, *, date: str = "", because: str = ""
) -> tuple[Change, ...]:
    """The changes that an answer makes. Raises as `answer` does."""
    id = question if isinstance(question, str) else question.id
    point = the_point(dialogue, id)
    changes = chosen(point, choice).changes
    if point.kind == "order":
        return (*_judged(dialogue, point.about), *(_dated(c, date, because) for c in changes))
    return tuple(_dated(change, date, because) for change in changes)


def _dated(change: Change, date: str, because: str) -> Change:
    """What an answer writes says when it was given, and why."""
    match change:
        case Record(judgement):
            return Record(replace(judgement, date=date, note=because))
        case AddStatement(statement=statement):
            note = f"Interview, {date}" if date else ""
            return replace(change, statement=replace(statement, because=because, note=note))
    return change


def _judged(dialogue: Dialogue, about: tuple[str, ...]) -> tuple[Change, ...]:
    """The orders of the same list on record: a new one must not contradict them. An older answer to it is no bar."""
    made: list[Change] = []
    for judgement in dialogue.judgements:
        ids = judgement.question.split()[1:]
        if not stands(dialogue, judgement.question, judgement.answer) or set(ids) == set(about):
            continue
        point = pair(dialogue, judgement.question)
        choice = next((c for c in point.choices if c.id == judgement.answer), None) if point else None
        if point and choice and point.party == _party(dialogue, about):
            made += [change for change in choice.changes if acts(change)]
    return tuple(made)


def _party(dialogue: Dialogue, about: tuple[str, ...]) -> str:
    point = pair(dialogue, " ".join(("order", *about)))
    return point.party if point else ""


def the_point(dialogue: Dialogue, id: str) -> OpenPoint:
    """The open point of that id, or any pair of lines. InputError if there is none."""
    points = open_points(dialogue)
    point = next((point for point in points if point.id == id), None) or pair(dialogue, id)
    if point is None:
        raise unknown("open question", id, (point.id for point in points))
    return point


def chosen(point: OpenPoint, choice: str) -> Choice:
    """The answer of that id. InputError if the question has none such, or if it needs a second one."""
    every = [last for first in point.choices for last in (first.then or (first,))]
    found = next((one for one in every if one.id == choice), None)
    if found is None:
        raise unknown(f"answer to “{point.id}”", choice, (one.id for one in every))
    return found


# ---- which question first ------------------------------------------------------------------------------------------


def _ranked(
    points: tuple[OpenPoint, ...], sample: Sample, about: str, seed: int
) -> list[tuple[OpenPoint, Question]]:
    """The questions that change something, the most telling first; of equals the one with fewer answers, then the
    first of the file."""
    keys = list(dict.fromkeys(key for row in sample.found for key in row if not about or key[1] == about))
    rows = [[row.get(key, "") for key in keys] for row in sample.found]
    told = falls(sample.answers, rows, sample.weights, drawn=sample.drawn, seed=seed) if points else []
    asked = [(k, fall.bits) for k, fall in enumerate(told) if fall.real and fall.bits > 0]
    asked.sort(key=lambda pair: (-round(pair[1], 9), len(points[pair[0]].leaves), pair[0]))
    return [(points[k], _question(points[k], k, bits, sample)) for k, bits in asked]


def _question(point: OpenPoint, k: int, bits: float, sample: Sample) -> Question:
    answers = tuple(_answer(choice, k, sample) for choice in point.choices)
    hanging = _hanging(answers)
    return Question(
        id=point.id,
        kind=point.kind,
        about=point.about,
        party=point.party,
        fall=bits,
        decides=tuple(dict.fromkeys(ask for _, ask in hanging if ask)),
        answers=tuple(replace(one, told=tuple(t for t in one.told if (t.about, t.ask) in hanging)) for one in answers),
    )


def _answer(choice: Choice, k: int, sample: Sample) -> Answer:
    """What is concluded after an answer: of each conclusion the likeliest value."""
    given = [n for n, answers in enumerate(sample.answers) if answers[k] == choice.id]
    told = []
    for about, ask in dict.fromkeys(key for n in given for key in sample.found[n]):
        shares: dict[str, float] = {}
        for n in given:
            value = sample.found[n].get((about, ask), "")
            shares[value] = shares.get(value, 0.0) + sample.weights[n]
        value, share = max(sorted(shares.items()), key=lambda pair: pair[1])
        told.append(Told(about=about, ask=ask, value=value, share=share / sum(shares.values())))
    then = tuple(Answer(id=one.id, prior=one.prior, told=(), about=one.about) for one in choice.then)
    return Answer(id=choice.id, prior=choice.prior, told=tuple(told), then=then)


def _hanging(answers: tuple[Answer, ...]) -> list[tuple[str, str]]:
    """The conclusions whose likeliest value is not the same after every answer."""
    values: dict[tuple[str, str], set[str]] = {}
    for one in answers:
        for told in one.told:
            values.setdefault((told.about, told.ask), set()).add(told.value)
    return [key for key, found in values.items() if len(found) > 1]
