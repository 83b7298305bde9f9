"""The command line: ``python indexer.py COMMAND``.

With ``--json`` a command prints one JSON object, a listing JSON Lines, and nothing else goes to
standard output.  Errors are one sentence on standard error and exit status 1 (2 for misuse).
"""

from __future__ import annotations

from pathlib import Path

import click

from kb import __version__
from kb.commands import COMMANDS
from kb.commands.terminal import Commands, kb_option


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="政策通", help="显示版本")
def cli() -> None:
    """政策通：把政府文件变成可以逐条查询、逐字引用的知识库。"""


@cli.command()
@kb_option
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口")
def serve(kb_path: Path, host: str, port: int) -> None:
    """启动网页。"""
    from web.serving import serve as serve_web

    serve_web(kb_path, host, port)


for command in COMMANDS:
    cli.add_command(command)


if __name__ == "__main__":
    cli()
