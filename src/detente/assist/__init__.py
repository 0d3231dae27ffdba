"""Help while a dialogue file is written, as plain functions: for the browser's editor and for `detente lsp`.

None of them needs a sound text, and none raises for a text that is half typed; only `rename` refuses what cannot be.
"""

from __future__ import annotations

from detente.assist.complete import Completion, complete
from detente.assist.diagnostics import Diagnostic, diagnostics
from detente.assist.hover import Hover, hover
from detente.assist.outline import Entry, outline
from detente.assist.places import Edit, Place, Span, applied
from detente.assist.rename import definition, references, rename

__all__ = [
    "Completion", "Diagnostic", "Edit", "Entry", "Hover", "Place", "Span", "applied", "complete", "definition",
    "diagnostics", "hover", "outline", "references", "rename",
]  # fmt: skip
