"""A slow, literal outlook for tests: every combination of what is uncertain built on its own, sets and dictionaries,
the play-out as a matrix that is multiplied until nothing changes; and random dialogues with something uncertain."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np

from detente.model.change import DropStatement, LiftRule, SetCircumstance, apply
from detente.model.dialogue import Ask, Chance, Circumstance, Equally
from detente.model.expression import And, Compare, If, Name, Not, Or
from strategies import judge_of, random_dialogue


def uncertain_items(dialogue):
    """(kind, id, chance) of everything uncertain."""
    found = [("circumstance", c.id, c.chance) for c in dialogue.circumstances]
    found += [("rule", r.id, r.sure) for r in dialogue.rules]
    found += [("statement", s.id, s.sure) for p in dialogue.preferences.values() for s in p.statements]
    return [(kind, id, Fraction(repr(chance.value))) for kind, id, chance in found if chance is not None]


def combinations(dialogue):
    """(weight, present, the dialogue so changed) of every combination."""
    items = uncertain_items(dialogue)
    for present in product((False, True), repeat=len(items)):
        weight, changes = Fraction(1), []
        for (kind, id, chance), there in zip(items, present, strict=True):
            weight *= chance if there else 1 - chance
            if kind == "circumstance":
                changes.append(SetCircumstance(id, there))
            elif not there:
                changes.append(LiftRule(id) if kind == "rule" else DropStatement(id))
        if weight:
            yield weight, present, apply(dialogue, *changes)


class Game:
    """One sound dialogue: who can improve how, and what answers there are, on sets."""

    def __init__(self, dialogue):
        self.judge = judge = judge_of(dialogue)
        self.parties, self.rank = judge.parties, judge.rank
        self.states = [s for s in product(*(range(k) for k in judge.levels)) if judge.feasible(s)]
        self.better = {(p, s): [] for p in self.parties for s in self.states}
        for party, s, t in product(self.parties, self.states, self.states):
            if self.rank[party][t] > self.rank[party][s] and all(
                a == b or (owner == party and (way == "both" or (b > a) == (way == "forward")))
                for a, b, owner, way in zip(s, t, judge.owners, judge.directions, strict=True)
            ):
                self.better[party, s].append(t)

    def answers(self, party, start):
        """The ends of sequences of the others' improvements, nobody moving twice running."""
        seen, edge = set(), [(start, party)]
        while edge:
            here, last = edge.pop()
            for mover in self.parties:
                if mover not in (party, last):
                    for t in self.better[mover, here]:
                        if (t, mover) not in seen:
                            seen.add((t, mover))
                            edge.append((t, mover))
        return {t for t, _ in seen}

    def credible(self, party, s):
        """The improvements that no answer deters."""
        rank = self.rank[party]
        return [t for t in self.better[party, s] if all(rank[u] > rank[s] for u in self.answers(party, t))]

    def chances(self, start, moves, choose):
        """The long-run chance of every state, and the expected number of moves where play comes to rest."""
        place = {s: k for k, s in enumerate(self.states)}
        table = np.zeros((len(place), len(place)))
        for s in self.states:
            steps = []
            for party in self.parties:
                if moves == "lean":
                    steps.append(sorted(self.judge.wanted(party, s)))
                    continue
                found = self.credible(party, s) if moves == "credible" else self.better[party, s]
                top = max((self.rank[party][t] for t in found), default=0)
                steps.append([t for t in found if choose == "any" or self.rank[party][t] == top])
            movers = [found for found in steps if found]
            for found in movers:
                for t in found:
                    table[place[s], place[t]] += 1 / len(movers) / len(found)
            if not movers:
                table[place[s], place[s]] = 1
        lazy = (table + np.eye(len(table))) / 2  # the same long run, without going round in step
        for _ in range(60):
            lazy = lazy @ lazy
            lazy /= lazy.sum(axis=1, keepdims=True)
        return {s: lazy[place[start], k] for s, k in place.items() if lazy[place[start], k] > 1e-12}


def naive_outlook(dialogue, moves="credible", choose="best"):
    """Chances by code and ask, the weight left out, (difference, share) by ask and item, (firm, credible) by code."""
    asks, items = dialogue.asks, uncertain_items(dialogue)
    sums, met, out, settles = {}, [], Fraction(0), {}
    for weight, present, changed in combinations(dialogue):
        if not changed.feasible(changed.status_quo):
            out += weight
            continue
        game = Game(changed)
        chances = game.chances(changed.status_quo, moves, choose)
        for s in game.states:
            firm = not any(game.better[party, s] for party in game.parties)
            if not any(game.credible(party, s) for party in game.parties):
                a, b = settles.get(dialogue.code(s), (0, 0))
                settles[dialogue.code(s)] = a + float(weight) * firm, b + float(weight)
        for s, chance in chances.items():
            sums[dialogue.code(s)] = sums.get(dialogue.code(s), 0) + float(weight) * chance
        value = {a.id: sum(x for s, x in chances.items() if changed.holds(a.that, s)) for a in asks}
        met.append((float(weight), present, value))
    whole = sum(weight for weight, _, _ in met)
    found = {}
    for ask in asks:
        mean = sum(w * v[ask.id] for w, _, v in met) / whole if whole else 0
        variance = sum(w * (v[ask.id] - mean) ** 2 for w, _, v in met) / whole if whole else 0
        for k, (_, id, _) in enumerate(items):
            sides = [[(w, v[ask.id]) for w, p, v in met if p[k] is side] for side in (True, False)]
            if all(sides):
                with_it, without = (sum(w * v for w, v in side) / sum(w for w, _ in side) for side in sides)
                q = sum(w for w, _ in sides[0]) / whole
                made = with_it - without
                found[ask.id, id] = made, q * (1 - q) * made**2 / variance if variance > 1e-12 else 0
    chance = {a.id: sum(w * v[a.id] for w, _, v in met) / whole for a in asks} if whole else {}
    settles = {code: (firm / whole, credible / whole) for code, (firm, credible) in settles.items()}
    return {code: total / whole for code, total in sums.items()}, chance, float(out), found, settles


def random_uncertain(seed, *, most=18):
    """A small random dialogue with a status quo, asks, and up to four uncertain circumstances, statements and rules."""
    draw = random.Random(seed)
    dialogue = random_dialogue(seed, most=most)
    chances = [Chance(value=draw.choice((0.125, 0.5, 0.675, 1.0))) for _ in range(draw.randint(0, 2))]
    facts = tuple(
        Circumstance(id=f"c{k}", text=f"c{k}", now=draw.random() < 0.5, chance=chance)
        for k, chance in enumerate(chances)
    )
    left = 4 - len(facts)

    def sure():
        nonlocal left
        if left and draw.random() < 0.3:
            left -= 1
            return Chance(value=draw.choice((0.25, 0.675, 0.97)))
        return None

    def hung(expr):
        if facts and draw.random() < 0.3:
            fact = Name(draw.choice(facts).id)
            return draw.choice((If(fact, expr), And((Not(fact), expr)), Or((fact, expr))))
        return expr

    def line(statement):
        return replace(statement, want=hung(statement.want), sure=sure())

    lists = {
        party: replace(p, priorities=tuple(
            replace(x, items=tuple(line(s) for s in x.items)) if isinstance(x, Equally) else line(x)
            for x in p.priorities
        ))
        for party, p in dialogue.preferences.items()
    }  # fmt: skip
    rules = tuple(replace(rule, never=hung(rule.never), sure=sure()) for rule in dialogue.rules)
    asks = tuple(
        Ask(id=f"a{k}", of=o.by, by="", that=hung(Compare(o.id, "is", draw.choice(o.levels))), text=f"a{k}")
        for k, o in enumerate(draw.sample(dialogue.options, min(3, len(dialogue.options))))
    )
    changed = replace(dialogue, circumstances=facts, preferences=lists, rules=rules, asks=asks)
    states = [changed.state(code) for code in range(changed.possible)]
    sound = [s for s in states if changed.feasible(s)]
    return replace(changed, status_quo=draw.choice(sound)) if sound else random_uncertain(seed + 10**6, most=most)
