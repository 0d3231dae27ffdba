"""Is a store whole?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.errors import DetenteError
from detente.store.base import Store
from detente.store.records import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is not as it should be; `name`: the dialogue, or "" where it is about the store."""

    name: str
    message: str


def check(store: Store) -> tuple[Fault, ...]:
    """Everything that is wrong: records and texts that are not what their names say, versions that are missing.

    What was edited outside of the store becomes a version first.
    """
    found = [Fault(name="", message=message) for message in store.faults()]
    for name in sorted(store.kept() | set(store.dialogues())):
        try:
            found += [Fault(name=name, message=message) for message in _of_dialogue(store, name)]
        except DetenteError as fault:
            found.append(Fault(name=name, message=str(fault)))
    for draft in store.drafts():
        if draft.base and draft.base not in store.records(draft.name):
            found.append(Fault(name=draft.name, message=f"a draft of {draft.author or 'somebody'} begins nowhere"))
    return tuple(found)


def _of_dialogue(store: Store, name: str) -> Iterator[str]:
    if name in store.dialogues():
        store.head(name)
    records, tips = store.records(name), store.tips(name)
    for branch, id in tips.items():
        if id not in records:
            yield f"branch `{branch}` ends in version {id}, which is not there"
    if "main" not in tips:
        yield "there is no branch `main`"
    for id, version in records.items():
        yield from _of_version(store, id, version, records)


def _of_version(store: Store, id: str, version: Version, records: Mapping[str, Version]) -> Iterator[str]:
    if version.id != id:
        yield f"the record of version {id} was changed"
    missing = [parent for parent in version.parents if parent not in records]
    if missing:
        yield f"version {version.number} ({id}) was made from {missing[0]}, which is not there"
    elif version.number != 1 + max((records[parent].number for parent in version.parents), default=0):
        yield f"version {version.number} ({id}) has a wrong number"
    try:
        store.text(version)
    except DetenteError as fault:
        yield str(fault)
