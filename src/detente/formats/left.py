"""What formats of other programs cannot hold, in words: whoever converts a dialogue is told what stays behind."""

from __future__ import annotations

from collections.abc import Container, Iterator

from detente.model.dialogue import Dialogue, Rule, Statement

ROOMS = ("asks", "fronts", "rounds", "commitments", "views", "sources", "offers", "doubts", "fallback", "positions",
         "intentions", "attitudes", "texts", "happened", "own_rules", "judgements")  # fmt: skip


def left(dialogue: Dialogue, *, kept: Container[str] = ()) -> Iterator[str]:
    """All that neither a game nor a save file of GMCR+ says; `kept`: the fields that the format does hold."""
    if dialogue.circumstances:
        facts = ", ".join(f"{id} {'true' if value else 'false'}" for id, value in dialogue.now.items())
        yield f"circumstances: what is written is for those in force ({facts})"
    if dialogue.status_quo is not None and "status_quo" not in kept:
        yield "the status quo"
    if dialogue.signature is not None:
        yield "the chance of a signature"
    for room in ROOMS:
        entries = getattr(dialogue, room)
        if entries and room not in kept:
            yield f"{room} ({len(entries)})"
    away = [party.id for party in dialogue.parties if not party.at_table or party.ratifies]
    if away:
        yield f"who is not at the table, or ratifies ({', '.join(away)})"
    if _has_reasons(dialogue):
        yield "reasons, evidence, basis, notes and ids"


def _has_reasons(dialogue: Dialogue) -> bool:
    lines: list[Rule | Statement] = [*dialogue.rules, *(s for p in dialogue.preferences.values() for s in p.statements)]
    return any(line.because or line.evidence or line.note for line in lines)
