"""Papers for Moodle: its XML and the GIFT text format.

In: a paper.  Out: question files as Moodle imports them (docs.moodle.org: Moodle XML format, GIFT format).
Short answers are essays with the key as information for the grader; ordering is written as matching.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from kb.quiz.items import Item, Paper
from kb.quiz.printing import answer_text

_ORDINALS = "一二三四五六七八九十"


def pairs(item: Item) -> tuple[tuple[str, str], ...]:
    """Question and answer of each row of a matching item; places of an ordering item."""
    keys = [key for key in item.answer if isinstance(key, int)] if isinstance(item.answer, tuple) else []
    if item.type == "ordering":
        return tuple((item.options[key], f"第{_ORDINALS[place]}") for place, key in enumerate(keys))
    return tuple((prompt, item.options[key]) for prompt, key in zip(item.prompts, keys, strict=True))


def to_moodle_xml(paper: Paper) -> bytes:
    """A ``<quiz>`` of all items."""
    quiz = ET.Element("quiz")
    category = ET.SubElement(quiz, "question", type="category")
    ET.SubElement(ET.SubElement(category, "category"), "text").text = f"$course$/{paper.title}"
    for item in paper.items:
        quiz.append(_question(paper, item))
    ET.indent(quiz)
    return bytes(ET.tostring(quiz, encoding="utf-8", xml_declaration=True))


def _question(paper: Paper, item: Item) -> ET.Element:
    kinds = {
        "single_choice": "multichoice",
        "multiple_choice": "multichoice",
        "true_false": "truefalse",
        "fill_blank": "shortanswer",
        "short_answer": "essay",
        "matching": "matching",
        "ordering": "matching",
    }
    question = ET.Element("question", type=kinds[item.type])
    _text(ET.SubElement(question, "name"), item.id)
    _text(ET.SubElement(question, "questiontext", format="plain_text"), item.stem)
    _text(ET.SubElement(question, "generalfeedback", format="plain_text"), item.explanation)
    ET.SubElement(question, "defaultgrade").text = str(paper.worth(item))
    ET.SubElement(question, "idnumber").text = item.id
    if item.type in ("single_choice", "multiple_choice"):
        _choices(question, item)
    elif item.type == "true_false":
        for word, value in (("true", True), ("false", False)):
            _answer(question, word, 100 if item.answer is value else 0)
    elif item.type == "fill_blank":
        ET.SubElement(question, "usecase").text = "0"
        for words in item.answer if isinstance(item.answer, tuple) else ():
            _answer(question, str(words), 100)
    elif item.type == "short_answer":
        ET.SubElement(question, "responseformat").text = "editor"
        _text(ET.SubElement(question, "graderinfo", format="plain_text"), answer_text(item))
        _answer(question, "", 0)
    else:
        ET.SubElement(question, "shuffleanswers").text = "true"
        for left, right in pairs(item):
            row = ET.SubElement(question, "subquestion", format="plain_text")
            ET.SubElement(row, "text").text = left
            _text(ET.SubElement(row, "answer"), right)
    return question


def _choices(question: ET.Element, item: Item) -> None:
    keys = [key for key in item.answer if isinstance(key, int)] if isinstance(item.answer, tuple) else []
    single = item.type == "single_choice"
    ET.SubElement(question, "single").text = "true" if single else "false"
    ET.SubElement(question, "shuffleanswers").text = "false"
    ET.SubElement(question, "answernumbering").text = "ABCD"
    for number, option in enumerate(item.options):
        wrong = "0" if single else _share(-100, len(item.options) - len(keys))
        _answer(
            question,
            option,
            "100" if single and number in keys else _share(100, len(keys)) if number in keys else wrong,
        )


def _share(whole: int, parts: int) -> str:
    """A part of 100 per cent as Moodle knows it: 50, 33.33333, 16.66667."""
    share = whole / max(parts, 1)
    return f"{share:.5f}".rstrip("0").rstrip(".")


def _answer(question: ET.Element, words: str, fraction: int | str) -> None:
    answer = ET.SubElement(question, "answer", fraction=str(fraction), format="plain_text")
    ET.SubElement(answer, "text").text = words


def _text(parent: ET.Element, words: str) -> None:
    ET.SubElement(parent, "text").text = words


# --- GIFT ----------------------------------------------------------------------------------------


def to_gift(paper: Paper) -> str:
    """GIFT text: one question per paragraph, no blank line inside one."""
    return "\n\n".join(_gift(item) for item in paper.items) + "\n"


def _gift(item: Item) -> str:
    head = f"::{_escaped(item.id)}::{_escaped(item.stem)}"
    feedback = f"####{_escaped(item.explanation)}"
    return f"{head}{{\n{_gift_answers(item)}{feedback}\n}}"


def _gift_answers(item: Item) -> str:
    if isinstance(item.answer, bool):
        return "TRUE\n" if item.answer else "FALSE\n"
    keys = [key for key in item.answer if isinstance(key, int)]
    if item.type == "single_choice":
        return "".join(f"{'=' if n in keys else '~'}{_escaped(o)}\n" for n, o in enumerate(item.options))
    if item.type == "multiple_choice":
        right, wrong = _share(100, len(keys)), _share(-100, len(item.options) - len(keys))
        return "".join(
            f"~%{right if n in keys else wrong}%{_escaped(o)}\n" for n, o in enumerate(item.options)
        )
    if item.type == "fill_blank":
        return "".join(f"={_escaped(str(word))}\n" for word in item.answer)
    if item.type == "short_answer":
        return ""
    return "".join(f"={_escaped(left)} -> {_escaped(right)}\n" for left, right in pairs(item))


def _escaped(text: str) -> str:
    """GIFT's own signs are escaped, line breaks written as \\n."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", text).replace("\n", "\\n")
