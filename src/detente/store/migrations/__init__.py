"""How the tables of a store came to be, one step a file; `upgrade` brings a database to the last."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0001"
"""The last step; a test holds it to the files."""


def upgrade(connection: Connection) -> None:
    """Makes the tables, or brings older ones up to date. InputError where a newer program made them."""
    from sqlalchemy import inspect, text

    has = inspect(connection).has_table("alembic_version")
    at = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if has else None
    if at == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if at is not None and at not in known:
        raise InputError(f"this store was made by a newer program (its tables are of step {at}); update this one")
    command.upgrade(config, "head")
