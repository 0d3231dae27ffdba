"""What joins a condition to a position: "if", "unless", "as long as" …; and how the position then hangs on the fact."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.reading.proposals.proposal import Act, Holds, Proposal

WHEN: tuple[str, ...] = (
    "if and only if", "if and when", "as and when", "when and if",
    "only if", "only when", "only once", "only after", "only on condition that", "if", "once",
    "when", "whenever", "while", "for as long as", "as long as", "so long as", "provided that", "providing that",
    "provided", "providing", "on condition that", "on the condition that", "on the understanding that",
    "on the assumption that", "on the premise that", "in the event of", "in the event that", "in case of", "in case",
    "assuming that", "in return for", "in exchange for",
    "subject to", "subject only to", "conditional on", "conditional upon", "contingent on",
    "contingent upon", "dependent on", "dependent upon", "depending on", "upon", "as soon as", "the moment",
    "the instant", "after", "should", "were",
)  # fmt: skip
"""The position holds when the fact does."""
UNLESS: tuple[str, ...] = (
    "unless and until", "until and unless", "unless", "until such time as", "until", "till", "failing", "without",
    "before", "pending", "barring", "in the absence of", "absent", "except if",
)  # fmt: skip
"""The position holds as long as the fact does not."""
LINKS: dict[str, Holds] = {**dict.fromkeys(WHEN, "when"), **dict.fromkeys(UNLESS, "unless")}
TRADES = ("in return for", "in exchange for")
"""Links to a price."""
LASTING = ("while", "as long as", "so long as", "for as long as")
"""Links that tell that the fact holds now."""
PATTERN = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, LINKS), key=len, reverse=True)) + r")\b", re.I)


def conditioned(p: Proposal, text: str) -> Proposal:
    """A proposal under a condition in a reviewer's words: the link at its head, then the fact; no link means "if"."""
    words = " ".join(text.split())
    link = PATTERN.match(words)
    holds: Holds = LINKS[link.group().lower()] if link else "when"
    fact = words[link.end() :].strip(" ,") if link else words
    if not fact:
        return replace(p, condition="", holds="", fact="", fact_now=False, fact_by=(), fact_thing="")
    lasting = link is not None and link.group().lower() in LASTING
    told = replace(p, condition=words, holds=holds, fact=fact[:1].upper() + fact[1:], fact_now=lasting)
    return replace(told, fact_by=(), fact_thing="")


SAYS: dict[Act, str] = {
    "demand": "asks", "offer": "offers", "promise": "promises", "commit": "commits itself", "concede": "concedes",
    "refuse": "refuses", "threaten": "threatens", "constrain": "cannot do", "criticise": "blames",
}  # fmt: skip


def hanging(p: Proposal) -> str:
    """The condition as a sentence, as it will stand in the dialogue; "" without one."""
    if not p.fact:
        return ""
    who = "+".join(p.speaker.parties) or p.speaker.text or "the speaker"
    hangs = "as long as this is so" if p.holds == "when" else "unless this comes to be so"
    hangs = "when this is so" if p.holds == "when" and not p.fact_now else hangs
    return f"{who} {SAYS[p.act]} it {hangs}: “{p.fact}”"
