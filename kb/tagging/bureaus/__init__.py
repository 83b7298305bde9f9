"""Who is responsible: bodies' names, responsibility lists and sentences, and a user's words for them.

The verbs are ``tagger.tag_assignments`` and ``resolve.find_bodies``; nothing is imported here, so
that understanding a question does not load the tagger.
"""
