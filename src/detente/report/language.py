"""The report's own words in the reader's language.

The English sentence is the message: `_("{party} would go on to {steps}", party=…, steps=…)` looks it up in the
catalogue of the language that is spoken and fills its places. English needs no catalogue. A surface says which language
is spoken: `with speaking("fr"): …`. What comes from a dialogue file (names, texts, reasons) stays as the file has it.

    _      a sentence                      _n     one thing or several: `_n("{n} ask", "{n} asks", count)`
    _r     a sentence around rich text     _rn    one or several, around rich text
    _p     an English word that other languages need two words for
    _later marks a message in a table that is built before anybody speaks; `said` looks it up

A whole number is filled in as a word up to twelve ("three", "no"), as `{n:f}` with the feminine of a language that has
one, as `{n:d}` in figures. Anything else is filled in as it comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from detente.errors import InputError, MissingExtra

if TYPE_CHECKING:
    from detente.report.document import Piece, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language to speak: its messages, and how it writes numbers and dates (a Babel locale; None for English).

    `tag`: the code with the country whose spelling is meant, as offices write it ("fr-FR").
    """

    code: str
    tag: str
    messages: NullTranslations
    locale: Any = None

    @property
    def direction(self) -> str:
        """The way it is written, as HTML says it."""
        return "rtl" if self.locale is not None and self.locale.text_direction == "rtl" else "ltr"


CATALOGUES = Path(__file__).parent / "catalogues"
"""One .po file a language."""

ENGLISH = Language(code="en", tag="en-GB", messages=NullTranslations())

_current: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def current() -> Language:
    """The language that is spoken."""
    return _current.get()


@contextmanager
def speaking(language: str | Language) -> Iterator[Language]:
    """Speak a language, by its code, for a while. Raises InputError for one that there is no catalogue of."""
    chosen = known(language) if isinstance(language, str) else language
    token = _current.set(chosen)
    try:
        yield chosen
    finally:
        _current.reset(token)


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that there are."""
    return ("en", *sorted(file.stem for file in CATALOGUES.glob("*.po")))


def known(code: str) -> Language:
    """A language by its code ("fr"; "fr-BE" and "fr_BE.UTF-8" are understood)."""
    short = re.split(r"[-_.@]", code, maxsplit=1)[0].lower()
    if short not in languages():
        raise InputError(f"there is no language `{code}`; there are {', '.join(languages())}")
    return _read(short)


@cache
def _read(code: str) -> Language:
    if code == "en":
        return ENGLISH
    try:
        from babel import Locale
        from babel.core import get_global
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po
    except ImportError:
        raise MissingExtra("A page in another language than English", "languages") from None
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    country = str(get_global("likely_subtags")[code]).rpartition("_")[2]
    messages = GNUTranslations(compiled)
    return Language(code=code, tag=f"{code}-{country}", messages=messages, locale=Locale.parse(code))


# ---- messages --------------------------------------------------------------------------------------------------------


def _(message: str, /, **values: str | int) -> str:
    """The message in the language that is spoken, its places filled."""
    return _filled(said(message), values)


def _p(context: str, message: str, /, **values: str | int) -> str:
    """Like `_`; the context tells a translator which of several meanings is meant."""
    return _filled(current().messages.pgettext(context, message), values)


def _n(one: str, several: str, n: int, /, **values: str | int) -> str:
    """The first message for one thing, the second for several (other languages count otherwise); `{n}` is how many."""
    return _filled(current().messages.ngettext(one, several, n), {"n": n, **values})


def _r(message: str, /, **values: str | int | Text) -> Text:
    """Like `_`, where some values carry marks (bold, citations): pieces for a document."""
    return tuple(_joined(_pieces(said(message), values)))


def _rn(one: str, several: str, n: int, /, **values: str | int | Text) -> Text:
    """Like `_n`, where some values carry marks."""
    return tuple(_joined(_pieces(current().messages.ngettext(one, several, n), {"n": n, **values})))


def _later(message: str, /) -> str:
    """The message itself, marked to be translated where it is used (with `said`)."""
    return message


def said(message: str, /, **values: str | int) -> str:
    """A marked message in the language that is spoken; without values its places are left as they are."""
    found = current().messages.gettext(message) if message else ""
    return _filled(found, values) if values else found


def _filled(message: str, values: Mapping[str, str | int]) -> str:
    return "".join(piece for piece in _pieces(message, values) if isinstance(piece, str))


def _pieces(message: str, values: Mapping[str, str | int | Text]) -> Iterator[Piece]:
    """The message cut at its places, and what goes there."""
    for literal, place, spec in _parsed(message):
        if not place:
            yield literal
            continue
        value = values[place]
        if isinstance(value, tuple):
            yield from (literal, *value)
            continue
        shown = _isolated(value) if isinstance(value, str) else _count(value, spec)
        yield from _contracted(_elided(literal, shown), shown) if isinstance(value, str) else (literal, shown)


@lru_cache(maxsize=4096)
def _parsed(message: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((literal, place or "", spec or "") for literal, place, spec, _kind in Formatter().parse(message))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Plain pieces that stand side by side as one."""
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
        else:
            yield from (text, piece) if text else (piece,)
            text = ""
    if text:
        yield text


def _elided(literal: str, value: str) -> str:
    """The text before a value, its last word shortened where the language does so before a vowel (de, que)."""
    words = _p("words that lose their last vowel before another, as in French: de que", "–")
    last = literal.rsplit(None, 1)[-1].lstrip("(«") if literal.endswith(" ") and literal.strip() else ""
    if last.isalpha() and last.lower() in words.split() and _VOWEL.match(value):
        return literal[:-2] + "’"
    return literal


def _contracted(literal: str, value: str) -> tuple[str, str]:
    """The text before a value and the value, where a word and the article behind it become one (à le: au)."""
    pairs = _p("words that join with an article behind them, as in French: à+le=au", "–")
    word, _space, after = literal.rpartition(" ")[0].rpartition(" ")[2], " ", value.partition(" ")
    if not literal.endswith(" ") or not after[2]:
        return literal, value
    for pair in pairs.split() if "=" in pairs else ():
        parts, _sign, one = pair.partition("=")
        if parts == f"{word.lower().lstrip('(«')}+{after[0]}":
            before = literal[: -len(parts.partition("+")[0]) - 1]
            return f"{before}{one.capitalize() if word.istitle() else one} ", after[2]
    return literal, value


# "United" and "US" begin with a vowel in writing only.
_VOWEL = re.compile(r"(?!united\b|u\.?s\b|u\.?k\b)[aâàeéèêëiîïoôuùûœæ]", re.IGNORECASE)

# Arabic, Hebrew and their neighbours: what is written from right to left.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LEFT_TO_RIGHT = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f\u4e00-\u9fff]")


def _isolated(value: str) -> str:
    """A value written the other way than the sentence around it, kept from turning that sentence about."""
    if _unbalanced(value):  # it would close what the sentence opened
        value = without_isolates(value)
    other = _RIGHT_TO_LEFT if current().direction == "ltr" else _LEFT_TO_RIGHT
    return f"\u2068{value}\u2069" if other.search(value) else value


def _unbalanced(value: str) -> bool:
    """Whether a value closes an isolate that it did not open, or leaves one open."""
    depth = 0
    for mark in value:
        depth += (mark == "\u2068") - (mark == "\u2069")
        if depth < 0:
            return True
    return depth != 0


def without_isolates(text: str) -> str:
    """The text for a surface that sorts directions in its own way."""
    return text.replace("\u2068", "").replace("\u2069", "")


def right_to_left(text: str) -> list[tuple[str, bool]]:
    """The text cut into stretches, and whether each is written from right to left."""
    found, at = [], 0
    for stretch in _STRETCH.finditer(text):
        found += [(text[at : stretch.start()], False), (stretch.group(), True)]
        at = stretch.end()
    return [part for part in (*found, (text[at:], False)) if part[0]]


_STRETCH = re.compile(f"{_RIGHT_TO_LEFT.pattern}+(?:[\\s\\W]*{_RIGHT_TO_LEFT.pattern}+)*")


# ---- numbers ---------------------------------------------------------------------------------------------------------


def _count(n: int, spec: str) -> str:
    return figure(n) if spec == "d" else spelled(n, feminine=spec == "f")


def spelled(n: int, *, feminine: bool = False) -> str:
    """A small number as a word, another in figures."""
    if feminine:
        words = _p("feminine", "no one two three four five six seven eight nine ten eleven twelve").split()
    else:
        words = _("no one two three four five six seven eight nine ten eleven twelve").split()
    return words[n] if 0 <= n < len(words) else figure(n)


def ordinal(n: int) -> str:
    """A small ordinal as a word ("first"), another in figures ("13th")."""
    words = _("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth").split()
    if 1 <= n <= len(words):
        return words[n - 1]
    told = _p("an ordinal in figures", "{n:d}th", n=n)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th") if n // 10 % 10 != 1 else "th"
    return told.removesuffix("th") + ending if current().locale is None else told


def figure(number: float, places: int = 0) -> str:
    """A number in figures, with the separators of the language; what rounds to nothing has no sign."""
    locale, number = current().locale, round(number, places) + 0.0 if places else number
    if locale is None:
        return f"{number:,.{places}f}"
    from babel.numbers import format_decimal

    decimals = f".{'0' * places}" if places else ""
    return format_decimal(number, format=f"#,##0{decimals}", locale=locale)


# ---- months ----------------------------------------------------------------------------------------------------------

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def month(n: int, *, short: bool = False) -> str:
    """The name of a month (1 to 12), or a short form of it."""
    locale = current().locale
    if locale is None:
        return _MONTHS[n - 1][:3] if short else _MONTHS[n - 1]
    names = locale.months["format"]["abbreviated" if short else "wide"]
    return str(names[n])
