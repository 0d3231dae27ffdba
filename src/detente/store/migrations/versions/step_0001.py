"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes them."""
    name, id = sa.String(100), sa.String(32)
    op.create_table(
        "dialogue",
        sa.Column("name", name, primary_key=True),
        sa.Column("listed", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "text",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "version",
        sa.Column("name", name, sa.ForeignKey("dialogue.name"), primary_key=True),
        sa.Column("id", id, primary_key=True),
        sa.Column("digest", sa.String(64), sa.ForeignKey("text.digest"), nullable=False, index=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("time", sa.String(27), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
    )
    op.create_table(
        "parent",
        sa.Column("name", name, primary_key=True),
        sa.Column("child", id, primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("parent", id, nullable=False),
        sa.ForeignKeyConstraint(["name", "child"], ["version.name", "version.id"]),
        sa.ForeignKeyConstraint(["name", "parent"], ["version.name", "version.id"]),
    )
    op.create_table(
        "branch",
        sa.Column("name", name, primary_key=True),
        sa.Column("branch", name, primary_key=True),
        sa.Column("head", id, nullable=False),
        sa.ForeignKeyConstraint(["name", "head"], ["version.name", "version.id"]),
    )
    op.create_table(
        "draft",
        sa.Column("name", name, primary_key=True),
        sa.Column("branch", name, primary_key=True),
        sa.Column("author", sa.String(200), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("base", id, nullable=False),
        sa.Column("time", sa.String(27), nullable=False),
    )


def downgrade() -> None:
    """Nothing is ever taken back: versions are for good."""
    raise NotImplementedError
