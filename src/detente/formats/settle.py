"""The last checks of a dialogue read from a file, which need its rules: status quo, contradictions, rankings."""

from __future__ import annotations

from dataclasses import replace

from detente.formats.feasible import Undecided, contradiction, feasible_states
from detente.formats.nodes import Path, shorten
from detente.formats.place import Place
from detente.model.dialogue import Dialogue, Preferences, Rule, State
from detente.model.expression import unparse


def settle(dialogue: Dialogue, stated: State | None, place: Place) -> Dialogue:
    """The dialogue with its status quo; problems are noted at their place."""
    conflict = _contradiction(dialogue)
    if conflict:
        lines = ", ".join(f"`{rule.id}` (line {rule.line})" for rule in conflict)
        together = "excludes every state by itself" if len(conflict) == 1 else "together exclude every state"
        what = "the rule" if len(conflict) == 1 else "the rules"
        place.wrong(("rules",), f"no state is feasible: {what} {lines} {together}")
        return dialogue
    _check_rankings(dialogue, place)
    return replace(dialogue, status_quo=_status_quo(dialogue, stated, place))


def _contradiction(dialogue: Dialogue) -> tuple[Rule, ...]:
    if dialogue.feasible((0,) * len(dialogue.options)):
        return ()
    try:
        return contradiction(dialogue)
    except Undecided:
        return ()  # the engine decides when it masks its arrays


def _status_quo(dialogue: Dialogue, stated: State | None, place: Place) -> State | None:
    last = next((r for r in reversed(dialogue.rounds) if r.status_quo is not None), None)
    for i, round in enumerate(dialogue.rounds):
        _check_round(dialogue, i, place)
        if round is last and stated is not None and round is dialogue.rounds[-1] and round.status_quo != stated:
            differ = _difference(dialogue, stated, round.status_quo or stated)
            place.wrong(("status_quo",), f"the status quo differs from that of the last round `{round.id}` "
                        f"(line {place.line('rounds', i, 'status_quo')}): {differ};", "keep one of the two.")
    quo = stated if stated is not None else last.status_quo if last else None
    if quo is None:
        first = (0,) * len(dialogue.options)
        return first if dialogue.feasible(first) else None
    broken = broken_rules(dialogue, quo)
    if broken:
        at: Path = ("status_quo",) if stated is not None else ("rounds", dialogue.rounds.index(last), "status_quo") \
            if last else ()
        said = "; ".join(f"rule `{r.id}` (line {r.line}) says never {shorten(unparse(r.never))}" for r in broken)
        place.wrong(at, f"the status quo is infeasible: {said}")
    return quo


def broken_rules(dialogue: Dialogue, state: State) -> tuple[Rule, ...]:
    """The rules that exclude a state under the circumstances in force."""
    return tuple(rule for rule in dialogue.rules if dialogue.holds(rule.never, state))


def _check_round(dialogue: Dialogue, i: int, place: Place) -> None:
    """A past state that today's rules exclude is worth a look, but it was."""
    round = dialogue.rounds[i]
    if round.status_quo is None or i == len(dialogue.rounds) - 1:
        return
    then = dialogue.under(dict(round.circumstances))
    for rule in broken_rules(then, round.status_quo):
        place.notice(("rounds", i, "status_quo"), "past-infeasible",
                     f"the state after round `{round.id}` is one that rule `{rule.id}` excludes")


def _difference(dialogue: Dialogue, one: State, other: State) -> str:
    pairs = zip(dialogue.options, one, other, strict=True)
    return ", ".join(f"`{o.id}` {o.levels[a]} or {o.levels[b]}" for o, a, b in pairs if a != b)


def _check_rankings(dialogue: Dialogue, place: Place) -> None:
    for party, preferences in dialogue.preferences.items():
        if preferences.ranking:
            _check_ranking(dialogue, preferences, ("ranking", party), f"ranking of `{party}`", place)
    for i, view in enumerate(dialogue.views):
        if view.instead is not None and view.instead.ranking:
            at = ("views", i, "ranking")
            _check_ranking(dialogue, view.instead, at, f"ranking in view `{view.id}`", place)


def _check_ranking(dialogue: Dialogue, preferences: Preferences, at: Path, what: str, place: Place) -> None:
    """Every feasible state is named; infeasible ones are passed over with a warning."""
    ranked = {code for group in preferences.ranking for code in group}
    if len(ranked) == dialogue.possible:
        return
    out = [code for code in sorted(ranked) if not dialogue.feasible(dialogue.state(code))]
    if out:
        place.notice(at, "ranked-infeasible", f"{what} names infeasible states, which do not count: {_some(out)}")
    missing = []
    try:
        for state in feasible_states(dialogue):
            code = dialogue.code(state)
            if code not in ranked:
                missing.append(code)
                if len(missing) == 5:
                    break
    except Undecided:
        return
    if missing:
        first = dialogue.state(min(missing))
        spelled = ", ".join(f"{o.id}: {o.levels[k]}" for o, k in zip(dialogue.options, first, strict=True))
        place.wrong(at, f"{what} leaves out feasible states, for instance {min(missing)} ({spelled})")


def _some(codes: list[int]) -> str:
    return ", ".join(map(str, codes[:8])) + (f" and {len(codes) - 8} more" if len(codes) > 8 else "")
