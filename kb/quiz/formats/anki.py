"""Papers as an Anki package.

In: a paper.  Out: the bytes of an .apkg file.  The ids of the note type and the deck are fixed, and a
card's id comes from its item's id, so that importing a newer package updates cards and loses no progress.
"""

from __future__ import annotations

import html
from pathlib import Path
from tempfile import TemporaryDirectory

import genanki

from kb.quiz.items import TYPE_NAMES, Item, Paper
from kb.quiz.printing import answer_text, label, option_lines, stem_text

#: Drawn once at random, as genanki asks; never to be changed.
MODEL_ID = 1782034561
DECK_ID = 2059834417

_FRONT = '<div class="kind">{{题型}}</div><div class="stem">{{题干}}</div><div class="options">{{选项}}</div>'
_BACK = '{{FrontSide}}<hr id="answer"><div class="key">{{答案}}</div><div class="grounds">{{解析}}</div>'
_STYLE = """.card { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; font-size: 18px;
  text-align: left; }
.kind { color: #666; font-size: 14px; } .options { margin-top: .6em; } .key { font-weight: bold; }
.grounds { margin-top: .6em; font-size: 15px; color: #444; }"""


def to_apkg(paper: Paper) -> bytes:
    """The package with one note per item."""
    model = genanki.Model(
        MODEL_ID,
        "政策通试题",
        fields=[{"name": name} for name in ("编号", "题型", "题干", "选项", "答案", "解析")],
        templates=[{"name": "卡片", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    deck = genanki.Deck(DECK_ID, f"政策通::{paper.title}")
    for item in paper.items:
        deck.add_note(_note(model, item))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.apkg"
        genanki.Package(deck).write_to_file(str(path))
        return path.read_bytes()


def _note(model: genanki.Model, item: Item) -> genanki.Note:
    fields = (
        item.id,
        f"{TYPE_NAMES[item.type]} · {label(item)}",
        stem_text(item),
        "\n".join(option_lines(item)),
        answer_text(item),
        item.explanation,
    )
    return genanki.Note(
        model=model,
        fields=[html.escape(field, quote=False).replace("\n", "<br>") for field in fields],
        guid=genanki.guid_for(item.id),
    )
