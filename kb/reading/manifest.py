"""The corpus manifest: what is known about each document, and the check that its file is the one meant.

In comes the path of a ``manifest.toml``, out go its entries, every one of them validated.
Whatever is wrong ends in one :class:`CorpusError` that names the manifest and the entry.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from kb.errors import CorpusError
from kb.reading.slugs import VALID_ID

MANIFEST = "manifest.toml"


def _date_text(value: object) -> object:
    """TOML may write a day bare (2024-12-01), which arrives as a date."""
    return value.isoformat() if isinstance(value, datetime.date) else value


class Metadata(BaseModel):
    """What a manifest's entry or a Markdown file's front matter may say about a document."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    id: Annotated[str, Field(pattern=rf"^{VALID_ID.pattern}$")] | None = None
    title: str = ""
    issuer: str = ""
    number: str = ""
    date: Annotated[str, BeforeValidator(_date_text), Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")] = ""
    region: str = ""
    source: str = ""


class Entry(Metadata):
    """One ``[[document]]`` of a manifest."""

    id: Annotated[str, Field(pattern=rf"^{VALID_ID.pattern}$")]
    file: Annotated[str, Field(min_length=1)]
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


_M = TypeVar("_M", bound=Metadata)


def read_manifest(path: Path) -> dict[Path, Entry]:
    """The manifest's entries by the file that each describes.

    Raises :class:`CorpusError` for anything that is not as it should be.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"清单 {path} 不是正确的 TOML（{_place(error)}），请改正后重新构建") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"清单 {path} 读不出来，请确认它是可读的 UTF-8 文本文件") from error
    if unknown := sorted(set(content) - {"document"}):
        raise CorpusError(f"清单 {path} 中有不认识的内容“{unknown[0]}”，每份文件请写成一个 [[document]]")
    rows = content.get("document", [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise CorpusError(f"清单 {path} 中的 document 不是表的数组，每份文件请写成一个 [[document]]")
    if not rows:
        raise CorpusError(f"清单 {path} 没有登记任何文件，请为每份文件写一个 [[document]]，或删去清单")
    entries: dict[Path, Entry] = {}
    ids: set[str] = set()
    for position, row in enumerate(rows, start=1):
        name = str(row.get("id") or f"第{position}个 [[document]]")
        entry = validated(Entry, row, f"清单 {path} 中 {name} 的")
        file = path.parent / entry.file
        _check_place(path, entry, file)
        if entry.id in ids:
            raise CorpusError(f"清单 {path} 中编号 {entry.id} 出现了两次，请给其中一份文件换一个编号")
        if file in entries:
            raise CorpusError(f"清单 {path} 把文件 {entry.file} 登记了两次，请删去其中一条")
        ids.add(entry.id)
        entries[file] = entry
    return entries


def validated(kind: type[_M], row: Mapping[str, object], where: str) -> _M:
    """``row`` as metadata; ``where`` opens the sentence when it is wrong (清单 … 中 … 的)."""
    try:
        return kind.model_validate(dict(row))
    except ValidationError as error:
        raise CorpusError(_sentence(kind, error, where)) from error


def check_sha256(path: Path, raw: bytes, expected: str) -> str:
    """The sha256 of ``raw``; a :class:`CorpusError` when the manifest expects another."""
    actual = hashlib.sha256(raw).hexdigest()
    if expected and expected != actual:
        raise CorpusError(
            f"文件 {path} 的 sha256 是 {actual}，与清单中登记的不符，"
            "请换回原来的文件，或核对内容后更新清单中的 sha256"
        )
    return actual


def _check_place(manifest: Path, entry: Entry, file: Path) -> None:
    inside = manifest.parent.resolve()
    if not file.resolve().is_relative_to(inside):
        raise CorpusError(f"清单 {manifest} 中 {entry.id} 的文件 {entry.file} 在语料目录之外，请移入目录内")
    if not file.is_file():
        raise CorpusError(f"清单 {manifest} 登记的文件 {entry.file} 不存在，请补上文件或删去这一条")


def _sentence(kind: type[Metadata], error: ValidationError, where: str) -> str:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    known = "、".join(kind.model_fields)
    match first["type"]:
        case "extra_forbidden":
            return f"{where}字段“{name}”不认识，可用的字段是 {known}"
        case "missing":
            return f"{where}字段“{name}”没有填写，请补上"
        case "string_pattern_mismatch":
            return f"{where}字段“{name}”写法不对（{first['input']}），{_FORMS.get(name, '请改正')}"
        case _:
            return f"{where}字段“{name}”应当是文字，请加上引号"


_FORMS = {
    "id": "编号只用小写英文字母、数字、- 和 _，以字母或数字开头，不超过 80 个字符",
    "date": "日期请写成 2024、2024-12 或 2024-12-31",
    "sha256": "请写成 64 位小写十六进制数",
}


def _place(error: tomllib.TOMLDecodeError) -> str:
    match = re.search(r"line (\d+)", str(error))
    return f"第 {match[1]} 行附近" if match else "文件末尾"
