"""The command line: ``python indexer.py COMMAND``.  Commands only; the logic lives in ``kb``.

With ``--json`` a command prints one JSON object, a listing JSON Lines, and nothing else goes to
standard output.  Errors are one sentence on standard error and exit status 1 (2 for misuse).
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb import __version__
from kb.errors import KnowledgeBaseError
from kb.settings import CORPUS, KB_DIRECTORY, MODEL

if TYPE_CHECKING:
    from kb.indexing.knowledge_base import KnowledgeBase
    from kb.model import Filters


class Commands(click.Group):
    """Translates the library's errors to one sentence and exit status 1, misuse to status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else ctx.command_path
            click.echo(f"用法有误：{misuse(error)}（用法说明：{command} --help）", err=True)
            ctx.exit(2)
        except KnowledgeBaseError as error:
            click.echo(f"错误：{error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:  # piped to head
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


def misuse(error: click.UsageError) -> str:
    """What was wrong with the command line, in Chinese."""
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}"
    name = ""
    if isinstance(error, click.BadParameter) and error.param is not None:
        param = error.param
        name = param.opts[0] if isinstance(param, click.Option) else (param.human_readable_name or "")
        if isinstance(error, click.MissingParameter):
            return f"缺少 {name}"
        if isinstance(param.type, click.Choice):
            return f"{name} 只能是 {'、'.join(map(str, param.type.choices))}"
        if isinstance(param.type, click.types.IntParamType):
            return f"{name} 应是{'范围内的' if isinstance(param.type, click.IntRange) else ''}整数"
    found = re.search(r"No such command '(.*)'", error.message)
    if found:
        return f"没有命令 {found[1]}"
    return f"{name} {error.message}".strip()


kb_option = click.option(
    "--kb",
    "kb_path",
    type=click.Path(path_type=Path),
    default=lambda: Path(KB_DIRECTORY.value()),
    help=f"{KB_DIRECTORY.help}（默认 {KB_DIRECTORY.default}，或环境变量 {KB_DIRECTORY.name}）",
)
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON（列表为每行一个）")


def filter_options(command: Any) -> Any:
    """``--bureau --sector --year --document``, each repeatable."""
    for option in (
        click.option("--document", "documents", multiple=True, help="文件标识"),
        click.option("--year", "years", multiple=True, type=int, help="目标年份"),
        click.option("--sector", "sectors", multiple=True, help="领域"),
        click.option("--bureau", "bureaus", multiple=True, help="责任单位（简称、别名均可）"),
    ):
        command = option(command)
    return command


def filters_of(options: dict[str, Any]) -> Filters:
    """The filters that ``filter_options`` read."""
    from kb.model import Filters

    return Filters(options["bureaus"], options["sectors"], tuple(options["years"]), options["documents"])


def open_kb(path: Path) -> KnowledgeBase:
    """Open the knowledge base, or say how to build it."""
    from kb.indexing.knowledge_base import open_knowledge_base

    return open_knowledge_base(path)


def print_json(record: dict[str, Any]) -> None:
    """One JSON object on one line."""
    click.echo(json.dumps(record, ensure_ascii=False))


def print_lines(records: Iterable[dict[str, Any]], as_json: bool, columns: tuple[str, ...]) -> None:
    """A listing: JSON Lines, or columns separated by tabs with a header and the count."""
    count = 0
    for count, record in enumerate(records, 1):
        if as_json:
            print_json(record)
            continue
        if count == 1:
            click.echo("\t".join(columns))
        click.echo("\t".join(_cell(record.get(column)) for column in columns))
    if not as_json:
        hint = "" if count else "，没有符合条件的记录，可以去掉部分条件再试"
        click.echo(f"共 {count} 条{hint}", err=True)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    return " ".join(str(value).split())


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="政策通")
def cli() -> None:
    """政策通：把政府文件变成可以逐条查询、逐字引用的知识库。"""


@cli.command()
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


@cli.command()
@kb_option
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口")
def serve(kb_path: Path, host: str, port: int) -> None:
    """启动网页。"""
    from web.serving import serve as serve_web

    serve_web(kb_path, host, port)


@cli.command()
@kb_option
@click.option("--document", help="只列这一份文件")
@json_option
def clauses(kb_path: Path, document: str | None, as_json: bool) -> None:
    """列出全部条款及其标注。"""
    from kb.records import clause_records

    records = clause_records(open_kb(kb_path), document)
    print_lines(records, as_json, ("id", "number", "heading"))


@cli.command()
@kb_option
@click.option("--bureau", help="责任单位（简称、别名均可）")
@click.option("--role", type=click.Choice(["lead", "joint", "cooperating", "default"]), help="角色")
@click.option("--document", help="只列这一份文件")
@json_option
def responsibilities(
    kb_path: Path, bureau: str | None, role: str | None, document: str | None, as_json: bool
) -> None:
    """列出责任单位。"""
    from kb.records import responsibility_records

    records = responsibility_records(open_kb(kb_path), bureau=bureau, role=role, document=document)
    print_lines(records, as_json, ("clause", "position", "bureau", "surface", "role", "source", "open_list"))


@cli.command()
@kb_option
@click.option("--document", help="只列这一份文件")
@click.option("--year", type=int, help="目标年份")
@click.option(
    "--kind",
    type=click.Choice(["target", "threshold", "support", "fact", "count", "qualitative", "deadline"]),
    help="种类",
)
@json_option
def targets(kb_path: Path, document: str | None, year: int | None, kind: str | None, as_json: bool) -> None:
    """列出量化指标台账。"""
    from kb.records import target_records

    records = target_records(open_kb(kb_path), document=document, year=year, kind=kind)
    columns = (
        *("clause", "year", "indicator", "comparator", "value", "unit", "change", "baseline_year"),
        *("commitment", "kind"),
    )
    print_lines(records, as_json, columns)


@cli.command()
@click.argument("query")
@kb_option
@click.option(
    "--mode",
    type=click.Choice(["hybrid", "fulltext", "semantic"]),
    default="hybrid",
    show_default=True,
    help="检索方式",
)
@filter_options
@click.option("--sort", type=click.Choice(["relevance", "document"]), default="relevance", help="排序")
@click.option("--offset", default=0, type=click.IntRange(min=0), help="从第几条起")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="条数")
@click.option("--explain", is_flag=True, help="说明每条为什么排在这里：命中的词、两路名次和得分")
@json_option
def search(query: str, kb_path: Path, mode: str, explain: bool, as_json: bool, **options: Any) -> None:
    """检索条款。"""
    from kb.records import search_record
    from kb.searching import search as search_clauses

    filters = filters_of(options)
    paging = {name: options[name] for name in ("sort", "offset", "limit")}
    result = search_clauses(open_kb(kb_path), query, mode=mode, filters=filters, explain=explain, **paging)
    if as_json:
        print_json(search_record(result))
        return
    if result.by_meaning:
        click.echo(f"没有条款含有“{query}”这些词，以下条款只是意思相近：", err=True)
    for hit in result.hits:
        text = "".join(click.style(piece, bold=True) if on else piece for piece, on in hit.snippet)
        click.echo(f"{hit.rank:>3}. [{hit.clause}] {' '.join(text.split())}")
        for name, value in hit.explanation:
            click.echo(f"       {name}：{value}")
    click.echo(f"共 {result.total} 条", err=True)
    if result.suggestion:
        click.echo(f"您是不是要找：{result.suggestion}", err=True)


@cli.command()
@click.argument("question")
@kb_option
@json_option
def ask(question: str, kb_path: Path, as_json: bool) -> None:
    """回答问题：完整、准确、可引用；文件没有规定的，如实说没有。"""
    from kb.answering import ask as answer_question
    from kb.records import answer_record

    knowledge_base = open_kb(kb_path)
    answer = answer_question(knowledge_base, question)
    if as_json:
        print_json(answer_record(answer, knowledge_base))
        return
    click.echo(answer.answer)
    for note in answer.notes:
        click.echo(f"  · {note}")
    for citation in answer.citations:
        clause = knowledge_base.clause(citation.clause)
        click.echo(f"\n[{citation.clause}] {clause.number}{clause.heading}")
        click.echo(f"  {' '.join(citation.quote.split())}")
    if answer.reading:
        click.echo(f"\n（{answer.reading}）")
    for suggestion in answer.suggestions:
        click.echo(f"  可以再问：{suggestion}")


@cli.command()
@click.argument("clause", required=False)
@click.option("--find", "text", help="由引文找到条款")
@click.option(
    "--style",
    type=click.Choice(["official", "gbt7714", "markdown", "quote", "footnote"]),
    default="official",
    show_default=True,
    help="引用格式",
)
@kb_option
@json_option
def cite(clause: str | None, text: str | None, style: str, kb_path: Path, as_json: bool) -> None:
    """给出条款的规范引用；--find 由引用反查条款。"""
    from kb.citing import citation, find_clause

    if (clause is None) == (text is None):
        raise click.UsageError("请给出条款标识，或用 --find 给出引文（二者选一）。")
    knowledge_base = open_kb(kb_path)
    found = find_clause(knowledge_base, text if text is not None else clause or "")  # finds ids, too
    written = citation(knowledge_base, found, style)
    if as_json:
        record = {"clause": found.id, "path": found.path, "document": found.document}
        print_json(record | {"style": style, "text": written})
    else:
        click.echo(written if text is None else f"{found.id}\t{written}")


@cli.command()
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

        chart.write_bytes(matrix_svg(made, f"责任单位与{BY_NAMES[made.by]}"))
    if as_json:
        print_json(matrix_record(made))
        return
    click.echo("\t".join(("责任单位", *(column.name for column in made.columns), "任务数")))
    for row in made.rows:
        counts = (str(made.count(row, column) or "") for column in made.columns)
        click.echo("\t".join((row.name, *counts, str(len(row.clauses)))))
    click.echo(f"责任单位 {len(made.rows)} 个，任务 {made.total} 项", err=True)


@cli.command("export")
@click.argument("what")
@click.argument("text", required=False, default="")
@kb_option
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="写到这个文件")
@click.option("--format", "format_", default="", help="xlsx、docx、csv、json、md（默认看文件名后缀）")
@filter_options
@click.option("--by", default="field", help="矩阵的横向：field、sector、section、body")
@click.option("--kind", default="", help="只要这一种目标，如 target、qualitative、deadline")
@click.option("--role", default="", help="只要这一种责任方式：lead、joint、cooperating、default")
@click.option("--mode", default="hybrid", help="检索方式")
@click.option("--sort", default="relevance", help="排序：relevance、document")
def export_command(what: str, text: str, kb_path: Path, output: Path, format_: str, **options: Any) -> None:
    """导出台账和清单：Excel、Word、CSV、JSON、Markdown。

    WHAT：tasks 任务分解表，targets 目标台账，deadlines 时限清单，brief 单位简报，matrix 责任矩阵，
    clauses 条款，search 检索结果，answer 问答，figures 数值，responsibilities 责任关系，bodies 单位名录，
    documents 文件目录，coverage 解析报告，compare 两份文件的比较（--document 写两次），all 全部台账。

    TEXT：brief 的单位、search 的检索词、answer 的问题。
    """
    from kb.exporting import ExportRequest, export_file

    limits = {name: options[name] for name in ("by", "kind", "role", "mode", "sort")}
    request = ExportRequest(what, filters_of(options), text, **limits)
    written = export_file(open_kb(kb_path), request, output, format_)
    click.echo(f"已导出：{written}", err=True)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@kb_option
@json_option
def check(file: Path, kb_path: Path, as_json: bool) -> None:
    """核对草稿（txt、md、docx）：引文、数字、责任单位、引用的文件和条款与原文是否一致。"""
    from kb.drafting import check_draft, draft_record, read_draft

    result = check_draft(open_kb(kb_path), read_draft(file))
    if as_json:
        print_json(draft_record(result))
        return
    verdicts = {"consistent": "一致", "contradicted": "不一致", "not_found": "未找到"}
    for item in result.items:
        click.echo(f"{verdicts[item.verdict]}\t{_cell(item.text)}")
        if item.verdict == "contradicted":
            click.echo(f"\t{item.note}")
            if item.source_quote:
                click.echo(f"\t原文[{item.clause or item.document}]：{_cell(item.source_quote)}")
    counts = "，".join(f"{label} {result.count(v)}" for v, label in verdicts.items())
    click.echo(f"共 {len(result.items)} 处：{counts}", err=True)


@cli.command()
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
        click.echo("\t".join(_cell(cell) for cell in line))


@cli.command()
@kb_option
@click.option("--count", default=20, show_default=True, type=click.IntRange(1, 2000), help="题数")
@click.option("--seed", default=1, show_default=True, type=int, help="种子：相同的种子出相同的卷")
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


@cli.command()
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
    "--mode", type=click.Choice(["hybrid", "fulltext", "semantic"]), default="hybrid", help="检索方式"
)
@click.option("--model", default=MODEL.value, help=MODEL.help)
@json_option
def evaluate(corpus: Path, queries: Path, qrels: Path, mode: str, model: str, as_json: bool) -> None:
    """在任意评测集（BEIR、TREC 格式）上测量检索效果。"""
    from kb.evaluation import evaluate as measure
    from kb.records import measures_record

    record = measures_record(measure(corpus, queries, qrels, mode=mode, model=model))
    if as_json:
        print_json(record)
    else:
        for name, value in record.items():
            click.echo(f"{name:<16}{value}")


@cli.command()
@kb_option
@click.option("--document", help="只看这一份文件")
@json_option
def coverage(kb_path: Path, document: str | None, as_json: bool) -> None:
    """报告没有读懂的地方：未归类的数字、认不出的单位、编号异常等。"""
    from kb.records import coverage_records

    records = coverage_records(open_kb(kb_path), document)
    print_lines(records, as_json, ("document", "kind", "path", "text", "note"))


@cli.command()
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


if __name__ == "__main__":
    cli()
