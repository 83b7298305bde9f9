"""Papers for Word and Excel.

In: a paper.  Out: the bytes of a .docx (the paper, then on a new page its key) or of an .xlsx (a sheet of
items as question banks take them).
"""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from docx import Document as WordDocument
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from kb.quiz.items import DIFFICULTIES, TOPICS, TYPE_NAMES, Item, Paper
from kb.quiz.printing import LETTERS, answer_text, instructions, option_lines, part_heading, stem_text

#: Columns of the sheet after the options.
_HEAD = ("序号", "题型", "题干")
_TAIL = ("答案", "解析", "难度", "考点", "分值", "条款", "原文", "编号")


def to_docx(paper: Paper) -> bytes:
    """The paper for printing, and the key on a page of its own."""
    word = WordDocument()
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    _title(word, paper.title)
    _line(word, instructions(paper), centred=True)
    _line(word, "姓名：____________　　单位：____________________　　得分：________", centred=True)
    number = 0
    for part, (type_, items) in enumerate(paper.parts(), 1):
        _heading(word, part_heading(part, type_, items, paper))
        for item in items:
            number += 1
            _line(word, f"{number}. {stem_text(item)}", keep=bool(item.options))
            for line in option_lines(item):
                _line(word, line, indent=True)
            for _ in range(3 if item.type == "short_answer" else 0):
                _line(word, "")
    word.add_page_break()
    _key(word, paper)
    return _bytes(word)


def _key(word: WordFile, paper: Paper) -> None:
    _title(word, "参考答案与解析")
    number = 0
    for part, (type_, items) in enumerate(paper.parts(), 1):
        _heading(word, part_heading(part, type_, items, paper))
        for item in items:
            number += 1
            _line(word, f"{number}. {answer_text(item)}", bold=True, keep=True)
            for line in item.explanation.split("\n"):
                _line(word, line, indent=True)


def _title(word: WordFile, text: str) -> None:
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = True, Pt(18)


def _heading(word: WordFile, text: str) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(text)
    run.bold, run.font.size = True, Pt(13)


def _line(
    word: WordFile,
    text: str,
    *,
    centred: bool = False,
    indent: bool = False,
    bold: bool = False,
    keep: bool = False,
) -> None:
    paragraph = word.add_paragraph()
    paragraph.add_run(text).bold = bold
    form = paragraph.paragraph_format
    form.space_after = Pt(3)
    form.keep_with_next = keep
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indent:
        form.left_indent = Pt(22)


def _bytes(word: WordFile) -> bytes:
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def to_xlsx(paper: Paper) -> bytes:
    """One row per item; options in columns of their own, a matching item's left column inside its stem."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("试题")
    width = max((len(item.options) for item in paper.items), default=4)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    head = [*_HEAD, *(f"选项{LETTERS[n]}" for n in range(width)), *_TAIL]
    sheet.write_row(0, 0, head, bold)
    for number, item in enumerate(paper.items, 1):
        sheet.write_row(number, 0, _row(paper, item, number, width), wrapped)
    for column, size in ((0, 6), (1, 12), (2, 60)):
        sheet.set_column(column, column, size)
    sheet.set_column(3, 2 + width, 18)
    sheet.set_column(4 + width, 4 + width, 60)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()


def _row(paper: Paper, item: Item, number: int, width: int) -> list[str | int]:
    prompts = "".join(f"\n{n}. {prompt}" for n, prompt in enumerate(item.prompts, 1))
    options = [*item.options, *[""] * (width - len(item.options))]
    asked = (number, TYPE_NAMES[item.type], stem_text(item) + prompts)
    key = (answer_text(item), item.explanation, DIFFICULTIES[item.difficulty], TOPICS[item.topic])
    return [*asked, *options, *key, paper.worth(item), item.clause, item.quote, item.id]
