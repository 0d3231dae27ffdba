"""How a state, a party, a condition, a likelihood is said. Nothing else in the program decides that.

Options keep their own texts, quoted where a clause is built around them: English cannot be conjugated out of a file,
and a reader should be able to find the line. The words are the messages of `language`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from detente.engine.concepts import EVERY
from detente.model.dialogue import Ask, Dialogue, Levels, Option, Party, State
from detente.model.expression import And, Compare, Const, Derived, Expr, If, Iff, Name, Not, Or, Unless
from detente.report import language, names
from detente.report.document import MARKS, RARE, MarkKind, Text
from detente.report.language import _, _later, _n, _p, _r, said

# ---- names -----------------------------------------------------------------------------------------------------------


def talks(dialogue: Dialogue) -> str:
    """The dialogue as a command names it: by its file, `-` if it was piped in, TALKS where it has none."""
    return "-" if dialogue.file == "standard input" else dialogue.file or "TALKS"


def party(dialogue: Dialogue, id: str) -> str:
    """A party as it stands inside a sentence: "the United States" needs its article, most names none."""
    found = dialogue.party(id)
    name: str = dict(found.names).get(language.current().code, "")
    if not name:
        name = found.name if not names.takes_article(found) else _("the {name}", name=found.name)
    return name[:1].lower() + name[1:] if names.ARTICLED.match(name) else name


def plural(dialogue: Dialogue, id: str) -> bool:
    """Whether verbs after the party's name take the plural ("Russia and China have", "les États-Unis ont")."""
    return names.is_plural(dialogue.party(id), party(dialogue, id))


def verbs(dialogue: Dialogue, *ids: str) -> int:
    """How many the verbs after these parties' names count: a message of two forms is chosen by it (`_n`)."""
    return 2 if len(ids) > 1 or plural(dialogue, *ids) else 1


def possessive(dialogue: Dialogue, id: str) -> str:
    """A party before what is its own: "the United States'", "Pakistan's"."""
    told = party(dialogue, id)
    return _("{party}'", party=told) if told.endswith("s") else _("{party}'s", party=told)


def tag(party: Party) -> str:
    """A party's short code: the one given, else the initials of its name."""
    if party.code:
        return party.code
    name = bare(party.name)
    initials = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isalnum())
    return (initials if len(initials) > 1 else name[:2]).upper()[:3]


capital = names.capital
small = names.small
bare = names.bare


def listed(items: Iterable[str]) -> str:
    """a; a and b; a, b and c."""
    parts = list(items)
    return _("{first} and {last}", first=_row(parts[:-1]), last=parts[-1]) if len(parts) > 1 else "".join(parts)


def either(items: Iterable[str]) -> str:
    """a; a or b; a, b or c."""
    parts = list(items)
    return _("{first} or {last}", first=_row(parts[:-1]), last=parts[-1]) if len(parts) > 1 else "".join(parts)


def listed_in_order(items: Iterable[str]) -> str:
    """a; a then b; a, b then c."""
    parts = list(items)
    return _("{first} then {last}", first=_row(parts[:-1]), last=parts[-1]) if len(parts) > 1 else "".join(parts)


def _row(parts: Sequence[str]) -> str:
    return _p("between the items of a list", ", ").join(parts)


def series(items: Iterable[str]) -> str:
    """Clauses one after another: a; b; c."""
    return _p("between clauses", "; ").join(items)


def listed_text(items: Iterable[Text]) -> Text:
    """Like `listed`, of texts with marks."""
    parts = list(items)
    if len(parts) < 2:
        return tuple(piece for part in parts for piece in part)
    return _r("{first} and {last}", first=_between(_p("between the items of a list", ", "), parts[:-1]), last=parts[-1])


def series_text(items: Iterable[Text]) -> Text:
    """Like `series`, of texts with marks."""
    return _between(_p("between clauses", "; "), items)


def _between(mark: str, items: Iterable[Text]) -> Text:
    return tuple(piece for n, item in enumerate(items) for piece in ((mark, *item) if n else item))


def number(count: int) -> str:
    """Small numbers as words, others as figures with separators."""
    return language.spelled(count)


def quoted(text: str) -> str:
    """A text of the file in quotation marks."""
    return _("“{text}”", text=text)


def colon() -> str:
    """What stands between a name and what is said of it."""
    return _p("between a term and what belongs to it", ": ")


def semicolon() -> str:
    """What stands between two clauses of a sentence."""
    return _p("between clauses", "; ")


# ---- options and states ----------------------------------------------------------------------------------------------


def is_switch(option: Option) -> bool:
    """Whether an option is plainly done or not done."""
    return option.levels == ("no", "yes")


NOTHING = frozenset(["no", "none", "nothing", "non", "aucun", "aucune", "rien"])
"""First levels that say that there is nothing of the option, in English and French."""


def taken(dialogue: Dialogue, option: Option, level: int, text: str = "") -> str:
    """An option at a level: its text, with the level where it has more than two: "transit (half)", "no strike".

    What is done today and no longer is "an end to the ban". `text`: to be said in place of the option's own.
    """
    text = text or option.text
    if not level and option.levels[0].lower() in NOTHING:
        return _untaken(dialogue, option, text)
    if is_switch(option):
        return text
    return _("{option} ({level})", option=text, level=option.levels[level])


def _untaken(dialogue: Dialogue, option: Option, text: str) -> str:
    if is_sentence(dialogue, option):
        return _("no more {option}", option=quoted(text))
    now = dialogue.status_quo or dialogue.known
    done = bool(now and now[dialogue.option_index(option.id)])
    noun = small(dialogue, text)
    told = ended(noun) if done else none_of(noun)
    return capital(told) if noun != text else told


_ONCE = re.compile(
    r"(an? |the |une? |la? |le )?(withdrawal|removal|release|return|signature|recognition|ratification|dismantling"
    r"|lifting|handover|transfer|admission|acceptance|retrait|retour|signature|reconnaissance|levée|remise|libération)\b",
    re.IGNORECASE,
)
"""What is done once and then done: it can be undone, but does not end."""


def is_sentence(dialogue: Dialogue, option: Option) -> bool:
    """Whether an option's text begins with its owner's name, as a sentence does; such a text is quoted."""
    return (option.name or option.text).startswith(dialogue.party(option.by).name + " ")


def ended(noun: str) -> str:
    """What was done and is done no longer: "an end to the blockade", "no withdrawal of troops"."""
    return none_of(noun) if _ONCE.match(noun) else _("an end to {option}", option=noun)


def none_of(noun: str) -> str:
    """What is not done: "no strike"; of what has an owner, "abstention from Upland's vote"."""
    if _OWNED.match(noun):
        return _("abstention from {option}", option=noun)
    thing = bare(noun)
    if thing[:1].lower() in "aàâeéèêëiîoôuy":
        return _p("before a vowel", "no {option}", option=thing)
    return _("no {option}", option=thing)


_OWNED = re.compile(
    r"(its|their|our|his|her|all|both|each|every|\w+['’]s|\w+s['’]|son|sa|ses|leurs?|nos|notre) ", re.IGNORECASE
)
"""What "no" cannot stand before."""


def difference(dialogue: Dialogue, state: State, base: State | None) -> list[str]:
    """What a state changes against another (against all-first where there is none), one phrase an option, as a list."""
    base = base if base is not None else tuple(0 for _ in state)
    pairs = zip(dialogue.options, state, base, strict=True)
    return in_a_list(dialogue, [brought(dialogue, option, now) for option, now, was in pairs if now != was])


def brought(dialogue: Dialogue, option: Option, now: int) -> str:
    """An option brought to a level; at its first one, if that says that there is nothing of it, as an end to it."""
    if now or option.levels[0].lower() not in NOTHING or is_sentence(dialogue, option):
        return taken(dialogue, option, now)
    noun = small(dialogue, option.text)
    return capital(ended(noun)) if noun != option.text else ended(noun)


def state(dialogue: Dialogue, state: State, base: State | None = None) -> str:
    """A state in words: what differs from the status quo."""
    base = dialogue.status_quo if base is None else base
    phrases = difference(dialogue, state, base)
    if not phrases:
        return unchanged(dialogue) if base == dialogue.status_quo else _("the status quo")
    return series(phrases)


def unchanged(dialogue: Dialogue) -> str:
    """The state from which others are told: the status quo, else that with every option at its first level."""
    return _("the status quo") if dialogue.status_quo is not None else _all_first(dialogue)


def differing(dialogue: Dialogue) -> str:
    """The head of a column of states, each told by what differs."""
    return _("What differs from the status quo") if dialogue.status_quo is not None else _("What is done")


def _all_first(dialogue: Dialogue) -> str:
    """The state with every option at its first level: nothing done, unless first levels are choices of their own."""
    chosen = [taken(dialogue, option, 0) for option in dialogue.options if option.levels[0] not in ("no", "none")]
    return series(in_a_list(dialogue, chosen)) if chosen else _("nothing done")


def in_a_list(dialogue: Dialogue, phrases: Sequence[str]) -> list[str]:
    """Phrases as they stand in one list: only the first keeps its large letter."""
    return [*phrases[:1], *(small(dialogue, phrase) for phrase in phrases[1:])]


def levels(dialogue: Dialogue, levels: Levels) -> str:
    """Some options at levels, as a list."""
    return listed(in_a_list(dialogue, [taken(dialogue, dialogue.option(id), level) for id, level in levels]))


def setting(dialogue: Dialogue, named: Mapping[str, str]) -> str:
    """Like `levels`, from option -> level name."""
    return levels(dialogue, tuple((id, dialogue.option(id).levels.index(level)) for id, level in named.items()))


def inside(dialogue: Dialogue, named: Mapping[str, str]) -> str:
    """Like `setting`, in the middle of a sentence."""
    return small(dialogue, setting(dialogue, named))


# ---- conditions ------------------------------------------------------------------------------------------------------

_ORDER = {
    "is": _later("“{option}” is {level}"),
    ">=": _later("“{option}” is at least {level}"),
    ">": _later("“{option}” is more than {level}"),
    "<=": _later("“{option}” is at most {level}"),
    "<": _later("“{option}” is less than {level}"),
}


def condition(dialogue: Dialogue, expr: Expr) -> str:
    """An expression as a clause: "“Pay” is done, or else “Release water” is half"."""
    match expr:
        case Const(value):
            return _("always") if value else _("never")
        case Name():
            return _holds(dialogue, expr, True)
        case Compare(option, "is" | ">=", "yes") if is_switch(dialogue.option(option)):
            return _holds(dialogue, Name(option), True)
        case Compare(option, "is" | "<=", "no") if is_switch(dialogue.option(option)):
            return _holds(dialogue, Name(option), False)
        case Compare(option, op, level):
            return said(_ORDER[op], option=dialogue.option(option).text, level=level)
        case Not(Name() as name):
            return _holds(dialogue, name, False)
        case Not(Compare(option, "is", level)):
            return _("“{option}” is not {level}", option=dialogue.option(option).text, level=level)
        case Not(item):
            return _("it is not so that {condition}", condition=condition(dialogue, item))
        case And(items):
            return listed([condition(dialogue, item) for item in items])
        case Or(items):
            return either([condition(dialogue, item) for item in items])
        case Unless(left, right):
            return _("{one}, or else {other}", one=condition(dialogue, left), other=condition(dialogue, right))
        case If(premise, then):
            return _("if {premise}, then {then}", premise=condition(dialogue, premise), then=condition(dialogue, then))
        case Iff(left, right):
            return _("{one} exactly when {other}", one=condition(dialogue, left), other=condition(dialogue, right))
        case Derived():
            return condition(dialogue, expr.meaning)


def _holds(dialogue: Dialogue, name: Name, wanted: bool) -> str:
    if dialogue.has("circumstances", name.id):
        return fact(dialogue, name.id, wanted)
    option = dialogue.option(name.id)
    if not wanted:
        return _("“{option}” is not done", option=option.text)
    if is_switch(option):
        return _("“{option}” is done", option=option.text)
    return _("“{option}” is done to any degree", option=option.text)


def fact(dialogue: Dialogue, circumstance: str, value: bool) -> str:
    """A circumstance, true or not, as a clause."""
    text = dialogue.circumstance(circumstance).text
    return _("“{fact}” holds", fact=text) if value else _("“{fact}” does not hold", fact=text)


def turned(dialogue: Dialogue, circumstance: str, value: bool) -> str:
    """A circumstance that comes to be otherwise than it is now, as a noun: "the end of flood relief"."""
    found = dialogue.circumstance(circumstance)
    if found.otherwise and value != found.now:
        return found.otherwise
    if value:
        return _("that “{fact}” comes to hold", fact=found.text)
    return _("that “{fact}” no longer holds", fact=found.text)


def ask(dialogue: Dialogue, ask: Ask | str) -> str:
    """An ask as a row or a title says it: in its own words, else by the option and the level that it asks for.

    An ask to abstain is "no strike" where there is none, and "an end to the blockade" where there is one.
    """
    found = dialogue.ask(ask) if isinstance(ask, str) else ask
    wanted = asked_level(dialogue, found)
    if wanted is None or (not found.option and found.text != found.id):
        return found.text
    option, level = wanted
    return option.text if level == len(option.levels) - 1 else taken(dialogue, option, level)


def asked(dialogue: Dialogue, ask_: Ask | str) -> str:
    """An ask inside a sentence."""
    return small(dialogue, ask(dialogue, ask_))


def asked_level(dialogue: Dialogue, ask: Ask) -> tuple[Option, int] | None:
    """The option and the level that an ask asks for, the first one for an ask to abstain; None if it is about more."""
    match ask.that:
        case Name(id) if dialogue.has("options", id) and len(dialogue.option(id).levels) == 2:
            return dialogue.option(id), 1
        case Not(Name(id)) if dialogue.has("options", id):
            return dialogue.option(id), 0
        case Compare(id, ">=" | "is", name) if dialogue.has("options", id):
            return dialogue.option(id), dialogue.option(id).levels.index(name)
    return None


# ---- the words of the file's own lists -------------------------------------------------------------------------------

_ANSWERS: dict[str, str] = {
    "accepted": _later("accepted"),
    "in_principle": _later("agreed in principle"),
    "partly": _later("partly"),
    "deferred": _later("deferred"),
    "refused": _later("refused"),
    "unanswered": _later("no answer"),
    "unknown": _later("not known"),
    "not asked": _later("not asked"),
    "same": _later("as in the drift"),
}

_BASES: dict[str, str] = {
    "stated": _later("stated"),
    "inferred": _later("inferred"),
    "assumed": _later("assumed"),
}

_PROMISES: dict[str, str] = {
    "open": _later("open"),
    "kept": _later("kept"),
    "overdue": _later("overdue"),
    "broken": _later("broken"),
    "superseded": _later("superseded"),
}

_GROUNDS: dict[str, str] = {
    "domestic": _later("at home"),
    "capacity": _later("capacity"),
    "security": _later("security"),
    "standing": _later("standing"),
    "money": _later("money"),
}


def answer(kind: str) -> str:
    """What was answered to an ask, in a word."""
    return said(_ANSWERS.get(kind, kind))


def basis(kind: str) -> str:
    """Whether a line is stated in a source, inferred or assumed."""
    return said(_BASES.get(kind, kind))


def promise(state: str) -> str:
    """How a promise stands, in a word."""
    return said(_PROMISES.get(state, state))


def ground(word: str) -> str:
    """The kind of a reason: a free word of the file, translated where it is one that the manual offers."""
    return said(_GROUNDS[word]) if word in _GROUNDS else word


def letter(kind: MarkKind) -> str:
    """The letter of an answer, beside its shape."""
    found = {
        "accepted": _p("letter for accepted", "A"),
        "in_principle": _p("letter for in principle", "I"),
        "partly": _p("letter for partly", "P"),
        "deferred": _p("letter for deferred", "D"),
        "refused": _p("letter for refused", "R"),
    }
    return found.get(kind, MARKS[kind][1])


def rare_marks(kinds: Iterable[str | None], gap: str = "  ") -> str:
    """What the marks mean that a key explains only where they stand; to be put behind the key."""
    there = (RARE & set(kinds)) - {"not asked"}
    return "".join(f"{gap}{letter(kind)} {answer(kind)}" for kind in sorted(there))


def nothing_up_to(size: int) -> str:
    """That no set of so many changes or fewer opens an ask; larger ones were not tried."""
    return _n("no single change", "nothing of up to {n} changes", size)


# ---- likelihood ------------------------------------------------------------------------------------------------------

BANDS: tuple[tuple[str, float, float], ...] = (
    (_later("almost no chance"), 0.01, 0.05),
    (_later("very unlikely"), 0.05, 0.20),
    (_later("unlikely"), 0.20, 0.45),
    (_later("roughly even chance"), 0.45, 0.55),
    (_later("likely"), 0.55, 0.80),
    (_later("very likely"), 0.80, 0.95),
    (_later("almost certain"), 0.95, 0.99),
)
"""ICD 203's words, each with the band it stands for; a number on a border takes the upper band."""


def band(chance: float) -> tuple[str, float, float]:
    """The word and band of a chance strictly between 0 and 1."""
    word, low, high = BANDS[step(chance)]
    return said(word), low, high


def step(chance: float) -> int:
    """The place of a chance's word in BANDS."""
    return max((n for n, (_word, low, _high) in enumerate(BANDS) if chance >= low), default=0)


def likelihood(chance: float) -> str:
    """A chance as ICD 203 says it, the band always beside the word; 0 and 1 get no word."""
    if chance <= 0:
        return _("in no case of the model")
    if chance >= 1:
        return _("in every case of the model")
    word, low, high = band(chance)
    within = percent(chance) if chance < 0.01 or chance > 0.99 else shares(low, high)
    return _("{word} ({band})", word=word, band=within)


def percent(share: float) -> str:
    """Whole percentages; a decimal only below 1 or above 99."""
    return _("{number} %", number=hundredths(share))


def hundredths(share: float) -> str:
    """The number of a percentage, without its sign."""
    value = share * 100
    return language.figure(value, 0 if value in (0, 100) or 1 <= value <= 99 else 1)


def shares(low: float, high: float) -> str:
    """A band of shares: "5–20 %"."""
    return _("{low}–{high} %", low=language.figure(low * 100), high=language.figure(high * 100))


# ---- dates -----------------------------------------------------------------------------------------------------------


def date(written: str) -> str:
    """A date of the file in full: 2010-10-20/22 -> "20–22 October 2010"; anything else as written."""
    first, _slash, last = written.partition("/")
    parts = first.split("-")
    if not all(part.isdigit() for part in parts) or not 2 <= len(parts) <= 3 or not 1 <= int(parts[1]) <= 12:
        return written
    month = _("{month} {year}", month=language.month(int(parts[1])), year=parts[0])
    if len(parts) == 2:
        return month
    day = _day(parts[2])
    if last.isdigit() and len(last) <= 2:
        return _("{first}–{last} {month}", first=day, last=_day(last), month=month)
    whole = _("{day} {month}", day=day, month=month)
    ends = last.split("-")  # the second day may leave out what it shares with the first
    return _("{first} to {last}", first=whole, last=date("-".join([*parts[: -len(ends)], *ends]))) if last else whole


def _day(digits: str) -> str:
    return _p("the first day of a month", "1") if int(digits) == 1 else str(int(digits))


def by_date(written: str) -> str:
    """Until when something may come: "by March 2025", "by 31 December 2026"."""
    told = date(written)
    if written.count("-") == 2 and "/" not in written:
        return _p("a day", "by {date}", date=told)
    return _("by {date}", date=told)


def short_date(written: str) -> str:
    """The month of a date, in three letters or as the language shortens it."""
    parts = written.partition("/")[0].split("-")
    if len(parts) > 1 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12:
        return language.month(int(parts[1]), short=True)
    return ""


# ---- firmness --------------------------------------------------------------------------------------------------------

FIRMNESS = {
    "firm": _later("no party could do better by a move of its own"),
    "credible": _later("whoever moved would be answered by steps the others would want to take"),
    "held": _later("whoever moved could be answered, with no way back"),
    "fearful": _later("whoever moved could be answered, though the answer might hurt its giver"),
}
"""What each word for an equilibrium's firmness means."""


def firmness(word: str | None) -> str:
    """Why a settlement of that firmness holds, as a clause."""
    if word and word not in FIRMNESS:
        return _("it holds under {concept}", concept=next(c.title for c in EVERY if c.firmness == word))
    return said(FIRMNESS.get(word or "", _UNFIRM))


_UNFIRM = _later("it holds only if several parties moved at the same moment")

_FIRM: dict[str, str] = {
    "firm": _later("firm"),
    "credible": _later("credible"),
    "held": _later("held"),
    "fearful": _later("fearful"),
    "fragile": _later("fragile"),
}


def firm(word: str | None) -> str:
    """How firm a settlement is, in a word."""
    return said(_FIRM.get(word or "fragile", word or ""))


def firm_ones(word: str | None) -> str:
    """The same word of several settlements."""
    several = {
        "firm": _p("of several", "firm"),
        "credible": _p("of several", "credible"),
        "held": _p("of several", "held"),
        "fearful": _p("of several", "fearful"),
    }
    return several.get(word or "", word or _p("of several", "fragile"))


def ways(items: Sequence[str], limit: int) -> str:
    """The first few of a list, and how many more there are."""
    rest = len(items) - limit
    if rest <= 0:
        return listed(items)
    return _n("{first} and {n} more", "{first} and {n} more", rest, first=_row(items[:limit]))
