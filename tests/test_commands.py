"""The command line: exit statuses, one Chinese sentence an error, JSON alone on standard output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer import cli


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["targets", "--kind", "foo"], "--kind 只能是"),
        (["targets", "--year", "abc"], "--year 应是1900至2999之间的整数"),
        (["targets", "--year", "-5"], "--year 应是1900至2999之间的整数"),
        (["search"], "缺少 QUERY"),
        (["nosuch"], "没有命令 nosuch"),
        (["ask", "谁负责氢能", "--nosuch"], "没有选项 --nosuch"),
        (["cite"], "二者选一"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)
def test_misuse_is_one_chinese_sentence_and_status_2(arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", ""],
        ["ask", "？？？"],
        ["ask", "能" * 100_000],
        ["search", "能" * 100_000],
        ["search", "能源", "--bureau", "没有的局"],
        ["search", "能源", "--sector", "没有的领域"],
        ["clauses", "--document", "nosuch"],
        ["cite", "nosuch/1"],
        ["responsibilities", "--bureau", "市卫健委"],
    ],
    ids=lambda a: " ".join(a)[:40],
)
def test_bad_input_is_one_sentence_and_status_1(arguments: list[str], built_kb: Path) -> None:
    result = CliRunner().invoke(cli, [*arguments, "--kb", str(built_kb)])
    assert result.exit_code == 1
    assert result.stderr.startswith("错误：")
    assert len(result.stderr.strip().splitlines()) == 1
    assert len(result.stderr) < 400
    assert result.stdout == ""


def test_no_knowledge_base_says_how_to_build_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["ask", "谁负责氢能", "--kb", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "build" in result.stderr


@pytest.mark.parametrize("text", ["2.1.2", "二（一）2", "jinzhong-carbon-peak-plan/2.1.2"])
def test_cite_takes_an_id_or_a_number(text: str, built_kb: Path) -> None:
    result = CliRunner().invoke(cli, ["cite", text, "--json", "--kb", str(built_kb)])
    assert json.loads(result.stdout)["path"] == "2.1.2"


@pytest.mark.parametrize("command", ["clauses", "responsibilities", "targets", "coverage"])
def test_listings_print_json_lines_alone(command: str, built_kb: Path) -> None:
    result = CliRunner().invoke(cli, [command, "--json", "--kb", str(built_kb)])
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows
    assert all(isinstance(row, dict) for row in rows)


def test_control_characters_do_not_disturb_an_answer(built_kb: Path) -> None:
    result = CliRunner().invoke(cli, ["ask", "市能源局\x01\x1b负责什么", "--json", "--kb", str(built_kb)])
    assert json.loads(result.stdout)["count"] == 25


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (["clauses"], "path"),
        (["responsibilities"], "bureau"),
        (["targets"], "indicator"),
        (["search", "甲醇"], "hits"),
        (["ask", "哪些任务由市能源局负责"], "citations"),
        (["cite", "jinzhong-carbon-peak-plan/2.1.1"], "text"),
        (["check", "draft.txt"], "items"),
        (["compare", "jinzhong-carbon-peak-plan"], "kind"),
        (["matrix"], "rows"),
        (["quiz", "--count", "3"], "stem"),
        (["coverage"], "note"),
        (["coverage", "--numbers"], "reason"),
        (["doctor"], "ok"),
    ],
    ids=lambda v: v[0] if isinstance(v, list) else v,
)
def test_every_command_prints_json_alone(
    arguments: list[str], field: str, built_kb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.txt").write_text("到2025年，秸秆综合利用率保持在90%以上。", encoding="utf-8")
    result = CliRunner().invoke(cli, [*arguments, "--json", "--kb", str(built_kb)])
    assert result.exit_code == 0, result.stderr
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(field in record for record in records)
    assert records or arguments[0] == "compare"


def test_a_document_whose_title_no_question_can_name_is_told(tmp_path: Path) -> None:
    text = "# Water Supply Plan | Yunhe |  | \n一、建设水厂。（责任单位：市水利局）\n"
    (tmp_path / "water.txt").write_text(text, encoding="utf-8")
    kb = ["--kb", str(tmp_path / "kb")]
    assert CliRunner().invoke(cli, ["build", str(tmp_path / "water.txt"), *kb]).exit_code == 0
    paper = CliRunner().invoke(cli, ["quiz", "--document", "water", *kb])
    assert "标题不是中文" in paper.stderr
