"""What the YAML parser could not read, told in the words of somebody who never heard of YAML."""

from __future__ import annotations

import re
from typing import Any

from detente.errors import Problem
from detente.formats.shorten import shorten

_START = r"(?:^\s*(?:- )?|[:,\[{]\s+|- )"
_SIGN = re.compile(_START + r"([*%@!`&|>?][^#]*)")
_BROKEN_QUOTE = re.compile(_START + r"((['\"])(?:(?!\2).)*(?:$|\2\s*[^\s,\]}#:].*))")
_BROKEN_BRACKET = re.compile(r":\s+([\[{][^\[\]{}]*[\]}]\s*[^\s,\]}#].*)")
_UNREADABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def explain(fault: Any, place: int | None, lines: list[str], file: str) -> Problem:
    """A parser's error with its line, its likely cause and the mend; `place`: the line of the fault, from 0."""
    if place is None:
        return _unreadable(lines, file)
    number = min(place, len(lines) - 1)
    quote = _open_quote(lines, number)
    if quote is not None:
        number = quote
    while number > 0 and not lines[number].strip():
        number -= 1
    what = f"{getattr(fault, 'context', '') or ''} {getattr(fault, 'problem', '') or ''}".strip()
    message, hint = _diagnose(what, lines[number])
    return Problem(message=message, hint=hint, file=file, line=number + 1)


def _unreadable(lines: list[str], file: str) -> Problem:
    for number, line in enumerate(lines, 1):
        found = _UNREADABLE.search(line)
        if found:
            return Problem(message=f"there is a character that no text holds (code {ord(found.group())});",
                           hint="delete it, or save the file as plain UTF-8 text.", file=file, line=number)
    return Problem(message="this is not text;", hint="save the file as plain UTF-8 text.", file=file)


def _open_quote(lines: list[str], last: int) -> int | None:
    """The line, up to the fault, where a text begins with a quotation mark that does not end with it."""
    for number in range(last, max(-1, last - 1000), -1):
        found = _BROKEN_QUOTE.search(lines[number].split(" #")[0])
        if found:
            return number
    return None


def _diagnose(what: str, line: str) -> tuple[str, str]:
    shown = f"`{shorten(line)}`"
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or "'\\t'" in what:
        return f"{shown} is indented with a tab;", "use spaces."
    text = line.split(" #")[0]
    broken = _BROKEN_QUOTE.search(text) or _BROKEN_BRACKET.search(text) or _SIGN.search(text)
    mend = "quote this text."
    if broken:
        start = broken.group(1).strip()
        within = start[1 : max(1, start.rfind(start[0]))]
        if start[0] in "'\"" and start[0] in within:
            why = f"`{start[0]}` stands inside the text, too, and ends it there"
            return f"{shown} cannot be read: {why};", f"quote this text: {_quoted(within)}"
        why, mend = f"text that starts with `{start[0]}` needs quotes", f"quote this text: {_quoted(start)}"
    elif re.match(r"\s*-[^\s-]", text):
        why, mend = "the dash needs a space after it", ""
    elif re.search(r"[,\[{]\s*,", text):
        why, mend = "there is nothing before a comma", ""
    elif "flow" in what:
        why = "a bracket is open, or text with a colon, commas or brackets is not quoted"
    elif "mapping values are not allowed" in what or text.count(": ") > 1:
        why = "there is a colon inside the text"
    elif "simple key" in what or "block" in what:
        why, mend = "a `:` or a dash is missing, or the line is indented by too much or too little", ""
    else:
        why, mend = what or "this is not YAML", "quote the text, or look at the indentation."
    return f"{shown} cannot be read: {why}" + (";" if mend else ""), mend


def _quoted(text: str) -> str:
    short = shorten(text)
    return f'"{short}"' if '"' not in short else "'" + short.replace("'", "''") + "'"
