"""The tables of a store in a database. `migrations` makes them; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All tables of a store."""


class DialogueRow(Base):
    """A dialogue; `listed` until it is removed."""

    __tablename__ = "dialogue"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    listed: Mapped[bool]


class TextRow(Base):
    """A text, kept once however many versions say it."""

    __tablename__ = "text"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    body: Mapped[str] = mapped_column(Text)


class VersionRow(Base):
    """A version; never changed, never deleted."""

    __tablename__ = "version"

    name: Mapped[str] = mapped_column(ForeignKey("dialogue.name"), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("text.digest"), index=True)
    number: Mapped[int]
    author: Mapped[str] = mapped_column(String(200))
    time: Mapped[str] = mapped_column(String(27))
    message: Mapped[str] = mapped_column(Text)


class ParentRow(Base):
    """That a version was made from another; `place` 0 is the one that it replaced."""

    __tablename__ = "parent"
    __table_args__ = (
        ForeignKeyConstraint(["name", "child"], ["version.name", "version.id"]),
        ForeignKeyConstraint(["name", "parent"], ["version.name", "version.id"]),
    )

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    child: Mapped[str] = mapped_column(String(32), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    parent: Mapped[str] = mapped_column(String(32))


class BranchRow(Base):
    """A branch and its newest version."""

    __tablename__ = "branch"
    __table_args__ = (ForeignKeyConstraint(["name", "head"], ["version.name", "version.id"]),)

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    branch: Mapped[str] = mapped_column(String(100), primary_key=True)
    head: Mapped[str] = mapped_column(String(32))


class DraftRow(Base):
    """What an author is writing; the dialogue may not be there yet."""

    __tablename__ = "draft"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    branch: Mapped[str] = mapped_column(String(100), primary_key=True)
    author: Mapped[str] = mapped_column(String(200), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    base: Mapped[str] = mapped_column(String(32))
    time: Mapped[str] = mapped_column(String(27))
