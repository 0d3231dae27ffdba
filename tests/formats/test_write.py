"""A file is written whole or not at all."""

import errno
import os

import pytest

from detente import formats
from detente.errors import InputError


def test_written_and_read(tmp_path):
    file = tmp_path / "a.yaml"
    formats.write(file, "first — 北京\n")
    formats.write(file, "second\n")
    assert file.read_bytes() == b"second\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.yaml"]


def test_the_modes_of_an_old_file_stay_and_a_new_one_gets_the_usual(tmp_path):
    old = tmp_path / "old.yaml"
    old.write_text("x")
    old.chmod(0o640)
    formats.write(old, "y")
    assert old.stat().st_mode & 0o777 == 0o640
    new = tmp_path / "new.yaml"
    formats.write(new, "y")
    (tmp_path / "plain").write_text("")
    assert new.stat().st_mode & 0o777 == (tmp_path / "plain").stat().st_mode & 0o777


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    file = tmp_path / "a.yaml"
    file.write_text("old")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    if step == "replace":
        monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(InputError, match=r"No space left on device.*still is"):
        formats.write(file, "new" * 1000)
    assert file.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.yaml"]


def test_a_link_stays_a_link_and_what_it_names_is_written(tmp_path):
    (tmp_path / "real").mkdir()
    file, link = tmp_path / "real" / "a.yaml", tmp_path / "link.yaml"
    file.write_text("old")
    link.symlink_to(file)
    formats.write(link, "new")
    assert link.is_symlink()
    assert file.read_text() == "new"


def test_a_file_that_is_read_only_stays_as_it_is(tmp_path, monkeypatch):
    file = tmp_path / "a.yaml"
    file.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    with pytest.raises(InputError, match="read-only"):
        formats.write(file, "new")
    assert file.read_text() == "old"


def test_a_name_as_long_as_names_may_be(tmp_path):
    file = tmp_path / ("x" * 250 + ".yaml")
    formats.write(file, "new")
    assert file.read_text() == "new"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"no folder .*missing"):
        formats.write(tmp_path / "missing" / "a.yaml", "x")
    with pytest.raises(InputError, match="is a folder"):
        formats.write(tmp_path, "x")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="cannot be written"):
        formats.write(tmp_path / "a.yaml", "x")


def test_what_a_format_cannot_be_is_told():
    with pytest.raises(InputError, match="known are"):
        formats.dump(formats.parse("parties: {a: {}}\noptions: {x: {by: a}}\n"), ".docx")
