"""Groups of bodies: 各县（区、市）人民政府, 市直各部门, 各有关部门 …, which stay what they are.

In: a printed item.  Out: the group's conventional name (full-width brackets, 人民政府 in full),
or None where the item is one body.  A group is never expanded into its members.
"""

from __future__ import annotations

import re

#: What a group may begin with: 各…, 有关…, 市直…, 省级有关…, 县级以上…, 地方各级….
_OPENING = re.compile(
    r"(?:全[国省市县区州盟旗])?各|其他有关|其他相关|有关|相关|地方|县级以上|市级以上|省级以上|基层|试点|所在地"
    r"|(?:中央|国家|中央和国家机关|国务院|省|自治区|市|州|盟|县|区|旗)(?:级|直|直属|属)?(?:各|有关|相关|其他有关)"
    r"|(?:省|市|县|区|州|盟|旗)(?:级|直|直属|属)(?:国有)?(?:部门|单位|机关|政府|政务部门|企业|高校|医院)|县（[市区旗、]{1,5}）"
    r"|(?:省|市|州|县|设区的市)(?:、(?:自治区|直辖市|州|县|市|区|旗|自治州|自治县)(?:（[^）]{1,9}）)?){1,5}"
)
#: What a group ends in.
_CLOSING = re.compile(
    r"(?:政府|部门|单位|机构|机关|地区|地方|[省市县区旗州盟地]|党委|党组|企业|[委办局厅行院校所]|(?<!干)部|公司|集团|街道"
    r"|乡镇|[乡镇）]|方面|组织|团体|学校|医院|高校|协会|商会|辖区|管委会|办事处|联合会|中心)$"
)
#: Groups that do not begin like one.
_FIXED = re.compile(
    r"(?:各级|当地|上级)?(?:公安|司法|检察|审判|监察|税务|行政|行政执法)机关|街道办事处|乡镇（街道）|乡镇人民政府|镇人民政府|人民团体|社会组织|社会团体|群团组织|群众团体|成员单位|行业主管部门|主管部门|监管部门|行业组织|行业协会"
    r"|(?![由对经向报与在请或根按])[一-龥“”\"、]{2,32}(?:部门|(?:成员|责任|牵头|配合|参与)单位)"
)
#: Only levels after 各: 各市, 各县（区、市）, 各省、自治区、直辖市 stand for their governments.
_LEVELS_ONLY = re.compile(
    r"各(?:有关)?(?:(?:省|自治区|直辖市|设区市|设区的市|地级市|县级市|市|州|自治州|盟|县|区|旗|乡|镇|街道|开发区|、)+(?:（[^）]{1,12}）)?)+"
)
#: A group in running text ends in a word for offices, and no verb stands in it.
_STRICT_CLOSING = re.compile(
    r"(?:部门|单位|机构|机关|方面|地区|地方|各地|办事处|政府|党委|党组|企业|组织|团体|）|各[省市县区州盟旗]|区县|县区|县市区|高校|学校|试点(?:城市|省份|地区|[省市县]))$"
)
_STRICT_STOP = re.compile(
    r"[对将在从向把并为应须要按让以经]|制定|组织(?!$)|开展|加强|进行|继续|建立|实施|推进|研究|做好|完善|落实|指导|共同|及时|授权|所称|配合"
)
_STOP = re.compile(r"[，。；：！？]|[均都]涉及|等(?!级)|负责|牵头(?!部门|单位)|以下|的(?!市)|要求|应当")


def group(name: str, *, strict: bool = False) -> str | None:
    """The conventional name of the group that the whole item is, else None.

    ``strict`` is for running text: 「有关部门制定实施办」 is no group there.
    """
    if not 2 <= len(name) <= 40 or _STOP.search(name):
        return None
    if strict and (_STRICT_STOP.search(name.replace("以上", "")) or not _STRICT_CLOSING.search(name)):
        return None
    opened = _OPENING.match(name)
    if not (opened and _CLOSING.search(name)) and not _FIXED.fullmatch(name):
        return None
    if (
        opened
        and opened[0] in ("地方", "基层", "试点", "所在地")
        and not name.endswith(("政府", "部门", "党委"))
    ):
        return name + "人民政府" if _PILOT.fullmatch(name) else None
    return _conventional(name)


#: 试点城市负责编制…: its government does.
_PILOT = re.compile(r"试点(?:城市|地区|[省市县])")


def _conventional(name: str) -> str:
    if _LEVELS_ONLY.fullmatch(name) and not name.endswith(("街道", "乡", "镇", "开发区")):
        return name + "人民政府"
    return re.sub(r"(?<!人民)(?<!党委)(?<!党委和)政府$", "人民政府", name)


#: The part of a group's name that a bare 党委 or 人民政府 after it shares:
#: 各县（区、市）党委、人民政府 → 各县（区、市）.
_SHARED = re.compile(r"(?P<head>.*各[^部门单位]*?)(?:党委|党工委|人民政府|政府)$")


def shared_head(name: str) -> str:
    """What a following bare 人民政府 or 党委 continues, or empty."""
    match = _SHARED.fullmatch(name)
    return match["head"] if match else ""
