"""Published web pages of governments: the text of the document and its table of metadata.

In comes HTML, out goes what a reader sees of the document itself, one paragraph a line, and the
fields of the 索引号/发文机关/成文日期/标题/发文字号 table.  Menus, scripts, share buttons and
「扫一扫」 are left out: the text starts at the page's content element where it names one, and is
otherwise the element that holds most of the page's paragraphs.
"""

from __future__ import annotations

import re
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.reading.labels import LABELS, label_of

#: Elements in which government sites keep the document itself, most specific first.
_CONTENT = (
    *("#UCAP-CONTENT", "#zoom", "#Zoom", "#ZOOM", "#js_content", "#artibody", "#article-content", "#content"),
    *(".TRS_Editor", ".trs_editor_view", ".pages_content", ".article-content", ".article_content"),
    *(".TRS_UEDITOR", ".Custom_UnionStyle", ".zwxl-article", ".news_content", ".content", "article", "main"),
)
_DROPPED = "script, style, noscript, template, iframe, svg, form, button, nav, footer, select"
_BLOCKS = frozenset(
    {
        *("html", "body", "main", "article", "section", "div", "center", "p", "pre", "blockquote"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tr", "td", "th"),
    }
)
#: A page's own words that are no part of the document.
_PAGE_WORDS = re.compile(
    r"^(?:扫一扫.{0,12}|打印本页|关闭窗口|【?(?:打印|关闭|字体)[^。]{0,20}】?|分享到.{0,10})$"
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_ENOUGH = 100  # characters; a content element with fewer holds a caption, not a document


def read_page(html: str) -> tuple[str, dict[str, str]]:
    """The document's text and the metadata table's fields (by the names of :data:`LABELS`)."""
    tree = LexborHTMLParser(html)
    fields = _table_fields(tree)
    for node in tree.css(_DROPPED):
        node.decompose()
    root = _content(tree)
    if root is None:
        return "", fields
    return _text(root), fields


def _content(tree: LexborHTMLParser) -> LexborNode | None:
    for selector in _CONTENT:
        nodes = tree.css(selector)
        best = max(nodes, key=lambda node: len(node.text(strip=True)), default=None)
        if best is not None and len(best.text(strip=True)) >= _ENOUGH:
            return best
    return _densest(tree) or tree.body


def _densest(tree: LexborHTMLParser) -> LexborNode | None:
    """The element whose own paragraphs hold most text: where nothing names the content."""
    weights: dict[int, tuple[int, LexborNode]] = {}
    for paragraph in tree.css("p"):
        parent = paragraph.parent
        if parent is not None:
            weight, _ = weights.get(parent.mem_id, (0, parent))
            weights[parent.mem_id] = (weight + len(paragraph.text(strip=True)), parent)
    best = max(weights.values(), key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] >= _ENOUGH else None


def _text(root: LexborNode) -> str:
    """The visible text: block elements and <br> end a line, cells of one row are set apart by a tab."""
    pieces: list[str] = []
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        if node.tag == "-text":
            pieces.append(_SPACES.sub(" ", node.text_content or ""))
            continue
        if node.tag == "br":
            pieces.append("\n")
            continue
        if node is not root and _is_cell(node):
            pieces.append(" ".join(_text(node).split("\n")).strip() + "\t")
            continue
        before, after = _borders(node.tag or "")
        stack.append(after)
        children = list(node.iter(include_text=True))
        stack.extend(reversed(children))
        pieces.append(before)
    lines = (line.strip(" \t\xa0") for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line.strip() and not _PAGE_WORDS.match(line)) + "\n"


def _is_cell(node: LexborNode) -> bool:
    """A cell of a table of figures, whose row is one line; tables for layout have one cell a row
    or further tables inside."""
    if node.tag not in ("td", "th") or node.css_first("table, tr") is not None or node.parent is None:
        return False
    return sum(1 for cell in node.parent.iter() if cell.tag in ("td", "th")) > 1


def _borders(tag: str) -> tuple[str, str]:
    return ("\n", "\n") if tag in _BLOCKS else ("", "")


def _table_fields(tree: LexborHTMLParser) -> dict[str, str]:
    """Label cells followed by value cells; the first of each label wins."""
    fields: dict[str, str] = {}
    cells = [cell.text(strip=False) for cell in tree.css("td, th, dt, dd, li span, label + span")]
    cells = [" ".join(cell.split()) for cell in cells]
    for cell, value in pairwise([*cells, ""]):
        name = label_of(cell)
        if name and name not in fields and value and not label_of(value):
            fields[name] = value
    for meta in tree.css("meta[name]"):
        field = _META.get((meta.attributes.get("name") or "").lower())
        content = (meta.attributes.get("content") or "").strip()
        if field and content:
            fields.setdefault(field, content)
    return fields


#: The <meta> names that the State Council's standard for government sites prescribes (GB/T 政府网站发展指引).
_META = {"articletitle": LABELS["标题"], "pubdate": LABELS["发布日期"], "contentsource": LABELS["来源"]}
