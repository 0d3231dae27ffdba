"""Every format of the brief, of every shipped dialogue: it is written, and the headline stands in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from detente.analyses.brief import brief
from detente.formats import examples, load
from detente.report.brief.page import view
from detente.report.renderers import rendered

TEXTS, PACKED = (".md", ".txt", ".html", ".tex"), (".docx", ".xlsx")


@pytest.mark.slow
@pytest.mark.parametrize("name", examples())
def test_every_format_of_every_shipped_dialogue(name: str, tmp_path: Path) -> None:
    talks = load(name)
    page = view(talks, brief(talks))
    first = page.headline.split()[0]
    for suffix in TEXTS:
        made = rendered(page, suffix)
        assert isinstance(made, str) and (first in made or suffix == ".tex"), suffix
    pytest.importorskip("typst")
    made = rendered(page, ".pdf")
    assert isinstance(made, bytes) and made.startswith(b"%PDF")
    for suffix in PACKED:
        pytest.importorskip({".docx": "docx", ".xlsx": "openpyxl"}[suffix])
        file = tmp_path / f"brief{suffix}"
        made = rendered(page, suffix)
        assert isinstance(made, bytes)
        file.write_bytes(made)
        assert zipfile.is_zipfile(file)
