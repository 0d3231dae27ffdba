"""What stores have in common: which saves are taken, and what is said of those that are not.

How single records are kept is said by each kind (`kind.Kind`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

from detente.errors import InputError, Problem
from detente.formats.nodes import suggest
from detente.store.kind import Kind
from detente.store.merge import merge
from detente.store.names import checked, checked_said, checked_text, now
from detente.store.records import MAIN, Draft, Moved, NotThere, Version, digest

_ID = re.compile("[0-9a-f]{32}")


class Store(Kind):
    """Dialogues by name, each with all its versions, over the operations of a kind.

    What a method has returned is on the disk: it survives the death of the program and of the machine. Names and ids
    that are not there raise NotThere; names, texts and messages beyond `names` raise InputError or TooLarge.
    """

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
        """The newest version of a branch and all that it was made from, newest first.

        Also of a dialogue that was removed: that is how it is brought back.
        """
        name, branch = checked(name), checked(branch, "branch")
        tip = self._tip(name, branch)
        if tip is None:
            raise self._missing(name, branch)
        records = self.records(name) | {tip.id: tip}  # a file that was found where nothing may be written
        seen = (records[id] for id in reached(records, [tip.id]))
        return tuple(sorted(seen, key=lambda v: (v.number, v.time, v.id), reverse=True))

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
        """A new version on top of the one of id `parent` (None: the dialogue is new, or was removed).

        `joins`: the id of another version whose changes the text holds, too. A text that is the newest version's
        already makes no new one, so a save may be sent twice; the author's draft of this very text is dropped.
        Raises Moved where `parent` is not the newest version of the branch; then nothing has changed.
        """
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

    # ---- the whole -----------------------------------------------------------------------------------------------

    def still(self) -> AbstractContextManager[None]:
        """While it lasts nobody writes."""
        return self._writing()

    def tips(self, name: str) -> dict[str, str]:
        """The id of the newest version of each branch, whether or not the dialogue is on the list."""
        pairs = ((branch, self._tip(name, branch)) for branch in sorted(self._branches(name)))
        return {branch: tip.id if tip else "" for branch, tip in pairs}

    def take_in(
        self, name: str, versions: Sequence[tuple[Version, str]], tips: Mapping[str, str], *, listed: bool = True
    ) -> str:
        """Takes another store's versions of a dialogue, parents first, and its branches; what was done, in words.

        A branch that leads on from here goes on; one that went another way becomes a branch of its own.
        """
        texts = {version.id: (version, text) for version, text in versions}
        with self._writing():
            new = [pair for pair in versions if self._version(name, pair[0].id) is None]
            was_there = name in self._names() or self._tip(name, MAIN) is not None
            for version, text in new:
                self._put(version, text)
            records, aside = self.records(name), []
            for branch, id in tips.items():
                mine = self._tip(name, branch)
                if mine is not None and id in reached(records, [mine.id]):
                    continue
                if mine is not None and mine.id not in reached(records, [id]):
                    branch = self._unused(name, branch)
                    aside.append(branch)
                self._point(branch, *texts[id])
            if not listed and not was_there:
                self._unlist(name)
        more = f"; beside what is here: {', '.join(aside)}" if aside else ""
        return f"{name}: {len(new)} version{'' if len(new) == 1 else 's'} taken in{more}"

    def _unused(self, name: str, branch: str) -> str:
        taken, number = self._branches(name), 1
        while (tried := f"{branch} (imported{f' {number}' if number > 1 else ''})") in taken:
            number += 1
        return checked(tried, "branch")

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

    def take_in_draft(self, draft: Draft) -> None:
        """Takes in another store's draft, unless its author has one here."""
        with self._writing():
            if self._draft(draft.name, draft.branch, draft.author) is None:
                self._keep_draft(draft)

    def drop_draft(self, name: str, branch: str = MAIN, author: str = "") -> None:
        """Forgets that author's draft, if there is one."""
        name, branch, author = checked(name), checked(branch, "branch"), checked_said(author, "")[0]
        with self._writing():
            self._drop_draft(name, branch, author)


def reached(records: Mapping[str, Version], tips: Iterable[str]) -> set[str]:
    """The ids of these versions and of all that they were made from, as far as they are there."""
    seen: set[str] = set()
    waiting = list(tips)
    while waiting:
        id = waiting.pop()
        if id in records and id not in seen:
            seen.add(id)
            waiting += records[id].parents
    return seen


def _not_there(what: str, name: str, known: set[str] | tuple[str, ...]) -> NotThere:
    hint = suggest(name, known)
    return NotThere(Problem(message=f"there is no {what} `{name}`{';' if hint else ''}", hint=hint))
