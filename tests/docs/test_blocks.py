"""Everything in a block on a page works: commands, Python, files and pieces of files."""

import json
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import blocks
import detente as dt
from detente.cli.app import GROUPS, app
from detente.errors import DetenteError
from detente.workbench import ANALYSES

PAGES = blocks.written()
LANGUAGES = {"sh", "shell", "python", "yaml", "json", "text"}


def _has(*languages):
    found = {page: [b for b in blocks.blocks(text) if b.language in languages] for page, text in PAGES.items()}
    return sorted(page for page, there in found.items() if there)


@pytest.mark.parametrize("page", _has("sh", "python"))
def test_what_a_page_tells_to_run_runs(page, tmp_path):
    session = blocks.Session()
    with blocks.desk(tmp_path):
        for block in blocks.blocks(PAGES[page]):
            if block.language == "sh":
                for command in blocks.commands(block):
                    with blocks.clock(block.day):
                        code, _, err = blocks.run(command)
                    assert code == 0, f"{page}:{block.line}: {command}\n{err}"
            elif block.language == "python":
                session.run(block.text, f"{page}:{block.line}")


@pytest.mark.parametrize("page", _has("yaml"))
def test_every_piece_of_a_file_loads(page):
    """A whole file loads; a piece loads in the place of the same sections of a file of the page, or of the river."""
    found = [block for block in blocks.blocks(PAGES[page]) if block.language == "yaml" and _data(block.text)]
    whole = [block.text for block in found if block.title] + [dt.dump(dt.load("river"))]
    for block in found:
        if block.title:
            dt.parse(block.text)
            continue
        faults = [fault for fault in map(_fault, _completed(block.text, whole)) if fault]
        assert len(faults) <= len(whole), f"{page}:{block.line}:\n{faults[0]}"


def _data(text):
    return YAML(typ="safe").load(text)


def _completed(text, whole):
    """The piece alone, and put into each whole file."""
    yield text
    for file in whole:
        yield json.dumps(_put(_data(file), _data(text)), default=str)


def _put(file, piece):
    """The file with the entries of the piece beside or in place of its own."""
    both = {key: file[key] | piece[key] for key in piece if isinstance(piece[key], dict) and key in file}
    return file | piece | both


def _fault(text):
    try:
        dt.parse(text)
    except DetenteError as fault:
        return str(fault)
    return ""


def test_no_block_is_of_a_kind_that_nobody_runs():
    kinds = {(page, block.info) for page, text in PAGES.items() for block in blocks.blocks(text)}
    assert {info.split()[0] if info else "" for page, info in kinds if page != "architecture.md"} <= LANGUAGES


def test_no_command_stands_in_a_block_that_is_not_run():
    for page, text in PAGES.items():
        outside = blocks.FENCE.sub("", text)
        assert not re.search(r"^(?: {4,}|\t)detente ", outside, re.MULTILINE), f"{page}: indent no commands, fence them"


def test_what_is_shown_and_not_run_needs_something_from_outside():
    needs = ("pip install", "forecast stamp", "--roots", "--llm", "--evaluate", "--scheduler", "python benchmarks/",
             ".changes.yaml")  # fmt: skip
    for page, text in PAGES.items():
        for block in blocks.blocks(text):
            if block.language == "shell":
                for command in blocks.commands(block):
                    assert any(word in command for word in needs), f"{page}:{block.line}: {command}"


def test_a_command_that_fails_would_be_noticed(tmp_path):
    with blocks.desk(tmp_path):
        assert blocks.run("detente why river no_such_ask")[0] == 2
        with pytest.raises(RuntimeError, match="no_such_ask"):
            blocks.with_output("```sh show\ndetente why river no_such_ask\n```\n", "x.md")


def test_a_server_of_a_page_is_parsed_and_not_started(tmp_path):
    with blocks.desk(tmp_path):
        code, out, _ = blocks.run("detente serve river --port 8000")
        assert code == 0 and "--port" in out
        assert blocks.run("detente serve river --no-such-word")[0] == 2


def test_a_starter_goes_where_it_is_told(tmp_path):
    with blocks.desk(tmp_path):
        code, out, _ = blocks.run("detente new talks -o -")
        assert code == 0 and dt.parse(out).title == "Talks"
        assert not Path("-").exists() and not Path("talks.yaml").exists()


def test_output_is_put_below_its_block(tmp_path):
    page = "```sh show 1\ndetente examples\n```\n\n```python show\n6 * 7\n```\n\n```sh\ndetente examples\n```\n"
    with blocks.desk(tmp_path):
        shown = list(blocks.blocks(blocks.with_output(page, "x.md")))
    assert [block.info for block in shown] == ["sh", "text", "python", "text", "sh"]
    assert shown[1].text.splitlines()[1] == "…"
    assert shown[3].text == "42\n"


# ---- commands named in running text ----------------------------------------------------------------------------------

INLINE = re.compile(r"`(detente [a-z][^`]*)`")


def _options(name, *words):
    command = app.get_command(None, name)
    command = getattr(command, "commands", {}).get(words[0], command) if words else command  # of a group its own
    return {word for parameter in command.params for word in parameter.opts} | {"--help", "-h"}


def test_commands_in_running_text_exist_with_their_options():
    known = {name for _, names in GROUPS for name in names}
    for page, text in PAGES.items():
        for said in INLINE.findall(blocks.FENCE.sub("", text)):
            name, *words = said.split()[1:]
            assert name in known or name == "COMMAND", f"{page}: `{said}`"
            options = {word.split("=")[0] for word in words if word.startswith("-")}
            if name in known:
                assert options - {"-"} <= _options(name, *words), f"{page}: `{said}`"


def test_names_of_files_are_used_once():
    titles = [block.title for text in PAGES.values() for block in blocks.blocks(text) if block.title]
    assert len(titles) == len(set(titles))
    assert all(not Path(title).is_absolute() for title in titles)


# ---- the README ------------------------------------------------------------------------------------------------------

README = PAGES["README.md"]


def test_the_readme_opens_with_the_two_commands():
    lines = [line.split("#")[0].strip() for line in README.splitlines() if line.strip()]
    assert lines[1:3] == ["make brief", "make test"]
    makefile = (blocks.README.parent / "Makefile").read_text("utf-8")
    for target in re.findall(r"`?make ([a-z]+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_readme_names_every_question():
    assert {row.name for row in ANALYSES} <= set(re.findall(r"`detente (\w+) TALKS", README))


def test_what_the_readme_links_to_is_there():
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets and all((blocks.README.parent / target).exists() for target in targets)


def test_the_picture_is_of_a_wide_page_and_no_burden():
    picture = (blocks.HERE / "img/brief.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert 1200 <= int.from_bytes(picture[16:20], "big") <= 1400 and len(picture) < 400_000
