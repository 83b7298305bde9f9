"""Files to documents: reading the corpus, its metadata and what is printed around a text.

The verb is ``kb.reading.corpus.read_corpus``.  Nothing is imported here: answering needs the
places alone, and a question asked once must not wait for the readers of web pages.
"""
