"""What goes wrong, as `application/problem+json` (RFC 9457): one form for every error."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

from detente.errors import DetenteError, InputError, MissingExtra, NoAnswer, TooLarge
from detente.store import Moved, NotThere

MEDIA = "application/problem+json"


def problem(status: int, title: str, detail: str = "", **more: Any) -> Response:
    """The answer of a request that went wrong."""
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return Response(json.dumps(said, ensure_ascii=False), status_code=status, media_type=MEDIA)


def of(error: DetenteError) -> Response:
    """An error of the program as an answer: it is fit for a user's eyes, with places where it has some."""
    return problem(*status(error), str(error), **told(error))


def status(error: DetenteError) -> tuple[int, str]:
    """(status, title) of an error."""
    match error:
        case NotThere():
            return 404, "Not there"
        case TooLarge():
            return 413, "Too large"
        case NoAnswer():
            return 422, "No answer"
        case MissingExtra():
            return 501, "A part is not installed"
        case Moved():
            return 409, "Saved in between"
        case _:
            return 422, "This cannot be used"


def told(error: DetenteError) -> dict[str, Any]:
    """What else is said of an error: each problem with its place."""
    if isinstance(error, InputError):
        return {"problems": places(error)}
    return {}


def places(error: InputError) -> list[dict[str, Any]]:
    """The problems of an error, each with its line and mend."""
    return [{"message": p.message, "hint": p.hint, "line": p.line, "severity": "error"} for p in error.problems]
