"""Cutting verbatim text into pieces for highlighting."""

from hypothesis import given
from hypothesis import strategies as st

from kb.model import Span
from web.marking import Mark, marked_lines

TEXT = "1.推进供热。到2030年，热损失下降5%。\n（市住建局、市能源局负责）\n"


def joined(lines):
    return ["".join(piece.text for piece in line) for line in lines]


def place(words):
    start = TEXT.index(words)
    return start, start + len(words)


def test_lines_keep_every_character():
    assert joined(marked_lines(TEXT, 0, len(TEXT), ())) == TEXT.strip("\n").split("\n")


def test_a_mark_cuts_out_exactly_its_words():
    start, end = place("市能源局")
    (_, line) = marked_lines(TEXT, 0, len(TEXT), [Mark(start, end, "body", "配合", "/body")])
    assert [(p.text, p.categories, p.href) for p in line] == [
        ("（市住建局、", (), ""),
        ("市能源局", ("body",), "/body"),
        ("负责）", (), ""),
    ]


def test_overlapping_marks_share_a_piece():
    quote = Mark(*place("热损失下降5%"), "quote")
    figure = Mark(*place("5%"), "target", "目标")
    (line, _) = marked_lines(TEXT, 0, len(TEXT), [quote, figure])
    assert [(p.text, p.categories) for p in line][1:3] == [
        ("热损失下降", ("quote",)),
        ("5%", ("quote", "target")),
    ]


def test_a_mark_over_a_line_break_is_cut_at_it():
    lines = marked_lines(TEXT, 0, len(TEXT), [Mark(*place("。\n（"), "quote")])
    assert [p.text for line in lines for p in line if p.categories] == ["。", "（"]


def test_marks_outside_the_span_are_left_out():
    start, end = place("热损失下降5%。")
    (line,) = marked_lines(
        TEXT, start, end, [Mark(*place("市住建局"), "body"), Mark(*place("推进"), "target")]
    )
    assert [(p.text, p.categories) for p in line] == [("热损失下降5%。", ())]


def test_a_line_break_inside_a_sentence_opens_no_line():
    text = "加快推\n进供热。\n完善管网。\n"
    sentences = (Span(0, 8), Span(8, 15))
    assert joined(marked_lines(text, 0, len(text), (), sentences)) == ["加快推\n进供热。", "完善管网。"]


@given(
    st.text(alphabet="条款，。\n1 ", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
)
def test_nothing_is_lost_or_doubled_whatever_the_marks(text, spans):
    marks = [Mark(min(span), max(span), "quote") for span in spans]
    lines = joined(marked_lines(text, 0, len(text), marks))
    assert lines == [line for line in text.split("\n") if line.strip()]
