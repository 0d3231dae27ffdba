"""What accepted positions imply of priorities: who asks for it wants it; who refuses it would rather not.

Only for parties that have no priorities in the file, or those that an earlier reading gave: an analyst's own are not
touched. The order within each group is not known, so its statements weigh the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from detente.reading.draft.edits import Additions

REFUSED, PROMISED, ASKED, OFFERED, THREATENED, FEARED = (
    "refused", "promised", "asked", "offered", "threatened", "feared",
)  # fmt: skip
BECAUSE = {
    REFUSED: "It refused this when it was asked",
    PROMISED: "It promised this",
    ASKED: "It asked for this",
    OFFERED: "It offered this on that condition",
    THREATENED: "It threatened this on that condition",
    FEARED: "It is threatened with this",
}
ORDER = (REFUSED, PROMISED, ASKED, OFFERED, THREATENED, FEARED)


@dataclass(kw_only=True)
class Group:
    """The statements of one kind that a party's words imply, each with its reason and evidence, in text order.

    `dated`: the day of the words; `notes`: what else was said of it; `doubted`: what the same day's words deny.
    """

    party: str
    kind: str
    wants: dict[str, str] = field(default_factory=dict)
    cited: dict[str, list[str]] = field(default_factory=dict)
    dated: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)

    def entries(self) -> list[dict[str, Any]]:
        """As the file has it: asks weigh the same; what is refused, promised or linked is a line each."""
        rows = [
            {"want": want, "because": because or BECAUSE[self.kind], "evidence": self.cited[want], "basis": "inferred"}
            | ({"sure": 0.5} if want in self.doubted else {})
            | ({"note": self.notes[want]} if want in self.notes else {})
            for want, because in self.wants.items()
        ]
        id = f"{self.party}-{self.kind}"
        if self.kind == ASKED and len(rows) > 1:
            return [{"id": id, "equally": rows}]
        return [{"id": id if k == 1 else f"{id}-{k}"} | one for k, one in enumerate(rows, start=1)]


class Wants:
    """The priorities that accepted positions imply, gathered while one text is being made.

    `cite` gives the evidence of the proposal at hand, `date` its day. Of a refusal and a promise of one thing the later
    stands; where neither is later both do, each as sure as not, and the interview asks.
    """

    def __init__(self, file: Additions) -> None:
        self.file = file
        self.groups: dict[tuple[str, str], Group] = {}
        self.cite: Callable[[], list[str]] = list
        self.date = ""

    def told_as(self, want: str, now: str) -> None:
        """A want that is told more exactly now: of an option that got levels, at which of them."""
        for group in self.groups.values():
            group.wants = {now if key == want else key: because for key, because in group.wants.items()}
            for table in (group.cited, group.dated, group.notes):
                if want in table:
                    table[now] = table.pop(want)  # type: ignore[assignment]
            group.doubted = {now if key == want else key for key in group.doubted}

    def own(self, party: str) -> bool:
        """Whether the file has preferences of a party."""
        return any(party in self.file.mapping(room) for room in ("priorities", "weights", "ranking"))

    def has(self, party: str, want: str) -> bool:
        """Whether a party has a line, in the file or among those gathered."""
        if any(want in g.wants for (who, _), g in self.groups.items() if who == party):
            return True
        lines = self.file.listing("priorities", party)
        inner = [one for line in lines if isinstance(line, dict) for one in line.get("equally") or [line]]
        return want in lines or any(isinstance(one, dict) and one.get("want") == want for one in inner)

    def asked(self, party: str, want: str) -> None:
        """A party asked another for something, or that it be left."""
        self._note(party, ASKED, want)

    def refused(self, party: str, want: str, because: str = "") -> None:
        """What a party will not do, or would rather not."""
        self._note(party, REFUSED, want, because)

    def promised(self, party: str, want: str) -> None:
        """What a party said it will do."""
        self._note(party, PROMISED, want)

    def threatened(self, party: str, want: str) -> None:
        """What a party is threatened with."""
        self._note(party, FEARED, want)

    def since(self, party: str, want: str, because: str) -> bool:
        """A reason for what a party would rather not do, where it is the last such line and has none of its own."""
        group = self.groups.get((party, REFUSED))
        if group is None or want not in group.wants:
            return False
        group.wants[want] = because
        return True

    def linked(self, party: str, want: str, *, threat: bool) -> None:
        """What a party will do if, and only if, something is so."""
        self._note(party, THREATENED if threat else OFFERED, want)

    def _note(self, party: str, kind: str, want: str, because: str = "") -> None:
        if self.own(party):
            return
        group = self.groups.setdefault((party, kind), Group(party=party, kind=kind))
        group.wants.setdefault(want, because)
        group.cited.setdefault(want, self.cite())
        group.dated.setdefault(want, self.date)
        self._weigh(group, want)

    def _weigh(self, group: Group, want: str) -> None:
        """Against what the party said of the same thing before."""
        other = self.groups.get((group.party, {REFUSED: PROMISED, PROMISED: REFUSED}.get(group.kind, "")))
        opposite = want.removeprefix("not ") if want.startswith("not ") else f"not {want}"
        if other is None or opposite not in other.wants:
            return
        before, now = other.dated[opposite], self.date
        if before and now and before < now:
            said = BECAUSE[other.kind].lower().replace("it ", "", 1)
            group.notes[want] = f"On {before} it {said} ({', '.join(other.cited[opposite])})"
            del other.wants[opposite]
            return
        group.doubted.add(want)
        other.doubted.add(opposite)
        group.notes[want] = other.notes[opposite] = "The sources say this and the opposite"

    def write(self) -> list[str]:
        """Into the file; what was added, in words."""
        added = []
        for party in dict.fromkeys(party for party, _ in self.groups):
            mine = [group for kind in ORDER if (group := self.groups.get((party, kind))) and group.wants]
            self.file.put(("priorities", party), [line for group in mine for line in group.entries()])
            added.append(f"priorities of {party} (inferred; their order is yours to check)")
        return added
