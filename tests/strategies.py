"""Random models, small enough for the slow judge: seeded, so that a failure names its seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from math import prod

from definitions import Judge
from detente.model.dialogue import Dialogue, Equally, Option, OwnRule, Party, Preferences, Rule, Statement, Weight
from detente.model.expression import And, Compare, Expr, If, Iff, Name, Not, Or, Unless

RANKED = 4_096
"""The most states of a random ranking."""

LEVELS = {2: ("no", "yes"), 3: ("none", "half", "full")}


@dataclass(frozen=True)
class Model:
    """A random dialogue and the slow judge's reading of it."""

    seed: int
    dialogue: Dialogue
    judge: Judge


def random_dialogue(seed: int, *, parties: int | None = None, most: int = 60, least: int = 0) -> Dialogue:
    """2 to 4 parties (sometimes one without options), 2- and 3-level options, one-way options, rules, ties.

    `most`: states; `least`: options, as far as that goes.
    """
    draw = random.Random(seed)
    count = parties or draw.choice((2, 2, 3, 3, 4))
    ids = [f"p{k}" for k in range(count)]
    idle = draw.random() < 0.15
    options: list[Option] = []
    ways = ("both", "both", "both", "forward", "back") if draw.random() < 0.5 else ("both",)
    while len(options) < max(count, least) or draw.random() < 0.85:
        levels = LEVELS[3 if draw.random() < 0.3 else 2]
        if prod(len(o.levels) for o in options) * len(levels) > most:
            break
        # Everybody gets an option first, the rest fall anywhere; file order does not follow ownership.
        by = ids[len(options)] if len(options) < count - idle else draw.choice(ids[: count - idle])
        options.append(Option(id=f"o{len(options)}", by=by, text="", levels=levels, direction=draw.choice(ways)))
    draw.shuffle(options)
    holders = {o.by for o in options}
    listed = [p for p in ids if p in holders] + [p for p in ids if p not in holders]
    draw.shuffle(listed)
    rules = tuple(
        Rule(id=f"r{k}", never=_conjunction(draw, options)) for k in range(draw.choice((0, 0, 1, 2, 3)))
    )
    return Dialogue(
        title=f"seed {seed}",
        parties=tuple(Party(id=p, name=p) for p in listed),
        options=tuple(options),
        rules=rules,
        preferences={p: _preferences(draw, options, p) for p in listed},
    )


def random_model(seed: int, **limits: int) -> Model:
    """A random dialogue together with its judge."""
    dialogue = random_dialogue(seed, **limits)
    return Model(seed=seed, dialogue=dialogue, judge=judge_of(dialogue))


def judge_of(dialogue: Dialogue) -> Judge:
    """The plain data of a dialogue, its preferences read literally."""
    states = list(product(*(range(k) for k in dialogue.radices)))
    return Judge(
        levels=dialogue.radices,
        owners=tuple(o.by for o in dialogue.options),
        directions=tuple(o.direction for o in dialogue.options),
        parties=tuple(p.id for p in dialogue.parties),
        feasible=dialogue.feasible,
        rank={p.id: _literal(dialogue, p.id, states) for p in dialogue.parties},
        never={
            p.id: tuple(partial(dialogue.holds, rule.never) for rule in dialogue.own_rules if rule.party == p.id)
            for p in dialogue.parties
        },
    )


def bound_model(seed: int, **limits: int) -> Model:
    """A random dialogue with one to four rules that bind one party alone, often over the options of others, too."""
    dialogue = random_dialogue(seed, **limits)
    draw = random.Random(seed + 10**6)
    options, owners = list(dialogue.options), sorted({o.by for o in dialogue.options})
    rules = tuple(
        OwnRule(id=f"own{k}", party=draw.choice(owners), never=expression(draw, options, draw.choice((0, 1, 2))))
        for k in range(draw.randint(1, 4))
    )
    return Model(seed=seed, dialogue=(bound := replace(dialogue, own_rules=rules)), judge=judge_of(bound))


def _literal(dialogue: Dialogue, party: str, states: list[tuple[int, ...]]) -> dict[tuple[int, ...], int]:
    preferences = dialogue.preferences[party]
    if preferences.ranking:
        place = {code: len(preferences.ranking) - k for k, group in enumerate(preferences.ranking) for code in group}
        return {s: place.get(dialogue.code(s), 0) for s in states}
    if preferences.weights:
        return {s: round(sum(w.value for w in preferences.weights if dialogue.holds(w.expr, s)) * 100) for s in states}
    keys = {
        s: tuple(
            sum(dialogue.holds(x.want, s) for x in (p.items if isinstance(p, Equally) else (p,)))
            for p in preferences.priorities
        )
        for s in states
    }
    order = {key: k for k, key in enumerate(sorted(set(keys.values())))}
    return {s: order[key] for s, key in keys.items()}


def _literal_of(draw: random.Random, options: list[Option]) -> Expr:
    option = draw.choice(options)
    if len(option.levels) == 2:
        return Name(option.id) if draw.random() < 0.5 else Not(Name(option.id))
    return Compare(option.id, draw.choice(("is", ">=", ">", "<=", "<")), draw.choice(option.levels))


def _conjunction(draw: random.Random, options: list[Option]) -> Expr:
    return And(tuple(_literal_of(draw, options) for _ in range(draw.choice((2, 2, 3)))))


def expression(draw: random.Random, options: list[Option], depth: int = 2) -> Expr:
    """A random expression of every form."""
    if depth == 0 or draw.random() < 0.4:
        return _literal_of(draw, options)
    a, b = expression(draw, options, depth - 1), expression(draw, options, depth - 1)
    return draw.choice((And((a, b)), Or((a, b)), Unless(a, b), If(a, b), Iff(a, b), Not(a)))


def _preferences(draw: random.Random, options: list[Option], party: str) -> Preferences:
    def statement(k: str) -> Statement:
        return Statement(id=f"{party}-{k}", want=expression(draw, options))

    kind = draw.random()
    total = prod(len(o.levels) for o in options)
    if kind < 0.1 and total <= RANKED:
        codes = list(range(total))
        draw.shuffle(codes)
        cuts = sorted(draw.sample(range(1, total), min(total - 1, draw.randint(1, 8)))) if total > 1 else []
        return Preferences(ranking=tuple(tuple(codes[a:b]) for a, b in zip([0, *cuts], cuts, strict=False)))
    if kind < 0.2:
        count = draw.randint(1, 5)
        values = [draw.choice((-1.5, 0.1, 0.2, 0.3, 2)) for _ in range(count)]
        return Preferences(weights=tuple(Weight(expr=expression(draw, options), value=v) for v in values))
    entries: list[Statement | Equally] = []
    for k in range(draw.randint(0, 6)):
        if draw.random() < 0.15:
            items = tuple(statement(f"{k}-{m}") for m in range(draw.randint(2, 4)))
            entries.append(Equally(id=f"{party}-{k}", items=items))
        else:
            entries.append(statement(str(k)))
    return Preferences(priorities=tuple(entries))


def separable(seed: int, *, most: int = 64) -> Dialogue:
    """A random dialogue of two to four groups of options that no line joins; every list mixes lines of all groups."""
    draw = random.Random(seed)
    ids = [f"p{k}" for k in range(draw.choice((2, 2, 3)))]
    groups: list[list[Option]] = [[] for _ in range(draw.choice((2, 2, 3, 4)))]
    total, ways = 1, ("both", "both", "both", "forward", "back") if draw.random() < 0.3 else ("both",)
    while draw.random() < 0.93 or not all(groups):
        levels = LEVELS[3 if draw.random() < 0.15 else 2]
        if total * len(levels) > most and all(groups):
            break
        group = next((g for g in groups if not g), groups[draw.randrange(len(groups))])
        number = sum(map(len, groups))
        group.append(Option(id=f"o{number}", by=draw.choice(ids), text="", levels=levels, direction=draw.choice(ways)))
        total *= len(levels)
    rules = [Rule(id=f"r{k}", never=_conjunction(draw, g)) for k, g in enumerate(groups) if draw.random() < 0.4]
    options = [option for group in groups for option in group]
    draw.shuffle(options)
    return Dialogue(
        title=f"separable, seed {seed}",
        parties=tuple(Party(id=p, name=p) for p in ids),
        options=tuple(options),
        rules=tuple(rules),
        preferences={p: _mixed(draw, groups, p) for p in ids},
    )


def _mixed(draw: random.Random, groups: list[list[Option]], party: str) -> Preferences:
    if draw.random() < 0.05:
        weights = [Weight(expr=expression(draw, group, 1), value=draw.choice((-1.5, 0.1, 0.2, 2))) for group in groups]
        return Preferences(weights=tuple(weights))
    entries: list[Statement | Equally] = []
    for k in range(draw.randint(1, 7)):
        group = draw.choice(groups)
        if draw.random() < 0.1:
            other = group if draw.random() < 0.7 else draw.choice(groups)
            wants = [expression(draw, g, 1) for g in (group, group, other)]
            items = tuple(Statement(id=f"{party}-{k}-{m}", want=want) for m, want in enumerate(wants))
            entries.append(Equally(id=f"{party}-{k}", items=items))
        else:
            entries.append(Statement(id=f"{party}-{k}", want=expression(draw, group, draw.choice((0, 1, 1, 2)))))
    return Preferences(priorities=tuple(entries))
