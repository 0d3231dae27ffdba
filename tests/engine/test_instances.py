"""The open benchmark: its table is whole, its files are those it says, and some rows are found again."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks" / "instances"

pytest.importorskip("oxidd")


@pytest.fixture(scope="module", autouse=True)
def scripts():
    sys.path.insert(0, str(FOLDER))
    yield
    sys.path.remove(str(FOLDER))


def test_two_hundred_rows_of_the_files_they_name() -> None:
    import table

    rows = table.rows()
    assert [row["id"] for row in rows] == [name for name, _ in table.recipes()]
    assert len({row["sha256"] for row in rows}) == len(rows) == 200
    for row in rows[::9]:
        assert sha256(table.recipe_of(row).text().encode()).hexdigest() == row["sha256"]


def test_small_rows_are_found_again() -> None:
    import check
    import table

    rows = {row["id"]: row for row in table.rows()}
    for name in ("small-6x2-few-2", "small-8x2-many-1", "small-10x3-few-4"):
        assert list(check.differences(rows[name], 20.0)) == []


def test_a_wrong_entry_is_found() -> None:
    import check
    import table

    row = next(row for row in table.rows() if row["id"] == "small-6x2-few-1")
    for column in ("nash", "granted_gmr"):
        changed = {**row, column: "".join("1" if mark == "0" else "0" for mark in row[column])}
        assert [told[0] for told in check.differences(changed, 20.0)] == [column]


def test_the_page_tells_what_the_table_holds() -> None:
    import table

    page = (FOLDER.parents[1] / "docs" / "reference" / "instances.md").read_text(encoding="utf-8")
    assert table.summary() in page
