"""Segmenting: a document's text becomes clauses with their printed numbers, headings and sentences.

In: a ``Document`` and its cleaned text.  Out: a ``Segmentation`` whose clauses partition the text.
"""

from kb.segmenting.numbering import find_number, parse_number
from kb.segmenting.segmenter import segment
from kb.segmenting.sentences import split_sentences

__all__ = ["find_number", "parse_number", "segment", "split_sentences"]
