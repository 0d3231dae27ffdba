"""A store, or some dialogues of one, in a single file: plain texts and one list of versions in a ZIP."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from detente.errors import InputError, TooLarge
from detente.formats import write
from detente.formats.nodes import MAX_BYTES
from detente.store.base import Store
from detente.store.names import checked, checked_said, checked_text, now
from detente.store.records import MAIN, Draft, Version, digest

MARK = "detente store"
FORMAT = 1
LIST = "store.json"
MAX_LIST = 200_000_000
MAX_TEXTS = 2_000_000_000
"""Bytes of all texts of an archive together, once they are unpacked."""

_MISSHAPEN = (ValueError, KeyError, TypeError, AttributeError, EOFError, NotImplementedError, RuntimeError)
KINDS = {"name": str, "digest": str, "number": int, "author": str, "time": str, "message": str}


def export(store: Store, file: str | Path, names: Iterable[str] = (), *, drafts: bool = False) -> int:
    """Writes dialogues (all, removed ones included, unless some are named) with all versions to a file; their number.

    `names` must be there (NotThere). Beside the list lie the newest texts as NAME.yaml, for people.
    """
    chosen = [store.head(name).name for name in names]
    with store.still():
        data = _archive(store, chosen or sorted(store.kept() | set(store.dialogues())), drafts=drafts)
    write(file, data)
    return len(read(data)[0])


def _archive(store: Store, names: list[str], *, drafts: bool) -> bytes:
    listed, packed = set(store.dialogues()), io.BytesIO()
    entries: list[dict[str, Any]] = []
    texts: dict[str, str] = {}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            if name in listed:
                archive.writestr(f"{name}.yaml", store.text(store.head(name)))
            records = sorted(store.records(name).values(), key=lambda v: (v.number, v.id))
            texts |= {version.digest: store.text(version) for version in records}
            said = [asdict(version) | {"id": version.id} for version in records]
            entries.append({"name": name, "listed": name in listed, "branches": store.tips(name), "versions": said})
        for name, text in texts.items():
            archive.writestr(f"texts/{name}.yaml", text)
        kept = [asdict(draft) for draft in store.drafts()] if drafts else []
        whole = {MARK: FORMAT, "made": now(), "dialogues": entries, "drafts": kept}
        archive.writestr(LIST, json.dumps(whole, ensure_ascii=False, indent=1))
    return packed.getvalue()


Dialogue = tuple[str, bool, dict[str, str], list[tuple[Version, str]]]


def read(data: bytes) -> tuple[list[Dialogue], list[Draft]]:
    """What an archive holds, every record and text checked against its name. InputError, TooLarge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            whole = json.loads(_member(archive, LIST, MAX_LIST))
            if not isinstance(whole, dict) or whole.get(MARK) != FORMAT:
                raise InputError("this is no archive of a store, or one of a newer program")
            size = sum(info.file_size for info in archive.infolist())
            if size > MAX_TEXTS:
                raise TooLarge("bytes of an archive, unpacked", size, MAX_TEXTS)
            return [_dialogue(archive, entry) for entry in whole["dialogues"]], [_draft(d) for d in whole["drafts"]]
    except (zipfile.BadZipFile, *_MISSHAPEN) as fault:
        raise InputError(f"this is no archive of a store ({type(fault).__name__}: {str(fault)[:200]})") from None


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> str:
    with archive.open(name) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"bytes of {name}", len(data), limit)
    return data.decode()


def _dialogue(archive: zipfile.ZipFile, entry: Mapping[str, Any]) -> Dialogue:
    name, listed = checked(entry["name"]), bool(entry["listed"])
    versions = [_version(archive, name, said) for said in entry["versions"]]
    ids = {version.id for version, _ in versions}
    branches = {checked(branch, "branch"): id for branch, id in entry["branches"].items()}
    wanted = {parent for version, _ in versions for parent in version.parents} | set(branches.values())
    if MAIN not in branches or not wanted <= ids:
        raise InputError(f"`{name}`: versions are missing in this archive")
    return name, listed, branches, sorted(versions, key=lambda pair: (pair[0].number, pair[0].id))


def _version(archive: zipfile.ZipFile, name: str, said: Mapping[str, Any]) -> tuple[Version, str]:
    fields = {key: kind(said[key]) for key, kind in KINDS.items()}
    version = Version(**fields, parents=tuple(map(str, said["parents"])))
    checked_said(version.author, version.message)
    text = checked_text(_member(archive, f"texts/{version.digest}.yaml", MAX_BYTES))
    if version.name != name or version.id != said["id"] or digest(text) != version.digest:
        raise InputError(f"`{name}`: version {said['id']} is not what was archived")
    return version, text


def _draft(said: Mapping[str, Any]) -> Draft:
    draft = Draft(**{key: str(said[key]) for key in ("name", "text", "base", "branch", "author", "time")})
    checked(draft.name), checked(draft.branch, "branch"), checked_text(draft.text), checked_said(draft.author, "")
    return draft


def bring_in(store: Store, file: str | Path) -> tuple[str, ...]:
    """Takes an archive's dialogues into a store; what became of each, in words. Nothing is overwritten.

    A branch that went on since then stays; one that the archive takes further goes on; where both went on, the
    archive's becomes a branch of its own.
    """
    dialogues, drafts = read(_bytes(Path(file)))
    told = [store.take_in(name, versions, branches, listed=listed) for name, listed, branches, versions in dialogues]
    for draft in drafts:
        store.take_in_draft(draft)
    return tuple(told)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_TEXTS:
            raise TooLarge(f"bytes of {path}", path.stat().st_size, MAX_TEXTS)
        return path.read_bytes()
    except OSError as fault:
        raise InputError(f"`{path}` cannot be read ({fault.strerror or fault})") from None
