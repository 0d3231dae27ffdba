"""Files of other programs: what cannot be carried over is told everywhere, and what is no text is never opened."""

from __future__ import annotations

import json
import pickle
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import detente as dt
from detente.cli import run
from detente.errors import InputError
from detente.formats.foreign import recognised
from detente.report import wording
from detente.report.document import plain
from detente.report.page import colophon
from detente.workbench import ANALYSES
from reference import CASES

SAVE = {
    "options": [{"name": "Open the market"}, {"name": "Open the bridge"}],
    "decisionMakers": [
        {"name": "North", "options": [0], "preferences": [[[1, "Y"]], [[0, "N"]]], "misperceptions": [[[0, "N"]]]},
        {"name": "South", "options": [1], "preferences": [[[0, "Y"]]], "isCoalition": False, "colour": "red"},
    ],
    "infeasibles": [],
    "coalitions": [[0, 1]],
}
LOST = ("misperceptions of `North`", "a coalition of several decision makers", "`colour` of decision maker 1")


@pytest.fixture(params=["save.gmcr", "save.json"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A save file of GMCR+, under its own ending and as JSON."""
    made = tmp_path / str(request.param)
    made.write_text(json.dumps(SAVE), encoding="utf-8")
    return made


def test_the_ending_makes_no_difference(file: Path) -> None:
    talks = dt.load(file)
    assert [o.text for o in talks.options] == ["Open the market", "Open the bridge"]
    assert all(any(part in lost for lost in talks.lost) for part in LOST)


def test_every_page_and_its_json_say_what_was_lost(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = {"why": ["open_the_bridge"], "respond": ["1"], "leverage": ["--for", "open_the_bridge", "--asker", "north"]}
    for name in (*(row.name for row in ANALYSES if row.name != "backtest"), "brief", "check", "show"):
        for form in ([], ["--json"]):
            code = run([name, str(file), *given.get(name, []), *form])
            told = " ".join(capsys.readouterr().out.split())
            if code == 0:  # without a status quo some questions have no answer
                assert all(part in told for part in LOST), (name, form)


def test_it_travels_with_the_file_that_it_is_converted_to(file: Path, tmp_path: Path) -> None:
    talks = dt.load(file)
    for suffix in (".yaml", ".json"):
        again = tmp_path / f"again{suffix}"
        again.write_text(dt.dump(talks, suffix), encoding="utf-8")
        assert dt.load(again).lost == talks.lost
        assert LOST[0] in plain(colophon(dt.load(again)))
        assert any(w.code == "not-carried" and LOST[0] in wording.warning(w) for w in dt.check(dt.load(again)).warnings)


# ---- what is no text

PICKLED = {"options": ["a"], "decisionMakers": []}


def zipped() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return made.getvalue()


class Trap:
    """What runs when it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (Path("sprung"),)


KINDS = [
    *((pickle.dumps(PICKLED, protocol=n), "old binary save") for n in range(6)),
    (pickle.dumps(Trap(), protocol=2), "old binary save"),
    (zipped(), "a zip archive"),
    (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    ("parties: {}".encode("utf-16"), "text in UTF-16"),
    (b"\x1f\x8b\x08\x00", "a compressed file"),
]


@pytest.mark.parametrize(("data", "kind"), KINDS, ids=[f"{k}-{kind}" for k, (_data, kind) in enumerate(KINDS)])
@pytest.mark.parametrize("suffix", [".gmcr", ".json", ".yaml", ".csv"])
def test_what_is_no_text_is_recognised_and_never_opened(
    data: bytes, kind: str, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(f"file{suffix}").write_bytes(data)
    with pytest.raises(InputError, match=kind):
        dt.load(f"file{suffix}")
    assert not Path("sprung").exists()


def test_text_is_taken_for_text() -> None:
    for file in sorted(CASES.rglob("*.yaml"))[:20]:
        assert recognised(file.read_bytes()) == ("", "")
