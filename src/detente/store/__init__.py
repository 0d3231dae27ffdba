"""Dialogues with all their versions, in plain files or in a database."""

from __future__ import annotations

import os
from pathlib import Path

from detente.errors import InputError
from detente.store.interface import Store
from detente.store.merge import merge
from detente.store.records import MAIN, Conflict, Draft, Merged, Moved, NotThere, Version

__all__ = ["MAIN", "Conflict", "Draft", "Merged", "Moved", "NotThere", "Store", "Version", "merge", "open_store"]


def open_store(where: str | os.PathLike[str]) -> Store:
    """The store in a folder of dialogue files. InputError where there is no such folder."""
    from detente.store.folder import FolderStore

    if not Path(where).is_dir():
        raise InputError(f"there is no folder `{os.fspath(where)}`")
    return FolderStore(Path(where))
