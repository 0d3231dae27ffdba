"""The catalogues kept in step with the code: `python -m detente.report.messages` finds every message of the report.

It adds what is missing to each catalogue (untranslated, for a translator), takes out what is no longer said and sorts
by place of use. Needs the extra `languages`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.report.language import CATALOGUES

HERE = Path(__file__).parent

PLACES = {"_": 1, "_r": 1, "_later": 1, "_n": 2, "_rn": 2, "_p": 2}
"""Function of `language` -> how many of its first arguments are the message (and its plural, or its context)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as the code says it, and where."""

    id: str
    plural: str = ""
    context: str = ""
    file: str
    line: int
    given: frozenset[str] | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others: the same words in one context are one message."""
        return self.context, self.id


def found() -> list[Message]:
    """Every message of the report and the workbench, in the order of files. ValueError for one that is no literal."""
    web = sorted((HERE.parent / "web").rglob("*.py"))
    files = [*sorted(HERE.rglob("*.py")), HERE.parent / "workbench.py", *web]
    code = [message for path in files if path.name != "language.py" for message in _in_code(path)]
    return [*_in_code(HERE / "language.py"), *code, *_in_pages()]


def _in_code(path: Path) -> Iterator[Message]:
    name = _named(path)
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if isinstance(call.func, ast.Name) and call.func.id in PLACES:
            yield _message(call, call.func.id, name)


def _named(path: Path) -> str:
    """A file as catalogues name it: from the report's room, or from the package."""
    return path.relative_to(HERE if path.is_relative_to(HERE) else HERE.parent).as_posix()


def _message(call: ast.Call, function: str, file: str) -> Message:
    words = [_literal(argument, file) for argument in call.args[: PLACES[function]]]
    names = {keyword.arg for keyword in call.keywords}
    given = None if function == "_later" or None in names else frozenset(str(name) for name in names)
    where: dict[str, Any] = {"file": file, "line": call.lineno, "given": given}
    if function == "_p":
        return Message(context=words[0], id=words[1], **where)
    return Message(id=words[0], plural=words[1] if function in ("_n", "_rn") else "", **where)


def _literal(node: ast.expr, file: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ValueError(f"{file}, line {node.lineno}: a message is a literal text, so that it can be found")


def _in_pages() -> Iterator[Message]:
    """The messages of the page's template."""
    from jinja2 import Environment
    from jinja2.ext import extract_from_ast

    for path in (*sorted(HERE.glob("renderers/page/*.html")), *sorted(HERE.parent.glob("web/templates/*.html"))):
        tree = Environment().parse(path.read_text("utf-8"))
        for line, _function, text in extract_from_ast(tree, ("_",)):
            yield Message(id=str(text), file=_named(path), line=line, given=frozenset())


def update(path: Path) -> tuple[int, int]:
    """Bring one catalogue up to date; how many messages came and how many went."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        old = read_po(file, locale=path.stem)
    messages: dict[tuple[str, str], list[Message]] = {}
    for message in found():
        messages.setdefault(message.key, []).append(message)
    entries = []
    for same in messages.values():
        known = old.get(same[0].id, same[0].context or None)
        entries.append(_entry(same, known, old.num_plurals))
    head = path.read_text("utf-8").split("\n\n", 1)[0].rstrip("\n")
    path.write_text("\n\n".join((head, *entries)) + "\n", "utf-8")
    before = {(str(m.context or ""), m.id[0] if isinstance(m.id, tuple) else m.id) for m in old if m.id}
    return len(messages.keys() - before), len(before - messages.keys())


def _entry(same: list[Message], known: Any, plurals: int) -> str:
    """A message with its translation, a line each, so that two people's changes seldom meet."""
    from babel.messages.pofile import escape

    first, plural = same[0], next((message.plural for message in same if message.plural), "")
    lines = [f"# {comment}" for comment in (known.user_comments if known else ())]
    lines += [f"#: {' '.join(dict.fromkeys(message.file for message in same))}"]
    lines += [f"msgctxt {escape(first.context)}"] if first.context else []
    lines += [f"msgid {escape(first.id)}"]
    said = known.string if known else ""
    if not plural:
        return "\n".join((*lines, f"msgstr {escape(said if isinstance(said, str) else said[0])}"))
    forms = said if isinstance(said, tuple) else ("",) * plurals
    lines += [f"msgid_plural {escape(plural)}"]
    return "\n".join((*lines, *(f"msgstr[{n}] {escape(form)}" for n, form in enumerate(forms))))


def main() -> None:
    """Update every catalogue and say what changed."""
    for path in sorted(CATALOGUES.glob("*.po")):
        came, went = update(path)
        print(f"{path.name}: {came} came, {went} went")


if __name__ == "__main__":
    main()
