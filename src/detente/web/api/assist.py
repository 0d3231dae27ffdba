"""Help while a text is written: the functions of the language server, for the editor in the browser."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Request
from pydantic import Field

from detente.store.records import digest
from detente.web.api.dialogues import Body, Text
from detente.web.waiting import unless_gone
from detente.web.workbench import of

What = Literal["complete", "hover", "definition", "rename", "outline", "diagnostics"]


class Assisted(Body):
    """A text and a place in it, counted from 0; `name`: the new one, of `rename`."""

    text: Text
    line: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    column: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    name: Annotated[str, Field(max_length=200)] = ""


async def assisted(request: Request, what: What, body: Assisted) -> Any:
    """What may stand at a place, what does, where it is defined; another name for it; the outline; what is wrong."""
    given = (body.text, what, body.line, body.column, body.name)
    return await unless_gone(request, of(request).pool.run("assist", *given, key=digest(body.text)))
