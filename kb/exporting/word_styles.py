"""The typography of official documents for Word: GB/T 9704-2012 《党政机关公文格式》.

Title in 2号小标宋, text in 3号仿宋, first-level headings in 黑体, second-level in 楷体; A4 with the
standard's margins; 28 points from line to line; page numbers as — 1 —.  The typefaces of the
standard are seldom installed everywhere, so the file names for each what may take its place.
"""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from lxml import etree

#: Typeface of the standard → what takes its place where it is missing, in this order.
FONTS = {
    "方正小标宋简体": "方正小标宋_GBK,小标宋,华文中宋,STZhongsong,Noto Serif CJK SC,宋体",
    "仿宋_GB2312": "仿宋,FangSong,华文仿宋,STFangsong,Noto Serif CJK SC,宋体",
    "楷体_GB2312": "楷体,KaiTi,华文楷体,STKaiti,Noto Serif CJK SC",
    "黑体": "SimHei,华文黑体,微软雅黑,Noto Sans CJK SC",
    "宋体": "SimSun,华文宋体,Noto Serif CJK SC",
}
TEXT_FONT = "仿宋_GB2312"
TITLE, TEXT, CELL, CELL_HEAD, NOTE = "公文标题", "公文正文", "表格文字", "表格表头", "公文注释"

#: GB/T 9704-2012 §5.2: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm on A4.
_SHORT, _LONG = Mm(210), Mm(297)
_TOP, _INNER, _OUTER, _BOTTOM = Mm(37), Mm(28), Mm(26), Mm(35)
#: Tables across the page take narrower margins: ten columns do not fit a 版心.
_WIDE_MARGIN = Mm(16)
#: 小五: ten columns across A4 stay readable; the space left and right of the words in a cell.
_CELL_POINTS, _CELL_MARGIN = 9, Mm(1)

#: name, base, typeface, points, bold, line spacing in points, first line indented by characters
_STYLES = (
    (TITLE, "方正小标宋简体", 22, False, 33, 0),
    (TEXT, "仿宋_GB2312", 16, False, 28, 2),
    (CELL, "仿宋_GB2312", _CELL_POINTS, False, 13, 0),
    (CELL_HEAD, "黑体", _CELL_POINTS, False, 13, 0),
    (NOTE, "仿宋_GB2312", 12, False, 20, 0),
)
_HEADINGS = (("Heading 1", "黑体", 16), ("Heading 2", "楷体_GB2312", 16), ("Heading 3", "仿宋_GB2312", 16))


def set_up(document: WordDocument, wide: bool) -> None:
    """Give a new document the page, the styles and the page numbers."""
    section = document.sections[0]
    section.page_width, section.page_height = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    margins = (_WIDE_MARGIN,) * 4 if wide else (_TOP, _OUTER, _BOTTOM, _INNER)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = margins
    for name, font, size, bold, spacing, indent in _STYLES:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _typeset(style, font, size, spacing, indent)
        style.font.bold = bold
    document.styles[TITLE].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles[CELL_HEAD].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name, font, size in _HEADINGS:
        style = document.styles[name]
        _typeset(style, font, size, 28, 2)
        style.font.bold = name == "Heading 3"
        style.font.color.rgb = None
        style.paragraph_format.keep_with_next = True
    _number_pages(section.footer.paragraphs[0])


def _typeset(style: ParagraphStyle, font: str, size: float, spacing: float, indent: int) -> None:
    style.font.name = font
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's typeface would win over the name
    for script in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = Pt(spacing)
    layout.first_line_indent = Pt(size * indent)


def _number_pages(paragraph: Paragraph) -> None:
    """— 1 — in the middle of the foot, 4号."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ").font.size = Pt(14)
    run = paragraph.add_run()
    run.font.size = Pt(14)
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:instrText" if code else "w:fldChar")
        if code:
            element.text = code
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
    paragraph.add_run(" —").font.size = Pt(14)


def cell_width(characters: int) -> Length:
    """The width of a cell for so many Chinese characters."""
    return Emu(int(Pt(_CELL_POINTS)) * characters + 2 * _CELL_MARGIN)


def narrow_cells(table: WordTable) -> None:
    """Less space beside the words than Word's 1.9 mm."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(int(_CELL_MARGIN.pt * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))  # the schema wants the margins before it
    properties.insert(len(properties) if look is None else properties.index(look), margins)


def save(document: WordDocument, stream: BinaryIO) -> None:
    """Save with a table of fonts that names what may take a missing typeface's place."""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == "word/fontTable.xml":
                content = _with_fonts(content)
            target.writestr(item.filename, content)


def _with_fonts(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for font in root.findall(qn("w:font")):
        if font.get(qn("w:name")) in FONTS:
            root.remove(font)
    for name, others in FONTS.items():
        font = etree.SubElement(root, qn("w:font"), {qn("w:name"): name})
        etree.SubElement(font, qn("w:altName"), {qn("w:val"): others})
        etree.SubElement(font, qn("w:charset"), {qn("w:val"): "86"})  # GB2312
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
