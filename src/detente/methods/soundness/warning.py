"""One warning of the linter: what it is about, without words (`report.wording.warnings` has its sentence)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

About = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """One thing worth a look: its code, the id it stands at ("" for the file), and its line (0: none).

    `case` tells apart what one code says of several things, and `about` has what the sentence names by its places:
    ids, expressions and `option=level` as the file writes them, and counts. `because` is the reason of a silenced
    warning, as the file has it.
    """

    code: str
    at: str
    case: str = ""
    about: Mapping[str, About] = field(default_factory=dict)
    line: int = 0
    because: str = ""

    def because_of(self, reason: str) -> Warning:
        """The warning, silenced for that reason."""
        return replace(self, because=reason)
