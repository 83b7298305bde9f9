"""Commands for the office: matrix, exports, the check of a draft, comparison, quizzes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kb.commands.terminal import (
    Command,
    cell,
    filter_options,
    filters_of,
    json_option,
    kb_option,
    open_kb,
    print_json,
    print_lines,
)
from kb.errors import KnowledgeBaseError, write_failure


@click.command(cls=Command)
@kb_option
@filter_options
@click.option(
    "--by",
    type=click.Choice(["field", "sector", "section", "body"]),
    default="field",
    show_default=True,
    help="横向：领域、细分领域、章节，或共同责任单位",
)
@click.option("--chart", type=click.Path(path_type=Path, dir_okay=False), help="另存为图（SVG）")
@json_option
def matrix(kb_path: Path, by: str, chart: Path | None, as_json: bool, **options: Any) -> None:
    """责任单位与领域（章节、共同责任单位）的任务数矩阵。"""
    from kb.exporting.matrix_report import matrix_record
    from kb.ledgers.matrix import BY_NAMES
    from kb.ledgers.matrix import matrix as count

    made = count(open_kb(kb_path), filters_of(options), by)
    if chart is not None:
        from kb.charts import matrix_svg

        try:
            chart.write_bytes(matrix_svg(made, f"责任单位与{BY_NAMES[made.by]}"))
        except OSError as error:
            raise KnowledgeBaseError(f"无法写入 {chart}：{write_failure(error)}，请换一个目录。") from error
    if as_json:
        print_json(matrix_record(made))
        return
    click.echo("\t".join(("责任单位", *(column.label for column in made.columns), "任务数")))
    for row in made.rows:
        counts = (str(made.count(row, column) or "") for column in made.columns)
        click.echo("\t".join((row.label, *counts, str(len(row.clauses)))))
    click.echo(f"责任单位 {len(made.rows)} 个，任务 {made.total} 项", err=True)


@click.command("export", cls=Command)
@click.argument("what")
@click.argument("text", required=False, default="")
@kb_option
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="写到这个文件")
@click.option("--format", "format_", default="", help="xlsx、docx、csv、json、md（默认看文件名后缀）")
@filter_options
@click.option("--by", default="field", help="矩阵的横向：field、sector、section、body")
@click.option("--kind", default="", help="只要这一种目标，如 target、qualitative、deadline")
@click.option("--role", default="", help="只要这一种责任方式：lead、joint、cooperating、default")
@click.option("--region", default="", help="地区，如 山西省晋中市：区分同名的单位，只要这个地区的文件")
@click.option("--mode", default="hybrid", help="检索方式：hybrid、fulltext、semantic")
@click.option("--sort", default="relevance", help="排序：relevance、document")
def export_command(what: str, text: str, kb_path: Path, output: Path, format_: str, **options: Any) -> None:
    """导出台账和清单：Excel、Word、CSV、JSON、Markdown。

    WHAT：tasks 任务分解表，targets 目标台账，deadlines 时限清单，brief 单位简报，matrix 责任矩阵，
    clauses 条款，search 检索结果，answer 问答，figures 数值，responsibilities 责任关系，bodies 单位名录，
    documents 文件目录，coverage 解析报告，compare 两份文件的比较（--document 写两次），all 全部台账。

    TEXT：brief 的单位、search 的检索词、answer 的问题。
    """
    from kb.exporting import ExportRequest, export_file

    limits = {name: options[name] for name in ("by", "kind", "role", "region", "mode", "sort")}
    request = ExportRequest(what, filters_of(options), text, **limits)
    written = export_file(open_kb(kb_path), request, output, format_)
    click.echo(f"已导出：{written}", err=True)


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@kb_option
@json_option
def check(file: Path, kb_path: Path, as_json: bool) -> None:
    """核对草稿（txt、md、docx）：引文、数字、责任单位、引用的文件和条款与原文是否一致。"""
    from kb.drafting import VERDICTS, check_draft, draft_record, read_draft

    result = check_draft(open_kb(kb_path), read_draft(file))
    if as_json:
        print_json(draft_record(result))
        return
    for item in result.items:
        click.echo(f"{VERDICTS[item.verdict]}\t{cell(item.text)}")
        if item.verdict == "contradicted":
            click.echo(f"\t{item.note}")
            if item.source_quote:
                click.echo(f"\t原文[{item.clause or item.document}]：{cell(item.source_quote)}")
    counts = "，".join(f"{label} {result.count(v)}" for v, label in VERDICTS.items())
    click.echo(f"共 {len(result.items)} 处：{counts}", err=True)


@click.command(cls=Command)
@click.argument("first")
@click.argument("second", required=False)
@kb_option
@json_option
def compare(first: str, second: str | None, kb_path: Path, as_json: bool) -> None:
    """比较两份文件：条款、指标、责任单位；只给一份时检查这份文件的指标。"""
    from kb.comparing import (
        compare_documents,
        comparison_lines,
        comparison_record,
        doubt_record,
        ledger_doubts,
    )

    knowledge_base = open_kb(kb_path)
    if second is None:
        doubts = ledger_doubts(knowledge_base, first)
        print_lines(map(doubt_record, doubts), as_json, ("kind", "path", "indicator", "note"))
        return
    comparison = compare_documents(knowledge_base, first, second)
    if as_json:
        print_json(comparison_record(comparison))
        return
    for line in comparison_lines(comparison):
        click.echo("\t".join(cell(value) for value in line))


@click.command(cls=Command)
@kb_option
@click.option("--count", default=20, show_default=True, type=click.IntRange(1, 2000), help="题数")
@click.option("--seed", default=1, show_default=True, type=int, help="随机编号：相同的编号出相同的卷")
@click.option("--types", multiple=True, help="题型：单选、多选、判断、填空、匹配、排序、简答（可用逗号隔开）")
@click.option(
    "--topics", multiple=True, help="考点：量化目标、责任分工、完成时限、任务举措、概念界定、引用文件"
)
@click.option("--difficulty", multiple=True, help="难度：易、中、难")
@click.option("--section", multiple=True, help="条款号：2.1 或 二、（一），含其下各条")
@filter_options
@click.option("--points", multiple=True, help="分值：单选=2,多选=3")
@click.option("--title", default="政策知识测试卷", show_default=True, help="卷名")
@click.option(
    "--format", "format_", default="", help="docx、xlsx、md、json、txt、moodle、gift、anki（默认看后缀）"
)
@click.option("--template", default="plain", help="纯文本的样式：plain、brackets、questions，或模板文件")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="写到这个文件")
@json_option
def quiz(
    kb_path: Path, format_: str, template: str, output: Path | None, as_json: bool, **options: Any
) -> None:
    """出试题：答案逐题由原文证明，可直接印卷或导入题库。"""
    from kb.quiz.command import paper_as_wished, write_paper
    from kb.quiz.printing import item_record

    paper = paper_as_wished(open_kb(kb_path), kb_path, filters_of(options), options)
    if as_json:
        for item in paper.items:
            print_json(item_record(item))
    else:
        write_paper(paper, format_, template, output)
    for note in paper.notes:
        click.echo(note, err=True)
