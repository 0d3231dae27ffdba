"""Made-up dialogues: sound, of the size asked for, the same for the same seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.cli import run
from detente.errors import InputError
from detente.formats import dump, parse
from detente.formats.generated import Links, generated


@pytest.mark.parametrize("links", ["few", "many"])
@pytest.mark.parametrize(("fronts", "options", "parties"), [(1, 1, 2), (2, 24, 2), (13, 80, 5), (62, 300, 10)])
def test_sizes_are_those_asked_for_and_the_file_is_sound(fronts: int, options: int, parties: int, links: Links) -> None:
    for seed in range(4):
        text = generated(fronts=fronts, options=options, parties=parties, links=links, seed=seed)
        dialogue = parse(text)
        assert (len(dialogue.fronts), len(dialogue.options), len(dialogue.parties)) == (fronts, options, parties)
        assert {option.front for option in dialogue.options} == {front.id for front in dialogue.fronts}
        assert dialogue.status_quo is not None
        assert dump(parse(dump(dialogue))) == dump(dialogue)
        assert text == generated(fronts=fronts, options=options, parties=parties, links=links, seed=seed)
        for one in dialogue.fronts:
            texts = [option.text for option in dialogue.options if option.front == one.id]
            assert len(set(texts)) == len(texts)


def test_seeds_differ() -> None:
    assert len({generated(fronts=3, options=12, parties=3, seed=seed) for seed in range(20)}) == 20


@pytest.mark.parametrize("sizes", [(0, 5, 2), (3, 2, 2), (2, 25, 2), (2, 6, 1), (2, 6, 11)])
def test_sizes_that_do_not_fit_are_refused(sizes: tuple[int, int, int]) -> None:
    fronts, options, parties = sizes
    with pytest.raises(InputError):
        generated(fronts=fronts, options=options, parties=parties)


def test_the_command_writes_a_file_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "made.yaml"
    asked = ["generate", "--fronts", "2", "--options", "6", "--parties", "2", "-o", str(file)]
    assert run(asked) == 0
    assert parse(file.read_text(encoding="utf-8")).title
    assert run(asked) != 0
    assert "is there already" in capsys.readouterr().err
    assert run(["check", str(file)]) == 0
