"""The README against the program: its examples are run, its commands and settings are all there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer import cli
from kb.settings import SETTINGS

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
USERS_README = (Path(__file__).parents[1] / "README.zh-CN.md").read_text("utf-8")


def examples() -> list[tuple[str, list[str]]]:
    """Commands of the README's console blocks with the lines printed below each."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```\n(.*?)^```", README, re.S | re.M):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found and block.startswith("$ "):
                found[-1][1].append(line)
    return [(command, lines) for command, lines in found if command.startswith("python indexer.py")]


@pytest.mark.parametrize(("command", "expected"), examples(), ids=lambda v: v if isinstance(v, str) else "")
def test_an_example_prints_what_the_readme_shows(command: str, expected: list[str], built_kb: Path) -> None:
    result = CliRunner().invoke(cli, [*shlex.split(command)[2:], "--kb", str(built_kb)])
    assert result.exit_code == 0, result.output
    printed = result.stdout.splitlines()
    wanted = expected[:-1] if expected[-1] == "…" else expected
    assert printed[: len(wanted)] == wanted
    assert expected[-1] == "…" or len(printed) == len(wanted)


def test_there_are_examples() -> None:
    assert len(examples()) >= 4


def test_every_command_and_option_is_in_the_table() -> None:
    table = README.split("<!-- commands -->")[1].split("\n\n")[0]
    rows = {row[0].split()[0]: row[1] for row in re.findall(r"^\| `([^`]+)` \| (.*) \|$", table, re.M)}
    assert set(rows) == set(cli.commands)
    everywhere = {"--kb", "--json", "--help"}
    for name, command in cli.commands.items():
        options = {o for p in command.params for o in p.opts if o.startswith("--")} - everywhere
        missing = {option for option in options if option not in rows[name]}
        assert not missing, f"{name}: {missing} not in the README"


def test_every_setting_is_in_the_table() -> None:
    table = README.split("<!-- settings -->")[1].split("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", table, re.M)
    assert rows == [(setting.name, setting.default) for setting in SETTINGS]


def test_both_readmes_show_the_two_commands() -> None:
    for text in (README, USERS_README):
        assert "make serve" in text
        assert "make test" in text
