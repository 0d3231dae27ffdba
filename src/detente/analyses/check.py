"""Is the file sound beyond its form? Warnings, each with a code, the id it stands at, and a reason.

Errors are found while a file is read; whoever holds a `Dialogue` has none. A warning is never about what the writer
means, only about what the lines do: a line that can decide nothing, a party that can do nothing, a claim without
evidence. `silence` entries of the file mute warnings and keep their reason.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from detente.methods.reasons.evidence import evidence_of
from detente.methods.soundness import lines, modelling, names, states
from detente.methods.soundness.warning import Warning
from detente.model.dialogue import Dialogue, Silence

CODES = frozenset((
    "idle-rule", "always-true", "always-false", "never-decides", "fixed-option", "idle-party", "indifferent-party",
    "ratifier-with-options", "unmentioned-option", "free-deterrent", "unused-circumstance", "unranked-states",
    "ask-not-controlled", "ask-always-met", "ask-never-met", "idle-view", "restless-status-quo", "rule-bars-a-step",
    "unless-or-iff", "one-name", "sentence-as-name", "abstention-without-text", "inferred-lines", "not-known",
    "driven-out", "no-evidence", "round-order", "not-tabled", "status-quo-and-answer", "status-quo-and-commitment",
    "not-used-yet", "unused-silence",
))  # fmt: skip
"""The codes of all warnings that `check` itself gives; reading a file has more."""


class Notice(Protocol):
    """A warning about how a file is written, as `formats` gives them."""

    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def line(self) -> int | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found.

    `warnings` stand; `silenced` are muted by the file, each with the author's reason as its `because`. `inherited`:
    the ids of statements without evidence of their own that rest on that of the options they name. `skipped`: the ids
    of lines that were not tested in every feasible state, because the states they hang on are too many.
    """

    warnings: tuple[Warning, ...]
    silenced: tuple[Warning, ...] = ()
    inherited: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


def check(dialogue: Dialogue, *, notices: Iterable[Notice] | None = None) -> Checked:
    """All warnings in order of their lines.

    `notices` are those of the file's reader, which can be muted as well; without them nothing is said about silences
    of theirs.
    """
    ground = states.Ground(dialogue)
    read = [(n.code, n.message, n.line or 0) for n in notices or ()]
    known = {message for _code, message, _line in read}
    read += [("not-carried", lost, 0) for lost in dialogue.lost if lost not in known]
    found = [Warning(code=code, case="read", at="", about={"message": told}, line=line) for code, told, line in read]
    found += lines.found(dialogue)
    found += states.found(dialogue, ground)
    found += modelling.found(dialogue)
    found += names.found(dialogue)
    standing, silenced = _silence(dialogue, found, CODES if notices is None else None)
    return Checked(
        warnings=tuple(sorted(standing, key=lambda w: w.line)),
        silenced=tuple(sorted(silenced, key=lambda w: w.line)),
        inherited=tuple(_inherited(dialogue)),
        skipped=tuple(dict.fromkeys(ground.skipped)),
    )


def _silence(
    dialogue: Dialogue, found: list[Warning], looked_for: Container[str] | None
) -> tuple[list[Warning], list[Warning]]:
    """(warnings that stand, warnings that are muted); `looked_for`: the codes that could be found (None: all)."""
    standing: list[Warning] = []
    silenced: list[Warning] = []
    used: set[Silence] = set()
    for warning in found:
        muting = [s for s in dialogue.silences if s.code == warning.code and s.at in ("", warning.at)]
        used.update(muting)
        if muting:
            silenced.append(warning.because_of(muting[0].because))
        else:
            standing.append(warning)
    for silence in dialogue.silences:
        if silence not in used and (looked_for is None or silence.code in looked_for):
            about = {"code": silence.code, "at": silence.at}
            standing.append(Warning(code="unused-silence", case="at" if silence.at else "", at=silence.at, about=about,
                                    line=silence.line))
    return standing, silenced


def _inherited(dialogue: Dialogue) -> Iterator[str]:
    for preferences in dialogue.preferences.values():
        for statement in preferences.statements:
            if not statement.evidence and evidence_of(dialogue, statement).evidence:
                yield statement.id
