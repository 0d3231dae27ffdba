"""Options at levels and states, as noun phrases.

Options keep their own texts, quoted where a clause is built around them: English cannot be conjugated out of a file,
and a reader should be able to find the line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from detente.methods.soundness.names import why_no_name
from detente.model.dialogue import Dialogue, Levels, Option, State
from detente.report.language import _, _p
from detente.report.names import bare, capital, namesakes, small
from detente.report.wording.lists import listed, quoted, series
from detente.report.wording.parties import party


def is_switch(option: Option) -> bool:
    """Whether an option is plainly done or not done."""
    return option.levels == ("no", "yes")


NOTHING = frozenset(["no", "none", "nothing", "non", "aucun", "aucune", "rien"])
"""First levels that say that there is nothing of the option, in English and French."""


def called(dialogue: Dialogue, option: Option | str, *, short: bool = True) -> str:
    """What an option is called: by its `name` where it has one (`short`), else by its text.

    Where another is called the same its owner stands beside it, "full (Canada)"; where that is the same, too, its id.
    """
    text, mark = _title(dialogue, dialogue.option(option) if isinstance(option, str) else option, short)
    return _("{option} ({owner})", option=text, owner=mark) if mark else text


def _title(dialogue: Dialogue, option: Option, short: bool) -> tuple[str, str]:
    """What an option is called, and what tells it from others that are called the same ("" if nothing has to)."""
    text = (short and option.name) or option.text
    others = namesakes(dialogue, option, text)
    if not others:
        return text, ""
    return text, option.id if option.by in {other.by for other in others} else party(dialogue, option.by)


def at_level(dialogue: Dialogue, option: Option, level: int) -> str:
    """An option with one of its levels behind it: "transit (half)", "transit (Canada, half)"; one below that of today
    as a way back, where there are more than two: of two each is as well a beginning.
    """
    text, mark = _title(dialogue, option, True)
    now = dialogue.status_quo or dialogue.known
    lower = len(option.levels) > 2 and now is not None and level < (now[dialogue.option_index(option.id)] or 0)
    text = quoted(text) if is_sentence(dialogue, text) else text
    named = _("back to {level}", level=option.levels[level]) if lower else option.levels[level]
    if mark:
        return _("{option} ({owner}, {level})", option=text, owner=mark, level=named)
    if text.endswith(")"):  # "a fee (on landings): half"
        return _("{option}: {level}", option=text, level=named)
    return _("{option} ({level})", option=text, level=named)


def taken(dialogue: Dialogue, option: Option, level: int) -> str:
    """An option at a level: its text, with the level where it has more than two: "transit (half)", "no strike".

    What is done today and no longer is "an end to the ban".
    """
    if not level and is_none(option):
        return _untaken(dialogue, option)
    if not is_switch(option):
        return at_level(dialogue, option, level)
    text = called(dialogue, option)
    return quoted(text) if is_sentence(dialogue, text) else text


def _untaken(dialogue: Dialogue, option: Option) -> str:
    text = called(dialogue, option)
    now = dialogue.status_quo or dialogue.known
    done = bool(now and now[dialogue.option_index(option.id)])
    if is_sentence(dialogue, text):
        told = quoted(text)
        return _("no more {option}", option=told) if done else _("not {option}", option=told)
    noun = small(dialogue, text)
    told = ended(noun) if done else none_of(noun)
    return capital(told) if noun != text else told


_ONCE = re.compile(
    r"(an? |the |une? |la? |le )?(withdrawal|removal|release|return|signature|recognition|ratification|dismantling"
    r"|lifting|handover|transfer|admission|acceptance|retrait|retour|signature|reconnaissance|levée|remise|libération)\b",
    re.IGNORECASE,
)
"""What is done once and then done: it can be undone, but does not end."""


def is_sentence(dialogue: Dialogue, text: str) -> bool:
    """Whether a text is a sentence or begins with a verb, and no name of a thing: inside a sentence it is quoted."""
    return bool(why_no_name(text, tuple(party.name for party in dialogue.parties)))


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
    """What a state changes against another, one phrase an option, as a list; where there is no other, all that is done,
    and what a first level is that is a choice of its own: "strategy of Ann (Straight)".
    """
    was = base if base is not None else tuple(0 if is_none(option) else -1 for option in dialogue.options)
    pairs = zip(dialogue.options, state, was, strict=True)
    return in_a_list(dialogue, [brought(dialogue, option, now) for option, now, before in pairs if now != before])


def is_none(option: Option) -> bool:
    """Whether the first level of an option says that there is nothing of it."""
    return option.levels[0].lower() in NOTHING


def brought(dialogue: Dialogue, option: Option, now: int) -> str:
    """An option brought to a level; at its first one, if that says that there is nothing of it, as an end to it."""
    text = called(dialogue, option)
    if now or not is_none(option) or is_sentence(dialogue, text):
        return taken(dialogue, option, now)
    noun = small(dialogue, text)
    return capital(ended(noun)) if noun != text else ended(noun)


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
    chosen = [taken(dialogue, option, 0) for option in dialogue.options if not is_none(option)]
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
