"""What the ``quiz`` command does between its options and its output.

In: options as typed.  Out: a paper, and the paper written to a file or to standard output.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kb.errors import InvalidQuery, KnowledgeBaseError, write_failure
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Filters
from kb.quiz import all_items, make_paper
from kb.quiz.decisions import statuses
from kb.quiz.formats import FORMATS, render
from kb.quiz.formats.text import TEMPLATES, to_text
from kb.quiz.items import Paper, Wishes
from kb.quiz.wishing import read_difficulties, read_points, read_sections, read_topics, read_types
from kb.state import open_state, state_path


def paper_as_wished(
    kb: KnowledgeBase, kb_path: Path, filters: Filters, options: Mapping[str, object]
) -> Paper:
    """A paper without the items that trainers rejected; raises InvalidQuery for what is not known."""
    wishes = Wishes(
        count=_number(options["count"]),
        seed=_number(options["seed"]),
        types=read_types(_words(options["types"])),
        topics=read_topics(_words(options["topics"])),
        difficulties=read_difficulties(_words(options["difficulty"])),
        sections=read_sections(_words(options["section"])),
        filters=filters,
    )
    points = read_points(_words(options["points"]))
    paper = make_paper(kb, wishes, rejected_items(kb, kb_path))
    return replace(paper, points=points, title=str(options["title"]))


def rejected_items(kb: KnowledgeBase, kb_path: Path) -> frozenset[str]:
    """Ids of the items that were put aside and whose clause still reads the same."""
    if not state_path(kb_path).exists():
        return frozenset()
    state = open_state(kb_path)
    try:
        decided = statuses(state.quiz_decisions(), all_items(kb))
    finally:
        state.close()
    return frozenset(item for item, status in decided.items() if status == "rejected")


def write_paper(paper: Paper, format_: str, template: str, output: Path | None) -> None:
    """Write to ``output``, or print where the format is text; raises InvalidQuery where it is not."""
    name = format_ or _format_of(output)
    if output is None and name in ("docx", "xlsx", "anki"):
        raise InvalidQuery(f"{FORMATS[name].label}要写到文件，请用 --output 给出文件名。")
    data = to_text(paper, _template(template)).encode() if name == "txt" else render(paper, name)
    if output is None:
        sys.stdout.write(data.decode())
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise KnowledgeBaseError(f"无法写入 {output}：{write_failure(error)}，请换一个目录。") from error


def _format_of(output: Path | None) -> str:
    suffix = output.suffix.lstrip(".").lower() if output else "txt"
    for form in FORMATS.values():
        if form.suffix == suffix:
            return form.name
    raise InvalidQuery(f"看不出“{output}”是什么格式，请用 --format 写明：{'、'.join(FORMATS)}。")


def _template(named: str) -> str:
    if named in TEMPLATES:
        return TEMPLATES[named]
    try:
        return Path(named).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidQuery(
            f"没有“{named}”这种样式，也读不到这个模板文件；现成的有：{'、'.join(TEMPLATES)}。"
        ) from error


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(word) for word in value) if isinstance(value, (tuple, list)) else ()


def _number(value: object) -> int:
    return int(str(value))
