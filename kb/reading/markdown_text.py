"""Markdown files: their front matter (metadata) and the text below it.

In: a file's content.  Out: metadata, the body and notes.  The body is the document's text as published,
marks included, so that every offset refers to it.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path

import yaml  # type: ignore[import-untyped,unused-ignore]
from pydantic import ValidationError

from kb.document_numbers import normalise
from kb.errors import CorpusError
from kb.reading.manifest import Metadata, validated

#: --- (YAML) or +++ (TOML) at the very start, up to the same mark on a line of its own.
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?\n|)\1[ \t]*(?:\n|\Z)", re.DOTALL)


def split_front_matter(path: Path, content: str) -> tuple[Metadata, str, tuple[str, ...]]:
    """The metadata that opens a Markdown file, the body after it, and notes on what was left aside.

    Other programs write front matter of their own (tags, aliases, a region as a table): fields that
    are not ours or hold no text are left aside and said so.  Raises :class:`CorpusError` for front
    matter that cannot be read at all.
    """
    match = _FRONT_MATTER.match(content)
    if not match:
        return Metadata(), content, ()
    mark, block = match[1], match[2]
    try:
        fields = tomllib.loads(block) if mark == "+++" else yaml.safe_load(block)
    except (tomllib.TOMLDecodeError, yaml.YAMLError) as error:
        kind = "TOML" if mark == "+++" else "YAML"
        raise CorpusError(f"文件 {path} 开头的元数据不是正确的 {kind}，请改正或删去") from error
    if fields is None:
        return Metadata(), content[match.end() :], ()
    if not isinstance(fields, dict):
        # A rule (---), text and another rule: no metadata but the document itself.
        return Metadata(), content, ()
    row = {str(key): _text(value) for key, value in fields.items()}
    kept = {key: value for key, value in row.items() if _usable(key, value)}
    said = validated(Metadata, kept, f"文件 {path} 开头元数据的")
    aside = "、".join(key for key in row if key not in kept)
    notes = (f"文件 {path.name} 开头元数据的字段 {aside} 不认识或写法不对，没有采用",) if aside else ()
    return said, content[match.end() :], notes


def _usable(name: str, value: object) -> bool:
    """Whether a field is one of ours and holds what it should."""
    if name == "number" and value and not normalise(str(value)):
        return False
    try:
        Metadata.model_validate({name: value})
    except ValidationError:
        return False
    return True


def _text(value: object) -> object:
    """YAML reads 2024 as a number and 2024-12-31 as a day; both are meant as written."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return " ".join(value)  # several issuers side by side
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
