"""The last checks of a dialogue read from a file, which need its rules: status quo, contradictions, rankings."""

from __future__ import annotations

from dataclasses import replace

from detente.formats.feasible import contradiction
from detente.formats.nodes import Path
from detente.formats.place import Place
from detente.formats.shorten import shorten
from detente.model.dialogue import Dialogue, Preferences, Rule, State
from detente.model.expression import Compare, Not, unparse


def settle(dialogue: Dialogue, stated: State | None, place: Place) -> Dialogue:
    """The dialogue with its status quo; problems and warnings are noted at their place."""
    conflict = contradiction(dialogue)
    if conflict:
        place.wrong(("rules",), f"no state is feasible: {_named(conflict)}")
        return dialogue
    _check_rankings(dialogue, place)
    _check_silent(dialogue, place)
    if dialogue.known is not None:
        _check_fillings(dialogue, place)
        return dialogue
    return replace(dialogue, status_quo=_status_quo(dialogue, stated, place))


def _check_fillings(dialogue: Dialogue, place: Place) -> None:
    """What is known of the status quo leaves some state that the rules allow."""
    unknown = [o.id for o, level in zip(dialogue.options, dialogue.known or (), strict=True) if level is None]
    fixed = tuple(
        Rule(id=f"known-{o.id}", never=Not(Compare(o.id, "is", o.levels[level])))
        for o, level in zip(dialogue.options, dialogue.known or (), strict=True) if level is not None
    )  # fmt: skip
    if contradiction(replace(dialogue, rules=(*dialogue.rules, *fixed), known=None)):
        named = ", ".join(f"`{id}`" for id in unknown)
        place.wrong(("status_quo",), f"whatever the levels of {named}, the rules exclude the rest of the status quo")


def _named(conflict: tuple[Rule, ...]) -> str:
    lines = ", ".join(f"`{rule.id}` (line {rule.line})" for rule in conflict[:12])
    if len(conflict) == 1:
        return f"the rule {lines} excludes every state by itself"
    more = f" and {len(conflict) - 12} more" if len(conflict) > 12 else ""
    return f"the rules {lines}{more} together exclude every state"


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
    broken = dialogue.excluding(quo)
    if broken:
        at: Path = ("status_quo",) if stated is not None else ("rounds", dialogue.rounds.index(last), "status_quo") \
            if last else ()
        said = "; ".join(f"rule `{r.id}` (line {r.line}) says never {shorten(unparse(r.never))}" for r in broken)
        place.wrong(at, f"the status quo is infeasible: {said}")
    return quo


def _check_round(dialogue: Dialogue, i: int, place: Place) -> None:
    """A past state that today's rules exclude is worth a look, but it was."""
    round = dialogue.rounds[i]
    if round.status_quo is None or i == len(dialogue.rounds) - 1:
        return
    then = dialogue.under(dict(round.circumstances))
    for rule in then.excluding(round.status_quo):
        place.notice(("rounds", i, "status_quo"), "past-infeasible",
                     f"the state after round `{round.id}` is one that rule `{rule.id}` excludes")


def _check_silent(dialogue: Dialogue, place: Place) -> None:
    """What a stated status quo does not name is at its first level; was that meant, or forgotten?"""
    stating = [i for i, round in enumerate(dialogue.rounds) if round.status_quo is not None]
    top = place.root.at(("status_quo",)) is not None
    stated: list[Path] = [("status_quo",)] if top else []
    # Above the rounds and in the last one the same is said; what an earlier round says is past.
    stated += [("rounds", i, "status_quo") for i in stating[-1:] if not top or i == len(dialogue.rounds) - 1]
    silent = [o for o in dialogue.options if all(place.root.at((*at, o.id)) is None for at in stated)] if stated else []
    if silent:
        said = ", ".join(f"`{o.id}` ({o.levels[0]})" for o in silent)
        place.notice(stated[0], "unstated-level", f"the status quo does not name, and so leaves undone: {said}")


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
    from detente.engine.arrays import layout, rules
    from detente.engine.interface import LIMIT

    if dialogue.possible > LIMIT:
        return  # every analysis refuses the dialogue
    plan = layout.layout(dialogue)
    feasible = rules.feasible(dialogue).reshape(-1)
    ranked = plan.cells([code for group in preferences.ranking for code in group])
    out = plan.codes(ranked[~feasible[ranked]])
    if len(out):
        place.notice(at, "ranked-infeasible",
                     f"{what} names infeasible states, which do not count: {_some(sorted(out.tolist()))}")
    feasible[ranked] = False
    missing = sorted(plan.codes(feasible.nonzero()[0]).tolist())
    if missing:
        first = dialogue.state(missing[0])
        spelled = ", ".join(f"{o.id}: {o.levels[k]}" for o, k in zip(dialogue.options, first, strict=True))
        count = f"{len(missing):,} feasible states, for instance" if missing[1:] else "a feasible state,"
        place.wrong(at, f"{what} leaves out {count} {missing[0]} ({spelled})")


def _some(codes: list[int]) -> str:
    return ", ".join(map(str, codes[:8])) + (f" and {len(codes) - 8} more" if len(codes) > 8 else "")
