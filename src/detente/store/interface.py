"""What every store promises; `FolderStore` keeps it with plain files, and one suite of tests holds each to it."""

from __future__ import annotations

from typing import Protocol

from detente.store.records import MAIN, Draft, Version


class Store(Protocol):
    """Dialogues by name, each with all its versions.

    What a method has returned is on the disk: it survives the death of the program and of the machine. Names and ids
    that are not there raise NotThere; names, texts and messages beyond `names` raise InputError or TooLarge.
    """

    @property
    def place(self) -> str:
        """Where it keeps things, for people: a folder, or an address without its password."""

    def dialogues(self) -> tuple[str, ...]:
        """The names of all dialogues, sorted."""

    def head(self, name: str, branch: str = MAIN) -> Version:
        """The newest version of a branch."""

    def versions(self, name: str, branch: str = MAIN) -> tuple[Version, ...]:
        """The newest version of a branch and all that it was made from, newest first.

        Also of a dialogue that was removed: that is how it is brought back.
        """

    def version(self, name: str, id: str) -> Version:
        """The version of that id."""

    def text(self, version: Version) -> str:
        """The text of a version."""

    def branches(self, name: str) -> tuple[str, ...]:
        """The names of a dialogue's branches: `main`, then the others, sorted."""

    def branch(self, name: str, branch: str, at: str) -> Version:
        """Begins a branch at the version of id `at`. InputError if there is a branch of that name."""

    def save(
        self, name: str, text: str, parent: str | None, author: str = "", message: str = "", branch: str = MAIN,
        *, joins: str | None = None,
    ) -> Version:  # fmt: skip
        """A new version on top of the one of id `parent` (None: the dialogue is new, or was removed).

        `joins`: the id of another version whose changes the text holds, too. A text that is the newest version's
        already makes no new one, so a save may be sent twice; the author's draft of this very text is dropped.
        Raises Moved where `parent` is not the newest version of the branch; then nothing has changed.
        """

    def restore(self, name: str, id: str, author: str = "", branch: str = MAIN) -> Version:
        """A new version that says what the version of that id said; also brings a removed dialogue back."""

    def remove(self, name: str, parent: str) -> None:
        """Takes a dialogue off the list; its versions stay, and `restore` brings it back. Raises Moved."""

    def draft(self, name: str, branch: str = MAIN, author: str = "") -> Draft | None:
        """What that author is writing and has not saved."""

    def keep_draft(self, name: str, text: str, base: str, branch: str = MAIN, author: str = "") -> Draft:
        """Keeps what that author is writing, in place of the draft before. The dialogue may be new."""

    def drop_draft(self, name: str, branch: str = MAIN, author: str = "") -> None:
        """Forgets that author's draft, if there is one."""
