"""What a kind of store does itself: single records, one at a time. What all kinds have in common is in `base`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager

from detente.store.records import Draft, Version


class Kind(ABC):
    """A few operations on single records; names and texts that reach them are checked."""

    @property
    @abstractmethod
    def place(self) -> str:
        """Where it keeps things, for people."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[None]:
        """While it lasts nobody else writes; at its end all is on the disk."""

    @abstractmethod
    def _names(self) -> set[str]:
        """The dialogues on the list."""

    @abstractmethod
    def _tip(self, name: str, branch: str) -> Version | None:
        """The newest version of a branch, whether or not the dialogue is on the list."""

    @abstractmethod
    def _branches(self, name: str) -> set[str]: ...

    @abstractmethod
    def _version(self, name: str, id: str) -> Version | None: ...

    @abstractmethod
    def records(self, name: str) -> dict[str, Version]:
        """Every version that is kept of a dialogue, by the id under which it is kept."""

    @abstractmethod
    def kept(self) -> set[str]:
        """The dialogues that have versions, removed ones included."""

    @abstractmethod
    def drafts(self) -> tuple[Draft, ...]:
        """All drafts."""

    @abstractmethod
    def faults(self) -> Iterator[str]:
        """What is wrong with the way this kind of store keeps things, beyond records and texts."""

    @abstractmethod
    def sweep(self, *, dry: bool) -> Iterator[str]:
        """Removes what nothing refers to (`dry`: only says it); what it was, one thing at a time."""

    @abstractmethod
    def _put(self, version: Version, text: str) -> None:
        """Keeps a version and its text; it is on no branch yet."""

    @abstractmethod
    def _point(self, branch: str, version: Version, text: str) -> None:
        """Makes a version the newest of a branch; on `main` this puts the dialogue on the list."""

    @abstractmethod
    def _unlist(self, name: str) -> None: ...

    @abstractmethod
    def _draft(self, name: str, branch: str, author: str) -> Draft | None: ...

    @abstractmethod
    def _keep_draft(self, draft: Draft) -> None: ...

    @abstractmethod
    def _drop_draft(self, name: str, branch: str, author: str) -> None: ...

    @abstractmethod
    def text(self, version: Version) -> str:
        """The text of a version."""
