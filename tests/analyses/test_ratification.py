"""Two-level games: the river with a parliament, and win-sets filtered by hand on random dialogues."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from naive import random_dialogue
from river import river, wants
from test_deals import Table, codes

from detente.analyses.brief import brief
from detente.analyses.deals import deals
from detente.analyses.ratification import ratification
from detente.errors import NoAnswer
from detente.formats import parse
from detente.model.dialogue import Party, Preferences
from detente.plain import plain
from reference import worked

PARLIAMENT = ("not (release >= half) unless pay", "dam")


def with_parliament(dialogue=None, texts=PARLIAMENT, id="parliament", of="upland"):
    dialogue = dialogue or river()
    party = Party(id=id, name=id, ratifies=of)
    preferences = dict(dialogue.preferences) | {id: wants(id, *texts)}
    return replace(dialogue, parties=(*dialogue.parties, party), preferences=preferences)


def test_river_with_a_parliament():
    result = ratification(with_parliament(), against="reference")
    assert (result.deals, result.ratified_weak, result.ratified_strict) == ((4, 7, 10), (4, 10), (10,))
    assert result.zone == (4, 10) and result.number == 8
    (parliament,) = result.ratifiers
    assert parliament.win_set_weak == (0, 3, 4, 6, 9, 10) and parliament.ties == (4,)
    assert parliament.options == ("release", "dam") and parliament.binding
    assert [(d.place.code, d.party, d.ratifier) for d in result.defections] == [(7, "upland", "parliament")]
    # Upland's worst deal, 7, is off the table: the other side cannot press it down there.
    assert parliament.raises_worst and not parliament.lowers_best
    assert parliament.best_with == parliament.best_without == (10,)


def test_strict_refuses_ties():
    assert ratification(with_parliament(), strict=True, against="reference").zone == (10,)


def test_two_vetoes_and_what_opens_an_empty_zone():
    dialogue = with_parliament(texts=("not release",))
    dialogue = with_parliament(dialogue, texts=("not pay",), id="senate", of="lowland")
    result = ratification(dialogue, against="reference")
    assert result.deals and result.zone == () and result.lost == len(result.deals)
    assert result.opening == (("parliament",),)  # then 7, which the senate lets pass: it does not touch its options
    left = tuple(p for p in dialogue.parties if p.id != "parliament")
    assert ratification(replace(dialogue, parties=left), against="reference").zone == (7,)


def test_nobody_ratifies():
    result = ratification(river(), against="reference")
    assert result.zone == result.deals == (4, 7, 10) and result.ratifiers == () and result.opening == ()
    with pytest.raises(NoAnswer):
        ratification(river(status_quo=None))


def test_computed_example():
    case = worked("two-level")
    dialogue = with_parliament(parse(json.dumps(case["given"]["dialogue"])), case["given"]["parliament"])
    result, expected = ratification(dialogue, against="reference"), case["expected"]
    assert plain(result.ratifiers[0].ranking) == expected.pop("ranking")
    assert result.ratifiers[0].win_set_weak == result.win_set_weak
    assert {key: plain(getattr(result, key)) for key in expected} == expected


def test_as_filtering_all_packages():
    rng = random.Random(8)
    bound, opened = 0, 0
    for _ in range(220):
        dialogue = random_dialogue(rng)
        for k in range(rng.choice((1, 2))):
            home = Preferences(ranking=random_ranking(rng, dialogue.possible))
            party = Party(id=f"home{k}", name=f"home{k}", ratifies=rng.choice(dialogue.table))
            dialogue = replace(
                dialogue, parties=(*dialogue.parties, party), preferences=dict(dialogue.preferences) | {party.id: home}
            )
        strict = rng.random() < 0.5
        table, result = Table(dialogue), ratification(dialogue, strict=strict, against="reference")
        passed = {r.party: {s for s in table.packages if passes(table, r, s, strict)} for r in result.ratifiers}
        deals = table.deals()
        assert result.deals == codes(dialogue, deals)
        zone = [s for s in deals if all(s in win for win in passed.values())]
        assert result.zone == codes(dialogue, zone)
        assert result.zone == (result.ratified_strict if strict else result.ratified_weak)
        assert result.lost == len(deals) - len(zone)
        for r in result.ratifiers:
            wider = [s for s in deals if all(s in win for other, win in passed.items() if other != r.party)]
            win_set = r.win_set_strict if strict else r.win_set_weak
            assert win_set == codes(dialogue, [s for s in table.packages if s in passed[r.party]])
            assert r.binding == (len(wider) > len(zone))
            assert r.best_without == codes(dialogue, best(table, r.ratifies, wider))
            bound += r.binding
        opened += bool(result.opening)
        assert bool(result.opening) == bool(deals and not zone)
    assert bound > 30 and opened > 10


def passes(table, ratifier, s, strict):
    needs = any(s[k] != table.sq[k] for k, o in enumerate(table.dialogue.options) if o.by == ratifier.ratifies)
    margin = table.worth(ratifier.party, s)[0] - table.rank(ratifier.party, table.sq)[0]
    return not needs or margin > 0 or (margin == 0 and not strict)


def best(table, party, states):
    top = max((table.worth(party, s) for s in states), default=None)
    return [s for s in states if table.worth(party, s) == top]


def random_ranking(rng, size):
    shuffled = rng.sample(range(size), size)
    cut = sorted(rng.sample(range(1, size), min(size - 1, 4)))
    return tuple(tuple(shuffled[a:b]) for a, b in zip([0, *cut], [*cut, size], strict=True))


def test_what_passes_against_the_drift_is_what_the_brief_and_the_deals_count():
    """Three pages, one count: packages that beat the drift, and those of them that nobody at home refuses."""
    rng = random.Random(28)
    told = 0
    for _ in range(150):
        dialogue = random_dialogue(rng)
        home = Preferences(ranking=random_ranking(rng, dialogue.possible))
        party = Party(id="home", name="home", ratifies=rng.choice(dialogue.table))
        dialogue = replace(
            dialogue, parties=(*dialogue.parties, party), preferences=dict(dialogue.preferences) | {"home": home}
        )
        result, found = ratification(dialogue), deals(dialogue)
        assert (result.against, result.deals, result.zone) == (found.against, found.deals, found.ratified)
        assert set(ratification(dialogue, strict=True).zone) <= set(result.zone)
        if len(result.zone) < len(result.deals):
            deal = brief(dialogue).facts.deal
            assert deal is not None
            assert (deal.against, deal.beating, deal.passing) == ("drift", len(result.deals), len(result.zone))
            told += 1
    assert told >= 3
