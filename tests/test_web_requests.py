"""What an address may ask for, and how it is written back."""

import pytest
from werkzeug.datastructures import MultiDict

from kb.errors import InvalidQuery
from kb.model import Filters
from web import create_app
from web.highlights import body_url, clause_url
from web.request_arguments import SearchRequest, read_search, search_url, toggled, typed_text


@pytest.fixture
def context(tmp_path):
    with create_app(tmp_path).test_request_context():
        yield


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  能源局 ", "能源局"),
        ("煤\x00改\x07电", "煤 改 电"),
        ("煤​改﻿电", "煤改电"),
        ("供热\n管网", "供热 管网"),
        ("ＣＣＵＳ", "ＣＣＵＳ"),
    ],
)
@pytest.mark.usefixtures("context")
def test_text_without_what_no_one_types(typed, read):
    assert typed_text(MultiDict({"q": typed}), "q") == read


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"q": "长" * 501}, "501 个字"),
        ({"q": "a", "mode": "magic"}, "magic"),
        ({"q": "a", "sort": "price"}, "price"),
        ({"q": "a", "offset": "-1"}, "-1"),
        ({"q": "a", "offset": "1e9"}, "1e9"),
        ({"q": "a", "offset": "9" * 30}, "起始位置"),
        ({"q": "a", "year": "二〇三〇"}, "二〇三〇"),
    ],
)
@pytest.mark.usefixtures("context")
def test_what_cannot_be_meant_is_refused_by_name(arguments, said):
    with pytest.raises(InvalidQuery, match=said):
        read_search(MultiDict(arguments))


@pytest.mark.usefixtures("context")
def test_an_address_reads_back_as_what_it_was_written_from():
    asked = SearchRequest(
        query="清洁 供热&管网",
        mode="fulltext",
        filters=Filters(bureaus=("市住建局", "市能源局"), sectors=("供热",), years=(2030,), documents=("a",)),
        sort="document",
        offset=20,
    )
    with create_app().test_request_context(search_url(asked)) as opened:
        assert read_search(opened.request.args) == asked


@pytest.mark.usefixtures("context")
def test_a_plain_search_has_a_plain_address():
    assert search_url(SearchRequest("a")) == "/search?q=a"


def test_a_filter_is_put_in_and_taken_out_from_the_first_page():
    asked = SearchRequest("供热", offset=30)
    added = toggled(asked, "year", "2030")
    assert added == SearchRequest("供热", filters=Filters(years=(2030,)))
    assert toggled(added, "year", "2030") == SearchRequest("供热")
    both = toggled(toggled(asked, "bureau", "市住建局"), "bureau", "市能源局")
    assert both.filters.bureaus == ("市住建局", "市能源局")


def test_addresses_follow_the_path_that_the_site_is_served_at(tmp_path):
    app = create_app(tmp_path)
    found = []
    for root in ("", "/policies", ""):
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
            found.append((body_url("市能源局", "云河市"), clause_url("plan", "2.1", 3, 9)))
    name, region = "%E5%B8%82%E8%83%BD%E6%BA%90%E5%B1%80", "%E4%BA%91%E6%B2%B3%E5%B8%82"
    plain = (f"/body?name={name}&region={region}", "/clause/plan/2.1?start=3&end=9#quote")
    assert found == [plain, tuple("/policies" + address for address in plain), plain]
