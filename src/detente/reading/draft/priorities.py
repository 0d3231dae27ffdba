"""What accepted positions imply of priorities: who asks for it wants it; who refuses it would rather not.

Only for parties that have no priorities in the file, or those that an earlier reading gave: an analyst's own are not
touched. The order within each group is not known, so its statements weigh the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from detente.reading.draft.edits import Additions

REFUSED, ASKED = "refused", "asked"
BECAUSE = {REFUSED: "It refused this when it was asked", ASKED: "It asked for this"}


@dataclass(kw_only=True)
class Group:
    """The statements of one kind that a party's words imply, in the order of the text."""

    party: str
    kind: str
    wants: dict[str, None] = field(default_factory=dict)

    def entry(self) -> dict[str, Any]:
        """As the file has it."""
        rows = [{"want": want, "because": BECAUSE[self.kind], "basis": "inferred"} for want in self.wants]
        name = {"id": f"{self.party}-{self.kind}"}
        return name | rows[0] if len(rows) == 1 else {**name, "equally": rows}


class Wants:
    """The priorities that accepted positions imply, gathered while one text is being made."""

    def __init__(self, file: Additions) -> None:
        self.file = file
        self.groups: dict[tuple[str, str], Group] = {}

    def asked(self, party: str, option: str) -> None:
        """A party asked for an option of another."""
        self._note(party, ASKED, option)

    def refused(self, party: str, option: str) -> None:
        """A party refused an option of its own."""
        self._note(party, REFUSED, f"not {option}")

    def _note(self, party: str, kind: str, want: str) -> None:
        group = self.groups.setdefault((party, kind), Group(party=party, kind=kind))
        group.wants.setdefault(want)

    def write(self) -> list[str]:
        """Into the file; what was added, in words."""
        added = []
        for party in dict.fromkeys(party for party, _ in self.groups):
            taken = any(party in self.file.mapping(room) for room in ("priorities", "weights", "ranking"))
            mine = [group for kind in (REFUSED, ASKED) if (group := self.groups.get((party, kind)))]
            if not taken:
                self.file.put(("priorities", party), [group.entry() for group in mine])
                added.append(f"priorities of {party} (inferred; their order is yours to check)")
        return added
