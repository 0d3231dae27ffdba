"""What stores have in common: which saves are taken, and what is said of those that are not.

A store of its own kind says how single records are kept (the methods that begin with `_` and have no body here).
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager

from detente.errors import InputError, Problem
from detente.formats.nodes import suggest
from detente.store.merge import merge
from detente.store.names import checked, checked_said, checked_text, now
from detente.store.records import MAIN, Draft, Moved, NotThere, Version, digest

_ID = re.compile("[0-9a-f]{32}")


class BaseStore(ABC):
    """The `Store` over a few operations on single records."""

    # ---- what a kind of store does itself ------------------------------------------------------------------------

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
    def _all(self, name: str) -> dict[str, Version]:
        """Every version that is kept of a dialogue, by id."""

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

    # ---- looking -------------------------------------------------------------------------------------------------

    def dialogues(self) -> tuple[str, ...]:
        """The names of all dialogues, sorted."""
        return tuple(sorted(self._names()))

    def head(self, name: str, branch: str = MAIN) -> Version:
        """The newest version of a branch."""
        name, branch = checked(name), checked(branch, "branch")
        head = self._head(name, branch)
        if head is None:
            raise self._missing(name, branch)
        return head

    def _head(self, name: str, branch: str) -> Version | None:
        return self._tip(name, branch) if name in self._names() else None

    def versions(self, name: str, branch: str = MAIN) -> tuple[Version, ...]:
        """The newest version of a branch and all that it was made from, newest first."""
        name, branch = checked(name), checked(branch, "branch")
        tip = self._tip(name, branch)
        if tip is None:
            raise self._missing(name, branch)
        all_ = self._all(name)
        seen, waiting = {tip.id: tip}, [tip]
        while waiting:
            for id in waiting.pop().parents:
                if id not in seen:
                    if id not in all_:
                        raise _not_there("version", id, ())
                    seen[id] = all_[id]
                    waiting.append(seen[id])
        return tuple(sorted(seen.values(), key=lambda v: (v.number, v.time, v.id), reverse=True))

    def version(self, name: str, id: str) -> Version:
        """The version of that id."""
        version = self._version(checked(name), id) if _ID.fullmatch(id) else None
        if version is None:
            raise _not_there("version", id[:64], ())
        return version

    def branches(self, name: str) -> tuple[str, ...]:
        """The names of a dialogue's branches: `main`, then the others, sorted."""
        self.head(name)
        return (MAIN, *sorted(self._branches(checked(name)) - {MAIN}))

    def _missing(self, name: str, branch: str) -> NotThere:
        if name not in self._names():
            return _not_there("dialogue", name, self._names())
        return _not_there("branch", branch, self._branches(name))

    # ---- writing -------------------------------------------------------------------------------------------------

    def save(
        self, name: str, text: str, parent: str | None, author: str = "", message: str = "", branch: str = MAIN,
        *, joins: str | None = None,
    ) -> Version:  # fmt: skip
        """A new version on top of the one of id `parent`; see `Store.save`."""
        name, branch, text = checked(name), checked(branch, "branch"), checked_text(text)
        author, message = checked_said(author, message)
        with self._writing():
            head = self._head(name, branch)
            if head is None and branch != MAIN:
                raise self._missing(name, branch)
            if head is not None and head.digest == digest(text) and joins is None:
                version = head
            elif (head.id if head else None) == parent:
                version = self._add(name, text, branch, author, message, joins)
            else:
                version = None
            if version is not None:
                self._done(name, branch, author, text)
        if version is None:
            raise self._moved(name, text, parent, head)
        return version

    def _add(self, name: str, text: str, branch: str, author: str, message: str, joins: str | None) -> Version:
        tip = self._tip(name, branch)  # of a removed dialogue, its last version
        parents = [*([tip] if tip else []), *([self.version(name, joins)] if joins else [])]
        version = Version(
            name=name, digest=digest(text), parents=tuple(dict.fromkeys(p.id for p in parents)), author=author,
            number=1 + max((p.number for p in parents), default=0), time=now(), message=message,
        )  # fmt: skip
        self._put(version, text)
        self._point(branch, version, text)
        return version

    def _done(self, name: str, branch: str, author: str, text: str) -> None:
        """A draft that says what was saved is no draft any more."""
        draft = self._draft(name, branch, author)
        if draft is not None and draft.text == text:
            self._drop_draft(name, branch, author)

    def _moved(self, name: str, text: str, parent: str | None, head: Version | None) -> Moved:
        if head is None or parent is None:
            return Moved(name, head, None)
        return Moved(name, head, merge(self.text(self.version(name, parent)), text, self.text(head)))

    def restore(self, name: str, id: str, author: str = "", branch: str = MAIN) -> Version:
        """A new version that says what the version of that id said; also brings a removed dialogue back."""
        name = checked(name)
        old = self.version(name, id)
        head = self._head(name, checked(branch, "branch"))
        message = f"version {old.number} restored"
        return self.save(name, self.text(old), head.id if head else None, author, message, branch)

    def branch(self, name: str, branch: str, at: str) -> Version:
        """Begins a branch at the version of id `at`. InputError if there is a branch of that name."""
        self.head(name)
        name, branch = checked(name), checked(branch, "branch")
        version = self.version(name, at)
        text = self.text(version)
        with self._writing():
            if branch in self._branches(name):
                raise InputError(f"`{name}` has a branch `{branch}` already")
            self._point(branch, version, text)
        return version

    def remove(self, name: str, parent: str) -> None:
        """Takes a dialogue off the list; its versions stay, and `restore` brings it back. Raises Moved."""
        name = checked(name)
        with self._writing():
            head = self.head(name)
            if head.id == parent:
                self._unlist(name)
                return
        raise Moved(name, head, None)

    # ---- drafts --------------------------------------------------------------------------------------------------

    def draft(self, name: str, branch: str = MAIN, author: str = "") -> Draft | None:
        """What that author is writing and has not saved."""
        return self._draft(checked(name), checked(branch, "branch"), checked_said(author, "")[0])

    def keep_draft(self, name: str, text: str, base: str, branch: str = MAIN, author: str = "") -> Draft:
        """Keeps what that author is writing, in place of the draft before. The dialogue may be new."""
        name, branch, author = checked(name), checked(branch, "branch"), checked_said(author, "")[0]
        if base:
            self.version(name, base)
        draft = Draft(name=name, text=checked_text(text), base=base, branch=branch, author=author, time=now())
        with self._writing():
            self._keep_draft(draft)
        return draft

    def drop_draft(self, name: str, branch: str = MAIN, author: str = "") -> None:
        """Forgets that author's draft, if there is one."""
        name, branch, author = checked(name), checked(branch, "branch"), checked_said(author, "")[0]
        with self._writing():
            self._drop_draft(name, branch, author)


def _not_there(what: str, name: str, known: set[str] | tuple[str, ...]) -> NotThere:
    hint = suggest(name, known)
    return NotThere(Problem(message=f"there is no {what} `{name}`{';' if hint else ''}", hint=hint))
