"""The files of a folder store: dialogues, their versions and drafts, read and written (`folder`: where they lie)."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from threading import local

from detente.errors import InputError
from detente.formats import text_of
from detente.store import disk
from detente.store.base import Store
from detente.store.names import fault, stamp
from detente.store.records import MAIN, Draft, Version, digest

HIDDEN = ".detente"
OUTSIDE = "edited outside of the store"
FIRST = "the file as it was"
SUFFIXES = (".yaml", ".yml")


class FolderFiles(Store):
    """The store in a folder but for its care; the folder must be there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._hidden = self.folder / HIDDEN
        self._mine = local()

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.folder)

    # ---- the files -----------------------------------------------------------------------------------------------

    def _files(self) -> dict[str, Path]:
        """The dialogue files by name; of NAME.yaml and NAME.yml the first. Links that lead out are left out."""
        try:
            there = [path for path in self.folder.iterdir() if path.suffix in SUFFIXES]
        except OSError as error:
            raise InputError(f"`{self.folder}` cannot be read ({error.strerror or error})") from None
        named = {unicodedata.normalize("NFC", path.stem): path for path in sorted(there, reverse=True)}
        return {name: path for name, path in named.items() if not fault(name) and self._own(path)}

    def _own(self, path: Path) -> bool:
        return path.is_file() and path.resolve().parent == self.folder

    def _file(self, name: str) -> Path | None:
        path = self.folder / f"{name}.yaml"
        return path if self._own(path) else self._files().get(name)

    def _names(self) -> set[str]:
        return set(self._files())

    # ---- versions ------------------------------------------------------------------------------------------------

    def _room(self, name: str) -> Path:
        return self._hidden / "versions" / name

    def _tip(self, name: str, branch: str) -> Version | None:
        version = self._pointed(name, branch)
        path = self._file(name) if branch == MAIN else None
        if path is None or (version is not None and _digest(path) == version.digest):
            return version
        try:
            with self._writing():
                return self._noticed(name, path)
        except InputError:
            text = text_of(path, path.name)  # where nothing may be written the file can be read all the same
            return self._found(name, path, text, self._pointed(name, MAIN))

    def _noticed(self, name: str, path: Path) -> Version:
        """The version that a file's text is; a new one if it was edited from outside."""
        head, text = self._pointed(name, MAIN), text_of(path, path.name)
        if head is not None and head.digest == digest(text):
            return head
        version = self._unnamed(head, digest(text)) or self._found(name, path, text, head)
        # Nobody was told of it yet, and the file is there: after a crash it is simply found anew.
        self._put(version, text, sure=head is not None)
        self._name(MAIN, version, sure=head is not None)
        return version

    def _unnamed(self, head: Version | None, text: str) -> Version | None:
        """The version with that digest that was being saved on top of `head` when a program died."""
        kept = self.records(head.name).values() if head is not None else ()
        return next((v for v in kept if head is not None and head.id in v.parents and v.digest == text), None)

    def _found(self, name: str, path: Path, text: str, head: Version | None) -> Version:
        return Version(
            name=name, digest=digest(text), parents=(head.id,) if head else (), number=head.number + 1 if head else 1,
            time=stamp(datetime.fromtimestamp(path.stat().st_mtime, UTC)), message=OUTSIDE if head else FIRST,
        )  # fmt: skip

    def _pointed(self, name: str, branch: str) -> Version | None:
        path = self._room(name) / "branches" / branch
        return self._version(name, text_of(path, str(path)).strip()) if path.is_file() else None

    def _branches(self, name: str) -> set[str]:
        return _named(self._room(name) / "branches")

    def _version(self, name: str, id: str) -> Version | None:
        path = self._room(name) / f"{id}.json"
        if not path.is_file() or not path.stat().st_size:  # empty: found just before a crash, and never told of
            return None
        try:
            said = json.loads(text_of(path, str(path)))
            return Version(**said | {"parents": tuple(said["parents"])})
        except (ValueError, TypeError, KeyError):
            raise InputError(f"{path}: this is not the record of a version; see `detente store check`") from None

    def records(self, name: str) -> dict[str, Version]:
        paths = self._room(name).glob("*.json")
        return {path.stem: version for path in paths if (version := self._version(name, path.stem))}

    def kept(self) -> set[str]:
        """The dialogues that have versions, removed ones included."""
        return _named(self._hidden / "versions")

    def text(self, version: Version) -> str:
        """The text of a version."""
        path = self._room(version.name) / f"{version.digest}.yaml"
        if not path.is_file():  # in a folder where nothing may be written
            path = self._file(version.name) or path
        text = text_of(path, str(path))
        if digest(text) != version.digest:
            raise InputError(f"{path}: this is not the text that was saved; see `detente store check`")
        return text

    # ---- writing -------------------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if getattr(self._mine, "held", False):  # a write within a write
            yield
            return
        disk.make(self._hidden)
        with disk.alone(self._hidden / "lock"):
            self._mine.held = True
            try:
                yield
            finally:
                self._mine.held = False

    def _head(self, name: str, branch: str) -> Version | None:
        return self._tip(name, branch) if self._file(name) else None

    def _put(self, version: Version, text: str, *, sure: bool = True) -> None:
        room = self._room(version.name)
        disk.make(room / "branches")
        for path, content in (
            (room / f"{version.digest}.yaml", text),
            (room / f"{version.id}.json", json.dumps(asdict(version), ensure_ascii=False, indent=1) + "\n"),
        ):
            if not path.is_file() or path.read_bytes() != content.encode():
                disk.keep(path, content, sure=sure)

    def _point(self, branch: str, version: Version, text: str) -> None:
        if branch == MAIN:
            path = self._file(version.name) or self._free(version.name)
            last = self._pointed(version.name, MAIN)
            if path.exists() and (last is None or _digest(path) != last.digest):
                raise InputError(f"{path.name} was edited outside at this very moment; nothing was overwritten, "
                                 "save again")
            disk.keep_users(path, text.replace("\n", "\r\n") if path.exists() and _has_crlf(path) else text)
        self._name(branch, version)

    def _free(self, name: str) -> Path:
        path = self.folder / f"{name}.yaml"
        if os.path.lexists(path):
            raise InputError(f"`{path}` is a folder, or a link that leads out of the folder; nothing was written")
        return path

    def _name(self, branch: str, version: Version, *, sure: bool = True) -> None:
        disk.keep(self._room(version.name) / "branches" / branch, version.id + "\n", sure=sure)

    def _unlist(self, name: str) -> None:
        if path := self._file(name):
            disk.drop(path)

    # ---- drafts --------------------------------------------------------------------------------------------------

    def _draft_file(self, name: str, branch: str, author: str) -> Path:
        return self._hidden / "drafts" / name / f"{branch}.{digest(author)[:16]}.json"

    def _draft(self, name: str, branch: str, author: str) -> Draft | None:
        path = self._draft_file(name, branch, author)
        if not path.is_file():
            return None
        try:
            return Draft(**json.loads(path.read_bytes()))
        except (ValueError, TypeError):
            raise InputError(f"{path}: this is not a draft; see `detente store check`") from None

    def _keep_draft(self, draft: Draft) -> None:
        path = self._draft_file(draft.name, draft.branch, draft.author)
        disk.make(path.parent)
        disk.keep(path, json.dumps(asdict(draft), ensure_ascii=False))

    def _drop_draft(self, name: str, branch: str, author: str) -> None:
        disk.drop(self._draft_file(name, branch, author))

    def drafts(self) -> tuple[Draft, ...]:
        """All drafts."""
        paths = sorted(self._hidden.glob("drafts/*/[!.]*.json"))
        return tuple(Draft(**json.loads(path.read_bytes())) for path in paths)


def _digest(path: Path) -> str:
    return digest(text_of(path, path.name))


def _named(folder: Path) -> set[str]:
    """What lies in a folder, if it is there, under a name that a dialogue or branch may have."""
    return {path.name for path in folder.iterdir() if not fault(path.name)} if folder.is_dir() else set()


def _has_crlf(path: Path) -> bool:
    with path.open("rb") as stream:
        return b"\r\n" in stream.read(100_000)
