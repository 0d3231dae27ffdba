"""The lists of packages: every version is that of the tests, everything needed is in them, every file has its hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENTRY = re.compile(r"^([A-Za-z0-9][\w.-]*)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})*)", re.MULTILINE)
MEND = "run `make lock` after a change of pyproject.toml or constraints.txt"


def name(text: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[ ;]", text, maxsplit=1)[0]).lower()


def listed(path: str) -> dict[str, tuple[str, int]]:
    """Package -> its version and how many hashes it has."""
    text = (ROOT / path).read_text("utf-8")
    return {name(found): (version, hashes.count("--hash")) for found, version, hashes in ENTRY.findall(text)}


def needed(*extras: str) -> set[str]:
    """What pyproject asks for, and what builds the program."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*told["project"]["dependencies"], *told["build-system"]["requires"]]
    for extra in extras:
        wanted += told["project"]["optional-dependencies"][extra]
    return {name(one) for one in wanted if name(one) != "detente"}


def extras() -> list[str]:
    """The extras that `make setup` installs."""
    [told] = re.findall(r"^EXTRAS := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    return told.split()


@pytest.mark.parametrize("path", ["locks/program.txt", "locks/everything.txt"])
def test_every_file_that_is_fetched_has_its_hash(path: str) -> None:
    packages = listed(path)
    assert packages and all(hashes for _version, hashes in packages.values())
    text = (ROOT / path).read_text("utf-8")
    assert "://" not in text, "no host is named"
    left = [line for line in ENTRY.sub("", text).splitlines() if line.strip() and not line.startswith("#")]
    assert not left, f"lines that are no package: {left[:3]}"


def test_the_lists_hold_everything_that_is_asked_for() -> None:
    assert needed() <= set(listed("locks/program.txt")), MEND
    assert needed(*extras()) <= set(listed("locks/everything.txt")), MEND


def test_the_versions_are_those_that_the_tests_were_run_with() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line.split("==") for line in lines if "==" in line and not line.startswith("#")]
    assert len({name(pin[0]) for pin in pins}) == len(pins), "a package stands twice"
    pinned = {name(package): version for package, version in pins}
    for path in ("locks/program.txt", "locks/everything.txt"):
        other = {
            package: (version, pinned.get(package))
            for package, (version, _hashes) in listed(path).items()
            if pinned.get(package, version) != version
        }
        assert not other, MEND


def test_the_package_carries_its_fonts_and_its_notice() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert {"LICENSE", "NOTICE"} <= set(told["project"]["license-files"])
    globs = told["tool"]["setuptools"]["package-data"]["detente"]
    source = ROOT / "src/detente"
    code = (".py", ".pyc", ".md", ".typed")
    data = {path.suffix for path in source.rglob("*") if path.is_file() and path.suffix not in code}
    assert data <= {pattern.rpartition("*")[2] for pattern in globs}
    notice = (ROOT / "NOTICE").read_text("utf-8")
    assert all(name(one) in notice.lower().replace(".", "-") for one in told["project"]["dependencies"])
