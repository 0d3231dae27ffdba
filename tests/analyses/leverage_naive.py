"""Leverage from its definition, with loops and sets: the judge of the fast search. Plain data, no engine."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, product

from detente.model.dialogue import (
    Ask,
    Circumstance,
    Dialogue,
    Equally,
    Option,
    Party,
    Preferences,
    Rule,
    Statement,
)
from detente.model.expression import names, parse


class Game:
    """One dialogue under some edits: feasible states, moves and preference by lists of groups of statements."""

    def __init__(self, dialogue, edits, memo):
        facts = dict(dialogue.now)
        lifted, package = set(), {}
        for e in edits:
            if e.kind == "circumstance":
                facts[e.id] = e.to
            elif e.kind == "lift_rule":
                lifted.add(e.id)
            elif e.kind == "fix":
                package = dict(e.levels)
        self.dialogue, self.facts, self.memo, self.lifted = dialogue, facts, memo, lifted
        self.key = tuple(sorted(facts.items()))
        index = {o.id: n for n, o in enumerate(dialogue.options)}
        self.states = [
            s
            for s in product(*(range(r) for r in dialogue.radices))
            if not any(self.holds(r.never, s) for r in dialogue.rules if r.id not in lifted)
            and all(dialogue.options[index[o]].levels[s[index[o]]] == level for o, level in package.items())
        ]
        self.there = set(self.states)
        self.lists = {p.id: edited(dialogue.preferences[p.id], edits) for p in dialogue.parties}
        self._moves, self._worth = {}, {}

    def holds(self, expr, s):
        key = (id(expr), s, self.key)
        if key not in self.memo:
            self.memo[key] = self.dialogue.holds(expr, s, self.facts)
        return self.memo[key]

    def worth(self, p, s):
        if (p, s) not in self._worth:
            self._worth[p, s] = tuple(sum(self.holds(w, s) for w in group) for group in self.lists[p])
        return self._worth[p, s]

    def moves(self, p, s):
        if (p, s) not in self._moves:
            found = []
            for t in self.states:
                changed = [(o, a, b) for o, a, b in zip(self.dialogue.options, s, t, strict=True) if a != b]
                if changed and not self.breaks(p, s, t) and all(
                    o.by == p and (o.direction == "both" or (o.direction == "forward") == (b > a))
                    for o, a, b in changed
                ):
                    found.append(t)
            self._moves[p, s] = found
        return self._moves[p, s]

    def breaks(self, p, s, t):
        """Whether going from s to t breaks a rule that binds p alone and holds in s."""
        own = [r for r in self.dialogue.own_rules if r.party == p and r.id not in self.lifted]
        return any(self.holds(r.never, t) and not self.holds(r.never, s) for r in own)

    def better(self, p, a, b):
        return self.worth(p, a) > self.worth(p, b)

    def sequences(self, i, start, improving):
        """Ends of legal sequences of the others from `start`, nobody twice in a row."""
        seen, todo = set(), [(start, None)]
        while todo:
            s, last = todo.pop()
            for p in {q.id for q in self.dialogue.parties} - {i, last}:
                for t in self.moves(p, s):
                    if (not improving or self.better(p, t, s)) and (t, p) not in seen:
                        seen.add((t, p))
                        todo.append((t, p))
        return {s for s, _ in seen}

    def stable(self, i, s, concept):
        for t in self.moves(i, s):
            if not self.better(i, t, s):
                continue
            if concept == "nash":
                return False
            for u in self.sequences(i, t, concept in ("seq", "sseq")):
                if self.better(i, u, s):
                    continue
                if concept in ("smr", "sseq") and any(self.better(i, v, s) for v in self.moves(i, u)):
                    continue
                break
            else:
                return False
        return True

    def equilibria(self, concept):
        return [s for s in self.states if all(self.stable(p.id, s, concept) for p in self.dialogue.parties)]


def edited(preferences, edits):
    """A list after drops and moves, as groups of expressions, from the definition."""
    gone = {e.id for e in edits if e.kind == "drop"}
    shift = {e.id: e.places for e in edits if e.kind == "move"}
    items = []
    for item in preferences.priorities:
        members = [s for s in (item.items if isinstance(item, Equally) else (item,)) if s.id not in gone]
        if members:
            whole = not isinstance(item, Equally) or len(members) > 1
            items.append((shift.get(item.id, 0) if whole else 0, [s.want for s in members]))
    key = lambda pair: pair[0] + pair[1][0] + 0.5 * ((pair[1][0] > 0) - (pair[1][0] < 0))  # noqa: E731
    return [wants for _, (_, wants) in sorted(enumerate(items), key=key)]


def contradictory(edits):
    """More than one package, or two edits of one statement or group."""
    touched = [e.id for e in edits if e.kind in ("drop", "move")]
    return len(touched) != len(set(touched)) or sum(e.kind == "fix" for e in edits) > 1


def meets(dialogue, edits, goal_expr, goal, concept, memo):
    game = Game(dialogue, edits, memo)
    found = game.equilibria(concept if goal == "some" else "nash")
    met = [game.holds(goal_expr, s) for s in found]
    return bool(met) and (all(met) if goal == "every" else any(met))


def as_asked(dialogue, goal_expr, asker):
    """The dialogue in which the others could take back what the target names."""
    named = set(names(goal_expr))
    free = [replace(o, direction="both") if o.id in named and o.by != asker else o for o in dialogue.options]
    return replace(dialogue, options=tuple(free))


def own_step(dialogue, edits):
    """Whether the asker could take the step of a package from the status quo by itself, if that can be."""
    game, now = Game(dialogue, [e for e in edits if e.kind != "fix"], {}), dialogue.status_quo
    for e in edits:
        if e.kind == "fix" and now in game.there:
            levels = tuple((id, dialogue.option(id).levels.index(level)) for id, level in e.levels.items())
            there = dialogue.with_levels(now, levels)
            if there not in game.there or game.breaks(e.party, now, there):
                return False
    return True


def minimal_sets(dialogue, edits, goal_expr, goal, concept, size, *, steps=False):
    """All minimal sets of catalogue numbers, trying every one. `steps`: with steps of the asker's own alone."""
    memo = {}
    met = set()
    for r in range(size + 1):
        for chosen in combinations(edits, r):
            possible = not contradictory(chosen) and (not steps or own_step(dialogue, chosen))
            if possible and meets(dialogue, chosen, goal_expr, goal, concept, memo):
                met.add(frozenset(e.number for e in chosen))
    return {e for e in met if not any(f < e for f in met)}


def dialogue_of(parties, options, priorities, *, circumstances=(), rules=(), asks=(), status_quo=None):
    """A small dialogue from plain data. options: (id, by, levels, direction); priorities: {party: [text | [texts]]}."""
    made = {}
    for party in parties:
        items = []
        for n, line in enumerate(priorities.get(party, ())):
            if isinstance(line, str):
                items.append(Statement(id=f"{party}.{n}", want=parse(line)))
            else:
                inner = tuple(Statement(id=f"{party}.{n}.{m}", want=parse(t)) for m, t in enumerate(line))
                items.append(Equally(id=f"{party}.{n}", items=inner))
        made[party] = Preferences(priorities=tuple(items))
    dialogue = Dialogue(
        title="small",
        parties=tuple(Party(id=p, name=p) for p in parties),
        options=tuple(
            Option(id=id, by=by, text=id, levels=tuple(levels), direction=direction)
            for id, by, levels, direction in options
        ),
        circumstances=tuple(Circumstance(id=id, text=id, now=now) for id, now in circumstances),
        rules=tuple(Rule(id=f"rule-{n}", never=parse(t)) for n, t in enumerate(rules)),
        asks=tuple(Ask(id=id, of=of, by=by, that=parse(that), text=id) for id, of, by, that in asks),
        preferences=made,
    )
    first = (0,) * len(options) if status_quo is None else status_quo
    return replace(dialogue, status_quo=first if dialogue.feasible(first) else None)


def river(**changes):
    """The river of the worked examples: 24 codes, 16 states in a dry year."""
    given = {
        "parties": ("upland", "lowland", "farmers"),
        "options": (
            ("release", "upland", ("none", "half", "full"), "both"),
            ("pay", "lowland", ("no", "yes"), "both"),
            ("dam", "upland", ("no", "yes"), "forward"),
            ("protest", "farmers", ("no", "yes"), "both"),
        ),
        "priorities": {
            "upland": ["not (release is full)", "pay", "if pay then release is half", "dam"],
            "lowland": ["release >= half", "not dam", "not pay unless release >= half"],
            "farmers": ["protest iff release is none"],
        },
        "circumstances": (("dry_year", True),),
        "rules": ("release is full and dry_year",),
        "asks": (("release", "upland", "lowland", "release >= full"), ("pay", "lowland", "upland", "pay")),
    }
    return dialogue_of(**(given | changes))


def grant(pay="both", asked="both"):
    """a grants, b pays: the example of a conditional offer."""
    return dialogue_of(
        ("a", "b"),
        (("grant", "a", ("no", "yes"), asked), ("pay", "b", ("no", "yes"), pay)),
        {"a": ["pay", "not grant"], "b": ["grant", "not pay"]},
        asks=(("grant", "a", "b", "grant"),),
    )


def random_expression(rng, atoms, depth=2):
    """An expression as text over atoms such as `x is high`."""
    if depth == 0 or rng.random() < 0.35:
        atom = rng.choice(atoms)
        return atom if rng.random() < 0.6 else f"not ({atom})"
    a, b = (random_expression(rng, atoms, depth - 1) for _ in range(2))
    forms = ("({0}) and ({1})", "({0}) or ({1})", "(if {0} then {1})", "({0}) iff ({1})", "({0}) unless ({1})")
    form = rng.choice(forms)
    return form.format(f"({a})", f"({b})")


def random_dialogue(rng: random.Random, *, parties=3, states=24, statements=3):
    """A small dialogue with holes, one-way options, levels, groups, circumstances, and (seldom) an idle party."""
    names = ["a", "b", "c", "d"][: rng.randint(2, parties)]
    options, size = [], 1
    for n in range(rng.randint(2, 4)):
        levels = rng.choice((("no", "yes"), ("no", "yes"), ("none", "half", "full")))
        if size * len(levels) > states:
            break
        size *= len(levels)
        by = names[n] if n < len(names) and rng.random() < 0.8 else rng.choice(names)
        options.append((f"o{n}", by, levels, rng.choice(("both", "both", "both", "forward", "back"))))
    facts = [(f"f{n}", rng.random() < 0.5) for n in range(rng.randint(0, 2))]
    atoms = [f"{id} {rng.choice(('is', '>='))} {rng.choice(levels)}" for id, _, levels, _ in options for _ in range(2)]
    wants = atoms + [id for id, _ in facts]
    rules = [random_expression(rng, wants, 1) for _ in range(rng.choice((0, 0, 1, 1, 2)))]
    lists = {}
    for name in names:
        lines = []
        for _ in range(rng.randint(0, statements)):
            text = random_expression(rng, wants)
            lines.append([text, random_expression(rng, wants)] if rng.random() < 0.15 else text)
        lists[name] = lines
    start = tuple(rng.randrange(len(levels)) for _, _, levels, _ in options) if rng.random() < 0.5 else None
    return dialogue_of(names, options, lists, circumstances=facts, rules=rules, status_quo=start)
