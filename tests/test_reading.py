"""Reading the corpus: files and folders to documents, and one clear sentence for what is wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kb.errors import CorpusError
from kb.reading.corpus import read_corpus

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "policies"
PLAN = "某市节水行动方案\n\n为节约用水，制定本方案。\n一、总体要求\n到2030年，用水总量不增加。\n"


def write(path: Path, content: str | bytes = PLAN) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def manifest(folder: Path, *rows: str) -> Path:
    return write(folder / "manifest.toml", "\n".join("[[document]]\n" + row for row in rows))


def sentence(*paths: Path) -> str:
    """The message of the error that reading ``paths`` ends in: one sentence, on one line."""
    with pytest.raises(CorpusError) as caught:
        read_corpus(paths)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_the_projects_own_corpus() -> None:
    corpus = read_corpus([ROOT / "corpus"])
    assert corpus.warnings == ()
    document = next(d for d in corpus.documents if d.id == "jinzhong-carbon-peak-plan")
    assert document.title == "晋中市碳达峰实施方案"
    assert (document.issuer, document.date, document.region) == (
        "晋中市发展和改革委员会",
        "2024-12",
        "山西省晋中市",
    )
    assert document.number == ""
    file = ROOT / "corpus" / "documents" / "jinzhong-carbon-peak-plan.txt"
    assert document.text == file.read_text(encoding="utf-8")
    assert document.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_first_plan_without_its_manifest(tmp_path: Path) -> None:
    raw = (ROOT / "corpus" / "documents" / "jinzhong-carbon-peak-plan.txt").read_bytes()
    corpus = read_corpus([write(tmp_path / "晋中市碳达峰实施方案.txt", raw)])
    (document,) = corpus.documents
    assert document.id == "jin-zhong-shi-tan-da-feng-shi-shi-fang-an"
    assert document.title == "晋中市碳达峰实施方案"
    assert (document.issuer, document.date, document.region) == (
        "晋中市发展和改革委员会",
        "2024-12",
        "山西省晋中市",
    )
    assert document.number == ""  # 晋发〔2022〕25号 is cited, not its own
    assert any("没有找到标题" in note for note in document.notes)
    assert corpus.warnings == tuple(f"{document.id}：{note}" for note in document.notes)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (PLAN.encode(), PLAN),
        (b"\xef\xbb\xbf" + PLAN.encode(), PLAN),
        (PLAN.encode("gb18030"), PLAN),
        (PLAN.encode("utf-16"), PLAN),
        (PLAN.replace("\n", "\r\n").encode(), PLAN),
        (PLAN.replace("\n", "\r").encode(), PLAN),
        ((PLAN + "第２页\x0c　全角　空格\t ").encode(), PLAN + "第２页\x0c　全角　空格\t "),
        (("字" * 4000 + "\x01").encode(), "字" * 4000 + "\x01"),  # a stray control character
    ],
)
def test_encodings_and_line_ends_leave_the_text_as_published(tmp_path: Path, raw: bytes, text: str) -> None:
    (document,) = read_corpus([write(tmp_path / "plan.txt", raw)]).documents
    assert document.text == text
    assert document.sha256 == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
        b"PK\x03\x04" + bytes(range(256)) * 8,
        b"\x00" * 100,
        b"%PDF-1.7\n" + bytes(range(0, 256, 3)) * 20,
        b"\xff\xd8\xff\xe0" + bytes(reversed(range(256))) * 8,
    ],
)
def test_a_file_that_is_not_text(tmp_path: Path, raw: bytes) -> None:
    message = sentence(write(tmp_path / "plan.txt", raw))
    assert "plan.txt" in message
    assert "不是文本文件" in message


def test_what_is_missing_or_empty(tmp_path: Path) -> None:
    assert "找不到" in sentence(tmp_path / "nowhere")
    assert "没有可读的文件" in sentence(tmp_path)
    assert "里没有文字" in sentence(write(tmp_path / "empty.txt", ""))
    assert "里没有文字" in sentence(write(tmp_path / "empty.txt", " \n　\n"))
    assert "格式不支持" in sentence(write(tmp_path / "plan.docx", b"PK"))
    assert "没有给出" in sentence()


def test_ids_from_file_names(tmp_path: Path) -> None:
    for name in ("Water Plan (2024).txt", "节水方案.txt", "节水-方案.md", "！！.txt"):
        write(tmp_path / name, PLAN + name)
    ids = [document.id for document in read_corpus([tmp_path]).documents]
    assert sorted(ids) == ["document", "jie-shui-fang-an", "jie-shui-fang-an-2", "water-plan-2024"]
    assert [d.id for d in read_corpus([tmp_path]).documents] == ids


def test_hidden_files_readmes_other_formats_and_loops_are_left_out(tmp_path: Path) -> None:
    write(tmp_path / "a" / "plan.txt")
    write(tmp_path / ".git" / "plan.txt", "hidden")
    write(tmp_path / "README.md", "# about")
    write(tmp_path / "a" / "table.xlsx", b"PK")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    corpus = read_corpus([tmp_path])
    assert [document.id for document in corpus.documents] == ["plan"]
    assert any("table.xlsx" in warning for warning in corpus.warnings)


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "plan.txt")
    assert len(read_corpus([tmp_path, file, tmp_path / "." / "plan.txt"]).documents) == 1


def test_the_same_content_twice_is_one_document(tmp_path: Path) -> None:
    write(tmp_path / "one.txt")
    write(tmp_path / "two.txt")
    corpus = read_corpus([tmp_path])
    assert [document.id for document in corpus.documents] == ["one"]
    assert any("two.txt" in warning and "相同" in warning for warning in corpus.warnings)


def test_a_manifest_describes_its_files(tmp_path: Path) -> None:
    raw = PLAN.encode()
    write(tmp_path / "d" / "x.txt", raw)
    digest = hashlib.sha256(raw).hexdigest()
    manifest(
        tmp_path,
        f'id = "water"\nfile = "d/x.txt"\ntitle = "节水方案"\nissuer = "某市水利局"\n'
        f'number = "某水发[2024]3号"\n'
        f'date = 2024-05-06\nregion = "某省某市"\nsource = "网站"\nsha256 = "{digest}"\n',
    )
    corpus = read_corpus([tmp_path])
    (document,) = corpus.documents
    assert (document.id, document.title, document.number) == ("water", "节水方案", "某水发〔2024〕3号")
    assert (document.date, document.region, document.source) == ("2024-05-06", "某省某市", "网站")
    assert corpus.warnings == ()


def test_a_file_that_the_manifest_does_not_name_is_read_and_said(tmp_path: Path) -> None:
    write(tmp_path / "x.txt")
    write(tmp_path / "y.txt", PLAN + "二、其他\n")
    manifest(tmp_path, 'id = "water"\nfile = "x.txt"\n')
    corpus = read_corpus([tmp_path])
    assert [document.id for document in corpus.documents] == ["water", "y"]
    assert any("y.txt" in warning and "没有登记" in warning for warning in corpus.warnings)


BROKEN = [
    ("[[document]\nid", "不是正确的 TOML"),
    ('[[document]]\nid = "a"\nfile = "x.txt"\nauthor = "b"\n', "author"),
    ('[[document]]\nfile = "x.txt"\n', "“id”没有填写"),
    ('[[document]]\nid = "a"\n', "“file”没有填写"),
    ('[[document]]\nid = "节水"\nfile = "x.txt"\n', "编号只用小写英文字母"),
    ('[[document]]\nid = "a/b"\nfile = "x.txt"\n', "编号只用小写英文字母"),
    ('[[document]]\nid = "a"\nfile = "gone.txt"\n', "gone.txt 不存在"),
    ('[[document]]\nid = "a"\nfile = "../x.txt"\n', "语料目录之外"),
    ('[[document]]\nid = "a"\nfile = "x.txt"\nsha256 = "' + "0" * 64 + '"\n', "sha256"),
    ('[[document]]\nid = "a"\nfile = "x.txt"\nsha256 = "abc"\n', "64 位"),
    ('[[document]]\nid = "a"\nfile = "x.txt"\ndate = "去年"\n', "2024-12-31"),
    ('[[document]]\nid = "a"\nfile = "x.txt"\ntitle = 3\n', "应当是文字"),
    ('[[document]]\nid = "a"\nfile = "x.txt"\nnumber = "一号文件"\n', "不是文号"),
    ('[[document]]\nid = "a"\nfile = "x.txt"\n[[document]]\nid = "a"\nfile = "y.txt"\n', "出现了两次"),
    ('[[document]]\nid = "a"\nfile = "x.txt"\n[[document]]\nid = "b"\nfile = "x.txt"\n', "登记了两次"),
    ('title = "语料"\n', "不认识"),
    ('document = "x.txt"\n', "[[document]]"),
    ("", "没有登记任何文件"),
]


@pytest.mark.parametrize(("content", "words"), BROKEN)
def test_a_broken_manifest(tmp_path: Path, content: str, words: str) -> None:
    folder = tmp_path / "corpus"
    write(folder / "x.txt")
    write(folder / "y.txt", PLAN + "二、其他\n")
    write(tmp_path / "x.txt")
    write(folder / "manifest.toml", content)
    message = sentence(folder)
    assert words in message
    assert "corpus" in message


def test_an_id_given_in_two_places(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / name / "x.txt", PLAN + name)
        manifest(tmp_path / name, 'id = "water"\nfile = "x.txt"\n')
    message = sentence(tmp_path / "a", tmp_path / "b")
    assert "water" in message
    assert "换一个编号" in message


def test_a_made_id_gives_way_to_a_given_one(tmp_path: Path) -> None:
    write(tmp_path / "water.txt", PLAN + "甲")
    write(tmp_path / "z" / "x.txt", PLAN + "乙")
    manifest(tmp_path / "z", 'id = "water"\nfile = "x.txt"\n')
    ids = {document.text[-1]: document.id for document in read_corpus([tmp_path]).documents}
    assert ids == {"乙": "water", "甲": "water-2"}


def test_front_matter(tmp_path: Path) -> None:
    body = "# 某县节水方案\n\n一、**总体要求**\n"
    head = "---\nid: water\nnumber: 某水发〔2024〕3号\ndate: 2024-05-06\nregion: 某省某县\n---\n"
    (document,) = read_corpus([write(tmp_path / "a.md", head + body)]).documents
    assert (document.id, document.title, document.date) == ("water", "某县节水方案", "2024-05-06")
    assert document.text == body
    (document,) = read_corpus([write(tmp_path / "b.md", '+++\ntitle = "方案"\n+++\n' + body)]).documents
    assert (document.id, document.title, document.text) == ("b", "方案", body)
    assert "YAML" in sentence(write(tmp_path / "d.md", "---\ntitle: [\n---\n" + body))
    rule = "---\n\n第一段\n\n---\n第二段\n"  # rules and no metadata
    assert read_corpus([write(tmp_path / "e.md", rule)]).documents[0].text == rule


def test_front_matter_of_another_program_is_used_as_far_as_it_goes(tmp_path: Path) -> None:
    head = (
        "---\nid: P_2024_8\naliases:\n- P_2024_8\ntitle: 青山市节水意见\nissuer:\n- 青山市水利局\n"
        "number: 8\ndate: '2024-03-01'\nregion:\n  name: 青山市\n  code: '370000'\n---\n"
    )
    corpus = read_corpus([write(tmp_path / "water.md", head + "# 青山市节水意见\n\n一、总体要求\n")])
    (document,) = corpus.documents
    assert (document.id, document.title, document.issuer) == ("water", "青山市节水意见", "青山市水利局")
    assert (document.number, document.date) == ("", "2024-03-01")
    (note,) = [note for note in corpus.warnings if "没有采用" in note]
    assert "id、aliases、number、region" in note


def test_a_first_line_of_metadata_is_read_and_stays(tmp_path: Path) -> None:
    text = "# 数字方案 / Digital Plan | 某市人民政府 | 某政发[2024]3号 | https://example.org\n为推进工作，制定本方案。\n"
    (document,) = read_corpus([write(tmp_path / "a.txt", text)]).documents
    assert (document.title, document.issuer, document.number) == (
        "数字方案",
        "某市人民政府",
        "某政发〔2024〕3号",
    )
    assert document.source == "https://example.org"
    assert document.text == text


def test_two_documents_in_one_file(tmp_path: Path) -> None:
    first = (
        "甲市人民政府关于节水的意见\n甲政发〔2024〕1号\n各县人民政府：\n现提出意见。\n一、目标\n"
        "甲市人民政府办公室2024年1月3日印发\n"
    )
    second = "甲市人民政府关于造林的意见\n甲政发〔2024〕2号\n各县人民政府：\n现提出意见。\n一、目标\n"
    documents = read_corpus([write(tmp_path / "both.txt", first + second)]).documents
    assert [document.id for document in documents] == ["both", "both-2"]
    assert [document.number for document in documents] == ["甲政发〔2024〕1号", "甲政发〔2024〕2号"]
    assert "".join(document.text for document in documents) == first + second
    assert all("2 份文件" in document.notes[0] for document in documents)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_every_shared_document_is_read() -> None:
    corpus = read_corpus([SHARED])
    assert len(corpus.documents) >= 45
    assert all(document.title and document.text for document in corpus.documents)
    assert len({document.id for document in corpus.documents}) == len(corpus.documents)
    known = {document.id: document for document in corpus.documents}
    assert known["mk_05"].region == "四川省阿坝藏族羌族自治州"
    assert known["xv_shandong_007"].region == "山东省济南市"
    assert known["gz_48"].number == "中国人民银行令〔2021〕第3号"


def test_an_empty_file_in_a_folder_is_left_out_and_said(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("一、总体要求\n加快绿色发展。\n", "utf-8")
    (tmp_path / "zero.txt").touch()
    corpus = read_corpus([tmp_path])
    assert [d.id for d in corpus.documents] == ["plan"]
    assert any("zero.txt" in warning for warning in corpus.warnings)


def test_an_empty_file_alone_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "zero.txt").touch()
    with pytest.raises(CorpusError, match="没有文字"):
        read_corpus([tmp_path])


TWO_PLANS = """青山市人民政府办公室关于印发支持节水若干政策和青山市节水行动计划的通知
青政办〔2024〕8号
各区人民政府：
《支持节水若干政策》《青山市节水行动计划（2024—2026年）》已经市政府同意，现印发给你们，请认真落实。
青山市人民政府办公室
2024年3月1日
支持节水若干政策
为支持节水，制定以下政策。
一、奖励节水单位
二、补贴节水器具
青山市节水行动计划
（2024—2026年）
为落实节水要求，制定本计划。
一、总体要求
二、主要任务
"""


def test_two_plans_of_one_notice_are_two_documents(tmp_path: Path) -> None:
    documents = read_corpus([write(tmp_path / "water.txt", TWO_PLANS)]).documents
    assert [d.id for d in documents] == ["water", "water-2"]
    assert documents[1].text.startswith("青山市节水行动计划\n")
    assert documents[0].text + documents[1].text == TWO_PLANS
    # What the notice says holds for both.
    known = ("青山市人民政府办公室", "青政办〔2024〕8号", "2024-03-01")
    assert [(d.issuer, d.number, d.date) for d in documents] == [known, known]
    assert documents[1].title == "青山市节水行动计划（2024—2026年）"


@pytest.mark.parametrize(
    "change",
    [
        (
            "《支持节水若干政策》《青山市节水行动计划（2024—2026年）》已经",
            "《青山市节水行动计划（2024—2026年）》已经",
        ),
        ("青山市节水行动计划\n（2024", "附件2\n青山市节水行动计划\n（2024"),  # an annex of the same document
        ("青山市节水行动计划\n（2024—2026年）\n", ""),  # the second title is printed nowhere
        ("现印发给你们", "现转达各地"),  # cited, not issued
    ],
)
def test_near_misses_of_two_plans_stay_one_document(tmp_path: Path, change: tuple[str, str]) -> None:
    text = TWO_PLANS.replace(*change)
    assert text != TWO_PLANS
    assert len(read_corpus([write(tmp_path / "water.txt", text)]).documents) == 1


def test_a_title_that_is_not_chinese_is_said(tmp_path):
    head = "# Water Supply Plan | Yunhe |  | \n"
    (document,) = read_corpus([write(tmp_path / "water.txt", (head + "一、建设水厂。\n").encode())]).documents
    assert document.title == "Water Supply Plan"
    assert any("不是中文" in note for note in document.notes)
