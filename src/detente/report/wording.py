"""How a state, a party, a condition, a likelihood is said. Nothing else in the program decides that.

Options keep their own texts, quoted where a clause is built around them: English cannot be conjugated out of a file,
and a reader should be able to find the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.model.dialogue import Ask, Dialogue, Levels, Option, Party, State
from detente.model.expression import And, Compare, Const, Expr, If, Iff, Name, Not, Or, Unless

# ---- names -----------------------------------------------------------------------------------------------------------


def party(dialogue: Dialogue, id: str) -> str:
    """A party as it stands inside a sentence: "the United States" needs its article, most names none."""
    name = dialogue.party(id).name
    return f"the {name}" if name.startswith(_ARTICLED) else name


# States, unions and plural peoples whose English names take an article.
_ARTICLED = (
    "United ", "European Union", "Netherlands", "Philippines", "Taliban", "Pakistani Taliban", "Afghan Taliban",
    "Haqqani ",
)  # fmt: skip


def tag(party: Party) -> str:
    """A party's short code: the one given, else the initials of its name."""
    if party.code:
        return party.code
    initials = "".join(word[0] for word in party.name.replace("-", " ").split() if word[0].isalnum())
    return (initials if len(initials) > 1 else party.name[:2]).upper()[:3]


def capital(text: str) -> str:
    """The text with its first letter large, as at the start of a sentence."""
    return text[:1].upper() + text[1:]


def small(dialogue: Dialogue, text: str) -> str:
    """The text as it stands inside a sentence: its first letter small, unless it starts with a name ("NATO …").

    Names are what the parties are called and what the file's texts write with a large letter in mid-sentence.
    """
    first = text.split(" ", 1)[0].strip(",.;:")
    shouted = any(c.isupper() or c.isdigit() for c in first[1:])
    return text if shouted or first in _names(dialogue) else text[:1].lower() + text[1:]


def _names(dialogue: Dialogue) -> frozenset[str]:
    """The names in the file's texts; kept for the dialogue last asked about."""
    if not _kept or _kept[0] is not dialogue:
        entries = (*dialogue.options, *dialogue.asks, *dialogue.circumstances, *dialogue.rules, *dialogue.commitments)
        lines = [getattr(entry, "text", "") or getattr(entry, "because", "") for entry in entries]
        lines += [s.because for p in dialogue.preferences.values() for s in p.statements]
        words = {word for line in lines for word in line.split()[1:]}
        for party in dialogue.parties:
            words.update(word for name in (party.name, *party.aliases) for word in name.split())
        bare = (word.strip(",.;:()“”").removesuffix("'s") for word in words)
        _kept[:] = [dialogue, frozenset(word for word in bare if word[:1].isupper())]
    found: frozenset[str] = _kept[1]
    return found


_kept: list[Any] = []


def listed(items: Iterable[str], word: str = "and") -> str:
    """a; a and b; a, b and c."""
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def number(count: int) -> str:
    """Small numbers as words, others as figures with separators."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[count] if 0 <= count < len(words) else f"{count:,}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """"one ask", "3 asks"."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


# ---- options and states ----------------------------------------------------------------------------------------------


def is_switch(option: Option) -> bool:
    """Whether an option is plainly done or not done."""
    return option.levels == ("no", "yes")


def taken(option: Option, level: int) -> str:
    """An option at a level: its text, with the level where it has more than two."""
    if is_switch(option):
        return option.text if level else f"no “{option.text}”"
    return f"{option.text} ({option.levels[level]})"


def difference(dialogue: Dialogue, state: State, base: State | None) -> list[str]:
    """What a state changes against another (against all-first where there is none), one phrase an option."""
    base = base if base is not None else tuple(0 for _ in state)
    return [
        taken(option, now) for option, now, was in zip(dialogue.options, state, base, strict=True) if now != was
    ]


def state(dialogue: Dialogue, state: State, base: State | None = None) -> str:
    """A state in words: what differs from the status quo."""
    base = dialogue.status_quo if base is None else base
    phrases = difference(dialogue, state, base)
    if not phrases:
        return "the status quo" if base is not None else "nothing done"
    return "; ".join(phrases)


def levels(dialogue: Dialogue, levels: Levels) -> str:
    """Some options at levels, as a list."""
    return listed(taken(dialogue.option(id), level) for id, level in levels)


def setting(dialogue: Dialogue, named: Mapping[str, str]) -> str:
    """Like `levels`, from option -> level name."""
    return levels(dialogue, tuple((id, dialogue.option(id).levels.index(level)) for id, level in named.items()))


# ---- conditions ------------------------------------------------------------------------------------------------------

_ORDER = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than"}


def condition(dialogue: Dialogue, expr: Expr) -> str:
    """An expression as a clause: "“Pay” is done, or else “Release water” is half"."""
    match expr:
        case Const(value):
            return "always" if value else "never"
        case Name():
            return _holds(dialogue, expr, True)
        case Compare(option, op, level):
            return f"“{dialogue.option(option).text}” is {_ORDER.get(op, '')} {level}".replace("  ", " ")
        case Not(Name() as name):
            return _holds(dialogue, name, False)
        case Not(Compare(option, "is", level)):
            return f"“{dialogue.option(option).text}” is not {level}"
        case Not(item):
            return f"it is not so that {condition(dialogue, item)}"
        case And(items):
            return listed([condition(dialogue, item) for item in items])
        case Or(items):
            return listed([condition(dialogue, item) for item in items], "or")
        case Unless(left, right):
            return f"{condition(dialogue, left)}, or else {condition(dialogue, right)}"
        case If(premise, then):
            return f"if {condition(dialogue, premise)}, then {condition(dialogue, then)}"
        case Iff(left, right):
            return f"{condition(dialogue, left)} exactly when {condition(dialogue, right)}"


def _holds(dialogue: Dialogue, name: Name, wanted: bool) -> str:
    if dialogue.has("circumstances", name.id):
        return fact(dialogue, name.id, wanted)
    option = dialogue.option(name.id)
    word = "is done" if is_switch(option) else "is done to any degree"
    return f"“{option.text}” {word if wanted else 'is not done'}"


def fact(dialogue: Dialogue, circumstance: str, value: bool) -> str:
    """A circumstance, true or not, as a clause."""
    text = dialogue.circumstance(circumstance).text
    return f"“{text}” {'holds' if value else 'does not hold'}"


def turned(dialogue: Dialogue, circumstance: str, value: bool) -> str:
    """A circumstance that comes to be otherwise than it is now, as a clause."""
    text = dialogue.circumstance(circumstance).text
    return f"“{text}” {'comes to hold' if value else 'no longer holds'}"


def ask(ask: Ask) -> str:
    """An ask as the subject of a row or a sentence."""
    return ask.text


# ---- likelihood ------------------------------------------------------------------------------------------------------

BANDS: tuple[tuple[str, float, float], ...] = (
    ("almost no chance", 0.01, 0.05),
    ("very unlikely", 0.05, 0.20),
    ("unlikely", 0.20, 0.45),
    ("roughly even chance", 0.45, 0.55),
    ("likely", 0.55, 0.80),
    ("very likely", 0.80, 0.95),
    ("almost certain", 0.95, 0.99),
)
"""ICD 203's words, each with the band it stands for; a number on a border takes the upper band."""


def band(chance: float) -> tuple[str, float, float]:
    """The word and band of a chance strictly between 0 and 1."""
    for word, low, high in reversed(BANDS):
        if chance >= low:
            return word, low, high
    return BANDS[0]


def likelihood(chance: float) -> str:
    """A chance as ICD 203 says it, the band always beside the word; 0 and 1 get no word."""
    if chance <= 0:
        return "in no case of the model"
    if chance >= 1:
        return "in every case of the model"
    word, low, high = band(chance)
    shown = percent(chance) if chance < 0.01 or chance > 0.99 else f"{low * 100:.0f}–{high * 100:.0f} %"
    return f"{word} ({shown})"


def percent(share: float) -> str:
    """Whole percentages; a decimal only below 1 or above 99."""
    value = share * 100
    exact = value in (0, 100)
    return f"{value:.0f} %" if exact or 1 <= value <= 99 else f"{value:.1f} %"


# ---- dates -----------------------------------------------------------------------------------------------------------

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def date(written: str) -> str:
    """A date of the file in full: 2010-10-20/22 -> "20–22 October 2010"; anything else as written."""
    first, _, last = written.partition("/")
    parts = first.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return written
    if len(parts) == 1:
        return written
    if not 1 <= int(parts[1]) <= 12:
        return written
    month = f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2:
        return month
    day = str(int(parts[2]))
    if not last:
        return f"{day} {month}"
    return f"{day}–{int(last)} {month}" if last.isdigit() and len(last) <= 2 else f"{day} {month} to {date(last)}"


FIRMNESS = {
    "firm": "no party could do better by a move of its own",
    "credible": "whoever moved would be answered by steps the others would want to take",
    "held": "whoever moved could be answered, with no way back",
    "fearful": "whoever moved could be answered, though the answer might hurt its giver",
}
"""What each word for an equilibrium's firmness means."""


def firmness(word: str | None) -> str:
    """Why a settlement of that firmness holds, as a clause."""
    return FIRMNESS.get(word or "", "it holds only if several parties moved at the same moment")


def ways(items: Sequence[str], limit: int) -> str:
    """The first few of a list, and how many more there are."""
    rest = len(items) - limit
    return listed(items) if rest <= 0 else f"{', '.join(items[:limit])} and {number(rest)} more"
