"""The questions of the program, asked of a stored dialogue or of a text."""

from __future__ import annotations

from typing import Any

from detente.web.questions import model, questions


def analyses() -> dict[str, Any]:
    """Every question with its parameters as JSON Schema."""
    return {"analyses": [{"name": q.name, "question": q.asks, "parameters": model(q.name).model_json_schema()}
                         for q in questions()]}  # fmt: skip
