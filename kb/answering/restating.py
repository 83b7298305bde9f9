"""Brings a plain question into the words that slots read: bodies, sections and documents in full.

In: the question without what stands around it.  Out: the same question where 发改和财政 are bodies
and 工业领域碳达峰那一块 is the heading of its section, and the documents that 湖南那份文件 may mean.
"""

from __future__ import annotations

from dataclasses import replace

from kb.answering.bare_bodies import parted, spelled_out
from kb.answering.document_hints import Pointed, pointed_documents
from kb.answering.library import Library
from kb.answering.phrasing import rephrased
from kb.answering.section_hints import sections_in_full


def restated(text: str, library: Library) -> Pointed:
    """The question in full names, and the documents that it points at."""
    pointed = pointed_documents(spelled_out(rephrased(text), library), library)
    return replace(pointed, text=parted(sections_in_full(pointed.text, library), library))
