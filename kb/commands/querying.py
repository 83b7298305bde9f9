"""Commands that ask the knowledge base: listings, search, answers, citations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from kb.commands.terminal import (
    YEAR,
    Command,
    filter_options,
    filters_of,
    json_option,
    kb_option,
    open_kb,
    print_json,
    print_lines,
)
from kb.model import Role, TargetKind

if TYPE_CHECKING:
    from kb.searching.ranking import Mode


@click.command(cls=Command)
@kb_option
@click.option("--document", help="只列这一份文件")
@json_option
def clauses(kb_path: Path, document: str | None, as_json: bool) -> None:
    """列出全部条款及其标注。"""
    from kb.records import clause_records

    records = clause_records(open_kb(kb_path), document)
    print_lines(records, as_json, ("id", "number", "heading"))


@click.command(cls=Command)
@kb_option
@click.option("--bureau", help="责任单位（简称、别名均可）")
@click.option("--role", type=click.Choice(get_args(Role)), help="责任方式")
@click.option("--document", help="只列这一份文件")
@json_option
def responsibilities(
    kb_path: Path, bureau: str | None, role: str | None, document: str | None, as_json: bool
) -> None:
    """列出责任单位。"""
    from kb.records import responsibility_records

    records = responsibility_records(open_kb(kb_path), bureau=bureau, role=role, document=document)
    print_lines(records, as_json, ("clause", "position", "bureau", "surface", "role", "source", "open_list"))


@click.command(cls=Command)
@kb_option
@click.option("--document", help="只列这一份文件")
@click.option("--year", type=YEAR, help="目标年份（四位数）")
@click.option("--kind", type=click.Choice(get_args(TargetKind)), help="类别")
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


@click.command(cls=Command)
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
@click.option(
    "--sort",
    type=click.Choice(["relevance", "document"]),
    default="relevance",
    show_default=True,
    help="排序",
)
@click.option("--offset", default=0, type=click.IntRange(min=0), help="跳过前面几条")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="条数")
@click.option("--explain", is_flag=True, help="说明每条为什么排在这里：命中的词、两路名次和得分")
@json_option
def search(query: str, kb_path: Path, mode: Mode, explain: bool, as_json: bool, **options: Any) -> None:
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


@click.command(cls=Command)
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


@click.command(cls=Command)
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
