"""`detente lsp` in a real conversation over standard input and output."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conversation import Editor

from detente import assist
from detente.cli import run
from detente.cli.app import app
from detente.formats import shipped

pytest.importorskip("pygls")

URI = "file:///talks.yaml"
RIVER = shipped("river").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def editor():
    with Editor() as editor:
        yield editor


def position(text, word, nth=0, after=False):
    at = -1
    for _ in range(nth + 1):
        at = text.index(word, at + 1)
    at += len(word) * after
    return text.count("\n", 0, at), len(text[text.rfind("\n", 0, at) + 1 : at].encode("utf-16-le")) // 2


def changed(text, edits):
    """The text after an editor made these edits, counting as the protocol does."""
    def offset(place):
        lines = text.split("\n")
        before = sum(len(line) + 1 for line in lines[: place["line"]])
        return before + len(lines[place["line"]].encode("utf-16-le")[: place["character"] * 2].decode("utf-16-le"))

    spans = [(offset(e["range"]["start"]), offset(e["range"]["end"]), e["newText"]) for e in edits]
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def test_it_says_what_it_can(editor):
    for what in ("completion", "hover", "definition", "references", "rename", "documentSymbol", "codeAction"):
        assert editor.capabilities[f"{what}Provider"], what


def test_a_problem_is_told_and_mended(editor):
    wrong = RIVER.replace("want: pay\n", "want: pya\n").replace("title: Talks", "title: 𝄞 Talks")
    editor.open(URI, wrong)
    told = editor.diagnostics()
    assert told["uri"] == URI and told["version"] == 1
    (problem,) = told["diagnostics"]
    assert "`pya`" in problem["message"] and "did you mean `pay`?" in problem["message"] and problem["severity"] == 1
    line, column = position(wrong, "pya")
    assert problem["range"]["start"] == {"line": line, "character": column}
    assert problem["range"]["end"] == {"line": line, "character": column + 3}
    (mend,) = editor.ask("textDocument/codeAction", textDocument={"uri": URI}, range=problem["range"],
                         context={"diagnostics": [problem]})  # fmt: skip
    assert mend["kind"] == "quickfix" and mend["title"] == "Write `pay`"
    right = changed(wrong, mend["edit"]["changes"][URI])
    editor.change(URI, right, 2)
    assert editor.diagnostics() == {"uri": URI, "version": 2, "diagnostics": []}
    editor.change(URI, RIVER.replace("    evidence: minutes-2 p. 4\n", "", 1), 3)
    (warning,) = editor.diagnostics()["diagnostics"]
    assert (warning["code"], warning["severity"]) == ("no-evidence", 2)
    editor.tell("textDocument/didClose", textDocument={"uri": URI})
    assert editor.diagnostics()["diagnostics"] == []


def test_changes_come_whole_so_that_no_line_end_of_unicode_moves_them(editor):
    assert editor.capabilities["textDocumentSync"]["change"] == 1
    wrong = RIVER.replace("title: Talks on the upper river", 'title: "Talks\u2028on\x85the\u2029river"')
    wrong = wrong.replace("want: pay\n", "want: pya\n")
    editor.open("file:///ends.yaml", wrong)
    while (told := editor.diagnostics())["uri"] != "file:///ends.yaml":
        pass
    (problem,) = told["diagnostics"]
    line, column = position(wrong, "pya")
    assert problem["range"]["start"] == {"line": line, "character": column}


def test_names_are_completed_found_and_renamed(editor):
    text = RIVER.replace("want: pay\n", "want: pay and rel\n").replace("because: Its offer", "because: 𝄞𝄞 Its offer")
    editor.open("file:///b.yaml", text)
    editor.diagnostics()
    items = editor.at("completion", "file:///b.yaml", *position(text, "pay and rel", after=True))
    assert [item["label"] for item in items] == ["release"] and items[0]["detail"] == "Water in the dry months"
    text = changed(text, [items[0]["textEdit"]])
    assert "want: pay and release\n" in text
    editor.change("file:///b.yaml", text, 2)
    assert editor.diagnostics()["diagnostics"] == []
    told = editor.at("hover", "file:///b.yaml", *position(text, "pay and release"))["contents"]["value"]
    assert told.split("\n") == [assist.hover(text, assist.Place(*position(text, "pay and release"))).sentence,
                                "option pay: Payment for the stored water"]  # fmt: skip
    found = editor.at("definition", "file:///b.yaml", *position(text, "release is half"))
    assert found["range"]["start"] == dict(zip(("line", "character"), position(text, "release:"), strict=True))
    lit = editor.at("documentHighlight", "file:///b.yaml", *position(text, "release:"))
    spots = editor.at("references", "file:///b.yaml", *position(text, "release:"), context={"includeDeclaration": True})
    edits = editor.at("rename", "file:///b.yaml", *position(text, "release:"), newName="water")["changes"]["file:///b.yaml"]
    assert len(lit) == len(spots) == len(edits)
    new = changed(text, edits)
    assert assist.diagnostics(new, warnings=False) == () and "if pay then water is half" in new
    with pytest.raises(AssertionError, match="another option"):
        editor.at("rename", "file:///b.yaml", *position(text, "release:"), newName="pay")
    with pytest.raises(AssertionError, match="no name"):
        editor.at("rename", "file:///b.yaml", 0, 3, newName="x")


def test_an_outline(editor):
    editor.open("file:///c.yaml", RIVER)
    symbols = {s["name"]: s for s in editor.ask("textDocument/documentSymbol", textDocument={"uri": "file:///c.yaml"})}
    assert [part["name"] for part in symbols["options"]["children"]] == ["release", "pay", "dam", "protest"]


def test_other_yaml_is_left_alone(editor):
    editor.open("file:///compose.yaml", "services:\n  web: {image: x}\n")
    while (told := editor.diagnostics())["uri"] != "file:///compose.yaml":
        pass
    assert told["diagnostics"] == []


def test_half_a_text_and_windows_line_ends(editor):
    half = RIVER[: RIVER.index("    - id: be-paid")].replace("\n", "\r\n") + "    - {id: x, want: 'rel"
    editor.open("file:///d.yaml", half)
    last = half.count("\n")
    editor.at("hover", "file:///d.yaml", last, 5)
    items = editor.at("completion", "file:///d.yaml", last, len(half.split("\n")[-1]))
    assert [item["label"] for item in items] == ["release"]
    editor.at("completion", "file:///d.yaml", last + 10, 99)


PAGE = (Path(__file__).parents[2] / "docs/how-to/editors.md").read_text(encoding="utf-8")

ASKED = """
local function first() return vim.diagnostic.get(0)[1] end
assert(vim.wait(60000, function() return first() ~= nil end, 50), "nothing was told")
print("DIAGNOSTIC " .. first().lnum .. " " .. first().message)
local place = { textDocument = vim.lsp.util.make_text_document_params() }
place.position = { line = first().lnum, character = 13 }
for _, answer in pairs(vim.lsp.buf_request_sync(0, "textDocument/completion", place, 60000)) do
  for _, item in ipairs(answer.result.items or answer.result) do print("ITEM " .. item.label) end
end
"""


@pytest.mark.skipif(shutil.which("nvim") is None, reason="no Neovim: install Debian's package `neovim` to run this")
def test_the_set_up_of_neovim_works(tmp_path):
    (snippet,) = re.findall(r"```text\n(vim\..*?)```", PAGE, re.DOTALL)
    (tmp_path / "init.lua").write_text(snippet)
    (tmp_path / "asked.lua").write_text(ASKED)
    (tmp_path / "talks.yaml").write_text(RIVER.replace("want: pay\n", "want: pya\n"))
    command = tmp_path / "detente"
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m detente \"$@\"\n")
    command.chmod(0o755)
    home = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(
        ["nvim", "--headless", "-u", "init.lua", "talks.yaml", "-c", "luafile asked.lua", "-c", "qa!"], cwd=tmp_path,
        capture_output=True, text=True, timeout=120, check=False, env=os.environ | home,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert "DIAGNOSTIC 71 " in said and "did you mean `pay`?" in said, said
    assert "ITEM pay" in said and "ITEM protest" in said, said


def test_the_set_up_of_vs_code_starts_the_server():
    """The settings of the page name a command that is there, with arguments that it takes."""
    (settings,) = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
    assert settings["glspc.server.languageId"] == ["yaml"]
    assert settings["glspc.server.command"] == "detente" and settings["glspc.server.commandArguments"] == ["lsp"]
    assert app.get_command(None, "lsp") is not None


def test_without_the_library_the_extra_is_named(monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "detente.cli.lsp_server", raising=False)
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    assert run(["lsp"]) == 2
    assert "pip install 'detente[editor]'" in capsys.readouterr().err
