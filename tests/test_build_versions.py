"""The directory of a knowledge base: one version in force, whatever happens to a build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.errors import BuildError, MissingKnowledgeBase
from kb.indexing import versions
from kb.indexing.versions import BuildRecord, building_site, current_version, put_in_force, reading_version

RECORD = BuildRecord(model="m", built_at="2024-12-01", version="1", fingerprint="f", code="c")


def put(kb: Path, content: str) -> Path:
    """A version that holds one file."""
    with building_site(kb) as site:
        (site / "data").mkdir()
        (site / "data" / "text").write_text(content, encoding="utf-8")
        return put_in_force(site, RECORD)


def content(kb: Path) -> str:
    version = current_version(kb, signature="1")
    return (version.directory / "data" / "text").read_text(encoding="utf-8")


def built_versions(kb: Path) -> list[str]:
    return sorted(path.name for path in kb.glob("v-*"))


def test_a_version_is_replaced_whole(tmp_path: Path):
    put(tmp_path / "kb", "旧")
    second = put(tmp_path / "kb", "新")
    assert content(tmp_path / "kb") == "新"
    assert built_versions(tmp_path / "kb") == [second.name]
    assert current_version(tmp_path / "kb", signature="1").record == RECORD


def test_a_version_being_read_outlives_its_successor(tmp_path: Path):
    kb = tmp_path / "kb"
    first = put(kb, "旧")
    version, reading = reading_version(kb, signature="1")
    second = put(kb, "新")
    assert (version.directory / "data" / "text").read_text(encoding="utf-8") == "旧"
    assert built_versions(kb) == sorted([first.name, second.name])
    reading.close()
    with building_site(kb):  # the next build cleans up, even if it changes nothing
        pass
    assert built_versions(kb) == [second.name]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, OSError])
def test_a_build_that_fails_leaves_the_old_version(tmp_path: Path, error: type[BaseException]):
    kb = tmp_path / "kb"
    put(kb, "旧")
    with pytest.raises(error), building_site(kb) as site:
        (site / "half").write_text("一半", encoding="utf-8")
        raise error
    assert content(kb) == "旧"
    assert not list(kb.glob("building-*"))


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path):
    kb = tmp_path / "kb"
    put(kb, "旧")
    (kb / "building-99999" / "fulltext").mkdir(parents=True)
    (kb / "building-99999" / "fulltext" / "half").touch()
    (kb / "v-20200101-000000-99999").mkdir()  # renamed, but the pointer never turned
    put(kb, "新")
    assert content(kb) == "新"
    assert len(built_versions(kb)) == 1
    assert not list(kb.glob("building-*"))


def test_two_builds_at_once(tmp_path: Path):
    kb = tmp_path / "kb"
    with building_site(kb), pytest.raises(BuildError, match=r"另一个进程（\d+）正在构建"), building_site(kb):
        pass
    put(kb, "新")
    assert content(kb) == "新"


def test_a_directory_of_other_files_is_left_alone(tmp_path: Path):
    (tmp_path / "thesis.docx").write_text("重要", encoding="utf-8")
    with pytest.raises(BuildError, match="不是知识库"), building_site(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def _no_directory(kb: Path) -> None:
    for path in sorted(kb.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    kb.rmdir()


def _file_instead(kb: Path) -> None:
    _no_directory(kb)
    kb.write_text("我是文件", encoding="utf-8")


def _only_a_killed_first_build(kb: Path) -> None:
    _no_directory(kb)
    (kb / "building-4711").mkdir(parents=True)


def _empty_directory(kb: Path) -> None:
    _no_directory(kb)
    kb.mkdir()


def _pointer_to_nothing(kb: Path) -> None:
    (kb / "CURRENT").write_text("v-20200101-000000-1\n", encoding="ascii")


def _pointer_outside(kb: Path) -> None:
    (kb / "CURRENT").write_text("../elsewhere\n", encoding="ascii")


def _pointer_garbled(kb: Path) -> None:
    (kb / "CURRENT").write_bytes(b"\xff\xfe\x00")


def _file_missing(kb: Path) -> None:
    next(kb.glob("v-*/data/text")).unlink()


def _file_cut_short(kb: Path) -> None:
    next(kb.glob("v-*/data/text")).write_text("", encoding="utf-8")


def _record_missing(kb: Path) -> None:
    next(kb.glob("v-*/record.json")).unlink()


def _record_cut_short(kb: Path) -> None:
    record = next(kb.glob("v-*/record.json"))
    record.write_text(record.read_text(encoding="utf-8")[:50], encoding="utf-8")


def _record_of_other_shape(kb: Path) -> None:
    next(kb.glob("v-*/record.json")).write_text('["record", "files"]', encoding="utf-8")


def _other_program(kb: Path) -> None:
    record = next(kb.glob("v-*/record.json"))
    content = json.loads(record.read_text(encoding="utf-8"))
    content["record"]["version"] = "0-other"
    record.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_no_directory, "没有找到知识库"),
        (_file_instead, "不是知识库"),
        (_empty_directory, "不是知识库"),
        (_only_a_killed_first_build, "还没有建完"),
        (_pointer_to_nothing, "不完整"),
        (_pointer_outside, "已损坏"),
        (_pointer_garbled, "无法读取"),
        (_file_missing, "data/text 缺失或被截断"),
        (_file_cut_short, "data/text 缺失或被截断"),
        (_record_missing, "不完整"),
        (_record_cut_short, "不完整"),
        (_record_of_other_shape, "不完整"),
        (_other_program, "另一版本"),
    ],
)
def test_what_is_half_there_is_said_in_one_sentence(tmp_path: Path, spoil, said: str):
    kb = tmp_path / "kb"
    put(kb, "正文")
    spoil(kb)
    with pytest.raises(MissingKnowledgeBase) as raised:
        reading_version(kb, signature="1")
    assert said in str(raised.value)
    assert "python indexer.py build" in str(raised.value)
    if spoil is not _file_instead:
        put(kb, "重建")
        assert content(kb) == "重建"


def test_a_version_that_vanishes_while_it_is_opened_is_followed_to_its_successor(tmp_path: Path, monkeypatch):
    kb = tmp_path / "kb"
    put(kb, "旧")
    real = versions.Reading
    calls = []

    def slow(lock_file: Path) -> object:
        calls.append(lock_file)
        if len(calls) == 1:
            put(kb, "新")  # a build swaps and cleans up between finding the version and locking it
        return real(lock_file)

    monkeypatch.setattr(versions, "Reading", slow)
    version, reading = reading_version(kb, signature="1")
    reading.close()
    assert (version.directory / "data" / "text").read_text(encoding="utf-8") == "新"
    assert len(calls) == 2


def test_a_changed_byte_is_found(tmp_path: Path):
    kb = tmp_path / "kb"
    put(kb, "甲乙")
    assert current_version(kb, signature="1").damaged() == []
    next(kb.glob("v-*/data/text")).write_text("甲丙", encoding="utf-8")
    assert current_version(kb, signature="1").damaged() == ["data/text"]
