"""Commands for those who keep the knowledge base: building, coverage, soundness, measurement."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.commands.terminal import Command, json_option, kb_option, open_kb, print_json, print_lines
from kb.settings import CORPUS, MODEL

if TYPE_CHECKING:
    from kb.searching.ranking import Mode


@click.command(cls=Command)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@kb_option
@click.option("--rebuild", is_flag=True, help="不沿用已有结果，全部重建")
@click.option("--model", default=MODEL.value, help=MODEL.help)
@json_option
def build(paths: tuple[Path, ...], kb_path: Path, rebuild: bool, model: str, as_json: bool) -> None:
    """读入文件或目录（默认 corpus/），建立知识库；未变的部分沿用。"""
    from kb.indexing.build import build as build_knowledge_base
    from kb.records import build_record

    chosen = paths or (Path(CORPUS.value()),)
    report = build_knowledge_base(chosen, kb_path, rebuild=rebuild, model=model, progress=not as_json)
    if as_json:
        print_json(build_record(report))
        return
    for warning in report.warnings:
        click.echo(f"注意：{warning}", err=True)
    click.echo(
        f"知识库已建好：{kb_path}（文件 {report.documents} 份，条款 {report.clauses} 条，"
        f"责任单位 {report.assignments} 处，指标与数字 {report.targets} 项，"
        f"新计算向量 {report.embedded} 条，用时 {report.seconds:.1f} 秒）"
    )


@click.command(cls=Command)
@click.option(
    "--corpus", required=True, type=click.Path(path_type=Path), help="文档（JSON Lines：id、text、title）"
)
@click.option(
    "--queries", required=True, type=click.Path(path_type=Path), help="查询（JSON Lines：id、text）"
)
@click.option(
    "--qrels", required=True, type=click.Path(path_type=Path), help="相关性判断（TSV：查询 文档 等级）"
)
@click.option(
    "--mode",
    type=click.Choice(["hybrid", "fulltext", "semantic"]),
    default="hybrid",
    show_default=True,
    help="检索方式",
)
@click.option("--model", default=MODEL.value, help=MODEL.help)
@json_option
def evaluate(corpus: Path, queries: Path, qrels: Path, mode: Mode, model: str, as_json: bool) -> None:
    """在任意评测集（BEIR、TREC 格式）上测量检索效果。"""
    from kb.evaluation import evaluate as measure
    from kb.evaluation import measures_record

    record = measures_record(measure(corpus, queries, qrels, mode=mode, model=model))
    if as_json:
        print_json(record)
    else:
        for name, value in record.items():
            click.echo(f"{name:<16}{value}")


@click.command(cls=Command)
@kb_option
@click.option("--document", help="只看这一份文件")
@click.option("--numbers", is_flag=True, help="改列各份文件的数字归到了哪里，各有几个")
@json_option
def coverage(kb_path: Path, document: str | None, numbers: bool, as_json: bool) -> None:
    """报告没有读懂的地方：未归类的数字、认不出的单位、编号异常等。"""
    from kb.records import coverage_records, number_records

    knowledge_base = open_kb(kb_path)
    if numbers:
        print_lines(number_records(knowledge_base, document), as_json, ("document", "reason", "count"))
        return
    records = coverage_records(knowledge_base, document)
    print_lines(records, as_json, ("document", "kind", "path", "text", "note"))


@click.command(cls=Command)
@kb_option
@json_option
def doctor(kb_path: Path, as_json: bool) -> None:
    """检查知识库是否完好。"""
    from kb.indexing.doctor import doctor as examine

    report = examine(kb_path)
    if as_json:
        print_json({"ok": report.ok, "problems": list(report.problems)})
    else:
        for problem in report.problems:
            click.echo(problem)
        click.echo("知识库完好。" if report.ok else f"发现 {len(report.problems)} 个问题。")
    if not report.ok:
        sys.exit(1)
