"""What people decide is kept, replaced, withdrawn, and written by several processes at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kb.errors import InvalidQuery, KnowledgeBaseError
from kb.state import Correction, Feedback, QuizDecision, State, open_state, state_path

ROOT = Path(__file__).parents[1]


@pytest.fixture
def state(tmp_path: Path):
    opened = open_state(tmp_path / "kb")
    yield opened
    opened.close()


def test_it_stands_beside_the_knowledge_base():
    assert state_path(Path("build/kb")) == Path("build/kb.state.sqlite")


def test_reading_makes_no_file(state: State):
    assert state.feedback() == ()
    assert not state.path.exists()


def test_feedback_accumulates(state: State):
    first = state.keep(Feedback("plan/2.1.1", "市能源局", "wrong", note="应为牵头"))
    second = state.keep(Feedback("plan/2.1.1", "市能源局", "wrong", note="同上"))
    state.keep(Feedback("plan/2.2", "", "helpful"))
    assert first.made_at
    assert state.feedback("plan/2.1.1") == (first, second)
    assert len(state.feedback()) == 3


def test_the_last_decision_on_a_quiz_item_holds(state: State):
    state.keep(QuizDecision("plan/2.1.1", "320万千瓦", "q1", "rejected", note="太容易"))
    kept = state.keep(QuizDecision("plan/2.1.1", "320万千瓦", "q1", "accepted"))
    other = state.keep(QuizDecision("plan/2.1.1", "320万千瓦", "q2", "rejected"))
    assert state.quiz_decisions("plan/2.1.1") == (kept, other)
    assert state.quiz_decisions(item="q1") == (kept,)


def test_the_last_correction_of_a_field_holds(state: State):
    state.keep(Correction("plan", "date", "2024"))
    kept = state.keep(Correction("plan", "date", "2024-12"))
    other = state.keep(Correction("plan", "issuer", "晋中市人民政府"))
    assert state.corrections("plan") == (kept, other)
    assert state.corrections("another") == ()


def test_a_row_can_be_withdrawn_once(state: State):
    kept = state.keep(Feedback("plan/1", "", "other", note="试一下"))
    assert state.withdraw(kept)
    assert not state.withdraw(kept)
    assert state.feedback() == ()


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (Feedback("plan/1", "", "excellent"), "excellent"),
        (QuizDecision("plan/1", "", "q1", "maybe"), "maybe"),
        (Correction("plan", "text", "改正文"), "text"),
        (Feedback("plan/1", "", "other", note="长" * 10_001), "过长"),
    ],
)
def test_rows_that_make_no_sense_are_refused(state: State, row, named: str):
    with pytest.raises(InvalidQuery, match=named):
        state.keep(row)
    assert not state.path.exists()


def test_a_file_that_is_no_database_is_one_clear_error(tmp_path: Path):
    state_path(tmp_path / "kb").write_text("不是数据库" * 100, encoding="utf-8")
    state = open_state(tmp_path / "kb")
    try:
        with pytest.raises(KnowledgeBaseError, match=r"kb\.state\.sqlite"):
            state.feedback()
    finally:
        state.close()


_WRITER = """
import sys
from pathlib import Path
from kb.state import Feedback, QuizDecision, open_state
state = open_state(Path(sys.argv[1]))
for number in range(20):
    state.keep(Feedback("plan/1", sys.argv[2], "other", note=str(number)))
    state.keep(QuizDecision("plan/1", "", "q1", "accepted", note=sys.argv[2]))
"""


def test_several_processes_write_at_once(tmp_path: Path):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path / "kb"), name], cwd=ROOT, stderr=subprocess.PIPE
        )
        for name in ("甲", "乙", "丙")
    ]
    for writer in writers:
        _, stderr = writer.communicate()
        assert writer.returncode == 0, stderr.decode()
    state = open_state(tmp_path / "kb")
    try:
        written = {(row.quote, row.note) for row in state.feedback()}
        assert written == {(name, str(n)) for name in ("甲", "乙", "丙") for n in range(20)}
        assert len(state.quiz_decisions()) == 1
    finally:
        state.close()
