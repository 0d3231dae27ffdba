"""Pages of the documentation that are made from the program itself, when the site is built (a hook of mkdocs).

Commands from their help, fields from the schema, the Python reference from the public face, the gallery by drawing.
None of them is committed, so none can be out of date.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent
TALKS = "us-pakistan-2010"

FIGURES = (
    ("map", "Where it can settle, and the ways there"),
    ("asks", "Who gets what, round by round and settlement by settlement"),
    ("who-asks", "Who asks what of whom"),
    ("alignment", "Alignment by front and round"),
    ("leverage", "What would move it"),
    ("ladder", "A party's priorities"),
    ("outlook", "What will probably happen"),
)
"""The figures of the gallery, by the names that `detente figure` knows, and what each shows."""


# ---- hooks -----------------------------------------------------------------------------------------------------------


def on_config(config: Any) -> Any:
    """Folders in the navigation become their pages: what a helper page adds is found without a line there."""
    config.nav = [_expanded(item) for item in config.nav]
    return config


def on_files(files: Any, config: Any) -> Any:
    """Add the pages made here, and the gallery's pictures."""
    from mkdocs.structure.files import File

    for path, text in generated().items():
        files.append(File.generated(config, path, content=text))
    for name, picture in drawn():
        files.append(File.generated(config, f"gallery/{name}.svg", content=picture))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """The gallery needs to know which pictures there are."""
    if page.file.src_uri != "gallery.md":
        return markdown
    there = {file.src_uri for file in files}
    return gallery([name for name, _ in FIGURES if f"gallery/{name}.svg" in there])


def _expanded(item: Any) -> Any:
    if isinstance(item, str):
        return item
    ((title, target),) = item.items()
    if isinstance(target, str) and target.endswith("/"):
        return {title: [f"{target}{page.name}" for page in in_order(HERE / target)]}
    return item


def in_order(folder: Path) -> list[Path]:
    """A folder's pages: its index, then the analyses as the program lists them, then the rest by name."""
    from detente.workbench import ANALYSES

    rank = {"index": -1} | {row.name: at for at, row in enumerate(ANALYSES)}
    return sorted(folder.glob("*.md"), key=lambda page: (rank.get(page.stem, len(rank)), page.stem))


def generated() -> dict[str, str]:
    """Path in the documentation -> Markdown, for every page made here."""
    return {
        "reference/commands.md": commands(),
        "reference/fields.md": fields(),
        "reference/python.md": python(),
        "gallery.md": gallery([]),
    }


# ---- commands --------------------------------------------------------------------------------------------------------


def commands() -> str:
    """Every command with its own help."""
    from detente.cli.app import GROUPS

    parts = ["# Commands\n\nWhat `detente COMMAND --help` prints, for every command. Exit codes: 0 done, 2 bad input "
             "(the message says where and how to mend it), 130 interrupted, 1 a defect of the program.\n"]  # fmt: skip
    for title, names in GROUPS:
        parts.append(f"## {title}\n")
        parts += [f"### {name}\n\n```text\n{help_of(name)}\n```\n" for name in names]
    return "\n".join(parts)


def help_of(name: str) -> str:
    """The help of a command, or that it is not there."""
    from detente.cli import run

    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = run([name, "--help"])
    return out.getvalue().strip() if code == 0 else "Not in this version."


# ---- fields ----------------------------------------------------------------------------------------------------------


def fields() -> str:
    """The dialogue file's fields, from the schema that `detente schema` prints."""
    from detente.records import schema

    whole = schema()
    parts = ["# Every field of the dialogue file\n\nMade from the JSON Schema (`detente schema`). What the fields are "
             "for is told in [The dialogue file](dialogue-file.md).\n", "## The file\n", _table(whole)]  # fmt: skip
    for name, record in sorted(whole["$defs"].items()):
        told = record.get("description", "")
        parts += [f"## {name.removesuffix('Entry')}\n", f"{told}\n", _table(record)]
    return "\n".join(parts)


def _table(record: dict[str, Any]) -> str:
    needed = set(record.get("required", ()))
    rows = [
        f"| `{name}` | {_cell(field.get('description', ''))} | {_type(field)} | "
        f"{'**needed**' if name in needed else _default(field)} |"
        for name, field in record["properties"].items()
    ]
    return "\n".join(["| field | meaning | written as | default |", "|---|---|---|---|", *rows, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _default(field: dict[str, Any]) -> str:
    value = field.get("default")
    return "–" if value in (None, "", [], {}) else f"`{ {True: 'yes', False: 'no'}.get(value, value) }`"


def _type(field: dict[str, Any]) -> str:
    if "enum" in field:
        words = field["enum"]
        return "yes or no" if True in words else _cell(", ".join(f"`{word}`" for word in words))
    if "$ref" in field:
        return f"an entry ({field['$ref'].rsplit('/', 1)[-1].removesuffix('Entry')})"
    if "anyOf" in field:
        kinds = dict.fromkeys(_type(kind) for kind in field["anyOf"] if kind.get("type") != "null")
        return " or ".join(kinds)
    kind = field.get("type", "anything")
    if isinstance(kind, list):
        return "text" if "string" in kind else ", ".join(kind)
    return {"string": "text", "array": "a list", "object": "a mapping"}.get(kind, kind)


# ---- Python ----------------------------------------------------------------------------------------------------------


def python() -> str:
    """The public face, name by name; the text is that of the docstrings."""
    import detente

    parts = ["# Python\n\n`import detente as dt` gives these names and no others. What is asked here is a plain value "
             "that shows itself: in words in a console, as its page in a notebook.\n"]  # fmt: skip
    for name in detente.__all__:
        parts.append(f"::: {detente._HOMES[name]}.{name}\n")
    return "\n".join(parts)


# ---- gallery ---------------------------------------------------------------------------------------------------------


def gallery(names: list[str]) -> str:
    """The gallery, with the pictures that could be drawn."""
    parts = ["# Gallery\n\nEvery figure of the shipped dialogue, drawn when this page was built:\n",
             f"```sh\ndetente figure NAME {TALKS} -o figure.svg\n```\n"]  # fmt: skip
    told = dict(FIGURES)
    for name in names:
        parts.append(f"## {told[name]}\n\n`{name}`\n\n![{told[name]}](gallery/{name}.svg)\n")
    if not names:
        told = "No figure could be drawn here: the drawing library is an extra (`pip install 'detente[report]'`)."
        parts.append(f"{told}\n")
    return "\n".join(parts)


def drawn() -> Iterator[tuple[str, bytes]]:
    """(name, SVG) of every figure that this installation can draw."""
    from detente.cli import run

    with TemporaryDirectory() as folder:
        for name, _ in FIGURES:
            path = Path(folder) / f"{name}.svg"
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                code = run(["figure", name, TALKS, "-o", str(path)])
            if code == 0 and path.exists():
                yield name, path.read_bytes()
