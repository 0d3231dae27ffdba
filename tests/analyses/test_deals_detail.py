"""The smaller parts of deals: trades, conditional offers, stakes, what comes nearest; each read literally."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from itertools import combinations

from naive import random_dialogue
from river import river, two_by_two
from test_deals import Table, examine

from detente.analyses.deals import deals as deals_
from detente.engine.arrays.space import build
from detente.methods.bargaining.linked_model import link
from detente.methods.bargaining.stakes import stake
from detente.model.dialogue import Ask, Offer
from detente.model.expression import And, Compare, Expr, Not

deals = partial(deals_, against="reference")


def with_asks(rng, dialogue):
    """Asks for last levels, to abstain, and for a level at least, of parties at the table to others there."""
    asks = []
    for option in dialogue.options:
        for by in dialogue.table:
            if option.by in dialogue.table and by != option.by and rng.random() < 0.7:
                last = Compare(option.id, ">=", option.levels[-1])
                kind = rng.choice(("option", "abstain", "level"))
                that: Expr = last
                if kind == "abstain":
                    that = Compare(option.id, "is", option.levels[0])
                elif kind == "level":
                    that = Compare(option.id, ">=", option.levels[1])
                asks.append(Ask(id=f"{by}-{option.id}", of=option.by, by=by, text="", that=that,
                                option=option.id if kind == "option" else ""))
    table = Table(dialogue)
    poor = min(table.states, key=lambda s: sum(table.rank(i, s)[0] for i in table.table))
    return replace(dialogue, asks=tuple(asks), status_quo=poor)


def literal_grants(table, ask):
    """What granting can mean from the status quo: a set of states in which only options of the asked party differ."""
    dialogue, sq = table.dialogue, table.sq
    if ask.option:
        k = dialogue.option_index(ask.option)
        return [(*sq[:k], level, *sq[k + 1 :]) for level in range(sq[k] + 1, len(dialogue.options[k].levels))]
    if dialogue.holds(ask.that, sq):
        return []
    met = [s for s in table.states if dialogue.holds(ask.that, s)
           and all(a == b or o.by == ask.of for a, b, o in zip(s, sq, dialogue.options, strict=True))]
    least = min((distance(s, sq) for s in met), default=0)
    return [s for s in met if distance(s, sq) == least]


def distance(a, b):
    return sum(x != y for x, y in zip(a, b, strict=True))


def literal_trades(table):
    """Pairs of grants, both sides' together a package better for both, unbeaten among the pairs for the same asks."""
    dialogue, sq, found = table.dialogue, table.sq, set()
    for i, j in combinations(table.table, 2):
        for a in dialogue.asks:
            for b in dialogue.asks:
                if (a.of, a.by, b.of, b.by) != (i, j, j, i):
                    continue
                both = [
                    tuple(x if x != q else y for x, y, q in zip(ga, gb, sq, strict=True))
                    for ga in literal_grants(table, a) for gb in literal_grants(table, b)
                ]
                good = [s for s in both if s in table.packages
                        and all(table.worth(p, s) > table.rank(p, sq) for p in (i, j))]
                worth = {s: (table.worth(i, s), table.worth(j, s)) for s in good}
                found |= {
                    s for s in good if not any(
                        worth[t] != worth[s] and worth[t][0] >= worth[s][0] and worth[t][1] >= worth[s][1]
                        for t in good)
                }
    return {dialogue.code(s) for s in found}


def test_trades_as_all_pairs_of_grants():
    rng = random.Random(11)
    seen = 0
    for _ in range(600):
        dialogue = with_asks(rng, random_dialogue(rng))
        table, result = Table(dialogue), deals(dialogue, limit=0)
        assert {t.code for t in result.trades} == literal_trades(table)
        for trade in result.trades:
            state = dialogue.state(trade.code)
            margins = {p: table.worth(p, state)[0] - table.rank(p, table.sq)[0] for p in table.table}
            assert trade.better == {p: m > 0 for p, m in margins.items()}
            assert trade.loses == tuple(p for p, m in margins.items() if m < 0)
            assert all(trade.asks.values()) and all(len(g) > 0 for g in trade.grants.values())
            for giver in trade.grants:
                alone = dialogue.with_levels(
                    table.sq, tuple((o, dialogue.option(o).levels.index(v)) for o, v in trade.grants[giver].items())
                )
                good = alone in table.packages and all(table.worth(p, alone) > table.rank(p, table.sq)
                                                       for p in trade.grants)
                assert trade.alone[giver] == good
            seen += 1
    assert seen > 50


def test_conditional_offers_as_the_linked_model():
    rng = random.Random(12)
    held, tried, wider = 0, 0, 0
    while tried < 250:
        dialogue = random_dialogue(rng, largest=24)
        table = Table(dialogue)
        state = rng.choice(table.packages)
        found = {(k.by, k.of): k for k in examine(dialogue, dialogue.code(state)).linkage}
        if all(table.stable("nash", i, state) for i in table.parties):
            assert not found
            continue
        space = build(dialogue)
        for by in table.table:
            for of in table.table:
                changed = {p: [o for k, o in enumerate(dialogue.options) if o.by == p and state[k] != table.sq[k]]
                           for p in (by, of)}
                touched = [o for k, o in enumerate(dialogue.options) if o in changed[of] or any(
                    t[k] != state[k] for t in table.improvements(of, state))]
                if by == of or not changed[by] or not touched:
                    assert (by, of) not in found
                    continue
                give = tuple((o.id, state[dialogue.option_index(o.id)]) for o in changed[by])
                firm = None
                for kept in (changed[of], touched):
                    condition = And(tuple(
                        Compare(o.id, "is", o.levels[state[dialogue.option_index(o.id)]]) for o in kept))
                    model = link(space, Offer(id="offer", by=by, give=give, condition=condition)) if kept else None
                    if model and dialogue.code(state) in {space.code_of(int(c)) for c in model.nash()}:
                        firm = [o.id for o in kept]
                        break
                assert ((by, of) in found) == (firm is not None)
                assert firm is None or list(found[by, of].condition) == firm
                tried += 1
                held += firm is not None
                wider += firm is not None and firm != [o.id for o in changed[of]]
    assert held > 10 and wider > 5


def test_river_is_held_by_paying_only_while_no_dam_is_built():
    (offer,) = examine(river(), 4).linkage
    assert (offer.by, offer.give, offer.condition) == ("lowland", {"pay": "yes"}, {"release": "half", "dam": "no"})
    assert offer.worth_it


def test_a_payment_that_cannot_be_taken_back_holds_nothing():
    """Grant (a: pay, not grant; b: grant, not pay): a conditional payment holds the grant, unless it is one-way."""
    # code = grant + 2 pay; a owns the grant and would rather be paid and not grant.
    game = two_by_two((2, 3, 0, 1), (1, 3, 0, 2))
    assert [k.by for k in examine(game, 3).linkage] == ["one", "two"]
    one, two = game.options
    sunk = replace(game, options=(one, replace(two, direction="forward")))
    assert [k.by for k in examine(sunk, 3).linkage] == ["one"]


def test_nearest_are_the_packages_by_which_one_party_loses_least():
    rng = random.Random(13)
    told = 0
    for _ in range(220):
        dialogue = random_dialogue(rng, largest=24)
        table, result = Table(dialogue), deals(dialogue, limit=1)
        if result.deals:
            assert result.nearest == ()
            continue
        for party in table.table:
            others = [i for i in table.table if i != party]
            kind = [s for s in table.packages
                    if all(table.worth(i, s) > table.rank(i, table.reference(i)) for i in others)]
            miss = next((m for m in result.nearest if m.party == party), None)
            assert (miss is None) == (not kind)
            if miss is None:
                continue
            least = max(table.worth(party, s) for s in kind)
            kind = [s for s in kind if table.worth(party, s) == least]
            worth = {s: [table.worth(i, s) for i in others] for s in kind}
            kept = [s for s in kind if not any(
                worth[t] != worth[s] and all(a >= b for a, b in zip(worth[t], worth[s], strict=True)) for t in kind)]
            assert set(miss.codes) == {dialogue.code(s) for s in kept}
            assert miss.place.code in miss.codes
            assert miss.indifferent == (least == table.rank(party, table.reference(party)))
            told += 1
    assert told > 40


def test_a_stake_names_what_turned():
    dialogue = river()
    found = stake(dialogue, "upland", (1, 1, 0, 0), (0, 0, 1, 1))
    assert (found.gains, found.costs, found.decides) == (("upland-4",), ("upland-2",), "upland-2")
    assert (found.loses, found.gets) == (("pay",), ())
    nothing = stake(dialogue, "upland", (0, 0, 0, 0), (0, 0, 0, 0))
    assert nothing.decides == "" and nothing.gains == nothing.costs == ()


def test_withdrawing_what_was_asked_is_told():
    asks = (*river().asks, Ask(id="no_dam", of="upland", by="lowland", text="", that=Not(Compare("dam", "is", "yes"))))
    dialogue = river(asks=asks)
    assert stake(dialogue, "upland", (0, 0, 0, 0), (0, 0, 1, 0)).withdraws == ("no_dam",)
    assert stake(dialogue, "lowland", (0, 0, 0, 0), (0, 0, 1, 0)).loses == ("no_dam",)
