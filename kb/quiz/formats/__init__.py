"""A paper in the forms that people print and platforms import.

In: a paper and the name of a format.  Out: bytes, with the file's suffix and MIME type.  Every format
carries the same items; what a platform cannot show (ordering in Moodle's GIFT) is written as the nearest
kind that it can (matching).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kb.errors import InvalidQuery
from kb.quiz.items import Paper


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a paper."""

    name: str
    label: str
    suffix: str
    mime: str
    write: Callable[[Paper], bytes]


def _docx(paper: Paper) -> bytes:
    from kb.quiz.formats.office import to_docx

    return to_docx(paper)


def _xlsx(paper: Paper) -> bytes:
    from kb.quiz.formats.office import to_xlsx

    return to_xlsx(paper)


def _markdown(paper: Paper) -> bytes:
    from kb.quiz.formats.text import to_markdown

    return to_markdown(paper).encode()


def _json(paper: Paper) -> bytes:
    from kb.quiz.formats.text import to_json

    return to_json(paper).encode()


def _text(paper: Paper) -> bytes:
    from kb.quiz.formats.text import to_text

    return to_text(paper).encode()


def _moodle(paper: Paper) -> bytes:
    from kb.quiz.formats.moodle import to_moodle_xml

    return to_moodle_xml(paper)


def _gift(paper: Paper) -> bytes:
    from kb.quiz.formats.moodle import to_gift

    return to_gift(paper).encode()


def _anki(paper: Paper) -> bytes:
    from kb.quiz.formats.anki import to_apkg

    return to_apkg(paper)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("docx", "Word 试卷与答案", "docx", _WORD, _docx),
        Format("xlsx", "Excel 题库", "xlsx", _EXCEL, _xlsx),
        Format("md", "Markdown", "md", "text/markdown", _markdown),
        Format("json", "JSON", "json", "application/json", _json),
        Format("txt", "纯文本", "txt", "text/plain", _text),
        Format("moodle", "Moodle XML", "xml", "application/xml", _moodle),
        Format("gift", "GIFT", "gift", "text/plain", _gift),
        Format("anki", "Anki 卡片", "apkg", "application/octet-stream", _anki),
    )
}


def render(paper: Paper, name: str) -> bytes:
    """The paper in that format; raises InvalidQuery for one that is not known."""
    if name not in FORMATS:
        raise InvalidQuery(f"没有“{name}”这种格式，可用的有：{'、'.join(FORMATS)}。")
    return FORMATS[name].write(paper)
