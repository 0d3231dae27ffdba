"""Dialogues with all their versions, in plain files or in a database."""

from __future__ import annotations

import os
from pathlib import Path

from detente.errors import InputError, MissingExtra
from detente.store.base import Store
from detente.store.merge import merge
from detente.store.records import MAIN, Conflict, Draft, Merged, Moved, NotThere, Version

__all__ = ["MAIN", "Conflict", "Draft", "Merged", "Moved", "NotThere", "Store", "Version", "merge", "open_store"]


def open_store(where: str | os.PathLike[str] | None = None) -> Store:
    """The store in a folder of dialogue files, at a database's URL, or in a file of SQLite.

    Without `where`, and as `sqlite://`, it is the user's own, in the data folder. Raises InputError where there is
    none, MissingExtra without the libraries that a database needs.
    """
    name = os.fspath(where) if where is not None else ""
    if where is not None and "://" not in name:
        from detente.store.folder import FolderStore

        if Path(name).is_dir():
            return FolderStore(Path(name))
        if Path(name).suffix not in _SQLITE:
            raise InputError(f"there is no folder `{name}`; a database is named by its address, as in sqlite:///FILE")
    try:
        from detente.store.sql import SqlStore, default_file
    except ImportError:
        raise MissingExtra("A store in a database", "web") from None
    return SqlStore(name if "://" in name else f"sqlite:///{name or default_file()}")


_SQLITE = (".sqlite", ".sqlite3", ".db")
