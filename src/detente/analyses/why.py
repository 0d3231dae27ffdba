"""Why is this ask refused, or granted, here? The binding reason, what granting would gain and cost, and who deters it.

The question compares two states of the asked party's own making: the one asked about, and the nearest in which the ask
is met (or, if it is met, the nearest in which it is not). Definitions 0 and `analyses` 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cmp_to_key
from typing import TYPE_CHECKING, Literal

from detente.engine.solved import solved, without
from detente.errors import NoAnswer
from detente.methods.reasons.evidence import Cited, cited
from detente.methods.reasons.hanging import hangs_on
from detente.methods.reasons.preference import deciding, gained, lost, prefers
from detente.methods.reasons.question import Question, nearest, question, state_at
from detente.methods.reasons.sanctions import Trace, trace
from detente.model.change import supposing
from detente.model.dialogue import Basis, Dialogue, Evidence, Preferences, State, permitted
from detente.model.expression import Not
from detente.model.expression import unparse as written
from detente.model.naming import Place, place

if TYPE_CHECKING:
    from detente.analyses.prospects import Prospect

Kind = Literal["rule", "priority", "deterred", "indifferent", "willing", "no_link", "nobody_asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the asked party leaves things as they are.

    `kind`:
    * rule: the other state cannot be (`rules`), or an option only goes one way (`one_way`);
    * priority: the party likes it less; `statement` is the first line of its list that says so;
    * deterred: the party likes it better, but others would answer so that it was not worth it;
    * indifferent: it likes both equally, though its list speaks of the options in question;
    * no_link: it likes both equally, and nothing in its list speaks of them;
    * willing: it likes it better, and nothing credible stands in the way;
    * nobody_asked: the same, of something that no ask covers.

    `statement` is the id of the deciding statement, group or (first) rule, with its `because`, `evidence` (`inherited`
    from the options it names, if it has none) and `basis`; `place` its number in the party's list; `circumstances` the
    facts that it names, and may hang on. `then`: for a rule, what the reason would be without it.
    """

    kind: Kind
    statement: str = ""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    inherited: bool = False
    basis: Basis = "stated"
    place: int = 0
    circumstances: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    one_way: tuple[str, ...] = ()
    then: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The answer to why an ask is refused (`granted` false) or granted in the state `at`.

    `ask`: its id, or the expression as text; `that`: its condition; `by`, `of`: asker ("" : nobody) and asked. `other`:
    the nearest state in which it is otherwise (maybe one that a rule excludes). `gains`, `costs`: the asked party's
    statements that granting fulfils and that it gives up, in order. `trace`: if deterred, the shortest credible answer;
    `deterrable`: if the party would rather change it, whether the others could make it regret that by any moves (None
    otherwise). `supposed`: the facts that were taken otherwise. `prospect`: how the ask stands today, where it drifts
    and in the best package, and what would open it (None of what is no ask, and of a dialogue that is too large for
    that).
    """

    ask: str
    that: str
    by: str
    of: str
    at: Place
    granted: bool
    other: Place
    reason: Reason
    gains: tuple[Cited, ...]
    costs: tuple[Cited, ...]
    trace: Trace | None
    deterrable: bool | None
    supposed: dict[str, bool] = field(default_factory=dict)
    prospect: Prospect | None = None


def why(dialogue: Dialogue, ask: str, *, at: str = "", circumstances: Mapping[str, bool] | None = None) -> Why:
    """Why an ask (by its id), or an expression on one party's options, is refused or granted in a state.

    `at`: the state, as changes to the status quo (`OPTION=LEVEL,…`) or a code. `circumstances`: other facts than those
    in force, for this question. InputError for unknown names and
    infeasible states, NoAnswer without a status quo or where nothing the asked party can do would change the answer.
    """
    from detente.analyses.prospects import prospect

    dialogue = supposing(dialogue, circumstances)
    answer = because(dialogue, ask, at=at)
    return replace(answer, prospect=prospect(dialogue, answer.ask), supposed=dict(circumstances or {}))


def because(dialogue: Dialogue, ask: str, *, at: str = "") -> Why:
    """The same, of the facts in force, without what becomes of the ask elsewhere (`prospect`)."""
    asked = question(dialogue, ask)
    state = state_at(dialogue, at)
    granted = dialogue.holds(asked.that, state)
    found = _find(dialogue, asked, state, granted)
    before, after = (found.other, state) if granted else (state, found.other)
    return Why(
        ask=asked.ask or written(asked.that),
        that=written(asked.that),
        by=asked.by,
        of=asked.of,
        at=place(dialogue, dialogue.code(state)),
        granted=granted,
        other=place(dialogue, dialogue.code(found.other)),
        reason=found.reason,
        gains=gained(dialogue, asked.of, before, after),
        costs=lost(dialogue, asked.of, before, after),
        trace=found.trace,
        deterrable=found.deterrable,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The reason, the state compared with, and what the others could do about it."""

    reason: Reason
    other: State
    trace: Trace | None = None
    deterrable: bool | None = None


def _find(dialogue: Dialogue, asked: Question, state: State, granted: bool) -> _Found:
    """The reason against the nearest state in which the condition is otherwise; of equally near ones the best."""
    target = Not(asked.that) if granted else asked.that

    def usable(other: State) -> bool:
        return _permitted(dialogue, state, other)

    def broken(other: State) -> tuple[str, ...]:
        return tuple(rule.id for rule in dialogue.keeping(asked.of, state, other))

    @cmp_to_key
    def best(a: State, b: State) -> int:
        return prefers(dialogue, asked.of, b, a) or dialogue.code(a) - dialogue.code(b)

    within = nearest(
        dialogue, asked.of, target, state, usable=lambda other: usable(other) and not broken(other)
    )
    if within:
        return _compared(dialogue, asked, state, min(within, key=best))
    excluded = nearest(dialogue, asked.of, target, state, usable=usable)
    if excluded:
        fewest = min(len(broken(other)) for other in excluded)
        other = min((s for s in excluded if len(broken(s)) == fewest), key=best)
        return _ruled_out(dialogue, asked, state, granted, other)
    beyond = nearest(dialogue, asked.of, target, state, usable=lambda _: True)
    if beyond:
        return _irreversible(dialogue, state, min(beyond, key=best))
    raise NoAnswer(
        f"Nothing that `{asked.of}` can do makes `{written(target)}` hold as the circumstances are, "
        "so there is no reason of its own to look for."
    )


def _compared(dialogue: Dialogue, asked: Question, state: State, other: State) -> _Found:
    """The reason where the other state is within reach: by what the asked party, then the others, make of it."""
    line = deciding(dialogue, asked.of, state, other)
    if line is None:
        spoken = _spoken_of(dialogue, asked)
        return _Found(Reason(kind="indifferent" if spoken else "no_link"), other)
    if prefers(dialogue, asked.of, state, other) > 0:
        return _Found(_because("priority", line), other)
    engine = solved(dialogue).engine
    answer = trace(engine, asked.of, state, other)
    kind: Kind = "deterred" if answer else "willing" if asked.by else "nobody_asked"
    return _Found(_because(kind, line), other, answer, engine.sanction(asked.of, state, other, "gmr") is not None)


def _ruled_out(dialogue: Dialogue, asked: Question, state: State, granted: bool, other: State) -> _Found:
    """The reason where rules exclude the other state, and what it would be without them."""
    rules = tuple(rule.id for rule in dialogue.keeping(asked.of, state, other))
    then = _find(without(dialogue, rules), asked, state, granted)
    reason = replace(_because("rule", cited(dialogue, dialogue.rule(rules[0]))), rules=rules, then=then.reason)
    return replace(then, reason=reason)


def _irreversible(dialogue: Dialogue, state: State, other: State) -> _Found:
    moved = zip(dialogue.options, state, other, strict=True)
    blocked = tuple(option.id for option, a, b in moved if not permitted(option.direction, a, b))
    return _Found(Reason(kind="rule", one_way=blocked), other)


def _because(kind: Kind, line: Cited) -> Reason:
    return Reason(
        kind=kind,
        statement=line.id,
        because=line.because,
        evidence=line.evidence,
        inherited=line.inherited,
        basis=line.basis,
        place=line.place,
        circumstances=line.circumstances,
    )


def _permitted(dialogue: Dialogue, before: State, after: State) -> bool:
    steps = zip(dialogue.options, before, after, strict=True)
    return all(permitted(option.direction, a, b) for option, a, b in steps)


def _spoken_of(dialogue: Dialogue, asked: Question) -> bool:
    """Whether the asked party's preference speaks of an option of the ask at all."""
    preferences = dialogue.preferences.get(asked.of, Preferences())
    about = set(dialogue.named(asked.that))
    return bool(preferences.ranking) or any(about & hangs_on(dialogue, e) for e in preferences.exprs)
