"""One warning of the linter."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """One thing worth a look: its code, the id it stands at ("" for the file), why, and its line (0: none).

    `because` is the reason of a silenced warning, as the file has it.
    """

    code: str
    at: str
    message: str
    line: int = 0
    because: str = ""

    def because_of(self, reason: str) -> Warning:
        """The warning, silenced for that reason."""
        return replace(self, because=reason)
