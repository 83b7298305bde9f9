"""Every format read back by a parser of another make: the same items in all."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from quiz.memory_library import library_of

from kb.errors import InvalidQuery
from kb.quiz import make_paper
from kb.quiz.formats import FORMATS, render
from kb.quiz.formats.text import TEMPLATES, to_text
from kb.quiz.items import TYPE_NAMES, Wishes
from kb.quiz.printing import answer_text, stem_text

ROOT = Path(__file__).parents[1]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def paper():
    """Sixty items of all types, one of them full of signs that formats must escape."""
    made = make_paper(library_of([ROOT / "corpus"]), Wishes(count=60, seed=4))
    assert {item.type for item in made.items} == set(TYPE_NAMES)
    odd = replace(
        made.items[0],
        id="odd",
        stem="=1+1 {甲} ~乙~ #丙 a:b <丁> & “戊” \\己（　）。",
        options=("=甲", "~乙", "{丙}", "<b>丁</b>"),
        answer=(2,),
        explanation="第一行\n第二行：#",
    )
    return replace(made, items=(odd, *made.items[1:]))


def test_json_lines(paper):
    rows = [json.loads(line) for line in render(paper, "json").decode().splitlines()]
    assert [row["id"] for row in rows] == [item.id for item in paper.items]
    wanted = {
        "id",
        "type",
        "stem",
        "options",
        "answer",
        "explanation",
        "clause",
        "path",
        "quote",
        "difficulty",
    }
    for row, item in zip(rows, paper.items, strict=True):
        assert wanted <= set(row)
        assert row["answer"] == (item.answer if isinstance(item.answer, bool) else list(item.answer))


def test_markdown(paper):
    text = render(paper, "md").decode()
    questions, key = text.split("## 参考答案与解析")
    plain = re.sub(r"\\(.)", r"\1", questions)
    for number, item in enumerate(paper.items, 1):
        assert f"{number}. {stem_text(item)}" in plain
    assert len(re.findall(r"^\d+\\\. \*\*", key, re.M)) == len(paper.items)


def test_plain_text(paper):
    blocks = render(paper, "txt").decode().strip().split("\n\n")
    assert len(blocks) == len(paper.items)
    for number, (block, item) in enumerate(zip(blocks, paper.items, strict=True), 1):
        assert block.startswith(f"{number}. ")
        assert f"答案：{answer_text(item)}\n" in block


def test_plain_text_by_templates(paper):
    assert "【答案】" in to_text(paper, TEMPLATES["brackets"])
    assert "答案：" not in to_text(paper, TEMPLATES["questions"])
    assert to_text(paper, "{number}|{points}|{id}").startswith("1|2|odd\n")
    with pytest.raises(InvalidQuery, match="字段"):
        to_text(paper, "{question}")
    with pytest.raises(InvalidQuery, match="花括号"):
        to_text(paper, "{stem")


def test_word(paper):
    with zipfile.ZipFile(io.BytesIO(render(paper, "docx"))) as file:
        body = ET.fromstring(file.read("word/document.xml"))
    lines = ["".join(t.text or "" for t in p.iter(f"{WORD}t")) for p in body.iter(f"{WORD}p")]
    split = lines.index("参考答案与解析")
    for number, item in enumerate(paper.items, 1):
        assert f"{number}. {stem_text(item)}" in lines[:split]
        assert f"{number}. {answer_text(item)}" in lines[split:]
    breaks = [b for b in body.iter(f"{WORD}br") if b.get(f"{WORD}type") == "page"]
    assert len(breaks) == 1


def test_excel(paper):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(render(paper, "xlsx")))
    rows = list(book["试题"].iter_rows(values_only=True))
    head = rows[0]
    assert len(rows) == len(paper.items) + 1
    for row, item in zip(rows[1:], paper.items, strict=True):
        cells = dict(zip(head, row, strict=True))
        assert cells["编号"] == item.id
        assert cells["答案"] == answer_text(item)
        assert cells["题干"].startswith(item.stem)  # not taken for a formula
        assert [cells[f"选项{'ABCDEFG'[n]}"] for n in range(len(item.options))] == list(item.options)


def test_moodle_xml(paper):
    quiz = ET.fromstring(render(paper, "moodle"))
    questions = [q for q in quiz.findall("question") if q.get("type") != "category"]
    assert [q.findtext("idnumber") for q in questions] == [item.id for item in paper.items]
    for question, item in zip(questions, paper.items, strict=True):
        assert question.findtext("questiontext/text") == item.stem
        assert question.findtext("generalfeedback/text") == item.explanation
        answers = [(a.findtext("text"), float(a.get("fraction", "0"))) for a in question.findall("answer")]
        if item.type == "single_choice":
            assert [text for text, _ in answers] == list(item.options)
            assert [n for n, (_, share) in enumerate(answers) if share == 100] == list(item.answer)
        elif item.type == "multiple_choice":
            assert [n for n, (_, share) in enumerate(answers) if share > 0] == list(item.answer)
            assert sum(share for _, share in answers if share > 0) == pytest.approx(100, abs=0.001)
        elif item.type == "true_false":
            assert dict(answers) == {"true": 100.0 * item.answer, "false": 100.0 * (not item.answer)}
        elif item.type == "fill_blank":
            assert answers == [(item.answer[0], 100.0)]
        elif item.type == "matching":
            pairs = [(s.findtext("text"), s.findtext("answer/text")) for s in question.findall("subquestion")]
            assert pairs == [
                (prompt, item.options[key]) for prompt, key in zip(item.prompts, item.answer, strict=True)
            ]


#: A reader of GIFT made after its description: title, stem, answers between unescaped braces.
GIFT = re.compile(
    r"::(?P<id>(?:\\.|[^\\:])+)::(?P<stem>(?:\\.|[^\\{])+)\{\n?(?P<body>(?:\\.|[^\\}])*)\}", re.S
)


def unescaped(text):
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text)


def gift_answers(body):
    """(sign, words) of each answer line, and the feedback."""
    answers, _, feedback = body.partition("####")
    found = re.findall(r"^(=|~(?:%-?[\d.]+%)?|TRUE|FALSE)((?:\\.|[^\\\n])*)$", answers, re.M)
    return [(sign, unescaped(words)) for sign, words in found], unescaped(feedback.strip("\n"))


def test_gift(paper):
    text = render(paper, "gift").decode()
    assert all("\n\n" not in m.group() for m in GIFT.finditer(text))
    found = list(GIFT.finditer(text))
    assert [unescaped(m["id"]) for m in found] == [item.id for item in paper.items]
    for match, item in zip(found, paper.items, strict=True):
        assert unescaped(match["stem"]) == item.stem
        answers, feedback = gift_answers(match["body"])
        assert feedback == item.explanation
        if item.type == "single_choice":
            assert [words for _, words in answers] == list(item.options)
            assert [n for n, (sign, _) in enumerate(answers) if sign == "="] == list(item.answer)
        elif item.type == "multiple_choice":
            assert [n for n, (sign, _) in enumerate(answers) if "%-" not in sign] == list(item.answer)
        elif item.type == "true_false":
            assert answers == [("TRUE" if item.answer else "FALSE", "")]
        elif item.type == "fill_blank":
            assert answers == [("=", item.answer[0])]
        elif item.type == "matching":
            assert len(answers) == len(item.prompts)
            assert all(" -> " in words for _, words in answers)


def test_anki(paper, tmp_path):
    def notes(package):
        with zipfile.ZipFile(io.BytesIO(package)) as file:
            (tmp_path / "notes.sqlite").write_bytes(file.read("collection.anki2"))
        with sqlite3.connect(tmp_path / "notes.sqlite") as database:
            found = list(database.execute("SELECT guid, mid, flds FROM notes ORDER BY id"))
        database.close()
        return found

    one = notes(render(paper, "anki"))
    assert len(one) == len(paper.items)
    assert [fields.split("\x1f")[0] for _, _, fields in one] == [item.id for item in paper.items]
    for (_, _, fields), item in zip(one, paper.items, strict=True):
        assert fields.split("\x1f")[4] == answer_text(item)
    assert "&lt;丁&gt;" in one[0][2]
    again = notes(render(replace(paper, items=paper.items[:5]), "anki"))
    assert {(guid, mid) for guid, mid, _ in again} <= {(guid, mid) for guid, mid, _ in one}


def test_unknown_formats_are_refused(paper):
    with pytest.raises(InvalidQuery, match="pdf"):
        render(paper, "pdf")


def test_an_empty_paper_can_be_written(paper):
    for name in FORMATS:
        assert render(replace(paper, items=()), name) is not None
