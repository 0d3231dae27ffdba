"""The river and other small games that the analyses' tests share."""

from __future__ import annotations

from dataclasses import replace

from detente.model.dialogue import Ask, Dialogue, Option, Party, Preferences, Rule, Statement
from detente.model.expression import parse

_WANTS = {
    "upland": ("not (release is full)", "pay", "if pay then release is half", "dam"),
    "lowland": ("release >= half", "not dam", "not pay unless release >= half"),
    "farmers": ("protest iff release is none",),
}


def wants(party, *texts):
    return Preferences(priorities=tuple(Statement(id=f"{party}-{k}", want=parse(t)) for k, t in enumerate(texts, 1)))


def river(**changes) -> Dialogue:
    """Two negotiators and a crowd on a river in a dry year; code = release + 3 pay + 6 dam + 12 protest."""
    dialogue = Dialogue(
        title="River",
        parties=tuple(Party(id=p, name=p.title(), at_table=p != "farmers") for p in _WANTS),
        options=(
            Option(id="release", by="upland", text="Release water", levels=("none", "half", "full"), front="water"),
            Option(id="pay", by="lowland", text="Pay", front="water"),
            Option(id="dam", by="upland", text="Start the dam", direction="forward"),
            Option(id="protest", by="farmers", text="Block the road"),
        ),
        asks=(
            Ask(id="release", of="upland", by="lowland", text="", that=parse("release >= full"), option="release"),
            Ask(id="pay", of="lowland", by="upland", text="", that=parse("pay >= yes"), option="pay"),
        ),
        rules=(Rule(id="reservoir", never=parse("release is full")),),
        preferences={p: wants(p, *texts) for p, texts in _WANTS.items()},
        status_quo=(0, 0, 0, 0),
    )
    return replace(dialogue, **changes)


def two_by_two(one, two, **changes) -> Dialogue:
    """Two parties with one option each; rankings are lists of codes (c1 + 2 c2), best first, all strict."""
    dialogue = Dialogue(
        title="Two by two",
        parties=(Party(id="one", name="One"), Party(id="two", name="Two")),
        options=(Option(id="c1", by="one", text="c1"), Option(id="c2", by="two", text="c2")),
        preferences={"one": _strict(one), "two": _strict(two)},
        status_quo=(0, 0),
    )
    return replace(dialogue, **changes)


def _strict(codes):
    return Preferences(ranking=tuple((c,) for c in codes))


PRISONERS = ((2, 3, 0, 1), (1, 3, 0, 2))
CHICKEN = ((2, 3, 1, 0), (1, 3, 2, 0))
