"""What accepted positions imply of priorities: who asks for it wants it; who refuses it would rather not.

Only for parties that have no priorities in the file, or those that an earlier reading gave: an analyst's own are not
touched. The order within each group is not known, so its statements weigh the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from detente.reading.draft.edits import Additions

REFUSED, PROMISED, ASKED, OFFERED, THREATENED = "refused", "promised", "asked", "offered", "threatened"
BECAUSE = {
    REFUSED: "It refused this when it was asked",
    PROMISED: "It promised this",
    ASKED: "It asked for this",
    OFFERED: "It offered this on that condition",
    THREATENED: "It threatened this on that condition",
}
ORDER = (REFUSED, PROMISED, ASKED, OFFERED, THREATENED)


@dataclass(kw_only=True)
class Group:
    """The statements of one kind that a party's words imply, with the reason of each, in the order of the text."""

    party: str
    kind: str
    wants: dict[str, str] = field(default_factory=dict)

    def entry(self) -> dict[str, Any]:
        """As the file has it."""
        rows = [
            {"want": want, "because": because or BECAUSE[self.kind], "basis": "inferred"}
            for want, because in self.wants.items()
        ]
        name = {"id": f"{self.party}-{self.kind}"}
        return name | rows[0] if len(rows) == 1 else {**name, "equally": rows}


class Wants:
    """The priorities that accepted positions imply, gathered while one text is being made."""

    def __init__(self, file: Additions) -> None:
        self.file = file
        self.groups: dict[tuple[str, str], Group] = {}

    def asked(self, party: str, want: str) -> None:
        """A party asked another for something, or that it be left."""
        self._note(party, ASKED, want)

    def refused(self, party: str, want: str, because: str = "") -> None:
        """What a party will not do, or would rather not."""
        self._note(party, REFUSED, want, because)

    def promised(self, party: str, want: str) -> None:
        """What a party said it will do."""
        self._note(party, PROMISED, want)

    def linked(self, party: str, want: str, *, threat: bool) -> None:
        """What a party will do if, and only if, something is so."""
        self._note(party, THREATENED if threat else OFFERED, want)

    def _note(self, party: str, kind: str, want: str, because: str = "") -> None:
        group = self.groups.setdefault((party, kind), Group(party=party, kind=kind))
        group.wants.setdefault(want, because)

    def write(self) -> list[str]:
        """Into the file; what was added, in words."""
        added = []
        for party in dict.fromkeys(party for party, _ in self.groups):
            taken = any(party in self.file.mapping(room) for room in ("priorities", "weights", "ranking"))
            mine = [group for kind in ORDER if (group := self.groups.get((party, kind)))]
            if not taken:
                self.file.put(("priorities", party), [group.entry() for group in mine])
                added.append(f"priorities of {party} (inferred; their order is yours to check)")
        return added
