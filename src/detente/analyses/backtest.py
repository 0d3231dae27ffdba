"""Was it right? What a dialogue gave to questions that the years after its date have answered.

What came later is hidden, the dialogue is asked as it stood, and each chance it gave is set beside what came and beside
two forecasters that anybody could name. Cases that are chosen in hindsight flatter; no score here is a proof.
Source of the scores: `methods.forecasts.scores`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from detente.analyses.given import Given
from detente.errors import InputError
from detente.methods.forecasts.answered import answers
from detente.methods.forecasts.chain import Forecast
from detente.methods.forecasts.hindsight import Hidden, known_by
from detente.methods.forecasts.scores import Band, Parts, Scores, brier, calibration, log_score, parts, scores
from detente.model.dates import fault, first_day, last_day
from detente.model.dialogue import Basis, Borne, Dialogue, Evidence, Happened, Source
from detente.model.expression import Expr, unparse

Against = Literal["drift", "deal", "signature", "analyst"]
KINDS: tuple[Against, ...] = ("drift", "deal", "signature", "analyst")
SIGNED = "signed: yes"
"""The question whether a package is signed, as the file of the outcomes writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A question that a later day answered.

    `what`: the ask's id, the condition, or `SIGNED`. `came`: what the file of the outcomes says; `met`: whether it came
    in full, as the chances mean it. `against`: what `chance` is: that of the drift (nothing had been signed by then),
    what the best package gives (something had), both weighted by the chance of a signature that the file states, or the
    analyst's own chance of a fact or of the signature. `drift`, `deal`: what each gives it (None: a fact or the
    signature). `stays`, `done`: what the two rivals say: that nothing changes, that all is done that was promised.
    """

    what: str
    ask: str
    date: str
    came: Borne
    met: bool
    against: Against
    chance: float
    drift: float | None
    deal: float | None
    stays: bool
    done: bool
    brier: float
    log: float
    evidence: tuple[Evidence, ...]
    basis: Basis
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The scores of what was given and of the two rivals, over the same questions."""

    given: Scores
    stays: Scores
    done: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A question that nothing in the file of the outcomes answers by the horizon, and the chance given."""

    what: str
    ask: str
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What was given, what came, and how good that was.

    `as_of`: the day as of which the dialogue was asked; `signed`: when a package was signed after it ("": never, as far
    as is known); `package`: the codes of what the best package told beforehand comes to (empty: none was). `claims`:
    the questions scored, the worst first. `tables`: the standings by what the chance was; `all`: of everything that the
    program gave (the analyst's own chances apart). `calibration`, `parts`: of the same. `implied`: asks that an outcome
    about something else answers, which are not scored a second time. `waiting`: asks that nothing answers. `known`:
    outcomes that are no later than `as_of`; `late`: later than the horizon; `unsaid`: facts of which the file gives no
    chance. None of these three is scored. `sources`: of the outcomes. `left_out`: the weight of the cases in which the
    rules leave the status quo no place: chances of asks are of the others.
    """

    as_of: str
    horizon: str
    signed: str
    package: tuple[int, ...]
    hidden: Hidden
    claims: tuple[Claim, ...]
    tables: dict[Against, Standings]
    all: Standings
    calibration: tuple[Band, ...]
    parts: Parts | None
    implied: dict[str, Borne]
    waiting: tuple[Waiting, ...]
    known: tuple[str, ...]
    late: tuple[str, ...]
    unsaid: tuple[str, ...]
    mode: Literal["exact", "drawn"]
    draws: int
    error: float
    sources: tuple[Source, ...]
    left_out: float = 0.0


def backtest(
    dialogue: Dialogue,
    *,
    happened: Sequence[Happened] | None = None,
    sources: Sequence[Source] = (),
    as_of: str = "",
    seed: int = 1,
) -> Backtest:
    """What the dialogue gave to questions that later days have answered, and how good that was.

    `happened`: what came (None: what the dialogue's own file says), with `sources` of its own. `as_of`: hide what came
    after that day (default: after the last round). InputError for a date that is none, NoAnswer without a status quo.
    """
    if as_of and (wrong := fault(as_of)):
        raise InputError(wrong)
    return _Test(dialogue, dialogue.happened if happened is None else tuple(happened), as_of, seed).result(sources)


def standings(given: Sequence[tuple[Claim | Forecast, bool]]) -> Standings:
    """The scores of what was given, and of the rivals on the same; each with whether it came."""
    return Standings(
        given=scores([(one.chance, met) for one, met in given]),
        stays=scores([(float(one.stays), met) for one, met in given]),
        done=scores([(float(one.done), met) for one, met in given]),
    )


def tallied(claims: Sequence[Claim]) -> dict[str, Any]:
    """What some claims come to together, as the fields of a result that say so; the analyst's own apart."""
    of = {kind: [(claim, claim.met) for claim in claims if claim.against == kind] for kind in KINDS}
    given = [(claim, claim.met) for claim in claims if claim.against != "analyst"]
    pairs = [(claim.chance, met) for claim, met in given]
    return {
        "tables": {kind: standings(found) for kind, found in of.items() if found},
        "all": standings(given),
        "calibration": calibration(pairs),
        "parts": parts(pairs),
    }


class _Test:
    """One dialogue, put to the test."""

    def __init__(self, dialogue: Dialogue, happened: tuple[Happened, ...], as_of: str, seed: int) -> None:
        last = dialogue.rounds[-1].date if dialogue.rounds else ""
        self.file, self.happened, self.seed = dialogue, happened, seed
        self.as_of = as_of or last
        self.dialogue, self.hidden = known_by(dialogue, self.as_of)

    # ---- what is asked -------------------------------------------------------------------------------------------

    def _after(self, one: Happened) -> bool:
        return not self.as_of or last_day(one.date) > last_day(self.as_of)

    def _in_time(self, one: Happened) -> bool:
        return not self.file.horizon or first_day(one.date) <= last_day(self.file.horizon)

    @cached_property
    def asked(self) -> dict[str, Happened]:
        """By question the last outcome from the day on until the horizon."""
        found: dict[str, Happened] = {}
        for one in sorted(self.happened, key=lambda one: last_day(one.date)):
            if not one.signing and one.ask not in self.hidden.asks and self._after(one) and self._in_time(one):
                found[_key(one)] = one
        return found

    @cached_property
    def implied(self) -> dict[str, Borne]:
        """By ask what an outcome about something else says of it; of several the last."""
        open_ = [ask for ask in self.dialogue.asks if ask.id not in self.asked and ask.id not in self.hidden.asks]
        pairs = [(ask.id, answers(self.dialogue, one, ask.that)) for ask in open_ for one in self.asked.values()]
        return {id: came for id, came in pairs if came}

    @cached_property
    def waiting(self) -> tuple[str, ...]:
        """The asks that no outcome answers."""
        told = {*self.asked, *self.implied, *self.hidden.asks}
        return tuple(a.id for a in self.dialogue.asks if a.id not in told)

    @cached_property
    def given(self) -> Given:
        """What the dialogue gives to all of them."""
        conditions = {key: self._condition(key) for key in (*self.asked, *self.waiting)}
        return Given(self.dialogue, conditions, self.seed)

    def _condition(self, key: str) -> Expr:
        what = None if self.dialogue.has("asks", key) else self.asked[key].what
        return self.dialogue.ask(key).that if what is None else what

    @cached_property
    def signed(self) -> str:
        """The first date on which a package was signed after the day."""
        dates = [one.date for one in self.happened if one.signed and self._after(one)]
        dates += [one.ended.date if one.ended and one.ended.date else one.date
                  for one in self.file.rounds if one.id in self.hidden.rounds and one.signed]  # fmt: skip
        return min(dates, key=first_day, default="")

    def _signature(self) -> Iterator[Claim]:
        """Whether a package was signed by the day that the file's chance of it means, where it is known."""
        stated = self.dialogue.signature
        by = stated.by or self.file.horizon if stated else ""
        known = [one for one in self.happened if one.signing and self._after(one)]
        met = bool(self.signed) and (not by or first_day(self.signed) <= last_day(by))
        if stated is None or not (self.signed or known):
            return
        says = next((one for one in known if one.signed == met), Happened(date=self.signed))
        chance = stated.chance.value
        yield Claim(
            what=SIGNED, ask="", date=says.date, came="yes" if met else "no", met=met, against="analyst", chance=chance,
            drift=None, deal=None, stays=False, done=False, brier=float(brier(chance, met)),
            log=log_score(chance, met), evidence=says.evidence, basis=says.basis, note=says.note,
        )  # fmt: skip

    def _against(self, key: str) -> Against:
        if self.given.is_fact(key):
            return "analyst"
        if self.dialogue.signature:
            return "signature"
        by = last_day(self.asked[key].date)
        return "deal" if self.signed and first_day(self.signed) <= by else "drift"

    def _chance(self, key: str, against: Against) -> float:
        match against:
            case "deal":
                return self.given.deal(key)
            case "signature":
                return self.given.weighted[key]
            case _:
                return self.given.drift[key]

    def _expected(self, key: str) -> float:
        """The chance of what nothing answers: weighed as that of the others is, where the file says how likely a
        signature is; else that of the drift."""
        return self.given.weighted[key] if self.dialogue.signature else self.given.drift[key]

    # ---- the result ----------------------------------------------------------------------------------------------

    def claims(self) -> Iterator[Claim]:
        """Every question that has an answer and of which the file says something."""
        yield from self._signature()
        for key, one in self.asked.items():
            if not self.given.said(key):
                continue
            against, fact, met = self._against(key), self.given.is_fact(key), one.holds == "yes"
            chance = self._chance(key, against)
            yield Claim(
                what=key, ask=one.ask, date=one.date, came=one.holds, met=met, against=against, chance=chance,
                drift=None if fact else self.given.drift[key],
                deal=None if fact else self.given.deal(key),
                stays=self.given.stays(key),
                done=self.given.done(key),
                brier=float(brier(chance, met)), log=log_score(chance, met),
                evidence=one.evidence, basis=one.basis, note=one.note,
            )  # fmt: skip

    def result(self, sources: Sequence[Source]) -> Backtest:
        """All of it."""
        drawn = self.given.outlook  # first of all: without a status quo there is no answer
        claims = tuple(sorted(self.claims(), key=lambda claim: -claim.brier))
        outcomes = [one for one in self.happened if not one.signing]
        return Backtest(
            as_of=self.as_of,
            horizon=self.dialogue.horizon,
            signed=self.signed,
            package=tuple(map(self.dialogue.code, self.given.outcomes)),
            hidden=self.hidden,
            claims=claims,
            **tallied(claims),
            implied=self.implied,
            waiting=tuple(Waiting(what=key, ask=key, chance=self._expected(key)) for key in self.waiting),
            known=tuple(_key(one) for one in outcomes if not self._after(one)),
            late=tuple(_key(one) for one in outcomes if self._after(one) and not self._in_time(one)),
            unsaid=tuple(key for key in self.asked if not self.given.said(key)),
            mode=drawn.mode,
            draws=drawn.draws,
            error=drawn.error,
            sources=tuple(sources),
            left_out=drawn.left_out,
        )


def _key(one: Happened) -> str:
    """What names a question: the ask, or the condition as it is written."""
    return one.ask or (unparse(one.what) if one.what is not None else "")
