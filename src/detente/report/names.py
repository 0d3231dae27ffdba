"""Names and first words: articles, plurals, and when a capital may be taken from a word that the file wrote with one.

A capital is kept in doubt. It is taken only from words that are plainly no names: those that the file itself writes
small elsewhere, articles and other small words, and nouns made by an ending that names do not have.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple
from weakref import ref

from detente.model.dialogue import Dialogue, Option, Party

_ARTICLED = re.compile(
    r"(United |European |Soviet |Arab |African |Netherlands|Philippines|Taliban|\w+ (Taliban|Union|Federation|Republic"
    r"|Emirates|Kingdom|States|Court|Council|Commission|Parliament|Congress|Army|Authority|Bank)\b"
    r"|Court|Council|Commission|Army|Central Bank|Haqqani |EU\b|UN\b|US\b|UK\b|USSR\b|E3\b|G\d+\b|League |Holy See"
    r"|Vatican|West\b|East\b|Six\b|Quartet|Congress of|House of|Ministry of|Republic of|Kingdom of)"
)
"""States, unions, offices and plural peoples whose English names take an article inside a sentence."""

ARTICLED = re.compile(r"(The|Les?|La) |L['’]")
"""Names that begin with their article: inside a sentence it is small."""

_ONE = frozenset({"States", "Nations", "Netherlands", "Philippines", "Emirates", "Maldives", "Bahamas", "Seychelles",
                  "Comoros", "Gambia's", "Commons", "Lords", "Six", "Alps", "Affairs", "Forces"})  # fmt: skip
"""Last words of names that end in s and are one: "the United States has"."""

_MANY = frozenset({"States", "Powers", "Countries", "Republics", "Members", "Allies", "Rebels", "Forces", "Islanders"})
_UNION = re.compile(r"United (States|Nations|Republics)|Armed Forces|Defen[cs]e Forces|Security Forces")
"""Last words of names in the plural even without an article ("Gulf States"), and unions that are one."""

_STATES = re.compile(r"(Trinidad|Bosnia|Antigua|Saint Kitts|St Kitts|Saint Vincent|St Vincent|São Tomé|Sao Tome|Turks"
                     r"|Wallis|Jammu|Serbia and Montenegro)\b")  # fmt: skip
"""States and lands whose one name has an "and" in it."""

_NUMBERED = re.compile(r"(the |The )?(Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)$")
"""Groups called by their number: "the Six ask"."""

_PLURAL = re.compile(r"\b(and|et|&)\b|,|\bTaliban$")
_ARTICLES = frozenset(["the", "a", "an", "no", "le", "la", "les", "un", "une", "des", "du", "aucun", "aucune"])
_ELIDED = re.compile(r"[LD]['’](?=[^\W\d_])(?![A-ZÀ-Ý])")
"""A French article or preposition before a word that is no name: "L'inspection"."""

_ARTICLE = re.compile(r"((the|an?|les?|la|une?|des|du) (?=\S)|l['’](?=\w))", re.IGNORECASE)
_SOUNDED = re.compile(r"(tion|sion|ment|ness|ity|ance|ence|ship|ism|ings?|ers|ions|ments|ties|ages?|ures?)$")
_NAMES_LIKE = frozenset({"beijing", "nanjing", "chongqing", "france", "florence", "carthage", "boeing", "christianity"})
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def takes_article(party: Party) -> bool:
    """Whether a party's name stands with "the" inside a sentence: as the file says, else by its form."""
    if _ARTICLE.match(party.name):  # "the Emirates", "les Émirats" bring their own, whatever the file says
        return False
    if party.the is not None:
        return party.the
    return bool(_ARTICLED.match(party.name)) and not party.name.endswith(("'s", "’s"))


def is_plural(party: Party, told: str = "") -> bool:
    """Whether verbs after a party's name take the plural: as the file says, else by its form.

    "Russia and China", "Delta farmers", "the Kosovo Serbs" and "les États-Unis" are several, "the United States" one.
    `told`: the name as it stands in a sentence, where that is another.
    """
    if party.plural is not None:
        return party.plural
    told = told or party.name
    last = told.split()[-1] if told.split() else ""
    several = last.endswith("s") and not last.endswith("ss")
    people = told.startswith(("the ", "The ")) and last not in _ONE
    many = " " in told and last in _MANY and not _UNION.search(told)
    if _NUMBERED.match(told) or _NUMBERED.match(party.name):
        return True
    if _STATES.match(party.name):
        return False
    several = many or (several and (last[:1].islower() or people))
    return several or bool(_PLURAL.search(told)) or told.lower().startswith("les ")


def small(dialogue: Dialogue, text: str) -> str:
    """A text as it stands inside a sentence: its first letter small, if the word plainly is no name."""
    match = _WORD.match(text)
    if _ELIDED.match(text):
        return text[:1].lower() + text[1:]
    if match is None or not _is_common(dialogue, match.group()):
        return text
    return text[:1].lower() + text[1:]


def bare(text: str) -> str:
    """A noun without the article that it begins with: "arms embargo" of "an arms embargo"."""
    return _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text


def capital(text: str) -> str:
    """A text with its first letter large, as at the start of a sentence; "iPhone" and the like stay as they are."""
    word = re.match(r"\w+", text)
    if word and any(letter.isupper() for letter in word.group()[1:]):
        return text
    return text[:1].upper() + text[1:]


def _is_common(dialogue: Dialogue, word: str) -> bool:
    if not word[:1].isupper() or any(letter.isupper() for letter in word[1:]) or "'" in word or "’" in word:
        return False
    low = word.lower()
    if low in _ARTICLES:
        return True
    if low in _gathered(dialogue).of_parties:
        return False
    if low in _starters() or low in _gathered(dialogue).small:
        return True
    return len(low) > 6 and bool(_SOUNDED.search(low)) and low not in _NAMES_LIKE


@lru_cache(maxsize=1)
def _starters() -> frozenset[str]:
    """Small words and common nouns with which texts of dialogues begin, in English and French."""
    text = files("detente.report").joinpath("starters.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


class _Gathered(NamedTuple):
    """What was gathered of a dialogue: the words of its parties' names, those written small, options by what each is
    called (in small letters)."""

    talks: ref[Dialogue]
    of_parties: frozenset[str]
    small: frozenset[str]
    called: dict[str, list[Option]]


_kept: dict[int, _Gathered] = {}
"""What was gathered, by identity of the dialogue, for as long as it is there."""


def namesakes(dialogue: Dialogue, option: Option, text: str) -> list[Option]:
    """The other options that are called so."""
    return [other for other in _gathered(dialogue).called[text.casefold()] if other is not option]


def _gathered(dialogue: Dialogue) -> _Gathered:
    key = id(dialogue)
    if key not in _kept:
        written = {w for p in dialogue.parties for name in (p.name, *p.aliases) for w in _WORD.findall(name)}
        known = {w.lower() for w in written if not w[:1].islower()} - {"the"}  # "the House", "The Gambia"
        forget = ref(dialogue, lambda _gone: _kept.pop(key, None))
        called: dict[str, list[Option]] = {}
        for option in dialogue.options:
            for text in {option.text.casefold(), (option.name or option.text).casefold()}:
                called.setdefault(text, []).append(option)
        _kept[key] = _Gathered(forget, frozenset(known), frozenset(_small_words(dialogue)), called)
    return _kept[key]


def _small_words(dialogue: Dialogue) -> set[str]:
    entries = (*dialogue.options, *dialogue.asks, *dialogue.circumstances, *dialogue.every_rule, *dialogue.commitments)
    texts = [text for e in entries for key in ("text", "because", "otherwise") if (text := getattr(e, key, ""))]
    texts += [s.because for p in dialogue.preferences.values() for s in p.statements]
    return {word for text in texts for word in _WORD.findall(text) if word[:1].islower()}
