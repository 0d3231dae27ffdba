"""Parties as sentences name them: with article, number, possessive; and their short codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from pathlib import PurePath

from detente.model.dialogue import Dialogue, Party
from detente.model.naming import spelled
from detente.report import language, names
from detente.report.language import _

_handed_over = ContextVar("handed_over", default=False)


@contextmanager
def handed_over() -> Iterator[None]:
    """For as long as it lasts a dialogue is named by its file alone: a page for others tells no folder."""
    token = _handed_over.set(True)
    try:
        yield
    finally:
        _handed_over.reset(token)


def talks(dialogue: Dialogue) -> str:
    """The dialogue as a command names it: by its file (`-` if piped in, TALKS if it has none) and what is supposed."""
    file = PurePath(dialogue.file).name if _handed_over.get() else dialogue.file
    file = "-" if dialogue.file == "standard input" else file or "TALKS"
    options = ((dialogue.option(id), level) for id, level in dialogue.supposed)
    levels = ",".join(f"{option.id}={spelled(option.levels[level])}" for option, level in options)
    return f"{file} --status-quo {levels}" if levels else file


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


def tag(dialogue: Dialogue, id: str) -> str:
    """A party's short code; see `tags`."""
    return tags(dialogue)[id]


def tags(dialogue: Dialogue) -> dict[str, str]:
    """By party its short code, no two alike: the one given, else its initials, else more letters, else a number."""
    made = {party.id: party.code for party in dialogue.parties if party.code}
    rest = {party.id: list(_codes(party)) for party in dialogue.parties if not party.code}
    for tried in range(3):
        wanted = Counter([*made.values(), *(codes[tried] for codes in rest.values())])
        made |= {id: codes[tried] for id, codes in rest.items() if wanted[codes[tried]] == 1}
        rest = {id: codes for id, codes in rest.items() if id not in made}
    for id, (first, *_more) in rest.items():
        numbered = (f"{first[:2]}{n}" for n in count(1))
        made[id] = next(code for code in numbered if code not in made.values())
    return made


def _codes(party: Party) -> Iterator[str]:
    """What a party may be called by for short, the first choice first."""
    name = names.bare(party.name)
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    initials = "".join(word[0] for word in words)
    shortest = initials if len(initials) > 1 else name[:2]
    yield from (code.upper()[:3] for code in (shortest, initials[:2] + "".join(words[-1:])[1:2], name))


capital = names.capital
small = names.small
bare = names.bare
