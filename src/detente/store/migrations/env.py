"""Alembic's way in: it works on the connection that it is given, within its transaction."""

from __future__ import annotations

from alembic import context

from detente.store.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
