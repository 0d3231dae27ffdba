"""The tutorial notebook as a page of the site: its cells run here, and each value shows itself as it does in Jupyter.

The notebook is kept without outputs. The tests execute it in a real kernel; the site needs none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from blocks import Session


def page(path: Path) -> str:
    """The notebook as Markdown, with the outputs of its cells."""
    session, parts = Session(), []
    for number, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"], 1):
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(text)
            continue
        said, value = session.run(text, f"{path.name}, cell {number}")
        parts.append(f"```python\n{text}\n```")
        if said.strip():
            parts.append(f"```text\n{said.rstrip()}\n```")
        if value is not None:
            parts.append(_shown(value))
    return "\n\n".join([*parts, ""])


def _shown(value: Any) -> str:
    """As a notebook shows it: HTML if the value can, else its repr."""
    markup = getattr(value, "_repr_html_", lambda: None)()
    if not markup:
        return f"```text\n{value!r}\n```"
    # One line: Markdown ends a block of HTML at the first empty one.
    return f'<div class="output">{markup}</div>'.replace("\n", "&#10;")
