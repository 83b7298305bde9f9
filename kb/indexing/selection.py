"""Filter values as users write them, read as values that the knowledge base knows.

In: a value and the known ones.  Out: the known value (or values) meant.  What is unknown is an
error that names the value and the nearest known ones: a filter that silently finds nothing
would look like an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from kb.errors import InvalidQuery
from kb.indexing.bodies import BodyRecord
from kb.model import Document

#: Known values named in an error.
SHOWN = 5

#: Characters of the longest name of a body; anything longer is no name.
_LONGEST_NAME = 60

#: Characters of an unknown value repeated in an error: 「…」 stands for the rest.
_REPEATED = 40

#: The value of the region filter that means documents of no region.
NATIONWIDE = "全国"

#: A body is a name and a region: 市能源局 of 山西省晋中市.
BodyKey = tuple[str, str]


def bodies_named(value: str, known: Sequence[BodyRecord]) -> tuple[BodyKey, ...]:
    """The bodies that ``value`` names; empty if none is known by it.

    A canonical name means every body of that name, in whatever region.  Anything else is read
    as an alias (市发改委, 晋中市能源局, 能源局); raises InvalidQuery when it may mean several.
    """
    wanted = value.strip()
    exact = tuple((body.name, body.region) for body in known if body.name == wanted)
    if exact or not 0 < len(wanted) <= _LONGEST_NAME:
        return exact
    from kb.tagging.bureaus.resolve import resolve

    resolution = resolve(wanted, [body.body for body in known])
    found = tuple((body.name, body.region) for body in resolution.bodies)
    if resolution.status == "many" and len({name for name, _ in found}) > 1:
        named = (f"{name}（{region}）" if region else name for name, region in found)
        choices = "、".join(dict.fromkeys(named))
        raise InvalidQuery(f"「{quoted(value)}」可以指多个单位：{choices}，请写明是哪一个")
    return () if resolution.status == "none" else found


def unknown_body(value: str, known: Sequence[BodyRecord]) -> str:
    """The sentence that says that no known body is called ``value``."""
    names = {spelling: body.name for body in known for spelling in (*body.surfaces, body.name)}
    return _unknown("责任单位", value, names, [body.name for body in known])


def sector_named(value: str, known: Iterable[tuple[str, str]]) -> str:
    """The sector, of either level, that ``value`` names; raises InvalidQuery."""
    from kb.tagging.sectors import sector_named as read_sector
    from kb.tagging.sectors import taxonomy

    wanted = value.strip()
    names = {name: name for pair in known for name in pair}
    for parent, sectors in taxonomy().items():
        names.update({name: name for name in (parent, *sectors)})
    if wanted in names:
        return wanted
    read = read_sector(wanted)
    if read is not None:
        return read[1] or read[0]
    raise InvalidQuery(_unknown("领域", value, names, [parent for parent, _ in known]))


def document_named(value: str, documents: Sequence[Document]) -> str:
    """The id of the document with that id or title; raises InvalidQuery."""
    wanted = value.strip().strip("《》")
    names = {name: document.id for document in documents for name in (document.title, document.id)}
    if wanted in names:
        return names[wanted]
    raise InvalidQuery(unknown_document(value, documents))


def documents_of_region(value: str, documents: Sequence[Document]) -> list[str]:
    """The ids of the documents of a region by the whole of its name or a part: 山西 → 山西省, 山西省晋中市.

    全国 means those of no region.  Raises InvalidQuery where there are none.
    """
    wanted = value.strip()
    if wanted == NATIONWIDE:
        found = [document.id for document in documents if not document.region]
    else:
        found = [d.id for d in documents if len(wanted) > 1 and wanted in d.region]
    if not found:
        names = {part: d.region for d in documents if d.region for part in (d.region, d.region[:2])}
        raise InvalidQuery(_unknown("地区", value, names, [d.region for d in documents if d.region]))
    return found


def unknown_document(value: str, documents: Sequence[Document]) -> str:
    """The sentence that says that no document has that id or title."""
    names = {name: document.id for document in documents for name in (document.title, document.id)}
    return _unknown("文件", value, names, [document.id for document in documents])


def year_named(value: int, known: Sequence[int]) -> int:
    """The year, if some target is due in it; raises InvalidQuery."""
    if value in known:
        return value
    near = sorted(sorted(known, key=lambda year: abs(year - value))[:SHOWN])
    years = f"相近的有：{'、'.join(map(str, near))}" if near else "其中没有带年份的目标"
    raise InvalidQuery(f"知识库中没有 {value} 年的目标，{years}")


def _unknown(kind: str, value: str, names: dict[str, str], examples: Sequence[str]) -> str:
    close = get_close_matches(value.strip()[:_REPEATED], list(names), n=SHOWN, cutoff=0.4)
    near = list(dict.fromkeys(names[name] for name in close))
    shown = near or list(dict.fromkeys(examples))[:SHOWN]
    if not shown:
        return f"知识库中没有{kind}「{quoted(value)}」"
    return (
        f"知识库中没有{kind}「{quoted(value)}」，{'相近的有' if near else '已有的例如'}：{'、'.join(shown)}"
    )


def quoted(value: str) -> str:
    """A user's words as an error repeats them: printable, and not without end."""
    printable = "".join(character if character.isprintable() else " " for character in value)
    return printable if len(printable) <= _REPEATED else printable[:_REPEATED] + "…"
