"""What all commands share: options, output, and errors in one Chinese sentence.

In: records and exceptions of the library.  Out: JSON or columns on standard output, one sentence on
standard error, exit status 1 (2 for misuse).
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click

from kb.errors import KnowledgeBaseError
from kb.settings import KB_DIRECTORY

if TYPE_CHECKING:
    from kb.indexing.knowledge_base import KnowledgeBase
    from kb.model import Filters


class ChineseHelp(click.HelpFormatter):
    """The help page with click's own words in Chinese."""

    _HEADINGS: ClassVar = {"Options": "选项", "Commands": "命令"}
    _WORDS = (("[default: ", "[默认："), ("[required]", "[必填]"))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{self._HEADINGS.get(heading, heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        for english, chinese in self._WORDS:
            rows = [(name, text.replace(english, chinese)) for name, text in rows]
        super().write_dl(rows, col_max, col_spacing)


class Context(click.Context):
    formatter_class = ChineseHelp


class Command(click.Command):
    """A command whose help page is in Chinese."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这个说明"
        return option


class Commands(Command, click.Group):
    """Translates the library's errors to one sentence and exit status 1, misuse to status 2."""

    command_class = Command

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
            limits = param.type if isinstance(param.type, click.IntRange) else None
            between = f"{limits.min}至{limits.max}之间的" if limits and limits.max else ""
            return f"{name} 应是{between or ('范围内的' if limits else '')}整数"
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
#: A year that a target can have.
YEAR = click.IntRange(1900, 2999)
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON（列表为每行一个）")


def filter_options(command: Any) -> Any:
    """``--bureau --sector --year --document``, each repeatable."""
    for option in (
        click.option("--document", "documents", multiple=True, help="文件标识"),
        click.option("--year", "years", multiple=True, type=YEAR, help="目标年份（四位数）"),
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


def print_json(record: Mapping[str, object]) -> None:
    """One JSON object on one line."""
    click.echo(json.dumps(record, ensure_ascii=False))


def print_lines(records: Iterable[Mapping[str, object]], as_json: bool, columns: tuple[str, ...]) -> None:
    """A listing: JSON Lines, or columns separated by tabs with a header and the count."""
    count = 0
    for count, record in enumerate(records, 1):
        if as_json:
            print_json(record)
            continue
        if count == 1:
            click.echo("\t".join(columns))
        click.echo("\t".join(cell(record.get(column)) for column in columns))
    if not as_json:
        hint = "" if count else "，没有符合条件的记录，可以去掉部分条件再试"
        click.echo(f"共 {count} 条{hint}", err=True)


def cell(value: object) -> str:
    """A value as one line of text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    return " ".join(str(value).split())
