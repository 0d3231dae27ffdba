"""The report's own words: every message is in every catalogue, and every page speaks one language."""

from __future__ import annotations

import shutil
from pathlib import Path
from string import Formatter

import pytest

from detente.cli import run
from detente.errors import InputError
from detente.report import messages, wording
from detente.report.document import Strong
from detente.report.language import _, _n, _r, current, figure, known, languages, right_to_left, speaking

pytest.importorskip("babel")

from babel.messages.pofile import read_po

CATALOGUES = sorted((Path(messages.__file__).parent / "catalogues").glob("*.po"))


def places(*texts: str) -> set[str]:
    """The names in braces."""
    return {name for text in texts for _literal, name, _spec, _kind in Formatter().parse(text) if name}


# ---- the catalogues and the code -------------------------------------------------------------------------------------


def test_the_code_gives_each_message_the_values_it_names() -> None:
    wrong = [
        f"{m.file}:{m.line}: {m.id}"
        for m in messages.found()
        if m.given is not None
        and places(m.id, m.plural) - ({"n"} if m.plural else set()) != m.given - ({"n"} if m.plural else set())
    ]
    assert not wrong, wrong


def test_a_message_that_is_no_literal_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "language.py").write_text("", "utf-8")
    (tmp_path / "view.py").write_text("_(f'{x} asks')\n", "utf-8")
    monkeypatch.setattr(messages, "HERE", tmp_path)
    with pytest.raises(ValueError, match=r"view\.py, line 1"):
        messages.found()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_message_is_translated_with_the_same_places_and_none_is_left_over(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    said = {m.key: m for m in messages.found()}
    there = {(m.context or "", m.id[0] if isinstance(m.id, tuple) else m.id): m for m in catalogue if m.id}
    assert set(said) - set(there) == set(), "make messages, and translate"
    assert set(there) - set(said) == set(), "make messages"
    for key, message in there.items():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), f"not translated: {key}"
        needed = places(said[key].id, said[key].plural)
        for form in forms:
            # "one ask" may say one without a number.
            missing = needed - places(form) - ({"n"} if len(forms) > 1 else set())
            assert not missing and places(form) <= needed, f"other places: {key}: {form}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_the_catalogue_is_as_the_tool_writes_it(path: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(path, tmp_path))
    assert messages.update(copy) == (0, 0)
    assert copy.read_text("utf-8") == path.read_text("utf-8")


def test_the_tool_adds_what_is_missing_and_drops_what_is_no_longer_said(tmp_path: Path) -> None:
    copy = Path(shutil.copy(CATALOGUES[0], tmp_path))
    head, first, *rest = copy.read_text("utf-8").split("\n\n")
    copy.write_text("\n\n".join((head, 'msgid "Nobody says this"\nmsgstr "x"', *rest)), "utf-8")
    assert messages.update(copy) == (1, 1)
    again = copy.read_text("utf-8")
    assert "Nobody says this" not in again
    assert first.splitlines()[-2] in again and again.count('msgstr ""') == 2  # the header's, and that of what came


# ---- speaking --------------------------------------------------------------------------------------------------------


def test_english_needs_no_catalogue_and_french_is_there() -> None:
    assert current().code == "en"
    assert languages()[0] == "en" and "fr" in languages()
    with speaking("fr"):
        assert current().tag == "fr-FR" and current().direction == "ltr"
        with speaking("en"):
            assert wording.number(3) == "three"
        assert wording.number(3) == "trois"
    assert current().code == "en"


@pytest.mark.parametrize("code", ["fr-BE", "fr_FR.UTF-8", "FR"])
def test_the_country_of_a_language_is_understood(code: str) -> None:
    assert known(code).code == "fr"


@pytest.mark.parametrize("code", ["", "xx", "../fr", "f" * 300])
def test_an_unknown_language_is_refused_with_those_that_there_are(code: str) -> None:
    with pytest.raises(InputError, match="there are en, fr"):
        known(code)


def test_numbers_dates_and_lists_by_language() -> None:
    with speaking("fr"):
        assert wording.date("2010-10-22") == "22 octobre 2010"
        assert wording.date("2010-10-20/22") == "20–22 octobre 2010"
        assert wording.date("2010-10-01") == "1er octobre 2010"
        assert wording.date("2010-10") == "octobre 2010"
        assert wording.date("2010-10-30/2010-11-02") == "du 30 octobre 2010 au 2 novembre 2010"
        assert wording.date("some day") == "some day"
        assert figure(12288) == "12\u202f288" and figure(2.5, 1) == "2,5"
        assert wording.percent(0.45) == "45\u202f%" and wording.percent(0.005) == "0,5\u202f%"
        assert wording.listed(["a", "b", "c"]) == "a, b et c"
        assert wording.either(["a", "b"]) == "a ou b"
        assert wording.quoted("Pay") == "«\u202fPay\u202f»"
        assert wording.likelihood(0.12) == "très improbable (5–20\u202f%)"
        assert wording.short_date("2010-08-01") == "août"


def test_one_or_several_and_the_feminine_as_the_language_counts() -> None:
    def told(n: int) -> str:
        return _n("{n} source, paraphrased", "{n} sources, paraphrased", n)

    assert [told(n) for n in (0, 1)] == ["no sources, paraphrased", "one source, paraphrased"]
    assert told(13) == "13 sources, paraphrased"
    with speaking("fr"):
        assert (told(0), told(1)) == ("aucune source, reformulée", "une source, reformulée")


def test_a_word_is_elided_before_a_vowel_only_where_the_language_does_so() -> None:
    def told(clause: str) -> str:
        return _("it is not so that {condition}", condition=clause)

    assert told("it rains") == "it is not so that it rains"
    with speaking("fr"):
        assert told("il pleut") == "il n’est pas vrai qu’il pleut"
        assert told("Pakistan paie") == "il n’est pas vrai que Pakistan paie"


def test_a_value_with_braces_is_left_as_it_is() -> None:
    assert _("“{text}”", text="{n} {0} {text}") == "“{n} {0} {text}”"


def test_rich_values_keep_their_marks() -> None:
    pieces = _r("“{text}”", text=("a ", Strong("b")))
    assert pieces == ("“a ", Strong("b"), "”")


def test_names_written_the_other_way_are_kept_apart() -> None:
    told = _("the {name}", name="إيران")
    assert told == "the \u2068إيران\u2069"
    assert right_to_left("the إيران، سوريا (2)") == [("the ", False), ("إيران، سوريا", True), (" (2)", False)]
    assert right_to_left("") == []


# ---- commands --------------------------------------------------------------------------------------------------------


def test_an_unknown_language_ends_a_command_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", "river", "--lang", "xx"]) == 2
    assert "there is no language `xx`; there are en, fr" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["brief", "river"], ["equilibria", "river"], ["rounds", "us-pakistan-2010"]])
def test_the_language_of_a_command(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 0
    english = capsys.readouterr().out
    assert run([*arguments, "--lang", "fr"]) == 0
    french = capsys.readouterr().out
    monkeypatch.setenv("DETENTE_LANG", "fr")
    assert run(arguments) == 0
    assert capsys.readouterr().out == french != english
    assert run([*arguments, "--lang", "en"]) == 0
    assert capsys.readouterr().out == english
    assert current().code == "en"
