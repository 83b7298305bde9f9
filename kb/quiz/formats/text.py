"""Papers as text: Markdown, JSON, and plain text by a template.

In: a paper, for plain text also a template.  Out: strings.
"""

from __future__ import annotations

import json
import re
from string import Formatter

from kb.errors import InvalidQuery
from kb.quiz.items import TYPE_NAMES, Item, Paper
from kb.quiz.printing import (
    LETTERS,
    answer_text,
    instructions,
    item_record,
    option_lines,
    part_heading,
    stem_text,
)

#: Ready-made templates: question banks differ in how they want the key written.
TEMPLATES = {
    "plain": "{number}. {stem}\n{options}\n答案：{answer}\n解析：{explanation}\n",
    "brackets": "{number}．{stem}\n{options}\n【答案】{answer}\n【解析】{explanation}\n【难度】{difficulty}",
    "questions": "{number}. {stem}\n{options}\n",
}
_FIELDS = (
    "number",
    "type",
    "stem",
    "options",
    "answer",
    "explanation",
    "difficulty",
    "points",
    "clause",
    "id",
)


def to_text(paper: Paper, template: str = TEMPLATES["plain"]) -> str:
    """Plain text, one item after another; raises InvalidQuery for a template with unknown fields."""
    _check(template)
    blocks = []
    for number, item in enumerate(paper.items, 1):
        filled = template.format(**_values(paper, item, number))
        blocks.append(re.sub(r"\n{2,}", "\n", filled).strip("\n"))
    return "\n\n".join(blocks) + "\n"


def _check(template: str) -> None:
    try:
        fields = {field for _, field, _, _ in Formatter().parse(template) if field is not None}
    except ValueError as error:
        raise InvalidQuery(f"模板的花括号不成对：{error}") from error
    unknown = fields - set(_FIELDS)
    if unknown:
        raise InvalidQuery(
            f"模板中没有“{'、'.join(sorted(unknown))}”这样的字段，可用的有：{'、'.join(_FIELDS)}。"
        )


def _values(paper: Paper, item: Item, number: int) -> dict[str, object]:
    return {
        "number": number,
        "type": TYPE_NAMES[item.type],
        "stem": stem_text(item),
        "options": "\n".join(option_lines(item)),
        "answer": answer_text(item),
        "explanation": item.explanation.replace("\n", "；"),
        "difficulty": {"easy": "易", "medium": "中", "hard": "难"}[item.difficulty],
        "points": paper.worth(item),
        "clause": item.clause,
        "id": item.id,
    }


def to_json(paper: Paper) -> str:
    """One JSON item per line."""
    return "".join(json.dumps(item_record(item), ensure_ascii=False) + "\n" for item in paper.items)


def to_markdown(paper: Paper) -> str:
    """The paper, and the key with its grounds below it."""
    lines = [f"# {paper.title}", "", instructions(paper), ""]
    key = ["## 参考答案与解析", ""]
    number = 0
    for part, (type_, items) in enumerate(paper.parts(), 1):
        lines += [f"## {part_heading(part, type_, items, paper)}", ""]
        for item in items:
            number += 1
            lines += [f"{number}\\. {_escaped(stem_text(item))}", ""]
            shown = [f"- {_escaped(line)}" for line in option_lines(item)]
            lines += [*shown, ""] if shown else []
            key += [f"{number}\\. **{_escaped(answer_text(item))}**", ""]
            key += [f"> {_escaped(line)}" for line in item.explanation.split("\n")] + [""]
    return "\n".join([*lines, *key])


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", text)


__all__ = ["LETTERS", "TEMPLATES", "to_json", "to_markdown", "to_text"]
