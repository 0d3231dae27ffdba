"""Whether two deeds are one thing in other words: "withdrawing the patrols" and an end to "naval patrols".

Verbs of one group say the same of a thing; withdrawing, pulling back or dismantling it is leaving it. What is joined by
a group alone is likely, and no more: a reviewer is asked. Amounts that differ make grades of one thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.reading.grammar.cues import TIMES
from detente.reading.proposals.merge import alike, content_words, stem
from detente.reading.proposals.proposal import Polarity, Proposal
from detente.reading.proposals.things import turned

SURE = 0.5
"""Beyond this likeness in their own words two deeds are one."""
LEAVING = frozenset(
    stem(verb)
    for verb in (
        "withdrawing",
        "pulling",
        "removing",
        "recalling",
        "dismantling",
        "evacuating",
        "abolishing",
        "repealing",
    )
)
"""Verbs that say that what is there is to be there no longer."""
REMOVAL = re.compile(
    r"(?:the |an? |any )?(?:\w+ )?(?:withdrawal|removal|recall|dismantling|evacuation|abolition|repeal) of ", re.I
)
GROUPS = (
    "reopening opening unblocking unsealing",
    "paying financing funding covering bearing reimbursing compensating",
    "releasing freeing returning handing",
    "reducing cutting lowering limiting capping halving restricting curbing trimming shrinking",
    "raising increasing expanding doubling enlarging",
    "building constructing erecting",
    "sending deploying stationing dispatching",
    "allowing permitting letting admitting",
    "publishing disclosing revealing sharing",
    "recognising recognizing acknowledging",
    "joining entering acceding",
    "attending visiting",
)
OPPOSED = (
    ("keeping maintaining retaining holding staying remaining continuing leaving stationing sending deploying building "
     "constructing erecting imposing",
     "withdrawing pulling removing recalling dismantling evacuating ending stopping halting lifting suspending "
     "waiving"),
    ("opening reopening unblocking unsealing", "closing shutting blocking sealing"),
    ("releasing freeing returning", "detaining holding keeping arresting jailing"),
    ("raising increasing expanding doubling enlarging resuming",
     "reducing cutting lowering limiting capping halving restricting curbing suspending stopping halting"),
    ("allowing permitting letting admitting", "banning barring blocking forbidding prohibiting refusing denying"),
    ("joining entering acceding", "quitting leaving"),
    ("buying importing", "selling exporting boycotting"),
    ("signing ratifying honouring honoring respecting", "rejecting denouncing breaking violating"),
)  # fmt: skip
"""Verbs that undo one another: what is done by one side of a row is no other words for what the other side does."""
SIDES = [tuple(frozenset(map(stem, side.split())) for side in row) for row in OPPOSED]
GROUP = {stem(verb): words.split()[0] for words in GROUPS for verb in words.split()}
LOWERING = GROUP[stem("reducing")]
AMOUNT = re.compile(
    r"(?P<money>[$€£]\s?)?(?P<number>\d[\d,]*(?:\.\d+)?)\s?"
    r"(?P<unit>%|per ?cent\b|(?:million|billion|thousand)\b|[a-z]+(?=\W|$))?", re.I,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Core:
    """What a deed comes to: the thing, by its group of verbs, and whether it is to be or to be left."""

    words: str
    sign: Polarity


def core(thing: str, polarity: Polarity = "+") -> Core:
    """The core of a deed, told as a noun phrase.

    >>> core("withdrawing the patrols"), core("funding the road").words
    (Core(words='the patrols', sign='-'), 'paying the road')
    """
    own, words = turned(REMOVAL.sub("withdrawing ", thing))
    first, _, rest = words.partition(" ")
    rest = re.sub(r"^(?:back|out|down|over|up|away|off|for) ", "", rest)
    place = rest.startswith("from ")  # "withdrawing from the strait" leaves a place
    if rest and not place and stem(first.lower()) in LEAVING:
        own, words = ("+" if own == "-" else "-"), rest
    elif rest and (group := GROUP.get(stem(first.lower()))) is not None:
        words = f"{group} {rest}"
    return Core(words, "+" if own == polarity else "-")


def likeness(first: str, second: str) -> float:
    """How alike two deeds are in their cores, from 0 to 1; amounts are left out."""
    one, two = core(first).words, core(second).words
    return alike(plain(one), plain(two)) if content_words(plain(one)) and content_words(plain(two)) else 0.0


def opposed(first: str, second: str) -> bool:
    """Whether two deeds undo one another: as alike as their other words may be, they are not one.

    >>> opposed("keeping its troops in the valley", "withdrawing its troops from the valley")
    True
    >>> opposed("pulling back the patrols", "withdrawing the patrols")
    False
    """
    one, two = (stem(words.removeprefix("to ").partition(" ")[0].lower()) for words in (first, second))
    return any((one in a and two in b) or (one in b and two in a) for a, b in SIDES)


def plain(words: str) -> str:
    """Words without their amounts, and what stood before those.

    >>> plain("cutting the toll to 3 %")
    'cutting the toll'
    """
    bare = " ".join(AMOUNT.sub(" ", words).split())
    return re.sub(r"(?: (?:to|at|by|of|for|up|about|over|under|below|above))+$", "", bare)


def amount(words: str) -> str:
    """The one amount of a deed as it stands ("3.67 %", "$2 million"); "" for none or several."""
    found = [m for m in AMOUNT.finditer(words) if not re.fullmatch(r"(?:19|20)\d\d", m.group("number"))
             and (m.group("unit") or "").lower() not in TIMES]  # fmt: skip
    return found[0].group().strip() if len(found) == 1 else ""


def grades(first: str, second: str) -> tuple[str, ...]:
    """Two amounts of one thing, the lesser deed first ("cut to 3.67 %" is more than "cut to 5 %"); else nothing.

    >>> grades("limiting enrichment to 5 %", "limiting enrichment to 3.67 %"), grades("paying $3 m", "paying $2 m")
    (('5 %', '3.67 %'), ('$2 m', '$3 m'))
    """
    one, two = amount(first), amount(second)
    if not one or not two or _unit(one) != _unit(two) or _number(one) == _number(two):
        return ()
    downward = core(first).words.startswith(LOWERING) and not re.search(r"\bby " + re.escape(one), first)
    return tuple(sorted((one, two), key=_number, reverse=downward))


def _number(words: str) -> float:
    match = AMOUNT.search(words)
    return float(match.group("number").replace(",", "")) if match else 0.0


def _unit(words: str) -> str:
    match = AMOUNT.search(words)
    unit = (match.group("unit") or "").lower() if match else ""
    return (match.group("money") or "").strip() + ("%" if unit.startswith("per") else stem(unit)) if match else ""


def twin(p: Proposal, before: tuple[Proposal, ...]) -> Proposal | None:
    """An earlier proposal of the same holder that may be about the same thing in other words."""
    for other in reversed(before) if not p.same_as else ():
        if other.status in ("rejected", "merged") or not _holders(other) & _holders(p):
            continue
        if likeness(p.thing or p.object, other.thing or other.object) > SURE:
            return other
    return None


def _holders(p: Proposal) -> set[str]:
    """Whose deed a proposal is about."""
    return set(p.addressee.parties if p.act == "demand" else p.speaker.parties)
