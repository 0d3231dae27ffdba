"""Warnings about texts that pages put into sentences: the name of a thing reads well there, a sentence does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from detente.methods.soundness.warning import Warning
from detente.model.dialogue import Ask, Dialogue
from detente.model.expression import Compare, Expr, Not

VERBS = frozenset((
    "accept", "acknowledge", "adopt", "agree", "allow", "apologise", "apologize", "apply", "arrest", "attend",
    "authorise", "authorize", "avoid", "begin", "build", "cease", "close", "commit", "comply", "compensate",
    "concede", "condemn", "confirm", "continue", "convene", "create", "deliver", "demolish", "deny", "deploy",
    "dismantle", "dissolve", "do", "drop", "ensure", "establish", "evacuate", "expand", "expel", "extend",
    "extradite", "fund", "give", "go", "grant", "guarantee", "hand", "hold", "implement", "impose", "improve",
    "include", "increase", "introduce", "invade", "join", "keep", "launch", "leave", "let", "lift", "lower",
    "maintain", "make", "meet", "negotiate", "obtain", "open", "pay", "permit", "prevent", "prosecute", "provide",
    "publish", "pull", "quit", "ratify", "recognise", "recognize", "reduce", "refrain", "refuse", "reject",
    "release", "remove", "reopen", "repeal", "replace", "respect", "restore", "resume", "retain", "return",
    "sell", "send", "settle", "sign", "stay", "stop", "submit", "supply", "surrender", "suspend", "take",
    "terminate", "transfer", "vacate", "withdraw",
))  # fmt: skip
"""What a text that says a deed begins with."""

NOUNS_TOO = frozenset((
    "apply", "close", "do", "hand", "hold", "keep", "launch", "leave", "open", "pay", "release", "return",
    "supply", "stay", "transfer",
))  # fmt: skip
"""Those of them that name a thing as well: deeds only before an article or a pronoun ("open the port")."""

AND_THEN = re.compile(r"(the|a|an|all|any|its|his|her|their|our|both|no|every|over|up|out|back|in|to)\b", re.IGNORECASE)
SAYS = re.compile(r"\b(will|shall|must|should|would|may|might|cannot|has to|have to|is to|are to)\b", re.IGNORECASE)
ENDS = re.compile(r"[.!?]$")


def found(dialogue: Dialogue) -> list[Warning]:
    """All warnings of this kind.

    >>> import detente as dt
    >>> [(warning.code, warning.at) for warning in found(dt.parse('''
    ... parties: {a: {name: Aland}}
    ... options: {x: {by: a, text: Aland leaves the islands}}'''))]
    [('sentence-as-name', 'x')]
    """
    return [*_sentences(dialogue), *_abstentions(dialogue)]


PRONOUNS = frozenset(["they", "we", "it", "he", "she", "you", "there", "who", "nobody", "somebody", "everybody"])
"""First words of sentences that name nothing."""


@lru_cache(maxsize=4096)
def why_no_name(text: str, parties: tuple[str, ...]) -> str:
    """The words by which a text does not read as the name of a thing ("" where it does).

    >>> why_no_name("stop patrols inside the line", ("Coastland",))
    'stop'
    >>> why_no_name("Coastland leaves the islands", ("Coastland",))
    'Coastland'
    >>> why_no_name("Return of all prisoners", ("Coastland",)) or "a name"
    'a name'
    """
    first, _, rest = text.strip().partition(" ")
    word = first.casefold()
    if word == "to" and rest.partition(" ")[0].casefold() in VERBS:
        return f"{first} {rest.partition(' ')[0]}"
    if rest and word in VERBS and (word not in NOUNS_TOO or AND_THEN.match(rest)):
        return first
    if rest and word in PRONOUNS:
        return first
    for party in parties:
        after = text[len(party) :]
        if text.startswith(party) and after.startswith(" ") and not after.startswith((" and ", " of ", " in ")):
            return party
    if ENDS.search(text) and " " in text:
        return text[-1]
    told = SAYS.search(text)
    return told[0] if told else ""


def _sentences(dialogue: Dialogue) -> Iterator[Warning]:
    parties = tuple(party.name for party in dialogue.parties)
    own = {ask.id for ask in dialogue.asks if not ask.option}
    entries = [*((e.id, e.name or e.text, e.line) for e in dialogue.options),
               *((e.id, e.text, e.line) for e in dialogue.asks if e.id in own)]  # fmt: skip
    for id, text, line in entries:
        if text != id and (why := why_no_name(text, parties)):
            yield Warning(code="sentence-as-name", at=id, line=line, about={"text": text, "words": why})


def _abstentions(dialogue: Dialogue) -> Iterator[Warning]:
    """Asks that something be not done, without words of their own."""
    for ask in dialogue.asks:
        if ask.text == ask.id and _abstains(dialogue, ask):
            yield Warning(code="abstention-without-text", at=ask.id, line=ask.line, about={"ask": ask.id})


def _abstains(dialogue: Dialogue, ask: Ask) -> bool:
    def first(expression: Expr) -> bool:
        match expression:
            case Not():
                return True
            case Compare(option, "is" | "<=", level) if dialogue.has("options", option):
                return level == dialogue.option(option).levels[0]
        return False

    return first(ask.that)
