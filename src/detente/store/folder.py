"""A folder of dialogue files: the plain YAML files are the truth, their versions lie beside them.

    talks.yaml                                   the dialogue; edit it with anything
    .detente/versions/talks/ID.json              a version; ID.json and DIGEST.yaml are written once and never again
    .detente/versions/talks/DIGEST.yaml          a text
    .detente/versions/talks/branches/main        the id of the newest version
    .detente/drafts/talks/main.AUTHOR.json       what somebody is writing

A save keeps text and record first, then writes the file, then names the newest version: whenever the program dies,
the file is whole. A file that says something else than its newest version was edited from outside (or saved a moment
before the program died), and that becomes a version as soon as somebody looks.
"""

from __future__ import annotations

import glob
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from detente.store import disk
from detente.store.base import reached
from detente.store.folder_files import SUFFIXES, FolderFiles
from detente.store.names import fault
from detente.store.records import digest

AN_HOUR = 3600.0


class FolderStore(FolderFiles):
    """The store in a folder; the folder must be there. Files in folders below it are no part of it."""

    def faults(self) -> Iterator[str]:
        """Files of the folder that look like dialogues and are none, and why."""
        files = self._files()
        for path in sorted(self.folder.iterdir()):
            name = unicodedata.normalize("NFC", path.stem)
            if path.suffix not in SUFFIXES or name.startswith(".") or name.endswith(".happened"):
                continue
            if why := fault(name):
                yield f"{path.name} is left out: {why}"
            elif not self._own(path):
                yield f"{path.name} is left out: it is a folder, or a link that leads out of this one"
            elif files[name] != path:
                yield f"{path.name} is left out: {files[name].name} has the same name"

    def sweep(self, *, dry: bool) -> Iterator[str]:
        """Removes what saves left behind that were never finished, and drafts that say what is saved."""
        with self._writing():
            for path in (*self._unwhole(), *self._unreached(), *self._said()):
                if not dry:
                    disk.drop(path)
                yield str(path.relative_to(self.folder))

    def _unwhole(self) -> Iterator[Path]:
        """Files that were being written when a program died; nobody writes now, except somebody's own editor."""
        yield from (path for path in self._hidden.rglob(".*") if path.is_file())
        for file in self._files().values():
            left = self.folder.glob(f".{glob.escape(file.name[:40])}.????????")
            yield from (path for path in left if path.is_file() and time.time() - path.stat().st_mtime > AN_HOUR)

    def _unreached(self) -> Iterator[Path]:
        for name in sorted(self.kept()):
            records = self.records(name)
            ids = reached(records, self.tips(name).values())
            texts = {records[id].digest for id in ids}
            for path in sorted(self._room(name).glob("[!.]*.*")):
                if path.stem not in (ids if path.suffix == ".json" else texts):
                    yield path

    def _said(self) -> Iterator[Path]:
        for draft in self.drafts():
            head = self._head(draft.name, draft.branch)
            if head is not None and head.digest == digest(draft.text):
                yield self._draft_file(draft.name, draft.branch, draft.author)
