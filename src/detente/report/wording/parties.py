"""Parties as sentences name them: with article, number, possessive; and their short codes."""

from __future__ import annotations

from detente.model.dialogue import Dialogue, Party
from detente.report import language, names
from detente.report.language import _


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
    name = names.bare(party.name)
    initials = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isalnum())
    return (initials if len(initials) > 1 else name[:2]).upper()[:3]


capital = names.capital
small = names.small
bare = names.bare
