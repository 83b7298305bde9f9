"""What is known about a document, from the surest source to the least sure.

A manifest or front matter is believed first, then a web page's own table, then what is printed
in the text (:mod:`kb.reading.envelope`), then the optional first line ``# title | issuer | number | source``,
and last the file's name.  What had to be guessed is said in ``Document.notes``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from kb.document_numbers import normalise
from kb.layout import header_fields
from kb.model import Document
from kb.reading.dates import read_date
from kb.reading.envelope import Envelope, read_envelope
from kb.reading.manifest import Metadata
from kb.reading.places import region_guessed, region_in_title, region_named
from kb.titles import looks_like_title, title_number

_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Header:
    """The optional first line of a text file: ``# title | issuer | number | source``."""

    title: str = ""
    issuer: str = ""
    number: str = ""
    source: str = ""
    end: int = 0  # where the document itself begins


@dataclass(frozen=True, slots=True)
class Known:
    """A file's text with everything that was said about it from outside."""

    path: Path
    id: str  # as given; empty when it is to be made from the file's name
    text: str
    sha256: str
    said: Metadata = field(default_factory=Metadata)  # manifest or front matter
    page: dict[str, str] = field(default_factory=dict)  # a web page's table
    header: Header = field(default_factory=Header)
    notes: tuple[str, ...] = ()


def from_header(text: str) -> Header:
    """The fields of a first line ``# title | issuer | number | source``, which stays in the text."""
    line, _, _ = text.partition("\n")
    fields = header_fields(line)
    if not fields:
        return Header()
    title, issuer, number, source = fields
    return Header(title, issuer, normalise(number) or "", source, min(len(line) + 1, len(text)))


def describe(known: Known, document_id: str, text: str, position: int, parts: int) -> Document:
    """The document with id ``document_id``: part ``position`` of ``parts`` in its file."""
    first = position == 0
    said = known.said if first else Metadata(source=known.said.source)
    header = known.header if first else from_header(text)
    page = known.page if first else {}
    envelope = read_envelope(text[header.end :])
    notes = list(known.notes) if first else []
    if parts > 1:
        notes.append(f"文件 {known.path.name} 中有 {parts} 份文件，这是第 {position + 1} 份")
    title = _title(said, page, envelope, header, known.path, notes)
    issuer = said.issuer or page.get("issuer") or _printed(envelope, "issuer") or header.issuer
    number = said.number or page.get("number", "") or _printed(envelope, "number") or header.number
    return Document(
        id=document_id,
        title=title,
        text=text,
        issuer=issuer,
        number=(normalise(number) or number) if number else title_number(title)[1],
        date=said.date
        or read_date(page.get("date", ""))
        or _printed(envelope, "date")
        or read_date(page.get("published", "")),
        region=said.region or _region(issuer, title, text[header.end :], notes),
        source=said.source or page.get("source", "") or header.source,
        sha256=known.sha256,
        notes=tuple(notes),
    )


def _title(
    said: Metadata, page: dict[str, str], envelope: Envelope, header: Header, path: Path, notes: list[str]
) -> str:
    if said.title:
        return said.title
    if page.get("title"):
        return page["title"]
    if envelope.title:
        return envelope.title.text
    if header.title:
        # 中文标题 / English translation: the half that is a title in Chinese
        halves = [half.strip() for half in header.title.split(" / ")]
        chinese = [
            half for half in halves if _HAN.search(half) and (looks_like_title(half) or len(halves) == 1)
        ]
        if not _HAN.search(halves[-1]) and not chinese:
            notes.append(f"标题“{halves[-1]}”不是中文，引用和试题都用它，请在清单中补上中文的 title")
        return chinese[0] if chinese else halves[-1]
    notes.append(f"正文中没有找到标题，暂用文件名“{path.stem}”作标题，请在清单中补上 title")
    return path.stem


def _region(issuer: str, title: str, text: str, notes: list[str]) -> str:
    certain = region_named(issuer) or region_in_title(title)
    if certain:
        return certain
    guessed = region_guessed(text)
    if guessed:
        notes.append(f"没有登记地区，按正文推断为{guessed}，如不对请在清单中填写 region")
    return guessed


def _printed(envelope: Envelope, name: str) -> str:
    part = getattr(envelope, name)
    return part.text if part else ""
