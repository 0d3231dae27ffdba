"""Help while a dialogue file is written, as plain functions: for the browser's editor and for `detente lsp`.

None of them needs a sound text, and none raises for a text that is half typed.
"""

from __future__ import annotations

from detente.assist.complete import Completion, complete
from detente.assist.diagnostics import Diagnostic, diagnostics
from detente.assist.places import Edit, Place, Span, applied

__all__ = ["Completion", "Diagnostic", "Edit", "Place", "Span", "applied", "complete", "diagnostics"]
