"""Figures: what they claim is in the result, every specification is sound Vega-Lite, and pictures stand alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

import detente as dt
from detente.analyses.alignment import alignment
from detente.analyses.brief import Brief, brief
from detente.analyses.outlook import outlook
from detente.errors import NoAnswer
from detente.model.dialogue import Dialogue
from detente.report.document import Figure, Mark
from detente.report.figures import FIGURES, asks, function, ladder, leverage, map, picture, theme, who
from detente.report.figures import alignment as marks
from detente.report.figures.canvas import Box, Dot, Line, Words, drawing, headed
from detente.report.pages import leverage as views


@pytest.fixture(scope="module")
def talks() -> Dialogue:
    return dt.load("us-pakistan-2010")


@pytest.fixture(scope="module")
def result(talks: Dialogue) -> Brief:
    return brief(talks)


@pytest.fixture(scope="module")
def drawn(talks: Dialogue, result: Brief) -> dict[str, Figure]:
    found = {
        "map": map.figure(talks, result),
        "asks": asks.figure(talks, result),
        "who": who.figure(talks, result.rounds),
        "outlook": function("outlook")(talks, outlook(talks)),
        "leverage": leverage.figure(talks, result.leverage),
        "alignment": marks.figure(talks, result.alignment),
        "ladder": ladder.figure(talks, "pakistan", talks.state(result.settlements[0].code)),
    }
    assert None not in found.values()
    return found


def test_there_is_one_for_each_name(drawn: dict[str, Figure]) -> None:
    assert set(drawn) == set(FIGURES)
    assert all(figure.name == name for name, figure in drawn.items())
    assert all(figure.finding and figure.description.startswith(figure.finding) for figure in drawn.values())


@pytest.mark.parametrize("name", FIGURES)
def test_specifications_are_sound_vega_lite(drawn: dict[str, Figure], name: str) -> None:
    altair = pytest.importorskip("altair")
    for chart in (drawn[name].chart, drawn[name].narrow):
        assert chart is not None
        spec = chart()
        altair.Chart.from_dict(spec)  # validates against the schema
        assert spec["width"] in (theme.WIDE, theme.NARROW)
        assert "url" not in json.dumps(spec).replace(spec["$schema"], "")


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_is_drawn_outside_the_sheet_or_too_small(drawn: dict[str, Figure], name: str) -> None:
    for chart in (drawn[name].chart, drawn[name].narrow):
        spec = chart()  # type: ignore[misc]
        for layer in spec["layer"]:
            look = layer["mark"]
            assert look.get("fontSize", 12) >= 12
            for row in layer["data"]["values"]:
                assert -1 <= row["x"] <= spec["width"] + 1
                assert -1 <= row["y"] <= spec["height"] + 1
                if "text" in row:
                    room = theme.width(row["text"], look["fontSize"], look["fontWeight"])
                    left = {"left": row["x"], "center": row["x"] - room / 2, "right": row["x"] - room}[look["align"]]
                    assert left >= -3, row
                    assert left + room <= spec["width"] + 6, row


@pytest.mark.parametrize("name", FIGURES)
def test_words_of_one_row_do_not_run_into_each_other(drawn: dict[str, Figure], name: str) -> None:
    for chart in (drawn[name].chart, drawn[name].narrow):
        spans: list[tuple[float, float, float, str]] = []
        for layer in chart()["layer"]:  # type: ignore[misc]
            look = layer["mark"]
            for row in layer["data"]["values"]:
                if "text" in row:
                    room = theme.width(row["text"], look["fontSize"], look["fontWeight"])
                    left = {"left": row["x"], "center": row["x"] - room / 2, "right": row["x"] - room}[look["align"]]
                    spans.append((row["y"], left, left + room, row["text"]))
        for i, (y, left, right, text) in enumerate(spans):
            for other_y, other_left, other_right, other in spans[i + 1 :]:
                if abs(y - other_y) < 9:
                    assert right <= other_left + 2 or other_right <= left + 2, (text, other)


@pytest.mark.parametrize("name", FIGURES)
def test_pictures_stand_alone(drawn: dict[str, Figure], name: str) -> None:
    pytest.importorskip("vl_convert")
    markup = picture.draw(drawn[name], "svg").decode()
    root = ElementTree.fromstring(markup)
    assert root.get("role") == "img"
    assert root[0].tag.endswith("title") and root[0].text == drawn[name].finding
    shown = "".join(root.itertext())
    assert drawn[name].finding.split()[0] in shown
    ids = re.findall(r'\sid="([^"]*)"', markup)
    assert len(ids) == len(set(ids))
    assert not re.search(r"(href|src|url\()", re.sub(r'xmlns(:\w+)?="[^"]*"', "", markup))
    assert picture.draw(drawn[name], "png").startswith(b"\x89PNG")
    assert picture.draw(drawn[name], "pdf").startswith(b"%PDF")
    assert json.loads(picture.draw(drawn[name], "json"))["layer"]


def test_every_colour_is_one_that_the_page_can_turn_dark(drawn: dict[str, Figure]) -> None:
    pytest.importorskip("vl_convert")
    from importlib.resources import files

    style = files("detente.report.renderers").joinpath("page", "page.css").read_text(encoding="utf-8")
    known = set(re.findall(r'figure svg \[fill="(#\w+)"\]', style))
    assert known == {value for name, value in vars(theme).items() if name.isupper() and str(value).startswith("#")}
    for figure in drawn.values():
        markup = picture.svg(figure) or ""
        used = {c for c in re.findall(r'(?:fill|stroke)="([^"]+)"', markup) if c not in ("none", "transparent")}
        assert used <= known


def test_without_the_library_the_table_is_all_there_is(drawn: dict[str, Figure], monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from detente.report.document import Document, Section
    from detente.report.renderers import html

    monkeypatch.setattr(picture, "can_draw", lambda: False)
    assert picture.svg(drawn["map"]) is None
    section = Section(id="s", label="s", finding="f", blocks=(drawn["map"],))
    page = html.render(Document(kind="Report", title="t", sections=(section,)))
    assert "Settlement</th>" in page and 'class="narrow"' not in page


# ---- what each one claims --------------------------------------------------------------------------------------------


def test_the_map_has_every_step_and_every_fact(talks: Dialogue, result: Brief, drawn: dict[str, Figure]) -> None:
    words = _texts(drawn["map"])
    for settlement in result.settlements:
        assert settlement.label in words
    route = result.settlements[0].route
    assert route is not None
    assert [word for word in words if word in ("US", "PK")] == [talks.party(step.by).code for step in route.steps]
    assert drawn["map"].finding.startswith("Two moves lead from the status quo to the settlement")
    left_out = result.equilibria.total - sum(not s.under for s in result.settlements)
    assert f"{left_out} more states" in drawn["map"].note[0]


def test_the_map_stays_legible(talks: Dialogue, result: Brief) -> None:
    """Ways that together pass through more than 40 states are left out, and counted."""
    first = result.settlements[0]
    assert first.route is not None
    long = [
        replace(
            first,
            label=letter,
            code=1000 * n,
            route=replace(
                first.route, steps=tuple(replace(first.route.steps[0], code=1000 * n + k) for k in range(15))
            ),
        )
        for n, letter in enumerate("ABCD", start=1)
    ]
    figure = map.figure(talks, replace(result, settlements=tuple(long)))
    assert figure is not None
    assert "Two settlements beyond 40 states left out" in figure.note[0]
    rows = [group.rows for group in figure.table.groups]
    assert len(rows[0]) == 4, "the table has them all"


def test_where_ways_part_no_line_runs_through_words(talks: Dialogue, result: Brief) -> None:
    firm = result.settlements[0]

    def way(n: int, *codes: int) -> map.Way:
        steps = tuple(map.Step("us", "US", "Opens the route at the border again", code) for code in codes)
        return map.Way(replace(firm, label="ABCDEF"[n], code=100 + n, status_quo=False), "A place", "Firm", steps)

    ways = (way(0, 1, 2, 3, 100), way(1, 1, 5, 6, 101), way(2, 7, 102), way(3, 1, 2, 8, 103), way(4, 1, 2, 3, 104))
    shapes = list(map._tracks(map._grouped(list(ways)), 84.0, theme.WIDE))
    falls = [shape for shape in shapes if isinstance(shape, Line) and shape.x == shape.x2]
    assert falls, "ways part"
    for words in (shape for shape in shapes if isinstance(shape, Words)):
        wide = theme.width(words.text, words.size, words.weight)
        left = words.x - {"left": 0.0, "center": wide / 2, "right": wide}[words.align]
        crossed = [line for line in falls if left <= line.x <= left + wide and line.y < words.y < line.y2]
        assert not crossed, words


def test_long_ways_stand_in_two_columns_and_still_fit_a_page(talks: Dialogue, result: Brief) -> None:
    firm = result.settlements[0]
    ways = tuple(
        map.Way(
            replace(firm, label="ABCDE"[n], code=10 * n + 6),
            "A place",
            "Firm",
            tuple(map.Step("us", "US", "Opens the route", 10 * n + k) for k in range(7)),
        )
        for n in range(5)
    )
    assert len(map._drawn(ways)) == 5, "40 states and fewer are all drawn"
    spec = map._pairs(ways, theme.WIDE, "")
    assert spec["height"] <= picture.PAGE
    tags = [row["x"] for layer in spec["layer"] for row in layer["data"]["values"] if row.get("text") == "US"]
    assert len(tags) == 35 and len(set(tags)) == 2


def test_the_strip_shows_the_marks_of_its_table(drawn: dict[str, Figure]) -> None:
    table = drawn["asks"].table
    marks = [cell.kind for g in table.groups for row in g.rows for cell in row if isinstance(cell, Mark)]
    letters = _texts(drawn["asks"])
    assert letters.count("R") == marks.count("refused")
    assert letters.count("P") == marks.count("partly")


def test_alignment_has_a_mark_for_every_answer_and_a_ring_for_what_is_new(talks: Dialogue) -> None:
    found = alignment(talks)
    fronts = [s for s in found.ledger if s.by == "front" and any(x.score is not None for x in s.scores)]
    figure = marks.figure(talks, found)
    assert figure is not None and figure.chart is not None
    for subject in fronts:
        for score, answers in zip(subject.scores, marks.answered(talks, subject), strict=True):
            assert [kind for kind, _new in answers] == [
                answer.answer for ask in score.asks if (answer := talks.round(score.round).answer(ask))
            ]
    rings = sum(new for subject in fronts for answers in marks.answered(talks, subject) for _kind, new in answers)
    drawn = [
        row
        for layer in figure.chart()["layer"]
        if layer["mark"]["type"] == "point" and layer["mark"].get("stroke") == theme.INK_3
        for row in layer["data"]["values"]
    ]
    assert rings and len(drawn) >= rings


def test_alignment_tells_a_share_from_five_asks_on_only(talks: Dialogue) -> None:
    figure = marks.figure(talks, alignment(talks))
    assert figure is not None
    cells = [cell[0] for group in figure.table.groups for row in group.rows for cell in row[1:-1] if cell]
    for cell in cells:
        letters = [part for part in cell.partition(" (")[0].split() if part]
        assert ("yes" in cell) is (len(letters) >= marks.SHARED)


def test_leverage_counts_sets_and_offers(result: Brief) -> None:
    for answer in result.leverage:
        found = leverage.patterns(answer)
        counted = sum(count for pattern, count in found if pattern != (("offer", 1),))
        assert counted == len(answer.sets)
        assert sum(count for pattern, count in found if pattern == (("offer", 1),)) == len(answer.offers)


def test_asks_for_the_same_thing_share_a_row_and_count_each(talks: Dialogue, result: Brief) -> None:
    refused = [found.ask for found in result.whys if not found.granted]
    assert [answer.ask for answer in result.leverage] == refused
    figure = leverage.figure(talks, result.leverage)
    assert figure is not None
    assert "eight refused asks" in figure.finding
    assert len(refused) == 8
    section = views.section(talks, result.leverage)
    assert section.finding == figure.finding
    names = [row[0][0] for group in figure.table.groups for row in group.rows]
    assert len(names) == 7
    assert names.count("More room for US special forces; more CIA staff in Pakistan") == 1


def test_the_ladder_marks_what_holds_and_what_decides(talks: Dialogue, result: Brief) -> None:
    at = talks.state(result.settlements[0].code)
    assert talks.status_quo is not None
    figure = ladder.figure(talks, "pakistan", at, settlement="A")
    assert figure is not None
    assert figure.finding == "Pakistan prefers settlement A: line 7 of its list decides"
    statements = talks.preferences["pakistan"].statements
    rows = figure.table.groups[0].rows
    assert len(rows) == len(statements)
    for row, statement in zip(rows, statements, strict=True):
        assert row[1] == ("holds" if talks.holds(statement.want, talks.status_quo) else "does not hold",)
        assert row[2] == ("holds" if talks.holds(statement.want, at) else "does not hold",)


def test_no_ladder_without_a_list() -> None:
    text = "detente: 1\ntitle: t\nparties: {a: {name: A}}\noptions: {o: {by: a, text: O}}\nstatus_quo: {o: no}\n"
    with pytest.raises(NoAnswer, match="no list of priorities"):
        ladder.figure(dt.parse(text), "a", (0,))


def test_figures_with_nothing_to_show_are_none() -> None:
    text = "detente: 1\ntitle: t\nparties: {a: {name: A}}\noptions: {o: {by: a, text: O}}\nstatus_quo: {o: no}\n"
    bare = dt.parse(text)
    found = brief(bare)
    assert asks.figure(bare, found) is None
    assert who.figure(bare, found.rounds) is None
    assert marks.figure(bare, found.alignment) is None
    assert leverage.figure(bare, found.leverage) is None


# ---- words and shapes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["short", "words that need more than one line", "x" * 300, "中文" * 80, "عربي " * 60])
@pytest.mark.parametrize("room", [60.0, 200.0])
def test_wrapped_lines_fit(text: str, room: float) -> None:
    told = theme.wrap(text, room, lines=3)
    assert len(told) <= 3
    assert all(theme.width(line) <= room for line in told)
    whole = "".join(theme.wrap(text, room, lines=1000)).replace(" ", "")
    assert whole == text.replace(" ", "")


def test_a_heading_moves_the_drawing_down() -> None:
    spec = drawing([Line(0, 0, 10, 10), Box(0, 0, 5, 5), Dot(3, 3), Words(0, 5, "a")], 300, 50, "d")
    whole = headed(spec, "A finding", "A note")
    assert whole["height"] > spec["height"] and whole["width"] > spec["width"]
    moved = [row for layer in whole["layer"] for row in layer["data"]["values"] if row.get("text") == "a"]
    assert moved[0]["y"] > 60 and moved[0]["x"] == 20


def _texts(figure: Figure) -> list[str]:
    assert figure.chart is not None
    return [row["text"] for layer in figure.chart()["layer"] for row in layer["data"]["values"] if "text" in row]
