"""What to write instead of a text that is no expression."""

from __future__ import annotations

import re
from typing import Any

from detente.model.expression import WORDS

_MENDS = (
    ("is not", "write `not OPTION is LEVEL` instead of `is not`"),
    ("==", "write `is` instead of `==`"),
    ("!=", "write `not OPTION is LEVEL` instead of `!=`"),
    ("&&", "write `and`"),
    ("||", "write `or`"),
    ("=>", "write `if A then B`, or `>=` for a level"),
)


_CURLY = re.compile("[“”„‘’«»]")
_LOUD = re.compile(rf"\b({'|'.join(f'{w.upper()}|{w.title()}' for w in sorted(WORDS - {'true', 'false'}))})\b")
_SEVERAL = re.compile(r"(\w+ *(?:\bis\b|[<>]=?)) *([\w-]+(?: +(?!(?:and|or|unless|then|iff|is)\b)[\w-]+)+)")
_LEVEL = re.compile(r"""(\w+ *(?:\bis\b|[<>]=?)) *([^\s()"'<>=]+)""")
_PLAIN = re.compile(r"[^\W\d_]\w*|[0-9][A-Za-z0-9_.%-]*")
_SIGNS = re.compile(r"\b(and|or|not|unless|if|iff|is)\b|[<>()]")


def explain(text: str, fault: Any) -> str:
    """Where the parser gave up, and what to write instead."""
    column = getattr(fault, "column", None)
    position = getattr(fault, "pos_in_stream", None)
    ended = getattr(getattr(fault, "token", None), "type", "") == "$END"
    at_end = ended or position is None or position < 0 or position >= len(text.rstrip())
    where = "at its end" if at_end else f"at character {column}"
    message = f"`{_shorten(text)}` does not parse {where}"
    return f"{message}; {_mend(text, at_end)}"


def _mend(text: str, at_end: bool) -> str:
    for wrong, mend in _MENDS:
        if wrong in text:
            return mend
    if _CURLY.search(text):
        return """write straight quotation marks: `"`"""
    if loud := _LOUD.search(text):
        return f"write `{loud[0].lower()}` in small letters"
    if several := _SEVERAL.search(text):
        return f'quote a level of several words: `{several[1]} "{several[2]}"`'
    if odd := next((found for found in _LEVEL.finditer(text) if not _PLAIN.fullmatch(found[2])), None):
        return f'quote a level with other signs than letters and digits: `{odd[1]} "{odd[2]}"`'
    if "=" in text.replace(">=", "").replace("<=", ""):
        return "write `is` instead of `=`"
    if text.count("(") != text.count(")"):
        return "the brackets do not match"
    if text.split().count("iff") > 1 or text.split().count("unless") > 1:
        return "`iff` and `unless` do not chain: set brackets"
    if "if " in text and "then" not in text.split():
        return "`if` needs its `then`"
    if "if" in text.split()[1:]:
        return "`if … then …` inside another expression needs brackets"
    if not _SIGNS.search(text) and len(text.split()) > 2:
        return "write a condition made of ids, such as `pay` or `not release is full`, and the words in `because`"
    return "something is missing" if at_end else "expected an option, a circumstance, a joining word or a bracket"


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else flat[:79] + "…"
