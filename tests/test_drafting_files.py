"""Drafts as files: text, Markdown and Word, and what is no draft."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from kb.drafting.files import LONGEST_DRAFT, LONGEST_FILE, draft_text, read_draft
from kb.errors import InvalidQuery

LINE = "到2025年，非化石能源消费比重达到12%。"


def word(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A Word document of some paragraphs and, behind them, a table."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    """A zip file of some parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return file.getvalue()


def with_macro(data: bytes) -> bytes:
    """The same Word document with a macro project inside."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return package(parts | {"word/vbaProject.bin": b'Sub AutoOpen()\nShell "calc"\nEnd Sub'})


READ = [
    ("a.txt", LINE.encode(), LINE),
    ("a.TXT", LINE.encode("utf-8-sig"), LINE),
    ("a.txt", LINE.encode("gb18030"), LINE),
    ("a.txt", f"{LINE}\r\n{LINE}".encode(), f"{LINE}\n{LINE}"),
    ("a.md", f"# 目标\n\n> **{LINE}**\n".encode(), f"目标\n\n{LINE}\n"),
    ("a.docx", word("目标", LINE), f"目标\n{LINE}"),
    ("a.docx", with_macro(word(LINE)), LINE),
    ("a.docx", word("表", table=(("指标", "目标"), ("漏损率", "8%"))), "表\n指标\t目标\n漏损率\t8%"),
]


@pytest.mark.parametrize(("name", "data", "text"), READ)
def test_a_draft_is_read(name: str, data: bytes, text: str) -> None:
    assert draft_text(name, data) == text


BOMB = package({"word/document.xml": b"0" * 70_000_000})
REFUSED = [
    ("a.txt", b"", "没有文字"),
    ("a.docx", word(""), "没有文字"),
    ("a.docx", LINE.encode(), "不是可读的 Word 文档"),
    ("a.docx", b"", "不是可读的 Word 文档"),
    ("a.docx", package({"hello.txt": b"hello"}), "不是可读的 Word 文档"),
    ("a.docx", package({"word/document.xml": b"<broken"}), "不是可读的 Word 文档"),
    ("a.docx", word(LINE)[:-200], "不是可读的 Word 文档"),
    ("a.docx", BOMB, "太长"),
    ("a.docm", word(LINE), "格式不支持"),
    ("a.doc", b"\xd0\xcf\x11\xe0", "格式不支持"),
    ("a", LINE.encode(), "格式不支持"),
    ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff\xfe\xfd" * 20, "不是文本文件"),
    ("a.txt", b"a" * 5_000_000, "太长"),
    ("a.txt", ("目" * (LONGEST_DRAFT + 1)).encode(), "太长"),
]


@pytest.mark.parametrize(
    ("name", "data", "said"), REFUSED, ids=[f"{r[2]}-{n}" for n, r in enumerate(REFUSED)]
)
def test_what_is_no_draft_is_refused_in_one_sentence(name: str, data: bytes, said: str) -> None:
    with pytest.raises(InvalidQuery, match=said) as raised:
        draft_text(name, data)
    assert str(raised.value).endswith("。")
    assert "\n" not in str(raised.value)


def test_a_file_is_read_and_a_long_one_is_not(tmp_path: Path) -> None:
    draft = tmp_path / "草稿.docx"
    draft.write_bytes(word(LINE))
    assert read_draft(draft) == LINE
    long = tmp_path / "long.txt"
    long.write_bytes(b"1" * (LONGEST_FILE + 1))
    with pytest.raises(InvalidQuery, match=r"long\.txt 太长"):
        read_draft(long)
    with pytest.raises(InvalidQuery, match="读不出来"):
        read_draft(tmp_path / "missing.txt")
