"""Event data of other programs: read by their columns, told as a timeline, written into the rounds of a dialogue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import detente as dt
from detente.cli.app import app
from detente.errors import InputError, TooLarge
from detente.reading import coded as module
from detente.reading.coded import Coded, coded
from detente.reading.draft.chronicle import chronicle
from detente.reading.grammar.names import shipped, with_dialogue

PLOVER = """\
date,event_type,source,target,object
2021-04-06,REJECT,ETH,EGY,a binding schedule
2021-04-06,REJECT,ETH,EGY,a binding schedule
2021-04-03,CONSULT,COD,ETH,
2021-07-05,REQUEST,EGY,UN,
2021-02-30,REJECT,ETH,EGY,
2021-04-07,STATE,ETH,EGY,
2021-04-08,ACCUSE,Atlantis,EGY,
"""

DAM = """\
# kept
title: A dam
parties: {et: {name: Ethiopia, code: ETH}, eg: {name: Egypt, code: EGY}}
options: {fill: {by: et, text: Filling}, treaty: {by: et, text: A treaty, asked_by: eg}}
rounds:
  - id: spring     # the only one so far
    date: 2021-04-04/06
"""


def test_plover_by_its_columns():
    found = coded(PLOVER, "a.csv", shipped())
    assert [(e.date, e.kind, e.source, e.target, e.about, e.times) for e in found.events] == [
        ("2021-04-03", "CONSULT", "COD", "ETH", "", 1),
        ("2021-04-06", "REJECT", "ETH", "EGY", "a binding schedule", 2),
        ("2021-07-05", "REQUEST", "EGY", "UN", "", 1),
    ]
    assert found.rows == 7 and sum(found.left.values()) == 3 and len(found.left) == 3


def test_polecat_by_its_columns():
    text = "Event Date\tEvent Type\tActor Name\tRecipient Name\n2022-05-01\tTHREATEN\tRussian Federation\tFinland\n"
    (event,) = coded(text, "a.tsv", shipped()).events
    assert (event.kind, event.source, event.target) == ("THREATEN", "RUS", "FIN")


def gdelt(day, root, source, target):
    cells = [""] * 58
    cells[1], cells[7], cells[17], cells[28], cells[57] = day, source, target, root, "https://example.org/a"
    return "\t".join(cells)


def test_gdelt_without_a_head_line():
    rows = [
        gdelt("20210406", "13", "ETH", "EGY"),
        gdelt("20210407", "01", "ETH", "EGY"),
        gdelt("20210408", "10", "", "EGY"),
    ]
    found = coded("\n".join(rows), "a.csv", shipped())
    assert [(e.date, e.kind, e.source, e.target, e.url) for e in found.events] == [
        ("2021-04-06", "THREATEN", "ETH", "EGY", "https://example.org/a")
    ]
    assert sum(found.left.values()) == 2


def test_json_lines_and_cameo_codes():
    rows = [{"date": "2021-04-06", "code": "1243", "actor1": "Ethiopia", "actor2": "Egypt"}, {"date": "2021"}]
    found = coded("\n".join(map(json.dumps, rows)), "a.jsonl", shipped())
    assert [(e.kind, e.source) for e in found.events] == [("REJECT", "ETH")]


@pytest.mark.parametrize("code", sorted(module.ROOTS))
def test_every_root_is_a_type(code):
    assert module.ROOTS[code] in module.TYPES


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "when,who\n2021,x\n", "no column tells"),
        ("a.jsonl", "{\n", "line 1: this is no JSON"),
        ("a.jsonl", "[1]\n", "an event is an object"),
        ("a.jsonl", "[" * 100_000 + "\n", "line 1"),
    ],
)
def test_what_is_no_event_data_is_told(name, text, said):
    with pytest.raises(InputError, match=said):
        coded(text, name, shipped())


def test_rows_are_bounded(monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    with pytest.raises(TooLarge):
        coded(PLOVER, "a.csv", shipped())


def test_events_stand_in_the_round_that_follows_them():
    names = with_dialogue(dt.parse(DAM).parties)
    found = coded(PLOVER, "a.csv", names)
    made = chronicle(DAM, found)
    talks = dt.parse(made.text)
    assert [(r.id, [(e.date, e.text) for e in r.events]) for r in talks.rounds] == [
        ("spring", [("2021-04-06", "Ethiopia rejected Egypt: a binding schedule (2 reports)")])
    ]
    assert (made.added, made.present, made.others) == (1, 0, 2)  # two are of parties that the file does not have
    assert "# kept" in made.text and "# the only one so far" in made.text
    assert talks.rounds[0].events[0].evidence[0].place == "row 1"
    again = chronicle(made.text, found)
    assert again.text == made.text and again.present == 1


def test_what_comes_after_the_last_round_begins_one():
    names = with_dialogue(dt.parse(DAM).parties)
    later = coded("date,event_type,source,target\n2021-07-09,PROTEST,EGY,ETH\n", "b.csv", names)
    talks = dt.parse(chronicle(DAM, later).text)
    assert [(r.id, r.date) for r in talks.rounds] == [("spring", "2021-04-04/06"), ("events-2021-07", "2021-07")]
    assert dt.check(talks).warnings == dt.check(dt.parse(DAM)).warnings or not [
        w for w in dt.check(talks).warnings if w.code == "round-order"
    ]


def test_our_own_events_are_read_back():
    row = {
        "date": "2021-04-06",
        "event_type": "DEMAND",
        "cameo_root": "10",
        "source": "EGY",
        "target": "ETH",
        "object": "a treaty",
    }
    (event,) = coded(json.dumps(row), "a.jsonl", shipped()).events
    assert event == Coded(date="2021-04-06", kind="DEMAND", source="EGY", target="ETH", about="a treaty", row=1)


def test_the_command(tmp_path: Path):
    table, talks = tmp_path / "a.csv", tmp_path / "dam.yaml"
    table.write_text(PLOVER, encoding="utf-8")
    talks.write_text(DAM, encoding="utf-8")
    said = CliRunner().invoke(app, ["read", str(table), "--into", str(talks)])
    assert said.exit_code == 0, said.output
    assert "Ethiopia rejected Egypt: a binding schedule (2 reports)" in said.output
    assert "1 event added to the rounds" in said.output and "left out: 2 events of parties" in said.output
    assert max(map(len, said.output.splitlines())) <= 120
    assert len(dt.load(talks).rounds[0].events) == 1
    data = json.loads(CliRunner().invoke(app, ["read", str(table), "--json"]).output)
    assert data["files"][0]["rows"] == 7
