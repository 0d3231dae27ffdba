"""Asks by what they ask for."""

from __future__ import annotations

from detente.model.dialogue import Ask, Dialogue, Option
from detente.model.expression import Compare, Name, Not
from detente.report.names import capital, small
from detente.report.wording.lists import quoted
from detente.report.wording.options import called, is_sentence, taken


def ask(dialogue: Dialogue, ask: Ask | str) -> str:
    """An ask as a row or a title says it: in its own words, else by the option and the level that it asks for.

    An ask to abstain is "No strike" where there is none, and "An end to the blockade" where there is one.
    """
    return capital(_words(dialogue, ask))


def _words(dialogue: Dialogue, ask: Ask | str) -> str:
    found = dialogue.ask(ask) if isinstance(ask, str) else ask
    wanted = asked_level(dialogue, found)
    if wanted is None or (not found.option and found.text != found.id):
        return found.text
    option, level = wanted
    return called(dialogue, option, short=False) if level == len(option.levels) - 1 else taken(dialogue, option, level)


def asked(dialogue: Dialogue, ask_: Ask | str) -> str:
    """An ask inside a sentence."""
    text = small(dialogue, _words(dialogue, ask_))
    return quoted(text) if is_sentence(dialogue, text) else text


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
