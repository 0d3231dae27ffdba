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

CODES = {
    "idle-rule": "a rule that excludes nothing beyond the other rules",
    "always-true": "a statement that holds in every feasible state, whatever the circumstances",
    "always-false": "a statement that holds in no feasible state, whatever the circumstances",
    "never-decides": "a statement that can decide nothing, given the lines above it",
    "fixed-option": "an option that the rules leave one level",
    "idle-party": "a party that can do nothing",
    "indifferent-party": "a party without priorities",
    "ratifier-with-options": "a party with options of its own that ratifies, and so is not at the table",
    "unmentioned-option": "an option that nobody's priorities mention",
    "free-deterrent": "a party indifferent to an option of its own on which another party's priorities hang",
    "unused-circumstance": "a circumstance that no line mentions",
    "unranked-states": "a ranking without states that other circumstances make feasible",
    "ask-not-controlled": "an ask for what the asked party does not decide",
    "ask-always-met": "an ask that every feasible state meets",
    "ask-never-met": "an ask that no feasible state meets",
    "idle-view": "a view that changes nothing",
    "restless-status-quo": "a party that would leave the status quo at once",
    "rule-bars-a-step": "a rule over options of several parties that keeps one of them from its best step",
    "unless-or-iff": "`not mine unless theirs`, where theirs is the price of mine and nothing then wants mine",
    "one-name": "two entries of one kind that are called the same",
    "sentence-as-name": "a text that says a deed, where pages need the name of a thing",
    "abstention-without-text": "an ask that something be not done, without a text",
    "inferred-lines": "statements that no source states and that cite nothing, as a group",
    "not-known": "an option whose level in the status quo is not known",
    "driven-out": "a fact that is certain or likely to turn and then leaves no place for the status quo",
    "no-evidence": "a claim without evidence",
    "round-order": "a round that is dated before the one above it",
    "not-tabled": "an answer to an ask that was not on the table",
    "status-quo-and-answer": "a status quo and a last answer that disagree",
    "status-quo-and-commitment": "a commitment that is kept by its status and not in the status quo",
    "not-used-yet": "a field that no question uses yet",
    "unused-silence": "a `silence` entry that mutes nothing",
}
"""The codes of all warnings that `check` itself gives, and what each is about; reading a file has more."""


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
