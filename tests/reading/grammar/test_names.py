"""Names of parties: the shipped tables, and a dialogue's own before them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

import pytest

from detente.reading.grammar.names import shipped, with_dialogue
from detente.reading.text.language import language


@dataclass(frozen=True)
class Party:
    id: str
    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()


def found(text: str) -> list[str]:
    return [m.party for m in shipped().find(text)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Islamabad and New Delhi", ["PAK", "IND"]),
        ("the Pakistani Taliban", ["TTP"]),
        ("the Pakistan Army", ["PAK.army"]),
        ("let us go; US troops", ["USA"]),
        ("the Washington Post said", []),
        ("U.S.-led forces", ["USA"]),
        ("President Bush, not Kate Bush", ["USA"]),
        ("North Korean envoys", ["PRK"]),
        ("the Kremlin", ["RUS"]),
        ("N'Djamena", ["TCD"]),
        ("turkey and china plates", []),
        ("PAKISTAN SAYS", ["PAK"]),
        ("Downing Street", ["GBR"]),
        ("the Foreign Office", ["GBR"]),
        ("Foggy Bottom", ["USA"]),
        ("the Oval Office", ["USA"]),
        ("the Élysée and the Quai d'Orsay", ["FRA", "FRA"]),
        ("Zhongnanhai", ["CHN"]),
        ("South Block", ["IND"]),
        ("the Farnesina", ["ITA"]),
        ("Itamaraty", ["BRA"]),
        ("La Moneda", ["CHL"]),
        ("the Pope", ["VAT"]),
        ("Brussels", ["EU"]),
        ("Turtle Bay", ["UN"]),
        ("Solomon Islanders and Ni-Vanuatu", ["SLB", "VUT"]),
        ("a Kittitian, a Bissau-Guinean and an I-Kiribati", ["KNA", "GNB", "KIR"]),
        ("Taiwanese, Kosovar and Palestinian", ["TWN", "XKX", "PSE"]),
    ],
)
def test_names(text: str, parties: list[str]) -> None:
    assert found(text) == parties


def test_the_table_has_every_state_once() -> None:
    rows = list(csv.DictReader((files("detente.reading") / "data" / "states.csv").read_text().splitlines()))
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes)) >= 195
    assert all(len(code) == 3 and code.isupper() for code in codes)
    for row in rows:
        assert shipped().find(f"Envoys of {row['name']} spoke.")[0].party == row["code"]
        assert row["demonyms"] or row["code"] == "VAT"
        capital = found(f"Envoys of {row['capital']} spoke.")
        # Cities that are states of the same name have no capital; "Brussels" is the Union more often than Belgium.
        assert capital in ([row["code"]], ["EU"]) or row["code"] in ("VAT", "SMR", "SYC", "SGP", "HKG")


def test_no_code_means_two_parties() -> None:
    tables = (files("detente.reading") / "data" / name for name in ("states.csv", "organisations.csv"))
    codes = [row["code"] for table in tables for row in csv.DictReader(table.read_text().splitlines())]
    assert len(codes) == len(set(codes))


def test_a_dialogue_comes_first_and_takes_over_the_table() -> None:
    names = with_dialogue(
        (
            Party("us", "United States", "USA"),
            Party("upland", "Upland", aliases=("Highcastle",)),
            Party("pk", "Pakistan"),
        )
    )
    assert [m.party for m in names.find("Washington asked Highcastle and Islamabad")] == ["us", "upland", "pk"]
    assert [m.party for m in names.find("Paris")] == ["FRA"]


def test_roots() -> None:
    assert shipped().root("PAK.army") == "PAK"
    assert shipped().root("HAMAS") == "PSE"
    assert shipped().root("FRA") == "FRA"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The government of France said that it would not sign the treaty with its neighbours.", "English"),
        (
            "Le gouvernement a dit que les négociations avec le Pakistan ne sont pas dans la liste des accords.",
            "French",
        ),
        ("Die Regierung hat gesagt, dass der Vertrag nicht mit den Nachbarn und für die Zukunft ist.", "German"),
        ("پاکستان نے امریکہ سے کہا ہے کہ وہ ڈرون حملے بند کرے اور امداد میں اضافہ کرے ٹھیک ہے", "Urdu"),
        (
            "巴基斯坦要求美国停止无人机袭击，并增加援助。两国外长举行了会谈，讨论了阿富汗问题和反恐合作，双方同意继续谈判并在下月再次会晤。",
            "Chinese",
        ),
        ("Правительство заявило, что договор не будет подписан до конца года в Москве.", "Russian"),
        ("Talks", "English"),
        ("Peru's parliament would never approve such a treaty, a minister said.", "English"),
    ],
)
def test_language(text: str, name: str) -> None:
    assert language(text) == name
