"""What a brief claims of a dialogue, held against the literal judge; and changes that must leave its claims alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from definitions import Judge
from detente.analyses.brief import brief
from detente.analyses.facts import Facts, facts
from detente.errors import DetenteError
from detente.formats import dump, parse
from detente.model.dialogue import Ask, Circumstance, Dialogue, State
from detente.model.expression import Name
from strategies import expression, judge_of, random_dialogue


def random_talks(seed: int) -> Dialogue | None:
    """A random dialogue with a status quo and asks; None where no state can be."""
    draw, talks = random.Random(seed), random_dialogue(seed, most=36)
    states = [s for s in product(*map(range, talks.radices)) if talks.feasible(s)]
    ids = [p.id for p in talks.parties]
    if not states or len(ids) < 2:
        return None
    asks = []
    for k in range(draw.randint(1, 3)):
        of = draw.choice([o.by for o in talks.options])
        own = [o for o in talks.options if o.by == of]
        by = draw.choice([id for id in ids if id != of])
        asks.append(Ask(id=f"k{k}", of=of, by=by, that=expression(draw, own, 1), text=f"Ask {k}"))
    return replace(talks, asks=tuple(asks), status_quo=draw.choice(states))


def wrong(talks: Dialogue) -> Iterator[str]:
    """Every claim of the brief's facts that the definitions do not bear out."""
    judge, told = judge_of(talks), facts(talks)
    assert talks.status_quo is not None and told.now is not None and told.drift is not None
    yield from _standing(judge, talks.status_quo, told.now.holds)
    step = {(move.party, _to(talks, talks.status_quo, move.changes)) for move in told.drift.next}
    literal = {(p, t) for p in judge.parties for t in judge.wanted(p, talks.status_quo)}
    if step != literal:
        yield f"next steps {step}, by definition {literal}"
    ends = [{talks.state(s.at.code) for s in end.states} for end in told.drift.ends]
    if sorted(map(sorted, ends)) != sorted(map(sorted, _closed(judge, talks.status_quo))):
        yield f"the drift ends in {ends}"
    for end in told.drift.ends:
        for state in end.states:
            yield from _standing(judge, talks.state(state.at.code), state.holds)
    for ask in told.asks:
        met = {talks.holds(talks.ask(ask.ask).that, s) for end in ends for s in end}
        if (ask.drift == "full") != (met == {True}):
            yield f"ask {ask.ask} is told {ask.drift}, and is met at the ends: {met}"


def _standing(judge: Judge, state: State, holds: str | None) -> Iterator[str]:
    firm, credible = state in judge.equilibria("nash"), state in judge.equilibria("seq", lean=True)
    if holds != ("firm" if firm else "credible" if credible else None):
        yield f"{state} is told {holds}; firm {firm}, credible {credible}"


def _to(talks: Dialogue, here: State, changes: dict[str, str]) -> State:
    levels = tuple((id, talks.option(id).levels.index(level)) for id, level in changes.items())
    return talks.with_levels(here, levels)


def _closed(judge: Judge, start: State) -> list[set[State]]:
    """The closed classes that the wanted steps lead to, by reaching all from each."""
    def reach(s: State) -> frozenset[State]:
        found, edge = {s}, [s]
        while edge:
            here = edge.pop()
            new = {t for p in judge.parties for t in judge.wanted(p, here)} - found
            found |= new
            edge += new
        return frozenset(found)

    reached = {s: reach(s) for s in reach(start)}
    return [set(c) for c in {found for s, found in reached.items() if all(s in reached[t] for t in found)}]


# ---- changes that must change nothing


def shuffled(talks: Dialogue, draw: random.Random) -> Dialogue:
    """The same dialogue with its options, rules and asks in another order, and a fact on which nothing hangs."""
    order = draw.sample(range(len(talks.options)), len(talks.options))
    turned = {code: _recoded(talks, order, talks.state(code)) for p in talks.preferences.values()
              for group in p.ranking for code in group}  # fmt: skip
    options = tuple(talks.options[k] for k in order)
    other = replace(talks, options=options, circumstances=(Circumstance(id="idle", text="Idle", now=False),))
    preferences = {
        party: replace(given, ranking=tuple(tuple(other.code(turned[code]) for code in g) for g in given.ranking))
        for party, given in talks.preferences.items()
    }
    assert talks.status_quo is not None
    return replace(
        other, preferences=preferences, rules=tuple(draw.sample(talks.rules, len(talks.rules))),
        status_quo=_recoded(talks, order, talks.status_quo),
    )  # fmt: skip


def _recoded(talks: Dialogue, order: list[int], state: State) -> State:
    return tuple(state[k] for k in order)


def claims(talks: Dialogue) -> object:
    """What the facts say, by names: nothing of it may hang on the order of entries."""
    told: Facts = facts(talks)
    assert told.now is not None and told.drift is not None

    def named(code: int) -> frozenset[tuple[str, int]]:
        return frozenset(zip((o.id for o in talks.options), talks.state(code), strict=True))

    ends = {frozenset(named(s.at.code) for s in end.states): round(end.chance, 9) for end in told.drift.ends}
    return (
        told.now.holds, ends, {a.ask: (a.now, a.drift) for a in told.asks}, told.ways and told.ways.number,
        told.deal and (told.deal.against, told.deal.number, told.deal.beating),
    )  # fmt: skip


# ---- mutants of files


def mutant(draw: random.Random, text: str) -> str:
    """A text with one thing in it cut, doubled, swapped with another, or replaced by what people mistype."""
    lines = text.split("\n")
    at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    match draw.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            words = lines[at].split(" ")
            words[draw.randrange(len(words))] = draw.choice(["", "null", "{}", "[]", "-1", "yes", "''", "not", "%"])
            lines[at] = " ".join(words)
        case 4:
            place = draw.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:place] + draw.choice("{}[]:,-#'\"&*!%@ \t") + lines[at][place:]
        case _:
            lines[at] = lines[at].replace(*draw.choice([(" is ", " >= "), ("and", "or"), ("no", "yes"), ("a", "b")]))
    return "\n".join(lines)


def survives(text: str) -> bool:
    """Whether a text is a dialogue with a brief; any error but ours escapes. What is read is written and read again."""
    try:
        talks = parse(text)
        brief(talks)
    except DetenteError:
        return False
    assert parse(dump(talks)) == talks
    return True


def trivial(talks: Dialogue) -> Dialogue:
    """The dialogue with an ask that is always met: nobody's steps hang on asks."""
    first = talks.options[0]
    that = Name(first.id)
    by = next(p.id for p in talks.parties if p.id != first.by)
    return replace(talks, asks=(*talks.asks, Ask(id="more", of=first.by, by=by, that=that, text="More")))
