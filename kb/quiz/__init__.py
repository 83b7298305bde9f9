"""Quiz items that are true: made from what was tagged, proved by the text alone, drawn into papers.

``make_paper`` is the one verb; ``kb.quiz.formats`` writes a paper in the forms that platforms take.
"""
