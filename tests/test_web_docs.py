"""docs/web.md and the users' README against the program: pages, settings and commands are all there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer import cli
from kb.settings import SETTINGS
from web import DEFAULTS, administration, attempts, create_app, navigation

ROOT = Path(__file__).parents[1]
WEB = (ROOT / "docs" / "web.md").read_text("utf-8")
USERS = (ROOT / "README.zh-CN.md").read_text("utf-8")


def rows(text: str, mark: str) -> list[list[str]]:
    table = text.split(f"<!-- {mark} -->")[1].split("\n\n")[0]
    return [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| `")]


def test_the_users_readme_names_every_command():
    assert {row[0].strip("`") for row in rows(USERS, "commands")} == set(cli.commands)


@pytest.mark.parametrize("example", [row[2].strip("`") for row in rows(USERS, "commands")])
def test_an_example_of_the_users_readme_uses_options_that_there_are(example):
    name, *arguments = example.split()
    shown = CliRunner().invoke(cli, [name, "--help"]).output
    assert all(option in shown for option in arguments if option.startswith("--"))


def test_the_users_readme_names_every_setting():
    assert [(row[0].strip("`"), row[1].strip("`")) for row in rows(USERS, "settings")] == [
        (setting.name, setting.default) for setting in SETTINGS
    ]


def test_the_users_readme_tells_how_the_administrator_signs_in():
    assert "管理员登录：http://127.0.0.1:8000/admin?token=" in USERS
    assert f"至少 {administration.SHORTEST} 个字符" in USERS
    assert f"{administration.LASTING.seconds // 3600} 小时内有效" in USERS
    assert f"一分钟内输错 {attempts.MOST} 次" in USERS
    assert attempts.WINDOW == 60


def test_the_users_readme_names_the_groups_of_the_header():
    named = re.findall(r"^\| (\S+) \|", USERS.split("## 网页")[1].split("## ")[0], flags=re.M)
    assert [name for name in named if name not in ("栏目", "|---|---|")] == [g for g, _ in navigation.GROUPS]


def test_every_page_is_documented(tmp_path):
    documented = set(re.findall(r"`(/[a-z]*)", WEB))
    app = create_app(tmp_path)
    pages = {
        "/" + str(rule).split("/")[1]
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and "json" not in str(rule) and "." not in str(rule)
    }
    assert pages - {"/static"} <= documented


def test_settings_are_documented_with_their_defaults():
    stated = dict(re.findall(r"^\| `([A-Z_]+)` \| (\S+) \|", WEB, flags=re.M))
    assert {name: int(stated[name]) for name in ("MAX_QUERY_LENGTH", "PAGE_SIZE", "LEDGER_PAGE_SIZE")} == {
        name: DEFAULTS[name] for name in ("MAX_QUERY_LENGTH", "PAGE_SIZE", "LEDGER_PAGE_SIZE")
    }
