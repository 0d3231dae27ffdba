"""What pages print, taken as input: names, titles, phrases and letters become the ids and codes that questions take.

Each function takes what somebody typed; exact ids and expressions come back as they are, and so does what no page
prints, for the error of whoever looks it up. What means two things is refused, with both ids.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from detente.errors import InputError
from detente.model.dialogue import Dialogue, Equally, Option
from detente.model.expression import ExpressionError, parse
from detente.model.naming import titles
from detente.model.nearest import unknown
from detente.report import lines, wording
from detente.report.brief import phrases
from detente.report.brief import texts as drafted
from detente.report.language import _, ordinal, without_isolates

Named = Iterable[tuple[str, str]]
"""(what a page prints, what a question takes)."""

_LETTER = re.compile(r"[A-Z]{1,2}")
_GAP = re.compile(r"\s*(?:[,;]|\band\b|\bet\b)\s*|\s*\Z")
_ARTICLE = re.compile(r"(?:the|an?|les?|la|une?) (?=.)")


def party(dialogue: Dialogue, text: str) -> str:
    """A party by its id, name, code or alias, in any language of the file."""
    return _looked_up(text, [p.id for p in dialogue.parties], _parties(dialogue))


def ask(dialogue: Dialogue, text: str) -> str:
    """An ask by its id or text, or by what meets it; else an option at a level, as an expression."""
    if not text or dialogue.has("asks", text):
        return text
    named = [
        (told, a.id)
        for a in dialogue.asks
        for told in (wording.ask(dialogue, a), a.text, wording.condition(dialogue, a.that))
    ]
    found = _looked_up(text, (), named)
    if found != text or dialogue.has("options", text):
        return found
    found = _looked_up(text, (), ((told, expression(option, k)) for told, option, k in _phrases(dialogue)))
    if found == text and not _parses(text):
        raise unknown("ask or option", text, titles(dialogue, "options", "asks"))
    return found


def _parses(text: str) -> bool:
    """Whether a text is an expression; what has an operator is meant as one, and told where it goes wrong."""
    try:
        parse(text)
    except ExpressionError:
        return bool(re.search(r"[=<>()]", text))
    return True


def fact(dialogue: Dialogue, text: str) -> str:
    """A circumstance and its value, `NAME=BOOL`; or what its turning is called, "a year of good rains"."""
    facts = dialogue.circumstances
    name, sign, value = text.rpartition("=")
    if sign:
        named = [(c.text, c.id) for c in facts]
        return f"{_looked_up(name.strip(), list(dialogue.now), named)}={value}"
    turns = ((wording.turned(dialogue, c.id, now), f"{c.id}={'yes' if now else 'no'}")
             for c in facts for now in (True, False))  # fmt: skip
    return _looked_up(text, (), turns)


def line(dialogue: Dialogue, text: str) -> str:
    """A statement, a group or a rule: by its id, its reason, what it wants, or its place in its party's list."""
    known = [id for id, _told in _all_lines(dialogue)]
    return _looked_up(text, known, ((told, id) for id, told in _all_lines(dialogue)))


def move(dialogue: Dialogue, text: str) -> str:
    """A line and by how many places it moves, `LINE=-1`."""
    name, sign, places = text.rpartition("=")
    return f"{line(dialogue, name.strip())}={places}" if sign else text


def added(dialogue: Dialogue, text: str) -> str:
    """A line put into a party's list, `PARTY: want …`, the party by any of its names."""
    who, sign, want = text.partition(":")
    return f"{party(dialogue, who.strip())}:{want}" if sign else text


def levels(dialogue: Dialogue, text: str) -> str:
    """Options at levels, `OPTION=LEVEL,…`: also as pages tell them, "a second dam and pay (half)"."""
    if "=" in text:
        return ",".join(_pair(dialogue, part) for part in re.split(r",(?=[^,=]*=)", text))
    found = _segments(dialogue, text)
    return text if found is None else ",".join(f"{o.id}={_quoted(o.levels[k])}" for o, k in found)


def state(dialogue: Dialogue, text: str) -> str:
    """A state: changes to the status quo, a code, a phrase of a page, the letter of a settlement of the brief,
    `package 1`, or a facilitator's text by its id or name."""
    if not text.strip() or re.fullmatch(r"\s*[+-]?\d+\s*", text):
        return text
    if dialogue.status_quo is not None and _key(text) == _key(_("the status quo")):
        return str(dialogue.code(dialogue.status_quo))
    drafts = [one.id for one in dialogue.texts]
    found = _looked_up(text, drafts, ((drafted.dated(dialogue, t), t.id) for t in dialogue.texts))
    spelled = found if found in drafts else levels(dialogue, text)
    if "=" in spelled or spelled in drafts:
        return spelled
    found = _settlement(dialogue, text)
    if found:
        return found
    raise unknown("option, settlement or text", text, {**titles(dialogue, "options"), **dict.fromkeys(drafts, "")})


def _settlement(dialogue: Dialogue, text: str) -> str:
    """The code of the settlement that the brief's annex calls so, by its letter or its name, or of a package by its
    number; "" if there is none."""
    from detente.analyses.brief import brief
    from detente.report.brief.settlements import names

    if not (_LETTER.fullmatch(text.strip()) or " " in text.strip()):
        return ""
    result = brief(dialogue)
    named = [(told, str(s.code)) for s in result.settlements for told in names(dialogue, result, s)]
    packages = result.facts.deal.packages if result.facts.deal else ()
    named += [(_("package {n:d}", n=n), str(one.signed.code)) for n, one in enumerate(packages, start=1)]
    found = _looked_up(text, (), named)
    return found if found != text else ""


# ---- what pages print ------------------------------------------------------------------------------------------------


def _parties(dialogue: Dialogue) -> Iterator[tuple[str, str]]:
    tags = wording.tags(dialogue)
    for p in dialogue.parties:
        told = (p.name, tags[p.id], wording.party(dialogue, p.id), *p.aliases, *(name for _code, name in p.names))
        yield from ((name, p.id) for name in told)


def _phrases(dialogue: Dialogue) -> Iterator[tuple[str, Option, int]]:
    """Every option at every level, in each way that some page tells it."""
    for option in dialogue.options:
        owner = wording.party(dialogue, option.by)
        for k, level in enumerate(option.levels):
            told = {wording.taken(dialogue, option, k), wording.brought(dialogue, option, k)}
            told.add(phrases.change(dialogue, option.id, level))
            if option.name:
                told.add(_("{option} ({level})", option=option.name, level=level))
            if wording.is_switch(option) and k:
                told |= {option.id, *_titles(dialogue, option)}
            for phrase in told:
                yield phrase, option, k
                yield f"{owner}: {phrase}", option, k
                yield f"{phrase} ({owner})", option, k


def _titles(dialogue: Dialogue, option: Option) -> tuple[str, ...]:
    return option.text, option.name or option.text, *(wording.called(dialogue, option, short=s) for s in (True, False))


def _all_lines(dialogue: Dialogue) -> Iterator[tuple[str, str]]:
    """(id, what a page calls it) of every rule, statement and group."""
    for rule in dialogue.every_rule:
        for told in (rule.id, rule.because, wording.condition(dialogue, rule.never), lines.words(dialogue, rule)):
            yield rule.id, told
    for owner, preferences in dialogue.preferences.items():
        for place, item in enumerate(preferences.priorities, start=1):
            whose = wording.possessive(dialogue, owner)
            yield item.id, _("{owner} {place} priority", owner=whose, place=ordinal(place))
            yield item.id, _("{party}, line {place:d} of the list", party=wording.party(dialogue, owner), place=place)
            members = item.items if isinstance(item, Equally) else ()
            for statement in (item, *members):
                short = statement.id.removeprefix(f"{owner}.")
                for name in (statement.id, short, statement.because, lines.words(dialogue, statement)):
                    yield statement.id, name


def expression(option: Option, level: int) -> str:
    """An option at a level as an expression."""
    if wording.is_switch(option):
        return option.id if level else f"not {option.id}"
    return f"{option.id} is {_quoted(option.levels[level])}"


def _quoted(level: str) -> str:
    if re.fullmatch(r"[\w-]+", level):
        return level
    return f"'{level}'" if '"' in level else f'"{level}"'


# ---- looking up ------------------------------------------------------------------------------------------------------


def _looked_up(text: str, ids: Iterable[str], named: Named) -> str:
    """What `text` names: an id, or what is called so; the text itself if nothing is."""
    ids = tuple(ids)
    if not text.strip() or text in ids:
        return text
    wanted = _key(text)
    spoken = ((re.sub("[_-]", " ", id), id) for id in ids)
    found = list(dict.fromkeys(id for told, id in (*spoken, *named) if told and _key(told) == wanted))
    if len(found) > 1:
        raise InputError(f"`{text}` is the name of {' and of '.join(f'`{id}`' for id in found)}; say which by its id")
    return found[0] if found else text


def _key(text: str) -> str:
    """A name without what a shell, a sentence or a page changes of it: capitals, quotation marks, spaces, an article
    before it and a stop behind."""
    bare = re.sub(r"[“”«»\"]", "", without_isolates(text)).replace("’", "'").casefold()
    return _unarticled(" ".join(bare.split())).rstrip(".")


def _unarticled(text: str) -> str:
    found = _ARTICLE.match(text)
    return text[found.end() :] if found else text


def _pair(dialogue: Dialogue, text: str) -> str:
    """`OPTION=LEVEL` with the option by its id or any of its titles."""
    name, sign, level = text.partition("=")
    if not sign or dialogue.has("options", name.strip()):
        return text
    titles = ((told, option.id) for option in dialogue.options for told in _titles(dialogue, option))
    return f"{_looked_up(name.strip(), (), titles)}={level}"


def _segments(dialogue: Dialogue, text: str) -> list[tuple[Option, int]] | None:
    """A list of phrases, read from left to right, the longest phrase first; None if some part is none."""
    rest, known = _key(text), _by_length(dialogue)
    found: list[tuple[Option, int]] = []
    while rest:
        step = next((s for s in known if rest.startswith(s[0]) and _GAP.match(rest, len(s[0]))), None)
        if step is None:
            return None
        phrase, options = step
        if len(options) > 1:
            which = " and of ".join(f"`{option.id}`" for option, _level in options)
            raise InputError(f"`{phrase}` is the name of {which}; say which by its id, or with its owner")
        found.append(options[0])
        gap = _GAP.match(rest, len(phrase))
        rest = _unarticled(rest[gap.end() if gap else len(rest) :])
    return found or None


def _by_length(dialogue: Dialogue) -> list[tuple[str, list[tuple[Option, int]]]]:
    """What each phrase may mean, the longest phrase first."""
    meanings: dict[str, list[tuple[Option, int]]] = {}
    for phrase, option, level in _phrases(dialogue):
        meant = meanings.setdefault(_key(phrase), [])
        if (option, level) not in meant:
            meant.append((option, level))
    return sorted(meanings.items(), key=lambda pair: -len(pair[0]))


KINDS: dict[str, Callable[[Dialogue, str], str]] = {
    "ask": ask, "party": party, "fact": fact, "line": line, "move": move, "added": added, "levels": levels,
    "state": state,
}  # fmt: skip
"""Kinds of input, each with what reads it."""
