"""Whether a sanction is what it says, step by step, of any engine."""

from __future__ import annotations

from detente.engine.concepts import concept as by_name
from detente.engine.interface import Engine, Sanction, Step
from detente.model.dialogue import permitted


def checks(engine: Engine, sanction: Sanction) -> bool:
    """Whether a sanction is what it says: an improvement, then steps of the kind its concept wants, ending no better.

    In the plain reading nobody moves twice running; in the lean one a party may (lean improvements are not transitive).
    """
    asked, party = by_name(sanction.concept), sanction.party
    if asked.answer is None or not sanction.steps or not engine.prefers(party, sanction.improvement, sanction.state):
        return False
    if not _moves(engine, Step(mover=party, before=sanction.state, after=sanction.improvement)):
        return False
    here, last = sanction.improvement, party
    for step in sanction.steps:
        twice = step.mover == last and not sanction.lean
        if step.before != here or step.mover == party or twice or not _moves(engine, step):
            return False
        if asked.answer == "improvements" and not engine.prefers(step.mover, step.after, here):
            return False
        if sanction.lean and not engine.is_lean(step.mover, here, step.after):
            return False
        here, last = step.after, step.mover
    if engine.prefers(party, here, sanction.state):
        return False
    return not asked.reply or not any(engine.prefers(party, v, sanction.state) for v in engine.moves(party, here))


def _moves(engine: Engine, step: Step) -> bool:
    """Whether the mover can make the step: its own options alone change, each in its direction, to a feasible state."""
    options = zip(engine.dialogue.options, step.before, step.after, strict=True)
    mine = all(a == b or (o.by == step.mover and permitted(o.direction, a, b)) for o, a, b in options)
    barred = engine.dialogue.barred(step.mover, step.before, step.after)
    return mine and not barred and step.before != step.after and engine.feasible(step.after)
