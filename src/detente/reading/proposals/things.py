"""What a position is about as a thing: a noun phrase, and whether it is to be done or to be left.

"stop the dam" is to leave "the dam"; "not to close the road" is to leave "close the road".
"""

from __future__ import annotations

import re

from detente.reading.proposals.proposal import Polarity, Proposal

_ENDING = (
    "stop(?:ped|ping|s)?", "halt(?:ed|ing|s)?", "end(?:ed|ing|s)?", "ceas(?:e|es|ed|ing)", "lift(?:ed|ing|s)?",
    "drop(?:ped|ping|s)?", "abandon(?:ed|ing|s)?", "scrap(?:ped|ping|s)?", "cancel(?:led|ling|ed|ing|s)?",
    "suspend(?:ed|ing|s)?", "terminat(?:e|es|ed|ing)", "discontinu(?:e|es|ed|ing)", "revok(?:e|es|ed|ing)",
    "rescind(?:ed|ing|s)?", "forgo(?:ing)?", "renounc(?:e|es|ed|ing)", "refrain(?:ed|ing|s)? from",
    "desist(?:ed|ing|s)? from", "abstain(?:ed|ing|s)? from", "avoid(?:ed|ing|s)?", "giv(?:e|es|ing) up",
    "call(?:ed|ing|s)? off", "(?:put(?:ting|s)?|bring(?:ing|s)?) (?:an end|a stop|a halt) to",
)  # fmt: skip
_END = (
    "halt", "end", "stop", "cessation", "suspension", "lifting", "abandonment", "termination", "ending",
    "cancellation", "scrapping", "revocation", "dropping",
)  # fmt: skip
_HOW = "(?:immediate |early |complete |full |unconditional )?"
_LEAVING = re.compile(
    "^(?:(?P<not>(?:no longer|not|never) (?:to )?)"
    "|(?:little or )?(?:no (?:more|new|further|other|additional) |no (?!(?:longer|more|less|fewer|later|earlier)\\b))"
    f"|(?:to )?(?:immediately |at once )?(?:{'|'.join(_ENDING)}) (?!there\\b)"
    f"|(?:an? |the |any )?{_HOW}(?:{'|'.join(_END)}) (?:to|of|in) )",
    re.I,
)


def turned(text: str) -> tuple[Polarity, str]:
    """Whether words ask for a deed or for its end or absence, and the deed: ("-", "the dam") for "stop the dam"."""
    clean = text.strip()
    match = _LEAVING.match(clean)
    if match is None or not clean[match.end() :].strip():
        return "+", clean
    rest = clean[match.end() :]
    if match.group("not") is not None:
        inner, deed = turned(rest)
        return ("+" if inner == "-" else "-"), deed
    return "-", rest


def left_undone(thing: str, object: str) -> str:
    """A deed's end or absence as a noun phrase: "an end to the dam", "no sanctions", "abstention from sailing"."""
    first = thing.split(" ")[0].lower()
    if not re.match(r"(?:no longer|not|never)\b", object.strip(), re.I):
        return f"an end to {thing}"
    if first.endswith("ing"):
        return f"abstention from {thing}"
    return "no " + re.sub(r"^(?:an?|the|any) ", "", thing)


def deed(p: Proposal) -> str:
    """How a position about ending or leaving something is told to a reviewer; "" for one about doing it."""
    return f"that this is not, or no longer, done: “{p.thing or p.object}”" if p.polarity == "-" else ""
