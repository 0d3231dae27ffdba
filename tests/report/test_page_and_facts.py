"""The page beside its own facts: every number that it tells is counted again, every sentence held against them."""

from __future__ import annotations

import random
import re

import pytest

from detente.analyses.brief import Brief, brief
from detente.analyses.prospects import prospects
from detente.formats import examples, load, parse
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief import asks as table_of_asks
from detente.report.brief import page
from detente.report.brief.headline import headline as headline_of
from detente.report.document import Document, Items, Mark, Section, Table, Terms, plain
from detente.report.language import spelled
from detente.report.renderers import terminal

SHIPPED = list(examples())


def written(seed: int) -> str:
    """A small random file: parties at the table and not, who ratifies, facts with chances, rules, grades, promises."""
    draw = random.Random(seed)
    parties = ["north", "south", "east"][: draw.choice((2, 2, 3))]
    options = {f"o{n}": draw.choice(parties) for n in range(draw.randint(2, 6))}
    lines = [f"  {id}: {{by: {by}, text: Thing {id}{_more(draw, by, parties)}}}" for id, by in options.items()]
    facts = [f"f{n}" for n in range(draw.choice((0, 0, 1, 2)))]
    known = [f"  {id}: {{text: Fact {id} is so, now: {_yes(draw)}, chance: {_chance(draw)}}}" for id in facts]
    named = [*options, *facts]
    lists = []
    for party in parties:
        wants = [_want(draw, named) for _ in range(draw.randint(1, 4))]
        lists.append(f"  {party}: [{', '.join(dict.fromkeys(wants))}]")
    quo = dict.fromkeys(options, "no") if draw.random() < 0.3 else {id: _yes(draw) for id in options}
    pair = draw.sample(named, 2)
    rules = [f"  - {{never: {pair[0]} and {pair[1]}}}"] if draw.random() < 0.3 and not _both(quo, pair) else []
    names = [f"  {party}: {{name: {party.title()}}}" for party in parties]
    if draw.random() < 0.3:
        names.append(f"  house: {{name: The House, ratifies: {parties[0]}}}")
        lists.append(f"  house: [{_want(draw, named)}]")
    parts = {"parties": names, "options": lines, "circumstances": known, "rules": rules, "priorities": lists}
    body = "\n".join(line for key, told in parts.items() if told for line in (f"{key}:", *told))
    return f"{body}\nstatus_quo: {{{', '.join(f'{id}: {level}' for id, level in quo.items())}}}\n"


def _yes(draw: random.Random) -> str:
    return draw.choice(("yes", "no"))


def _chance(draw: random.Random) -> str:
    return draw.choice(("likely", "unlikely", "roughly even chance"))


def _both(quo: dict[str, str], pair: list[str]) -> bool:
    """Whether a rule against both might bar the status quo; facts may come true."""
    return all(quo.get(id, "yes") == "yes" for id in pair)


def _more(draw: random.Random, by: str, parties: list[str]) -> str:
    """Who asks for it, and now and then that it cannot be taken back."""
    return _asked(draw, by, parties) + (", direction: forward" if draw.random() < 0.1 else "")


def _asked(draw: random.Random, by: str, parties: list[str]) -> str:
    others = [party for party in parties if party != by]
    return f", asked_by: {draw.choice(others)}" if draw.random() < 0.6 else ""


def _want(draw: random.Random, options: list[str]) -> str:
    one, other = draw.choice(options), draw.choice(options)
    return draw.choice((one, f"not {one}", f"{one} iff {other}" if one != other else one, f"{one} or {other}"))


@pytest.fixture(scope="module", params=[*SHIPPED, *range(300)], ids=str)
def told(request: pytest.FixtureRequest) -> tuple[Dialogue, Brief, Document]:
    """A dialogue with its brief and its page: shipped ones, and random ones."""
    dialogue = parse(written(request.param)) if isinstance(request.param, int) else load(request.param)
    result = brief(dialogue)
    return dialogue, result, page.view(dialogue, result)


def part(document: Document, id: str) -> Section | None:
    return next((section for section in document.sections if section.id == id), None)


def lead(document: Document) -> dict[str, str]:
    """Now, Next and If, as plain sentences."""
    section = part(document, "lead")
    assert section is not None
    [terms] = [block for block in section.blocks if isinstance(block, Terms)]
    return {plain(name): plain(text) for name, text in terms.terms}


def test_now_counts_the_asks_that_are_met(told: tuple[Dialogue, Brief, Document]) -> None:
    _dialogue, result, document = told
    if result.facts.now is None or not result.facts.asks:
        return
    met = sum(one.now == "full" for one in result.facts.asks)
    said = re.search(r"; (.*) asks? (?:is|are)(?: not)? met", lead(document)["Now"])
    assert said, lead(document)["Now"]
    count = len(result.facts.asks)
    wanted = (
        {"the one"} if count == 1
        else {"neither of the two" if count == 2 else f"none of {spelled(count)}"} if not met
        else {"both" if count == 2 else f"all {spelled(count)}"} if met == count
        else {f"{spelled(met)} of {spelled(count)}"}
    )  # fmt: skip
    assert said.group(1) in wanted


def test_now_says_that_it_holds_exactly_where_nobody_wants_a_step(told: tuple[Dialogue, Brief, Document]) -> None:
    dialogue, result, document = told
    if result.facts.drift is None:
        return
    now = lead(document)["Now"]
    assert ("does not hold" in now) is bool(result.facts.drift.next)
    for move in result.facts.drift.next:
        assert dialogue.party(move.party).name in now
    if result.facts.now and result.facts.now.holds == "credible" and not result.facts.now.barred:
        assert "only while" in now and "nobody gains" not in now
    if result.facts.now and result.facts.now.barred:
        assert "but for the rule" in now


def test_the_table_has_a_mark_for_the_fate_of_every_ask_that_it_shows(told: tuple[Dialogue, Brief, Document]) -> None:
    dialogue, result, document = told
    section = part(document, "asks")
    if section is None or result.facts.drift is None:
        assert not dialogue.asks or result.facts.drift is None
        return
    [table] = [block for block in section.blocks if isinstance(block, Table)]
    place = next(n for n, column in enumerate(table.columns) if column.title == "Drift")
    marks = [row[place] for group in table.groups for row in group.rows]
    shown = [result.facts.ask(id) for id in result.facts.order[: table_of_asks.SHOWN]]
    assert len(marks) == len(shown)
    for word, kind in table_of_asks.MARKS.items():
        counted = sum(isinstance(mark, Mark) and mark.kind == kind for mark in marks)
        assert counted == sum(one.drift == word for one in shown)
    assert sum(isinstance(mark, Mark) and mark.new for mark in marks) == sum(one.new for one in shown)


def test_what_falls_short_is_what_the_facts_say(told: tuple[Dialogue, Brief, Document]) -> None:
    _dialogue, result, document = told
    short = [one for one in result.facts.asks if one.why and one.drift in ("not", "part")]
    section = part(document, "stuck")
    assert (section is None) is (not short)
    if section is None:
        return
    assert section.finding.lower().startswith(spelled(len(short)) + (" ask falls" if len(short) == 1 else " asks fall"))
    [terms] = [block for block in section.blocks if isinstance(block, Terms)]
    counts = [int(plain(name).rpartition(" ")[2]) for name, _text in terms.terms]
    assert sum(counts) == len(short)


def test_what_a_package_grants_never_comes_in_no_case(told: tuple[Dialogue, Brief, Document]) -> None:
    _dialogue, result, _document = told
    for one in result.facts.asks:
        if one.deal == "full":
            assert "in no case" not in plain(table_of_asks.chance(one))


def test_if_names_a_package_only_as_the_facts_have_it(told: tuple[Dialogue, Brief, Document]) -> None:
    _dialogue, result, document = told
    deal, said = result.facts.deal, lead(document).get("If", "")
    if deal and deal.packages and deal.against == "drift":
        assert said.startswith("A package is better for ")
        assert ("needs a guarantee" in said) is (deal.packages[0].holds is None and not deal.packages[0].refused)
        assert ("refuse it" in said) is bool(deal.packages[0].refused)
    else:
        assert "is better for" not in said


def test_the_headline_is_one_clause_and_does_not_deny_the_page(told: tuple[Dialogue, Brief, Document]) -> None:
    dialogue, result, document = told
    headline = headline_of(dialogue, result.facts)
    assert headline == document.headline and ";" not in headline
    if result.facts.drift and result.facts.drift.next:
        assert not headline.startswith(("Nothing moves", "It holds"))
    if headline.startswith(("Nothing moves", "It holds")):
        assert "does not hold" not in lead(document)["Now"]
        deal, moving = result.facts.deal, [one.facts for one in result.facts.turned if one.drift and one.chance != 0]
        assert deal is None or not deal.packages or deal.against != "drift"
        assert not moving or "fact or pressure" not in headline
        if headline.startswith("Nothing moves without") and moving:
            every = [wording.turned(dialogue, id, value) for id, value in moving[0].items()]
            assert all(one == moving[0] for one in moving) and all(name in headline for name in every)
    if "package" in headline:
        assert "better for" in lead(document)["If"]


def test_what_has_a_chance_is_not_said_to_be_out_of_reach(told: tuple[Dialogue, Brief, Document]) -> None:
    _dialogue, result, _document = told
    openings = prospects(result.facts, result.leverage)
    for one in result.facts.asks:
        opening = openings[one.ask].opening
        assert not one.chance or opening is None or opening.by not in ("settled", "nothing")


def test_the_terminal_page_is_short(told: tuple[Dialogue, Brief, Document]) -> None:
    """Some 85 lines, and at the most four for each ask and one and a half for each source beside them."""
    dialogue, _result, document = told
    lines = terminal.text(document).splitlines()
    assert len(lines) <= 85 + 4 * min(len(dialogue.asks), table_of_asks.SHOWN) + 1.5 * len(document.numbers())
    assert max(map(len, lines)) <= 80


def test_a_headline_that_counts_counts_as_the_facts_do(told: tuple[Dialogue, Brief, Document]) -> None:
    _dialogue, result, document = told
    said = re.search(r"would meet (.*) of (.*) asks?$", document.headline)
    if said is None or result.facts.deal is None:
        return
    met = sum("full" in (one.deal, one.drift if one.deal is None else None) for one in result.facts.asks)
    assert said.groups() == (spelled(met), spelled(len(result.facts.asks)))


def test_the_deal_counts_what_the_question_about_deals_counts(told: tuple[Dialogue, Brief, Document]) -> None:
    _dialogue, result, document = told
    section, deal = part(document, "deal"), result.facts.deal
    if section is None or deal is None or result.deals is None:
        return
    said = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", section.finding)]
    assert result.deals.number in said
    if deal.against == "drift":
        beating = re.match(r"([\w,]+) of ", section.finding)
        assert beating is not None
        count = len(result.deals.weak if not result.deals.deals else result.deals.deals)
        assert deal.beating >= count, "whoever all are better off with, or some and none worse"
        assert beating.group(1).lower() in (spelled(deal.beating), f"{deal.beating:,}")


def test_the_way_has_as_many_steps_as_it_says_and_the_first_is_the_next(told: tuple[Dialogue, Brief, Document]) -> None:
    dialogue, result, document = told
    section = part(document, "way")
    if section is None:
        assert result.facts.drift is None or not result.facts.drift.ends[0].way
        return
    [steps] = [block for block in section.blocks if isinstance(block, Items)]
    assert section.finding.lower().startswith(spelled(len(steps.items)) + " step")
    assert result.facts.drift is not None
    first = result.facts.drift.ends[0].way[0]
    assert first.party in {move.party for move in result.facts.drift.next}
    assert plain(steps.items[0]).lower().startswith(wording.party(dialogue, first.party).lower())


def test_events_are_those_that_open_something_and_those_that_do_not(told: tuple[Dialogue, Brief, Document]) -> None:
    _dialogue, result, document = told
    section, opened = part(document, "change"), result.facts.ways.opened if result.facts.ways else ()
    opened = tuple(one for one in opened if one.chance is None or one.chance > 0)
    turned = [one.facts for one in result.facts.turned if one.chance is None or one.chance > 0]
    tables = [block for block in section.blocks if isinstance(block, Table)] if section else []
    cells = [plain(row[-1]) for table in tables for group in table.groups for row in group.rows]  # type: ignore[arg-type]
    also = [facts for facts in turned if facts not in [one.facts for one in opened]]  # may open nothing and bring more
    assert min(len(opened), 6) <= len(cells) <= min(len(opened) + len(also), 6)
    if cells and len(cells) < 6:
        assert section is not None and section.finding.lower().startswith(spelled(len(cells)) + " event")


def test_do_names_only_offers_that_open_and_pays_where_nothing_does(told: tuple[Dialogue, Brief, Document]) -> None:
    dialogue, result, document = told
    section = part(document, "do")
    items = (
        [plain(text) for block in section.blocks if isinstance(block, Items) for text in block.items] if section else []
    )
    offers = {wording.party(dialogue, move.asker).lower() for move in result.leverage if move.offers}
    for item in items:
        who, _colon, what = item.lower().partition(": ")
        if what.startswith("offer"):
            assert who in offers
        if what.startswith("sign"):
            assert result.facts.deal is not None and result.facts.deal.against == "drift"
        if what.startswith("spend nothing"):
            idle = [
                move
                for move in result.leverage
                if wording.party(dialogue, move.asker).lower() == who and not move.offers
            ]
            assert idle


def test_chances_are_those_of_the_outlook(told: tuple[Dialogue, Brief, Document]) -> None:
    _dialogue, result, _document = told
    chances = {one.ask: one.chance for one in result.outlook.asks} if result.outlook else {}
    for one in result.facts.asks:
        assert one.chance is None or chances[one.ask] == one.chance
