"""Files to documents: reading the corpus, its metadata and what is printed around a text."""

from kb.reading.corpus import Corpus, read_corpus
from kb.reading.envelope import Envelope, read_envelope
from kb.reading.markdown_text import render_markdown

__all__ = ["Corpus", "Envelope", "read_corpus", "read_envelope", "render_markdown"]
