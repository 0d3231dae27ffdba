"""A slow, literal reading of moves, sequences and stability, on sets and loops, for tests; and small dialogues."""

from __future__ import annotations

from functools import cached_property
from itertools import product

from detente.model.dialogue import Dialogue, Option, Party, Preferences, Rule
from detente.model.expression import And, Compare


class Naive:
    """A dialogue taken apart: feasible states as tuples, ranks as numbers (higher is better)."""

    def __init__(self, dialogue):
        self.dialogue = dialogue
        self.parties = [p.id for p in dialogue.parties]
        self.states = [
            s for s in product(*(range(r) for r in dialogue.radices)) if not any(
                dialogue.holds(rule.never, s) for rule in dialogue.rules)
        ]
        self.feasible = set(self.states)
        self.owner = [o.by for o in dialogue.options]
        self.direction = [o.direction for o in dialogue.options]
        self.code = {s: dialogue.code(s) for s in self.states}

    @cached_property
    def ranks(self):
        return {p: {s: self._rank(p, s) for s in self.states} for p in self.parties}

    def _rank(self, party, state):
        preferences = self.dialogue.preferences.get(party, Preferences())
        if preferences.ranking:
            code = self.dialogue.code(state)
            places = [k for k, group in enumerate(preferences.ranking) if code in group]
            return (-places[0] if places else -len(preferences.ranking),)
        return tuple(self.dialogue.holds(p.want, state) for p in preferences.priorities)

    def rank(self, party, state):
        return self.ranks[party][state]

    def can(self, k, a, b):
        return self.direction[k] == "both" or (b >= a if self.direction[k] == "forward" else b <= a)

    def joint(self, parties, s):
        """All feasible states other than s in which only options of these parties differ, in permitted directions."""
        return [
            t for t in self.states
            if t != s and all(a == b or (self.owner[k] in parties and self.can(k, a, b))
                              for k, (a, b) in enumerate(zip(s, t, strict=True)))
        ]

    def moves(self, party, s):
        return self.joint({party}, s)

    def improvements(self, party, s):
        return [t for t in self.moves(party, s) if self.rank(party, t) > self.rank(party, s)]

    def lean(self, party, s):
        """The improvements of which no part, put back wholly or to a level between, leaves the party as well off."""
        def back(t):
            return product(*(range(min(a, b), max(a, b) + 1) for a, b in zip(s, t, strict=True)))

        return [
            t for t in self.improvements(party, s)
            if all(v == t or v not in self.feasible or self.rank(party, v) < self.rank(party, t) for v in back(t))
        ]

    def closure(self, parties, s, step):
        """All that steps of these parties lead to from s, one after another in any order; s among it."""
        found, edge = {s}, [s]
        while edge:
            here = edge.pop()
            fresh = {t for p in parties for t in step(p, here)} - found
            found |= fresh
            edge.extend(fresh)
        return found

    def reach(self, parties, s, step):
        """Ends of legal sequences (at least one move, nobody twice running) of these parties from s."""
        seen, queue = set(), [(s, None)]
        while queue:
            state, last = queue.pop()
            for p in parties:
                if p != last:
                    for t in step(p, state):
                        if (t, p) not in seen:
                            seen.add((t, p))
                            queue.append((t, p))
        return {t for t, _ in seen}

    def stable(self, concept, party, s):
        others = [p for p in self.parties if p != party]
        step = self.improvements if concept in ("seq", "sseq") else self.moves
        reply = concept in ("smr", "sseq")
        worth = lambda t: self.rank(party, t)  # noqa: E731
        for t in self.improvements(party, s):
            if concept == "nash":
                return False
            sanctions = (u for u in self.reach(others, t, step) if worth(u) <= worth(s))
            if not any(not reply or all(worth(v) <= worth(s) for v in self.moves(party, u)) for u in sanctions):
                return False
        return True


NAMES = ("ann", "bob", "cyd", "dee")


def random_dialogue(rng, *, parties=3, largest=40, outsiders=True, ties=True):
    """A small dialogue with holes, one-way options and tied rankings, its status quo feasible."""
    while True:
        ids = NAMES[: rng.randint(2, parties)]
        options, size = [], 1
        for k in range(rng.randint(2, 5)):
            count = rng.choice((2, 2, 2, 3))
            if size * count > largest:
                break
            size *= count
            direction = rng.choice(("both", "both", "both", "forward", "back"))
            levels = ("no", "yes") if count == 2 else ("none", "half", "full")
            options.append(Option(id=f"o{k}", by=rng.choice(ids), text=f"o{k}", levels=levels, direction=direction))
        table = [rng.random() < 0.75 if outsiders else True for _ in ids]
        if sum(table) < 2:
            continue
        rules = tuple(
            Rule(id=f"r{k}", never=And(tuple(
                Compare(o.id, "is", rng.choice(o.levels)) for o in rng.sample(options, min(2, len(options))))))
            for k in range(rng.choice((0, 0, 1, 2)))
        )
        dialogue = Dialogue(
            title="random",
            parties=tuple(Party(id=i, name=i, at_table=t) for i, t in zip(ids, table, strict=True)),
            options=tuple(options),
            rules=rules,
            preferences={i: Preferences(ranking=_ranking(rng, size, ties)) for i in ids},
        )
        states = [dialogue.state(c) for c in range(size) if dialogue.feasible(dialogue.state(c))]
        if states:
            return _with(dialogue, status_quo=rng.choice(states))


def _with(dialogue: Dialogue, **changes) -> Dialogue:
    from dataclasses import replace

    return replace(dialogue, **changes)


def _ranking(rng, size, ties):
    codes = list(range(size))
    rng.shuffle(codes)
    groups, k = [], 0
    while k < size:
        step = rng.choice((1, 1, 2, 3)) if ties else 1
        groups.append(tuple(codes[k : k + step]))
        k += step
    return tuple(groups)
