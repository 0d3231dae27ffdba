"""Forecasts on the record: the questions that a dialogue can be held to, and how good sealed forecasts were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente.analyses.backtest import Standings, standings
from detente.analyses.given import Given
from detente.errors import InputError, NoAnswer
from detente.methods.forecasts.chain import Came, Forecast, Record, Resolution
from detente.methods.forecasts.scores import Band, Parts, Scores, brier, calibration, log_score, parts, scores
from detente.model.dates import first_day, last_day
from detente.model.dialogue import Dialogue, Evidence
from detente.model.expression import Expr, Name, names
from detente.model.nearest import unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with the chance that the dialogue gives it.

    `name`: "ASK@HORIZON", or "fact:CIRCUMSTANCE@HORIZON". `ask`: the ask, or `fact`: the circumstance. `chance`: that
    of the drift, weighted with the best package where the file states the chance of a signature; of a fact the file's.
    `own`: the analyst's number. `stays`, `done`: what the two rivals say. `sources`: those that tell of it now.
    """

    name: str
    ask: str
    fact: str
    horizon: str
    chance: float
    own: float | None
    stays: bool
    done: bool
    sources: tuple[str, ...]


def questions(
    dialogue: Dialogue, today: str, *, own: Mapping[str, float] | None = None, only: Sequence[str] = (), seed: int = 1
) -> tuple[Question, ...]:
    """Every ask, and every fact of which the file states a chance, as a question by the dialogue's horizon.

    `today`: the day on which it is asked. `own`: by ask or fact the analyst's number. `only`: these asks and facts.
    InputError without a horizon that lies ahead or for a name that is none; NoAnswer without a status quo, where
    there is nothing to ask, and for asks if in most cases the rules leave the status quo no place.
    """
    if not dialogue.horizon:
        raise InputError("a forecast needs a date: give the file a `horizon:`, by when its chances are meant")
    if last_day(dialogue.horizon) <= last_day(today):
        raise InputError(f"the horizon, {dialogue.horizon}, has passed: what is told after the event is no forecast")
    conditions: dict[str, Expr] = {ask.id: ask.that for ask in dialogue.asks}
    facts = {f"fact:{fact.id}": fact for fact in dialogue.circumstances if fact.chance}
    conditions |= {key: Name(fact.id) for key, fact in facts.items()}
    own = {_named(name, conditions): chance for name, chance in (own or {}).items()}
    chosen = [_named(name, conditions) for name in only] or list(conditions)
    if not chosen:
        raise NoAnswer("There is nothing to forecast: no ask, and no fact with a chance.")
    given = Given(dialogue, conditions, seed)
    if (left_out := given.outlook.left_out) > 0.5 and (asks := [key for key in chosen if key not in facts]):
        raise NoAnswer(
            f"In {left_out:.0%} of the cases the rules leave the status quo no place, so a chance of `{asks[0]}` would "
            "be that of the other cases alone. Write a copy of the file as things will then stand, or seal facts only "
            f"(`--ask {next(iter(facts.values())).id}`)." if facts else
            f"In {left_out:.0%} of the cases the rules leave the status quo no place: write a copy of the file as "
            "things will then stand."
        )
    return tuple(
        Question(
            name=f"{key}@{dialogue.horizon}",
            ask="" if key in facts else key,
            fact=facts[key].id if key in facts else "",
            horizon=dialogue.horizon,
            chance=given.drift[key] if key in facts else given.weighted[key],
            own=own.get(key),
            stays=given.stays(key),
            done=given.done(key),
            sources=tuple(_sources(dialogue, key, conditions[key])),
        )
        for key in dict.fromkeys(chosen)
    )


def _named(name: str, conditions: Mapping[str, Expr]) -> str:
    """The question meant by an ask's id or by a circumstance's."""
    for key in (name, f"fact:{name}"):
        if key in conditions:
            return key
    raise unknown("ask, or fact with a chance,", name, (key.removeprefix("fact:") for key in conditions))


def _sources(dialogue: Dialogue, key: str, condition: Expr) -> Iterator[str]:
    """The sources that a question's lines cite, each once."""
    evidence: list[Evidence] = list(dialogue.ask(key).evidence) if dialogue.has("asks", key) else []
    for name in sorted(names(condition)):
        fact = dialogue.has("circumstances", name)
        evidence += (dialogue.circumstance(name) if fact else dialogue.option(name)).evidence
    yield from dict.fromkeys(one.source for one in evidence)


def resolution(record: Record, told: Resolution) -> Resolution:
    """A resolution that can be entered: InputError for a question that was not sealed, or an answer before its time.

    That something did not come, or came in part only, can be told when the horizon has passed; that it came, only of a
    day up to then. A question is named in full, or by its ask or fact where that was sealed for one horizon only.
    """
    asked = {forecast.question: forecast for forecast in record.forecasts}
    meant = [name for name in asked if name.removeprefix("fact:").rpartition("@")[0] == told.question]
    told = replace(told, question=meant[0]) if len(meant) == 1 else told
    if told.question not in asked:
        raise unknown("sealed question", told.question, {name: one.text for name, one in asked.items()})
    horizon = asked[told.question].horizon
    tomorrow = date.fromisoformat(told.date[:10]) + timedelta(days=1)  # the time is UTC; further east it may be that
    if first_day(told.on) > (tomorrow.year, tomorrow.month, tomorrow.day):
        raise InputError(f"`{told.on}` has not come yet: what came of a question is entered when it is known")
    if told.came in ("no", "partly") and last_day(told.on) < last_day(horizon):
        raise InputError(f"`{told.question}` is open until its horizon, {horizon}: before that only `yes` can be told")
    if told.came == "yes" and first_day(told.on) > last_day(horizon):
        raise InputError(f"`{told.on}` is after the horizon of `{told.question}`, {horizon}: by then it had not come")
    return told


# ---- how good they were ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One forecast and how good it was (None: its question is not answered, or it came too late to count)."""

    forecast: Forecast
    brier: float | None
    log: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question, its forecasts in the order in which they were sealed, and what came ("" : not known yet)."""

    question: str
    text: str
    horizon: str
    came: Came | str
    on: str
    source: str
    forecasts: tuple[Sealed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How good a record is.

    `questions`: all of them, those that were answered worst first. `first`, `last`: the standings of each question's
    first and last forecast that counts; `every`: the scores of all that count. `own`: the analyst's numbers in the last
    forecasts that have one, and `beside`, the program's in the same. `calibration`, `parts`: of the last forecasts.
    A forecast counts if it was sealed before the day on which its question was answered; void questions do not.
    """

    head: str
    questions: tuple[Answered, ...]
    first: Standings
    last: Standings
    every: Scores
    own: Scores
    beside: Scores
    calibration: tuple[Band, ...]
    parts: Parts | None


def score(record: Record) -> Score:
    """How good the forecasts of a record were, so far as their questions are answered."""
    asked = [_answered(record, name) for name in dict.fromkeys(forecast.question for forecast in record.forecasts)]
    counted = [(one, _counting(one)) for one in asked if _counting(one)]
    firsts = [(found[0], one.came == "yes") for one, found in counted]
    lasts = [(found[-1], one.came == "yes") for one, found in counted]
    own = [(forecast.own, forecast.chance, met) for forecast, met in lasts if forecast.own is not None]
    pairs = [(forecast.chance, met) for forecast, met in lasts]
    return Score(
        head=record.head,
        questions=tuple(sorted(asked, key=_worst)),
        first=standings(firsts),
        last=standings(lasts),
        every=scores([(forecast.chance, one.came == "yes") for one, found in counted for forecast in found]),
        own=scores([(number, met) for number, _, met in own]),
        beside=scores([(chance, met) for _, chance, met in own]),
        calibration=calibration(pairs),
        parts=parts(pairs),
    )


def _answered(record: Record, name: str) -> Answered:
    sealed = [forecast for forecast in record.forecasts if forecast.question == name]
    told = record.resolutions.get(name)
    return Answered(
        question=name,
        text=sealed[-1].text,
        horizon=sealed[-1].horizon,
        came=told.came if told else "",
        on=told.on if told else "",
        source=told.source if told else "",
        forecasts=tuple(_sealed(forecast, told) for forecast in sealed),
    )


def _sealed(forecast: Forecast, told: Resolution | None) -> Sealed:
    if told is None or told.came == "void" or not _in_time(forecast, told):
        return Sealed(forecast=forecast, brier=None, log=None)
    met = told.came == "yes"
    return Sealed(forecast=forecast, brier=float(brier(forecast.chance, met)), log=log_score(forecast.chance, met))


def _in_time(forecast: Forecast, told: Resolution) -> bool:
    """Whether it was sealed before the first day on which its question can have been answered."""
    return last_day(forecast.date[:10]) < first_day(told.on)


def _counting(one: Answered) -> list[Forecast]:
    return [sealed.forecast for sealed in one.forecasts if sealed.brier is not None]


def _worst(one: Answered) -> tuple[bool, float]:
    last = next((sealed.brier for sealed in reversed(one.forecasts) if sealed.brier is not None), None)
    return last is None, -(last or 0.0)
