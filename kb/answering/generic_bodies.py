"""Bodies that a law names by kind only: 市场监督管理部门 for whoever asks about 市场监管部门.

In: a mention of the question and the bodies of the document asked about.  Out: the mention read as
the document's own generic body, where just one has the same field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.tagging.bureaus.asking import ask
from kb.tagging.bureaus.names import Body
from kb.tagging.bureaus.resolve import Mention, Resolution

_BY_KIND = ("部门", "机关", "机构")


def called_by_kind(mention: Mention, own: Sequence[Body]) -> Mention:
    """The same mention, as the generic body of its field; as it was where there is none.

    A mention that names one of the document's own bodies, or a body of a place, stays.
    """
    if mention.resolution.status == "one" and mention.resolution.bodies[0] in own:
        return mention
    asked = ask(mention.text)
    if asked is None or asked.place is not None or not asked.families:
        return mention
    found = [b for b in own if b.name.endswith(_BY_KIND) and _same_field(b.name, asked.families)]
    if len(found) != 1:
        return mention
    return replace(mention, resolution=Resolution("one", (found[0],), found[0].name))


def _same_field(name: str, families: Sequence[str]) -> bool:
    read = ask(name)
    return read is not None and bool(set(read.families) & set(families))
