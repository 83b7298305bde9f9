"""Real footnotes in Word documents: python-docx reads and writes none, so their part is made here.

In: a paragraph and the text of its note.  Out: the mark in the paragraph, and a footnotes part
(ECMA-376 §11.3.7) beside the document's own, with the two separators that Word wants first.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

_TEXT, _MARK = "footnote text", "footnote reference"
#: Word's own footnotes: the line above the notes, and the longer one above a note carried over.
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


def add_footnotes(document: WordDocument, paragraph: Paragraph, notes: Sequence[str], font: str) -> None:
    """Put the marks of these notes at the end of a paragraph; call it once a document."""
    if not notes:
        return
    text = document.styles.add_style(_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    text.font.size = Pt(9)
    text.font.name = font
    text.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    mark = document.styles.add_style(_MARK, WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
    for kind, number in _SEPARATORS:
        note = _note(root, number)
        note.set(qn("w:type"), kind)
        etree.SubElement(etree.SubElement(etree.SubElement(note, qn("w:p")), qn("w:r")), qn(f"w:{kind}"))
    for number, words in enumerate(notes, 1):
        if number > 1:
            paragraph.add_run("，").font.superscript = True  # ¹，² is not ¹²
        _refer(paragraph, number, mark.style_id)
        _write(_note(root, number), words, text.style_id, mark.style_id)
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, content, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _note(root: etree._Element, number: int) -> etree._Element:
    return etree.SubElement(root, qn("w:footnote"), {qn("w:id"): str(number)})


def _refer(paragraph: Paragraph, number: int, style: str) -> None:
    run = paragraph.add_run()
    run._r.get_or_add_rPr().insert(0, _styled("w:rStyle", style))
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def _write(note: etree._Element, words: str, text: str, mark: str) -> None:
    """The mark again, a blank, and the words."""
    paragraph = etree.SubElement(note, qn("w:p"))
    etree.SubElement(paragraph, qn("w:pPr")).append(_styled("w:pStyle", text))
    first = etree.SubElement(paragraph, qn("w:r"))
    etree.SubElement(first, qn("w:rPr")).append(_styled("w:rStyle", mark))
    etree.SubElement(first, qn("w:footnoteRef"))
    run = etree.SubElement(paragraph, qn("w:r"))
    written = etree.SubElement(run, qn("w:t"))
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    written.text = f" {words}"


def _styled(name: str, style: str) -> etree._Element:
    return etree.Element(qn(name), {qn("w:val"): style})
