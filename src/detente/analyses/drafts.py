"""A facilitator's texts: packages that are nobody's option, judged as any other."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.facts import DealByPart, DraftFacts
from detente.analyses.gathering import Gathering
from detente.methods.bargaining.best_packages import Best, judge
from detente.methods.settling.degrees import FURTHER
from detente.model.dialogue import Dialogue, Draft, State, carried


def drafts(base: Gathering) -> Iterator[DraftFacts]:
    """The facilitators' texts, each against the drift and beside the best package."""
    dialogue, deal, start = base.dialogue, base.deal, base.start
    if deal is None or start is None:
        return
    best = deal.packages[0].asks if deal.packages else {}
    for text in dialogue.texts:
        state, others = _signed(dialogue, text, start)
        judged = _judged(base, state)
        package = None if judged is None else base.package(judged, base.ends[0])
        gaps = {id: FURTHER.index(package.asks[id]) - FURTHER.index(best[id]) for id in best} if package else {}
        yield carried(
            DraftFacts,
            text,
            barred=not dialogue.feasible(state),
            others=others,
            package=package,
            lacks=tuple(id for id, gap in gaps.items() if gap < 0),
            more=tuple(id for id, gap in gaps.items() if gap > 0),
        )


def of(dialogue: Dialogue) -> tuple[DraftFacts, ...]:
    """The same of a dialogue by itself; nothing to gather where it has no texts."""
    return tuple(drafts(Gathering(dialogue, None, weighed=False, views=False))) if dialogue.texts else ()


def _signed(dialogue: Dialogue, text: Draft, start: State) -> tuple[State, tuple[str, ...]]:
    """What of a text the table can sign, put into the status quo; and the options that it sets for others."""
    levels = dict(text.sets)
    others = tuple(o.id for o, now in zip(dialogue.options, start, strict=True)
                   if o.by not in dialogue.table and levels.get(o.id, now) != now)  # fmt: skip
    own = ((o.id, now) for o, now in zip(dialogue.options, start, strict=True))
    return tuple(now if id in others else levels.get(id, now) for id, now in own), others


def _judged(base: Gathering, state: State) -> Best | None:
    if isinstance(base.deal, DealByPart):
        from detente.methods.by_part.deals import judge as judge_by_part

        return judge_by_part(base.dialogue, base.ends, state)
    return judge(base.dialogue, base.ends, state)
