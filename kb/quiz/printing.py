"""How items are written out: letters for options, the key in words, the headings of a paper.

In: items and papers.  Out: plain Chinese text that every format shares.
"""

from __future__ import annotations

from typing import Any

from kb.quiz.items import DIFFICULTIES, TOPICS, TYPE_NAMES, Item, ItemType, Paper

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMERALS = "一二三四五六七八九十"


def option_lines(item: Item) -> tuple[str, ...]:
    """「A. 市能源局」, one per option; the left column of a matching item comes first: 「1. …」."""
    prompts = tuple(f"{n}. {prompt}" for n, prompt in enumerate(item.prompts, 1))
    return prompts + tuple(f"{LETTERS[n]}. {option}" for n, option in enumerate(item.options))


def answer_text(item: Item) -> str:
    """The key as it is printed: B, ACD, 正确, 1—C，2—A, B→A→C, or the words themselves."""
    if isinstance(item.answer, bool):
        return "正确" if item.answer else "错误"
    letters = [LETTERS[key] for key in item.answer if isinstance(key, int)]
    if item.type == "matching":
        return "，".join(f"{n}—{letter}" for n, letter in enumerate(letters, 1))
    if item.type == "ordering":
        return "→".join(letters)
    return "".join(letters) if letters else "；".join(str(word) for word in item.answer)


def part_heading(number: int, type_: ItemType, items: tuple[Item, ...], paper: Paper) -> str:
    """「一、单项选择题（共5题，每题2分，共10分）」."""
    count, points = len(items), paper.worth(items[0])
    return (
        f"{_NUMERALS[number - 1]}、{TYPE_NAMES[type_]}（共{count}题，每题{points}分，共{points * count}分）"
    )


def instructions(paper: Paper) -> str:
    """The line below the title."""
    return f"共{len(paper.items)}题，满分{paper.total()}分"


def stem_text(item: Item) -> str:
    """The stem as printed; a statement to judge ends with brackets for the mark."""
    return f"{item.stem}（　）" if item.type == "true_false" else item.stem


def item_record(item: Item) -> dict[str, Any]:
    """One item for JSON; ``answer`` holds indices into ``options``, a boolean, or strings."""
    return {
        "id": item.id,
        "type": item.type,
        "stem": item.stem,
        "prompts": list(item.prompts),
        "options": list(item.options),
        "answer": item.answer if isinstance(item.answer, bool) else list(item.answer),
        "explanation": item.explanation,
        "clause": item.clause,
        "path": item.path,
        "document": item.document,
        "quote": item.quote,
        "difficulty": item.difficulty,
        "topic": item.topic,
        "citations": [
            {"clause": c.clause, "path": c.path, "quote": c.quote, "start": c.start, "end": c.end}
            for c in item.evidence
        ],
    }


def label(item: Item) -> str:
    """「量化目标 · 易」."""
    return f"{TOPICS[item.topic]} · {DIFFICULTIES[item.difficulty]}"
