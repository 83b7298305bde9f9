"""Markdown files: their front matter (metadata) and their rendering as safe HTML.

The body of a Markdown file is the document's text as published, marks included, so that every
offset refers to it; rendering is for showing a page and nothing else.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path

import markdown
import nh3
import yaml  # type: ignore[import-untyped,unused-ignore]

from kb.errors import CorpusError
from kb.reading.manifest import Metadata, validated

#: --- (YAML) or +++ (TOML) at the very start, up to the same mark on a line of its own.
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?\n|)\1[ \t]*(?:\n|\Z)", re.DOTALL)

#: Tags that a published plan can need; whatever else is in the source is dropped.
_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code"),
    *("ul", "ol", "li", "strong", "em", "del", "sup", "sub", "a"),
    *("table", "thead", "tbody", "tr", "th", "td", "caption"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "th": {"align", "colspan", "rowspan"},
    "td": {"align", "colspan", "rowspan"},
}


def split_front_matter(path: Path, content: str) -> tuple[Metadata, str]:
    """The metadata that opens a Markdown file and the body after it.

    Raises :class:`CorpusError` for front matter that cannot be read.
    """
    match = _FRONT_MATTER.match(content)
    if not match:
        return Metadata(), content
    mark, block = match[1], match[2]
    try:
        fields = tomllib.loads(block) if mark == "+++" else yaml.safe_load(block)
    except (tomllib.TOMLDecodeError, yaml.YAMLError) as error:
        kind = "TOML" if mark == "+++" else "YAML"
        raise CorpusError(f"文件 {path} 开头的元数据不是正确的 {kind}，请改正或删去") from error
    if fields is None:
        return Metadata(), content[match.end() :]
    if not isinstance(fields, dict):
        # A rule (---), text and another rule: no metadata but the document itself.
        return Metadata(), content
    row = {str(key): _text(value) for key, value in fields.items()}
    return validated(Metadata, row, f"文件 {path} 开头元数据的"), content[match.end() :]


def render_markdown(text: str) -> str:
    """``text`` as HTML that is safe to put into a page: no scripts, styles, images or handlers."""
    html = markdown.markdown(text, extensions=["tables", "sane_lists"], output_format="html")
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"})


def _text(value: object) -> object:
    """YAML reads 2024 as a number and 2024-12-31 as a day; both are meant as written."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
