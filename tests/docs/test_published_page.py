"""The page "As published, as computed": every model is on it; a difference without a reason stops the build."""

from dataclasses import replace

import pytest

import published
import reference


def test_every_published_model_is_on_the_page_with_every_concept():
    text = published.page()
    for case in reference.published():
        section = text.split(f"`tests/cases/{case.name}`")[1].split("\n## ")[0]
        rows = [line.split("|")[1:-1] for line in section.splitlines() if line.startswith("|")]
        assert [row[0].strip() for row in rows[2:8]] == ["Nash", "SSEQ", "SEQ", "SMR", "GMR", "SIM"]
        said = [row[-1].strip() for row in rows]
        assert said.count("the same") == len(case.reported) - len(case.differs)
        assert all(f"differs: {why}" in said for why in case.differs.values())
    assert text.count("the same |") >= 10


def test_a_difference_without_a_reason_stops_the_build_and_one_with_a_reason_is_told(monkeypatch):
    case = next(case for case in reference.published() if case.reported)
    concept = next(iter(case.reported))
    other = replace(case, reported={concept: [99]})
    monkeypatch.setattr(reference, "published", lambda: [other])
    with pytest.raises(KeyError):
        published.page()
    monkeypatch.setattr(reference, "published", lambda: [replace(other, differs={concept: "a misprint"})])
    assert "| 99 |" in published.page() and "a misprint" in published.page()
