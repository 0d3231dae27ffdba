"""What a store takes: names that are safe as file names everywhere, and texts of a bounded size."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

from detente.errors import InputError, TooLarge
from detente.formats.nodes import MAX_BYTES

MAX_NAME = 100
MAX_NAME_BYTES = 200
MAX_AUTHOR = 200
MAX_MESSAGE = 2_000

_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?\Z")
_COMPANION = ".happened"
"""NAME.happened.yaml tells what came after, and is no dialogue of its own."""


def fault(name: str) -> str:
    """Why a dialogue or branch may not have that name, or "" if it may."""
    if not name or len(name) > MAX_NAME or len(name.encode("utf-8", "replace")) > MAX_NAME_BYTES:
        return f"a name has 1 to {MAX_NAME} characters"
    if not all(c == " " or unicodedata.category(c)[0] in "LMN" or c in "-_.,()'+&" for c in name):
        return "a name holds letters, digits, spaces and - _ . , ( ) ' + &"
    if name[0] in ". -" or name[-1] in ". ":
        return "a name begins with neither a dot, a dash nor a space, and ends with neither a dot nor a space"
    if name.lower().endswith(_COMPANION):
        return f"a name that ends in {_COMPANION} is kept for what came after a dialogue"
    if _RESERVED.match(name):
        return "some systems keep that name for a device"
    return ""


def checked(name: str, what: str = "dialogue") -> str:
    """The name, composed as Unicode's form C has it. InputError where it may not be one."""
    name = unicodedata.normalize("NFC", name)
    if why := fault(name):
        raise InputError(f"`{_shown(name)}` cannot be the name of a {what}: {why}")
    return name


def checked_text(text: str) -> str:
    """The text with its line ends as `\\n`. InputError where it is no text, TooLarge beyond 10 MB."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise InputError(f"line {line}: this is not text that a file can hold (half of a character)") from None
    if size > MAX_BYTES:
        raise TooLarge("bytes of text", size, MAX_BYTES)
    if "\0" in text:
        raise InputError(f"line {text.count(chr(10), 0, text.index(chr(0))) + 1}: a text holds no character of code 0")
    return text


def checked_said(author: str, message: str) -> tuple[str, str]:
    """Who saves, and what is said of it. InputError where they are too long or hold control characters."""
    for said, most, what, more in ((author, MAX_AUTHOR, "author", ""), (message, MAX_MESSAGE, "message", "\n\t")):
        if len(said) > most:
            raise InputError(f"the {what} of a version has at most {most:,} characters, not {len(said):,}")
        if any(unicodedata.category(c) in ("Cc", "Cs") and c not in more for c in said):
            raise InputError(f"the {what} of a version holds a control character")
    return author, message


def now() -> str:
    """This moment in UTC, as ISO 8601 writes it."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """A moment in UTC, to the microsecond, so that texts of times sort as the times do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in name[:MAX_NAME])
