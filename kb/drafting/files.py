"""Reads a draft from a file: plain text, Markdown or Word (.docx); macros are never touched.

In: a path, or a name and bytes as a browser sends them.  Out: the text with ``\\n`` line ends.
``InvalidQuery`` says in one sentence what to do with a file that cannot be used.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from kb.errors import InvalidQuery
from kb.reading.decoding import decode

#: A draft is a document of some pages; a library belongs into the knowledge base.
LONGEST_FILE = 4_000_000  # bytes
LONGEST_DRAFT = 200_000  # characters, three hours of reading
#: What a .docx may unpack to: a small file that unpacks to gigabytes is no draft.
LONGEST_UNPACKED = 64_000_000
FORMATS = (".txt", ".md", ".docx")

_MARKDOWN = re.compile(r"^#{1,6}[ \t]+|\*\*|__|^[ \t]*>[ \t]?", re.MULTILINE)


def read_draft(path: Path) -> str:
    """The text of a draft; raises InvalidQuery."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LONGEST_FILE else b""
    except OSError as error:
        raise InvalidQuery(f"草稿 {path.name} 读不出来，请检查路径和访问权限。") from error
    if size > LONGEST_FILE:
        raise InvalidQuery(_too_long(path.name, f"{size / 1e6:.1f} MB"))
    return draft_text(path.name, data)


def draft_text(name: str, data: bytes) -> str:
    """The text of a draft's bytes; the format is told by the name's ending. Raises InvalidQuery."""
    suffix = Path(name).suffix.lower()
    if len(data) > LONGEST_FILE:
        raise InvalidQuery(_too_long(name, f"{len(data) / 1e6:.1f} MB"))
    if suffix not in FORMATS:
        raise InvalidQuery(f"草稿 {name} 的格式不支持，请另存为 {'、'.join(FORMATS)} 后再核对。")
    text = _word_text(name, data) if suffix == ".docx" else _plain_text(name, data)
    if suffix == ".md":
        text = _MARKDOWN.sub("", text)
    return checked(text, name)


def checked(text: str, name: str = "草稿") -> str:
    """The text itself, when it can be checked; raises InvalidQuery when empty or too long."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not text.strip():
        raise InvalidQuery(f"{name} 里没有文字，请粘贴或选择有内容的草稿。")
    if len(text) > LONGEST_DRAFT:
        raise InvalidQuery(_too_long(name, f"{len(text):,} 字"))
    return text


def _too_long(name: str, size: str) -> str:
    return f"{name} 太长（{size}），一次最多核对 {LONGEST_DRAFT:,} 字，请分开核对。"


def _plain_text(name: str, data: bytes) -> str:
    text = decode(data)
    if text is None:
        raise InvalidQuery(f"草稿 {name} 不是文本文件，请存为 UTF-8 编码的文本或 .docx 后再核对。")
    return text


def _word_text(name: str, data: bytes) -> str:
    """Paragraphs and table cells in the order of the document."""
    from docx import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    _check_package(name, data)
    try:
        document = Document(io.BytesIO(data))
        lines: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Paragraph):
                lines.append(block.text)
            elif isinstance(block, Table):
                lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
    except Exception as error:  # python-docx raises whatever lxml, zipfile or its own parts raise
        raise InvalidQuery(_no_word(name)) from error
    return "\n".join(lines)


def _check_package(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(part.file_size for part in package.infolist())
            broken = "word/document.xml" not in package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise InvalidQuery(_no_word(name)) from error
    if unpacked > LONGEST_UNPACKED:
        raise InvalidQuery(_too_long(name, f"解压后 {unpacked / 1e6:.0f} MB"))
    if broken:
        raise InvalidQuery(_no_word(name))


def _no_word(name: str) -> str:
    return f"{name} 不是可读的 Word 文档（.docx），请在 Word 或 WPS 中另存为 .docx 后再核对。"
