"""From tagged clauses to a knowledge base on disk, and back.

``build`` writes a knowledge base, ``knowledge_base`` reads it, ``doctor`` examines it.  The
engines each have one home here: SQLAlchemy in ``schema`` and ``catalogue``, whoosh in
``fulltext``, the embedding models in ``embeddings``.  Nothing is imported at this level, so
that a command pays only for what it uses.
"""
