"""The blocks of code in the documentation: found, and run as a reader would run them.

    ```sh                      commands: every line is a `detente` command, and works (a server is only parsed)
    ```sh show                 the same, and the site shows what they print (`show 12`: the first 12 lines)
    ```python                  run, one page's blocks after another; `show` prints the value of the last line
    ```yaml title="x.yaml"     a whole file; it is there when the commands and scripts of any page run
    ```yaml                    a file without a name, or a piece of one
    ```shell                   commands that install something or need a network: shown, not run

The site (`pages.py`) and the tests (`tests/docs`) both use this module, so what is shown is what was tested.
"""

from __future__ import annotations

import ast
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
README = HERE.parent / "README.md"

FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r'title="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block. `span`: where it stands in the page's text; `line`: the line of its fence, from 1."""

    info: str
    text: str
    span: tuple[int, int]
    line: int

    @property
    def language(self) -> str:
        return self.info.split()[0] if self.info.split() else ""

    @property
    def day(self) -> str:
        """The day on which its commands are given, where that is not today: `on=2099-07-01`."""
        return next((word.removeprefix("on=") for word in self.info.split() if word.startswith("on=")), "")

    @property
    def title(self) -> str:
        found = TITLE.search(self.info)
        return found[1] if found else ""

    @property
    def shown(self) -> int | None:
        """How many lines of the output are shown: None for no output, 0 for all."""
        words = self.info.split()
        if "show" not in words:
            return None
        after = words[words.index("show") + 1 :]
        return int(after[0]) if after else 0


def blocks(markdown: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for found in FENCE.finditer(markdown):
        line = markdown.count("\n", 0, found.start()) + 1
        yield Block(found["info"].strip(), found["text"], found.span(), line)


def written() -> dict[str, str]:
    """Path (from the documentation's folder, or README.md) -> text, for every page that somebody wrote."""
    pages = {page.relative_to(HERE).as_posix(): page.read_text("utf-8") for page in sorted(HERE.rglob("*.md"))}
    return pages | {"README.md": README.read_text("utf-8")}


def files() -> dict[str, str]:
    """Every file that a page shows whole, by its name."""
    return {block.title: block.text for page in written().values() for block in blocks(page) if block.title}


@contextmanager
def desk(folder: Path) -> Iterator[None]:
    """Inside a folder with those files, at a terminal of 80 columns without colours."""
    for name, text in files().items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    before, environment, typed = Path.cwd(), dict(os.environ), sys.stdin
    os.environ.update(COLUMNS="80", NO_COLOR="1")
    os.environ.pop("FORCE_COLOR", None)
    os.chdir(folder)
    sys.stdin = io.StringIO("")
    try:
        with briefs_kept():
            yield
    finally:
        sys.stdin = typed
        os.chdir(before)
        os.environ.clear()
        os.environ.update(environment)


KEPT: dict[str, Any] = {}
"""Digest of a dialogue -> its brief, for this process."""


@contextmanager
def briefs_kept() -> Iterator[None]:
    """The brief of one dialogue is worked out once, however many pages, reports and figures print it."""
    from detente.analyses import brief as home
    from detente.plain import digest

    plain = home.brief

    def kept(dialogue: Any, **asked: Any) -> Any:
        if asked:
            return plain(dialogue, **asked)
        key = digest(dialogue)
        if key not in KEPT:
            KEPT[key] = plain(dialogue)
        return KEPT[key]

    home.brief = kept
    try:
        yield
    finally:
        home.brief = plain


@contextmanager
def clock(day: str) -> Iterator[None]:
    """On that day ("" : today), for what the forecasts' record dates."""
    from detente.cli import forecast

    plain = forecast._now
    if day:
        forecast._now = lambda: f"{day}T12:00:00Z"
    try:
        yield
    finally:
        forecast._now = plain


SERVERS = ("serve", "lsp")


def commands(block: Block) -> list[str]:
    """The commands of a block: its lines, without comments; a line that ends in a backslash goes on."""
    lines = block.text.replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]


def run(command: str) -> tuple[int, str, str]:
    """Exit code, output and messages of one `detente` command, with the shell's `*` and `> FILE`."""
    from detente.cli import run as detente

    words = [name for word in shlex.split(command, comments=True) for name in _matches(word)]
    if words[:1] != ["detente"]:
        raise ValueError(f"not a command of ours: {command}")
    target = words[words.index(">") + 1] if ">" in words else None
    words = words[: words.index(">")] if ">" in words else words
    out, err = io.StringIO(), io.StringIO()
    # What would answer until it is stopped is asked for its help: a word that it does not know is still refused.
    asked = [*words[1:], "--help"] if words[1] in SERVERS else words[1:]
    with redirect_stdout(out), redirect_stderr(err):
        code = detente(asked)
    if target:
        Path(target).write_text(out.getvalue(), "utf-8")
        return code, "", err.getvalue()
    return code, out.getvalue(), err.getvalue()


def _matches(word: str) -> list[str]:
    return (sorted(map(str, Path().glob(word))) if "*" in word and not Path(word).is_absolute() else []) or [word]


@dataclass(slots=True)
class Session:
    """A Python session: names that stay from one block to the next."""

    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})

    def run(self, code: str, where: str) -> tuple[str, Any]:
        """What the code prints, and the value of its last line if that is an expression (else None)."""
        tree = ast.parse(code, where)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(tree, where, "exec"), self.names)
            value = eval(compile(ast.Expression(last.value), where, "eval"), self.names) if last else None  # type: ignore[attr-defined]
        return out.getvalue(), value


# ---- for the site ----------------------------------------------------------------------------------------------------


def with_output(markdown: str, where: str) -> str:
    """The page with the output of its `show` blocks below them. Raises RuntimeError where a block fails."""
    found = list(blocks(markdown))
    if all(block.shown is None for block in found):
        return markdown
    parts, at, session = [], 0, Session()
    for block in found:
        parts.append(markdown[at : block.span[0]])
        at = block.span[1]
        parts.append(_fenced(block) + _output(block, session, f"{where}:{block.line}"))
    return "".join([*parts, markdown[at:]])


def _fenced(block: Block) -> str:
    if block.shown is None:
        return f"```{block.info}\n{block.text}```"
    return f"```{block.language}\n{block.text}```"


def _output(block: Block, session: Session, where: str) -> str:
    """Run a block; what it printed as a fence of its own, if that is to be shown."""
    if block.language == "sh":
        with clock(block.day):
            printed = "\n".join(_printed(command, where) for command in commands(block))
    elif block.language == "python":
        said, value = session.run(block.text, where)
        printed = said + (repr(value) if value is not None else "")
    else:
        return ""
    if block.shown is None or not printed.strip():
        return ""
    return f"\n\n```text\n{_cut(printed, block.shown)}\n```"


def _printed(command: str, where: str) -> str:
    code, out, err = run(command)
    if code != 0:
        raise RuntimeError(f"{where}: `{command}` ended with {code}: {err.strip()}")
    return out


def _cut(text: str, lines: int) -> str:
    """The first lines, without the foot that stands under every page."""
    all_lines = text.partition("\nMade offline by")[0].strip("\n").splitlines()
    if not lines or len(all_lines) <= lines:
        return "\n".join(all_lines)
    return "\n".join([*all_lines[:lines], "…"])
