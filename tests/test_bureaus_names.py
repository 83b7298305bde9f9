"""Names of bodies: one body, one name, whatever the spelling; and what is no body."""

from __future__ import annotations

import pytest

from kb.tagging.bureaus import lexicon
from kb.tagging.bureaus.names import canonical
from kb.tagging.bureaus.places import components, cut

JINZHONG = "山西省晋中市"

#: (as printed, region of the document, canonical name, region of the body)
NAMES = [
    # spellings of one body
    ("市发展改革委", JINZHONG, "市发展改革委", JINZHONG),
    ("市发改委", JINZHONG, "市发展改革委", JINZHONG),
    ("晋中市发展和改革委员会", JINZHONG, "市发展改革委", JINZHONG),
    ("山西省晋中市发改委", JINZHONG, "市发展改革委", JINZHONG),
    ("发展改革委", JINZHONG, "市发展改革委", JINZHONG),
    ("市工业和信息化局", JINZHONG, "市工信局", JINZHONG),
    ("市住房和城乡建设局", JINZHONG, "市住建局", JINZHONG),
    ("市人力资源和社会保障局", JINZHONG, "市人社局", JINZHONG),
    ("市卫生健康委员会", JINZHONG, "市卫健委", JINZHONG),
    ("市市场监督管理局", JINZHONG, "市市场监管局", JINZHONG),
    ("市城市管理局", JINZHONG, "市城管局", JINZHONG),
    ("市交通局", JINZHONG, "市交通运输局", JINZHONG),
    ("市应急管理局", JINZHONG, "市应急局", JINZHONG),
    ("市妇女联合会", JINZHONG, "市妇联", JINZHONG),
    # names that differ stay apart
    ("市规划和自然资源局", JINZHONG, "市规划和自然资源局", JINZHONG),
    ("市自然资源局", JINZHONG, "市自然资源局", JINZHONG),
    ("市经济信息化委", "上海市", "市经济信息化委", "上海市"),
    ("市行政审批服务局", JINZHONG, "市行政审批服务局", JINZHONG),
    # a local office of two functions, and one named by what it serves, keep their names
    ("市水利和湖泊局", "湖北省宜昌市", "市水利和湖泊局", "湖北省宜昌市"),
    ("宜昌市林业和园林局", "湖北省宜昌市", "市林业和园林局", "湖北省宜昌市"),
    ("市城市管理执法委员会", "湖北省宜昌市", "市城管执法委", "湖北省宜昌市"),
    ("市机关事务服务中心", "湖北省宜昌市", "市机关事务服务中心", "湖北省宜昌市"),
    ("市机关事务局", JINZHONG, "市机关事务管理局", JINZHONG),
    # a prefecture by its usual name is the document's own
    ("阿坝州数据局", "四川省阿坝藏族羌族自治州", "州数据局", "四川省阿坝藏族羌族自治州"),
    # levels
    ("省能源局", JINZHONG, "省能源局", "山西省"),
    ("省工信厅", JINZHONG, "省工业和信息化厅", "山西省"),
    ("省住建厅", "湖南省", "省住房城乡建设厅", "湖南省"),
    ("国家能源局", JINZHONG, "国家能源局", ""),
    ("国家发改委", JINZHONG, "国家发展改革委", ""),
    ("教育部", JINZHONG, "教育部", ""),
    ("县发改局", "湖南省长沙市长沙县", "县发展改革局", "湖南省长沙市长沙县"),
    ("自治区财政厅", "内蒙古自治区包头市", "自治区财政厅", "内蒙古自治区"),
    ("州林草局", "四川省阿坝州", "州林草局", "四川省阿坝州"),
    ("市能源局", "山西省", "市能源局", ""),
    ("市能源局", "", "市能源局", ""),
    # a national document names its bodies without 国家
    ("发展改革委", "", "国家发展改革委", ""),
    ("药监局", "", "国家药监局", ""),
    ("国资委", "", "国务院国资委", ""),
    ("网信办", "", "中央网信办", ""),
    ("应急部", "", "应急管理部", ""),
    ("国办", "", "国务院办公厅", ""),
    ("邮政局", "", "国家邮政局", ""),
    # the party's departments
    ("市委网信办", JINZHONG, "市委网信办", JINZHONG),
    ("市网信办", JINZHONG, "市委网信办", JINZHONG),
    ("市委党校", JINZHONG, "市委党校", JINZHONG),
    ("自治区党委宣传部", "内蒙古自治区包头市", "自治区党委宣传部", "内蒙古自治区"),
    ("市委金融办", JINZHONG, "市委金融办", JINZHONG),
    ("市政府金融办", JINZHONG, "市金融办", JINZHONG),
    ("市人民政府办公室", JINZHONG, "市政府办公室", JINZHONG),
    ("共青团晋中市委", JINZHONG, "团市委", JINZHONG),
    # named by a place
    ("国网晋中供电公司", JINZHONG, "国网晋中供电公司", JINZHONG),
    ("国网山西省电力公司晋中供电公司", JINZHONG, "国网晋中供电公司", JINZHONG),
    ("人行晋中市分行", JINZHONG, "人民银行晋中市分行", JINZHONG),
    ("中国人民银行晋中市分行", JINZHONG, "人民银行晋中市分行", JINZHONG),
    ("国家金融监管局晋中分局", JINZHONG, "国家金融监管总局晋中监管分局", JINZHONG),
    ("中国铁路太原局集团有限公司", JINZHONG, "中国铁路太原局", "山西省太原市"),
    ("山东金融监管局", "山东省", "国家金融监管总局山东监管局", "山东省"),
    ("中国证监会山东监管局", "山东省", "山东证监局", "山东省"),
    ("国家税务总局晋中市税务局", JINZHONG, "市税务局", JINZHONG),
    # another place's
    ("太原市能源局", JINZHONG, "太原市能源局", "山西省太原市"),
    ("介休市人民政府", JINZHONG, "介休市人民政府", "山西省晋中市介休市"),
    ("济南市政府", "山东省", "济南市人民政府", "山东省济南市"),
    ("晋中经济技术开发区管委会", JINZHONG, "晋中经济技术开发区管委会", JINZHONG),
    # not in the lexicon
    ("市蓝莓产业发展局", JINZHONG, "市蓝莓产业发展局", JINZHONG),
    ("省碳达峰碳中和工作领导小组办公室", "湖南省", "省碳达峰碳中和工作领导小组办公室", "湖南省"),
    ("山东老年大学", "山东省", "山东老年大学", "山东省"),
]

GROUPS = [
    ("各县[区、市]人民政府", "各县（区、市）人民政府"),
    ("各县（区、市）", "各县（区、市）人民政府"),
    ("各市政府", "各市人民政府"),
    ("各省、自治区、直辖市人民政府", "各省、自治区、直辖市人民政府"),
    ("市直各部门", "市直各部门"),
    ("各有关部门和单位", "各有关部门和单位"),
    ("县级以上地方人民政府", "县级以上地方人民政府"),
    ("各市工业和信息化局", "各市工业和信息化局"),
    ("人民团体", "人民团体"),
]

NO_BODIES = ["", "市", "部门", "市场", "持续推进", "2025年底", "阳光计划", "的局", "市局", "以下简称牵头部门"]


@pytest.mark.parametrize(("printed", "region", "name", "place"), NAMES, ids=lambda value: value or "-")
def test_the_conventional_name(printed: str, region: str, name: str, place: str) -> None:
    body = canonical(printed, region)
    assert body is not None
    assert (body.name, body.region, body.kind) == (name, place, "body")


#: A body of another place keeps the place in its name; the place itself calls it 市能源局.
AT_HOME = [row for row in NAMES if not row[2].startswith(("太原市", "介休市", "济南市"))]


@pytest.mark.parametrize(("printed", "region", "name", "place"), AT_HOME, ids=lambda value: value or "-")
def test_a_conventional_name_is_its_own(printed: str, region: str, name: str, place: str) -> None:
    again = canonical(name, place)
    assert again is not None
    assert (again.name, again.region) == (name, place)


@pytest.mark.parametrize(("printed", "name"), GROUPS)
def test_groups_stay_groups(printed: str, name: str) -> None:
    body = canonical(printed, JINZHONG)
    assert body is not None
    assert (body.name, body.region, body.kind) == (name, JINZHONG, "group")


@pytest.mark.parametrize("printed", NO_BODIES)
def test_what_is_no_body(printed: str) -> None:
    assert canonical(printed, JINZHONG) is None


def test_a_second_name_in_parentheses_is_joined() -> None:
    body = canonical("省市场监管局（知识产权局）", "湖南省")
    assert body is not None
    assert (body.name, body.joined) == ("省市场监管局", ("省知识产权局",))


def test_a_bare_name_takes_the_level_of_the_list() -> None:
    body = canonical("审批服务局", "", mark="市")
    assert body is not None
    assert body.name == "市行政审批服务局"


@pytest.mark.parametrize(
    ("region", "parts"),
    [
        ("山西省晋中市", [("province", "山西省"), ("city", "晋中市")]),
        ("山西省晋中市介休市", [("province", "山西省"), ("city", "晋中市"), ("county", "介休市")]),
        ("浙江省杭州市", [("province", "浙江省"), ("city", "杭州市")]),
        ("北京市海淀区", [("province", "北京市"), ("county", "海淀区")]),
        ("内蒙古自治区包头市", [("province", "内蒙古自治区"), ("city", "包头市")]),
        ("四川省阿坝州", [("province", "四川省"), ("city", "阿坝州")]),
        ("", []),
    ],
)
def test_the_parts_of_a_region(region: str, parts: list[tuple[str, str]]) -> None:
    assert list(components(region)) == parts


def test_a_region_is_cut_to_a_level() -> None:
    assert cut("山西省晋中市介休市", "city") == JINZHONG
    assert cut("山西省", "city") == ""
    assert cut(JINZHONG, "national") == ""


def test_no_name_of_the_lexicon_is_claimed_twice() -> None:
    claims: dict[str, str] = {}
    for function in lexicon.functions():
        for form in function.forms:
            for organ in function.organs:
                other = claims.setdefault(form + organ, function.upper)
                assert other == function.upper, f"{form + organ}: {other} and {function.upper}"


def test_every_national_body_is_read_as_itself() -> None:
    for function in lexicon.functions():
        if function.national:
            body = canonical(function.national, "")
            assert body is not None, function.national
            assert (body.name, body.level) == (function.national, "national")
