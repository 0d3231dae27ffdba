"""The store in a database: the contract of every store, on SQLite and PostgreSQL; its tables and their steps."""

from __future__ import annotations

import os
import sqlite3

import postgres
import pytest
from contract import ONE, TWO, Contract
from kills import kill

from detente.errors import InputError, MissingExtra
from detente.store import open_store

pytest.importorskip("sqlalchemy")
pytest.importorskip("alembic")


class TestSqlite(Contract):
    @pytest.fixture
    def again(self, tmp_path):
        return lambda: open_store(f"sqlite:///{tmp_path / 'talks.sqlite'}")

    @pytest.fixture
    def store(self, again):
        return again()


@pytest.fixture(scope="module")
def server():
    if not postgres.available():
        pytest.skip(postgres.NONE)
    with postgres.Server() as running:
        yield running


class TestPostgres(Contract):
    @pytest.fixture
    def url(self, server):
        return server.empty()

    @pytest.fixture
    def again(self, url):
        return lambda: open_store(url)

    @pytest.fixture
    def store(self, again):
        return again()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_nothing_confirmed_by_postgres_dies_with_its_writer(server):
    """A few; `benchmarks/store.py` kills more."""
    saves, drafts, kills = kill(server.empty(), 8, longest=0.4)
    assert kills == 8 and saves > 3 and drafts > 0


def test_a_file_of_sqlite_is_written_ahead_and_on_disk(tmp_path):
    file = tmp_path / "below" / "talks.sqlite"
    store = open_store(file)
    first = store.save("talks", ONE, None)
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT id, digest FROM version").fetchall() == [(first.id, first.digest)]
    with store._transaction() as session:
        from sqlalchemy import text

        assert session.execute(text("PRAGMA synchronous")).scalar() == 2
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_without_a_name_it_lies_in_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for where in (None, "sqlite://"):
        assert open_store(where).place == f"sqlite:///{tmp_path}/detente/dialogues.sqlite"
    assert (tmp_path / "detente/dialogues.sqlite").is_file()


def test_steps_make_the_tables_that_the_program_uses(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from detente.store.migrations import HEAD
    from detente.store.tables import Base

    store = open_store(tmp_path / "talks.sqlite")
    with store._transaction() as session:
        context = MigrationContext.configure(session.connection())
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == HEAD


def test_a_newer_programs_store_is_left_alone(tmp_path):
    file = tmp_path / "talks.sqlite"
    open_store(file).save("talks", ONE, None)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(InputError, match="newer program"):
        open_store(file)


def test_a_damaged_text_is_told(tmp_path):
    file = tmp_path / "talks.sqlite"
    first = open_store(file).save("talks", ONE, None)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE text SET body = 'x'")
    with pytest.raises(InputError, match="damaged"):
        open_store(file).text(first)


def test_what_is_no_store_is_told(tmp_path):
    (tmp_path / "notes.sqlite").write_text("no database at all, only words\n" * 100)
    for where, why in (
        (tmp_path / "notes.sqlite", "cannot be used"), ("mysql://x/y", "no kind of store"), ("none.txt", "no folder"),
        ("sqlite://:memory:", "not a database's address"), ("sqlite:///:memory:", "no kind of store"),
        ("://", "not a database's address"),
        ("postgresql://nobody:secret@127.0.0.1:1/x", "cannot be used"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=why) as told:
            open_store(where)
        assert "secret" not in str(told.value)


def test_without_the_libraries_the_extra_is_named(tmp_path, monkeypatch):
    import sys

    monkeypatch.delitem(sys.modules, "detente.store.sql", raising=False)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    with pytest.raises(MissingExtra, match=r"pip install 'detente\[web\]'"):
        open_store(tmp_path / "talks.sqlite")
    assert open_store(tmp_path).save("talks", TWO, None).number == 1, "a folder needs no library"
