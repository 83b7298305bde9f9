"""Who is responsible: bodies' names, responsibility lists and sentences, and a user's words for them."""

from kb.tagging.bureaus.tagger import tag_assignments, tag_lists

__all__ = ["tag_assignments", "tag_lists"]
