"""The labels under which publishers print a document's metadata, and what each means.

The State Council's pages and the provinces' use the same few words with small changes:
索 引 号：, 发文机关：, 成文日期：, 标　　题：, 发文字号：, 发布日期：.
"""

from __future__ import annotations

import re

#: Printed label (without spaces and colon) → field.
LABELS = {
    "标题": "title",
    "名称": "title",
    "文件名称": "title",
    "信息名称": "title",
    "发文机关": "issuer",
    "发文单位": "issuer",
    "发文机构": "issuer",
    "发布机构": "issuer",
    "发布机关": "issuer",
    "发布单位": "issuer",
    "制定机关": "issuer",
    "印发机关": "issuer",
    "公开责任部门": "issuer",
    "发文字号": "number",
    "文号": "number",
    "发文文号": "number",
    "文件编号": "number",
    "公文字号": "number",
    "成文日期": "date",
    "成文时间": "date",
    "印发日期": "date",
    "发文日期": "date",
    "发文时间": "date",
    "公布日期": "date",
    "签发日期": "date",
    "发布日期": "published",
    "发布时间": "published",
    "公开日期": "published",
    "公开时间": "published",
    "时间": "published",
    "来源": "source",
    "信息来源": "source",
    "原文链接": "source",
    "索引号": "other",
    "信息索引": "other",
    "主题分类": "other",
    "信息分类": "other",
    "体裁分类": "other",
    "服务对象": "other",
    "主题词": "other",
    "关键词": "other",
    "有效性": "other",
    "时效": "other",
    "时效性": "other",
    "效力状态": "other",
    "生效日期": "other",
    "实施日期": "other",
    "失效日期": "other",
    "版本": "other",
    "更新时间": "other",
    "法宝引证码": "other",
    "公开方式": "other",
    "公开范围": "other",
    "组配分类": "other",
}

_DECORATION = re.compile(r"[\s\u3000*#【】\[\]]")
#: A short label with its colon, or one in 【】.
_LABEL_LINE = re.compile(
    r"^(?P<label>[^:：。，]{2,14})[:：](?P<value>.*)$|^【(?P<boxed>[^】]{2,8})】(?P<rest>.*)$"
)


def label_of(cell: str) -> str:
    """The field that a printed label stands for; empty when ``cell`` is no label.

    「标　　题：」 → ``title``; 「发文机关」 → ``issuer``; 「主题是创新」 → empty.
    """
    bare = _DECORATION.sub("", cell).rstrip("：:")
    return LABELS.get(bare, "")


def split_label(line: str) -> tuple[str, str]:
    """Field and value of a line of a metadata block; two empty strings when it is none.

    「发文机关：国务院」 → (issuer, 国务院); 「标　　题：」 → (title, ""); 「时间： 2026-02-03
    来源：新华社」 → (published, 2026-02-03 来源：新华社); 【法宝引证码】 CLI.12.5 → (other, CLI.12.5).
    """
    match = _LABEL_LINE.match(line)
    if not match:
        return "", ""
    name = label_of(match["label"] or match["boxed"])
    value = match["value"] if match["label"] else match["rest"]
    return (name, value.strip(" *　")) if name else ("", "")
