"""A store in a database: SQLite in one file, or PostgreSQL by its address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import local
from typing import Any

from sqlalchemy import URL, Connection, create_engine, delete, event, exc, make_url, select, text
from sqlalchemy.orm import Session

from detente.errors import DetenteError, InputError, MissingExtra
from detente.store import disk
from detente.store.base import Store
from detente.store.migrations import upgrade
from detente.store.records import MAIN, Draft, Version, digest
from detente.store.tables import BranchRow, DialogueRow, DraftRow, ParentRow, TextRow, VersionRow

_LOCK = 0xDE7E97E
"""The number of the lock that a writer holds in PostgreSQL."""


class SqlStore(Store):
    """The store at a database's URL; its tables are made where there are none.

    InputError where it cannot be reached, MissingExtra without the driver.
    """

    def __init__(self, url: str) -> None:
        self._url = _understood(url)
        self._mine = local()
        if self._url.drivername == "sqlite" and self._url.database:
            disk.make(Path(self._url.database).absolute().parent)
        try:
            self._engine = create_engine(self._url, pool_pre_ping=self._url.drivername != "sqlite")
        except ImportError:
            raise MissingExtra("A store in PostgreSQL", "postgres") from None
        if self._url.drivername == "sqlite":
            event.listen(self._engine, "connect", _prepared)
        event.listen(self._engine, "begin", _begun)
        with self._writing():
            upgrade(self._session().connection())

    @property
    def place(self) -> str:
        """The database's URL without its password."""
        return self._url.render_as_string(hide_password=True)

    # ---- transactions --------------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._transaction(writing=True):
            yield

    @contextmanager
    def _transaction(self, *, writing: bool = False) -> Iterator[Session]:
        """The transaction of this thread; a new one where there is none."""
        if (open_one := getattr(self._mine, "session", None)) is not None:
            yield open_one
            return
        engine = self._engine.execution_options(writing=writing)
        try:
            with Session(engine) as session, session.begin():
                self._mine.session = session
                yield session
        except DetenteError:
            raise
        except exc.DBAPIError as fault:
            said = " ".join(str(fault.orig).split())
            raise InputError(f"the store at {self.place} cannot be used: {said[:300]}") from None
        finally:
            self._mine.session = None

    def _session(self) -> Session:
        session: Session = self._mine.session
        return session

    # ---- looking -------------------------------------------------------------------------------------------------

    def _names(self) -> set[str]:
        with self._transaction() as session:
            return set(session.scalars(select(DialogueRow.name).where(DialogueRow.listed)))

    def _tip(self, name: str, branch: str) -> Version | None:
        with self._transaction() as session:
            row = session.get(BranchRow, (name, branch))
            return self._version(name, row.head) if row else None

    def _branches(self, name: str) -> set[str]:
        with self._transaction() as session:
            return set(session.scalars(select(BranchRow.branch).where(BranchRow.name == name)))

    def _version(self, name: str, id: str) -> Version | None:
        with self._transaction() as session:
            row = session.get(VersionRow, (name, id))
            of_it = (ParentRow.name == name) & (ParentRow.child == id)
            parents = session.scalars(select(ParentRow.parent).where(of_it).order_by(ParentRow.place))
            return _value(row, tuple(parents)) if row else None

    def records(self, name: str) -> dict[str, Version]:
        """Every version that is kept of a dialogue, by id."""
        with self._transaction() as session:
            parents: dict[str, tuple[str, ...]] = {}
            of_it = select(ParentRow).where(ParentRow.name == name).order_by(ParentRow.place)
            for link in session.scalars(of_it):
                parents[link.child] = (*parents.get(link.child, ()), link.parent)
            rows = session.scalars(select(VersionRow).where(VersionRow.name == name))
            return {row.id: _value(row, parents.get(row.id, ())) for row in rows}

    def kept(self) -> set[str]:
        """The dialogues that have versions, removed ones included."""
        with self._transaction() as session:
            return set(session.scalars(select(DialogueRow.name)))

    def text(self, version: Version) -> str:
        """The text of a version."""
        with self._transaction() as session:
            row = session.get(TextRow, version.digest)
            if row is None or digest(row.body) != version.digest:
                raise InputError(f"the text of version {version.number} of `{version.name}` is damaged; "
                                 "see `detente store check`")  # fmt: skip
            return row.body

    # ---- writing -------------------------------------------------------------------------------------------------

    def _put(self, version: Version, text: str) -> None:
        session = self._session()
        if session.get(DialogueRow, version.name) is None:
            session.add(DialogueRow(name=version.name, listed=True))
        if session.get(TextRow, version.digest) is None:
            session.add(TextRow(digest=version.digest, body=text))
        session.flush()
        session.add(VersionRow(
            name=version.name, id=version.id, digest=version.digest, number=version.number, author=version.author,
            time=version.time, message=version.message,
        ))  # fmt: skip
        session.flush()
        for place, parent in enumerate(version.parents):
            session.add(ParentRow(name=version.name, child=version.id, place=place, parent=parent))

    def _point(self, branch: str, version: Version, text: str) -> None:
        session = self._session()
        session.merge(BranchRow(name=version.name, branch=branch, head=version.id))
        if branch == MAIN:
            session.merge(DialogueRow(name=version.name, listed=True))
        session.flush()

    def _unlist(self, name: str) -> None:
        self._session().merge(DialogueRow(name=name, listed=False))

    # ---- drafts --------------------------------------------------------------------------------------------------

    def _draft(self, name: str, branch: str, author: str) -> Draft | None:
        with self._transaction() as session:
            row = session.get(DraftRow, (name, branch, author))
            if row is None:
                return None
            return Draft(name=name, text=row.text, base=row.base, branch=branch, author=author, time=row.time)

    def _keep_draft(self, draft: Draft) -> None:
        self._session().merge(DraftRow(**asdict(draft)))

    def _drop_draft(self, name: str, branch: str, author: str) -> None:
        of_it = (DraftRow.name == name) & (DraftRow.branch == branch) & (DraftRow.author == author)
        self._session().execute(delete(DraftRow).where(of_it))

    def drafts(self) -> tuple[Draft, ...]:
        """All drafts."""
        with self._transaction() as session:
            keys = (DraftRow.name, DraftRow.branch, DraftRow.author)
            rows = session.execute(select(*keys).order_by(*keys)).all()
            found = (self._draft(*row) for row in rows)
            return tuple(draft for draft in found if draft is not None)

    # ---- care ----------------------------------------------------------------------------------------------------

    def faults(self) -> Iterator[str]:
        """What SQLite finds wrong with its file; a server looks after its own."""
        if self._url.drivername == "sqlite":
            with self._transaction() as session:
                said = session.scalars(text("PRAGMA integrity_check")).all()
            yield from (f"SQLite: {line}" for line in said if line != "ok")

    def sweep(self, *, dry: bool) -> Iterator[str]:
        """Removes texts that no version says, and drafts that say what is saved."""
        with self._transaction(writing=True) as session:
            said = select(VersionRow.digest)
            for name in session.scalars(select(TextRow.digest).where(TextRow.digest.not_in(said))).all():
                if not dry:
                    session.execute(delete(TextRow).where(TextRow.digest == name))
                yield f"text {name}"
            for draft in self.drafts():
                head = self._head(draft.name, draft.branch)
                if head is not None and head.digest == digest(draft.text):
                    if not dry:
                        self._drop_draft(draft.name, draft.branch, draft.author)
                    yield f"draft of {draft.name}"


def _value(row: VersionRow, parents: tuple[str, ...]) -> Version:
    return Version(name=row.name, digest=row.digest, parents=parents, number=row.number, author=row.author,
                   time=row.time, message=row.message)  # fmt: skip


def _understood(address: str) -> URL:
    """The URL with its driver. InputError for databases of other kinds."""
    try:
        url = make_url(address)
    except (exc.ArgumentError, ValueError):
        raise InputError("this is not a database's address; write sqlite:///FILE or postgresql://…") from None
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database != ":memory:":
        return url if url.database else url.set(database=str(default_file()))
    raise InputError(f"`{url.drivername}` is no kind of store; write sqlite:///FILE or postgresql://…")


def _prepared(connection: Any, record: object) -> None:
    """A connection to SQLite: written ahead, on the disk before a write is confirmed, references checked."""
    connection.isolation_level = None  # transactions begin where this module says so
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {setting}")


def _begun(connection: Connection) -> None:
    """One writer at a time, from the beginning of its transaction on."""
    writing = connection.get_execution_options().get("writing", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
    elif writing:
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})


def default_file() -> Path:
    """Where the store lies that nobody has named: in the user's data folder."""
    import sys

    home = Path.home()
    if os.name == "nt":
        folder = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = home / "Library" / "Application Support"
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return folder / "detente" / "dialogues.sqlite"
