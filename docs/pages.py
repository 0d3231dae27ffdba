"""Pages of the documentation that are made from the program itself, when the site is built (a hook of mkdocs).

Questions from the table of analyses, commands from their help, fields from the schema, the Python reference from the
public face, the published models by solving them, the notebook by running it, the gallery by drawing. None of them is
committed, so none can be out of date.
"""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import blocks
import cells
import published
import scores
import shelf

HERE = Path(__file__).parent
TALKS = "us-pakistan-2010"

MADE = ("analyses/index.md", "reference/commands.md", "reference/fields.md", "reference/python.md", "gallery.md",
        "reference/published.md", "reference/scores.md", "reference/shelf.md", "tutorial/notebook.md")  # fmt: skip
"""The pages that are made here."""

TYPE = HERE.parent / "src/detente/report/renderers/page/source-sans-3-latin.woff2"
"""The typeface of the reports, which is that of the site."""

# ---- hooks -----------------------------------------------------------------------------------------------------------


def on_config(config: Any) -> Any:
    """Folders in the navigation become their pages: what a helper page adds is found without a line there."""
    config.nav = [_expanded(item) for item in config.nav]
    return config


def on_files(files: Any, config: Any) -> Any:
    """Add the pages made here, and the gallery's pictures."""
    from mkdocs.structure.files import File

    with blocks.briefs_kept():
        figures = drawn()
        first = shelf.first_pages()
    pages = generated() | {"gallery.md": f"{gallery(figures)}\n{shelf.gallery()}"}
    for path, text in pages.items():
        files.append(File.generated(config, path, content=text))
    files.append(File.generated(config, "reference/vectors.jsonl", content=published.vectors()))
    for name, (_, picture) in figures.items():
        files.append(File.generated(config, f"gallery/{name}.png", content=picture))
    for name, (_, picture) in first.items():
        files.append(File.generated(config, f"gallery/first/{name}.png", content=picture))
    files.append(File.generated(config, f"fonts/{TYPE.name}", content=TYPE.read_bytes()))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Blocks marked `show` are run, and what they print is put below them."""
    from mkdocs.exceptions import PluginError

    try:
        with TemporaryDirectory() as folder, blocks.desk(Path(folder)):
            return blocks.with_output(markdown, page.file.src_uri)
    except Exception as fault:
        raise PluginError(f"{page.file.src_uri}: {fault}") from fault


def _expanded(item: Any) -> Any:
    if isinstance(item, str):
        return item
    ((title, target),) = item.items()
    if isinstance(target, list):
        return {title: [_expanded(inner) for inner in target]}
    if target.endswith("/"):
        return {title: [{"Overview": page} if page.endswith("/index.md") else page for page in in_order(target)]}
    return item


def in_order(folder: str) -> list[str]:
    """A folder's pages: its index, then the analyses and the concepts as the program lists them, then by name."""
    from detente.engine.concepts import CONCEPTS
    from detente.workbench import ANALYSES

    names = ["index", *(row.name for row in ANALYSES), "moves", "priorities", *(row.name for row in CONCEPTS)]
    rank = {name: at for at, name in enumerate(names)}
    made = [path for path in MADE if Path(path).parent == Path(folder)]
    pages = {*made, *(page.relative_to(HERE).as_posix() for page in (HERE / folder).glob("*.md"))}
    return sorted(pages, key=lambda page: (rank.get(Path(page).stem, len(rank)), page))


def generated() -> dict[str, str]:
    """Path in the documentation -> Markdown, for every page made here but the gallery."""
    with TemporaryDirectory() as folder, blocks.desk(Path(folder)):
        notebook = cells.page(HERE / "tutorial/notebook.ipynb")
    return {
        "analyses/index.md": questions(),
        "reference/commands.md": commands(),
        "reference/fields.md": fields(),
        "reference/published.md": published.page(),
        "reference/python.md": python(),
        "reference/scores.md": scores.page(),
        "reference/shelf.md": shelf.page(),
        "tutorial/notebook.md": notebook,
    }


# ---- questions -------------------------------------------------------------------------------------------------------


def questions() -> str:
    """The analyses, each a question with its page."""
    from detente.workbench import ANALYSES

    rows = [f"| [{row.question}]({row.name}.md) | `detente {row.name}` |" for row in ANALYSES]
    return "\n".join(["# Questions\n", "Every analysis answers one question about a dialogue. Its page says what is "
                      "asked, how the answer is defined and by whom, what comes out of a shipped dialogue, and what it "
                      "cannot say.\n", "| question | command |", "|---|---|", *rows, "",
                      "[Fallback bargaining](fallback.md) has a page of its own; its answer is part of "
                      "`detente deals`.\n"])  # fmt: skip


# ---- commands --------------------------------------------------------------------------------------------------------


def commands() -> str:
    """Every command with its own help."""
    from detente.cli.app import GROUPS

    parts = ["# Commands\n\nWhat `detente COMMAND --help` prints, for every command. Exit codes: 0 done, 2 bad input "
             "(the message says where and how to mend it), 130 interrupted, 1 a defect of the program.\n"]  # fmt: skip
    for title, names in GROUPS:
        parts.append(f"## {title}\n")
        parts += [f"### {name}\n\n```text\n{help_of(name)}\n```\n" for group in names for name in _with_own(group)]
    return "\n".join(parts)


def _with_own(name: str) -> list[str]:
    """A command, and after a group the commands of its own."""
    from detente.cli.app import app

    found = app.get_command(None, name)  # type: ignore[arg-type]
    return [name, *(f"{name} {inner}" for inner in getattr(found, "commands", ()))]


def help_of(name: str) -> str:
    """The help of a command, or that it is not there."""
    from detente.cli import run

    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = run([*name.split(), "--help"])
    return out.getvalue().strip() if code == 0 else "Not in this version."


# ---- fields ----------------------------------------------------------------------------------------------------------


def fields() -> str:
    """The dialogue file's fields, from the schema that `detente schema` prints."""
    from detente.formats.shapes import schema

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
    """The public face, name by name, and what each question answers with; the text is that of the docstrings."""
    parts = ["# Python\n\n`import detente as dt` gives these names and no others. What is asked here is a plain value "
             "that shows itself: in words in a console, as its page in a notebook.\n"]  # fmt: skip
    for title, names in _groups().items():
        parts.append(f"## {title}\n")
        parts += [f"::: {path}\n    options:\n      heading_level: 3\n" for name in names for path in _told(name)]
    return "\n".join(parts)


def _groups() -> dict[str, list[str]]:
    """The public names by what they are for."""
    import detente
    from detente.workbench import ANALYSES

    questions = ["brief", "check", *(row.name for row in ANALYSES)]
    files = ["load", "parse", "dump", "examples"]
    rest = [name for name in detente.__all__ if name not in {*questions, *files}]
    return {
        "Files": files,
        "Questions": questions,
        "Dialogues and changes": [name for name in rest if not name.endswith("Error")],
        "Errors": [name for name in rest if name.endswith("Error")],
    }


def _told(name: str) -> list[str]:
    """Where a name stands; for a question also its answer's type."""
    import detente

    home = detente._homes()[name]
    if home != f"detente.analyses.{name}":
        return [f"{home}.{name}"]
    answer = getattr(import_module(home), name).__annotations__["return"]
    return [f"{home}.{name}", f"{home}.{answer}"]


# ---- gallery ---------------------------------------------------------------------------------------------------------


def gallery(figures: dict[str, tuple[Any, bytes]]) -> str:
    """The gallery, with the pictures that could be drawn."""
    parts = ["# Gallery\n\nEvery figure of the shipped dialogue, drawn when this page was built. `detente figure` "
             f"writes one of them, by its name:\n\n```sh\ndetente figure map {TALKS} -o map.svg\n```\n"]  # fmt: skip
    from detente.report.figures import FIGURES

    for name, (figure, _) in figures.items():
        alt = figure.description.replace("[", "(").replace("]", ")")
        parts.append(f"## {FIGURES[name].shows}\n\n`{name}`\n\n![{alt}](gallery/{name}.png)\n")
    if not figures:
        told = "No figure could be drawn here: the drawing library is an extra (`pip install 'detente[report]'`)."
        parts.append(f"{told}\n")
    return "\n".join(parts)


def drawn() -> dict[str, tuple[Any, bytes]]:
    """Name -> the figure and its picture, for every figure of the shipped dialogue that can be drawn here."""
    from detente.report.figures import FIGURES, function, picture

    if not picture.can_draw():
        return {}
    made = {name: function(name)(*_from(name)) for name in FIGURES}
    return {name: (figure, picture.draw(figure, "png")) for name, figure in made.items() if figure is not None}


def _from(name: str) -> tuple[Any, ...]:
    """What a figure is made of."""
    from detente.report.figures import FIGURES

    talks, page = _brief()
    if FIGURES[name].of == "party":
        return talks, "pakistan", talks.state(page.settlements[0].code)
    part = FIGURES[name].of.removeprefix("brief").removeprefix(".")
    return talks, getattr(page, part) if part else page


@cache
def _brief() -> tuple[Any, Any]:
    """The shipped dialogue and its brief, worked out once for all pictures."""
    from detente import load
    from detente.analyses.brief import brief

    talks = load(TALKS)
    return talks, brief(talks)
