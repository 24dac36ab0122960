"""A few letters or digits find the record, in the same order on both databases."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import text

from db.search.pages import Scope, page
from db.search.text import phone_digits
from db.store import Store
from ozg_tui.codes.search import Kind
from tests.kit.small_world import (
    AYSE,
    BOOKING,
    BUNDLE,
    BUSECK,
    EKOM,
    GERAU,
    GIESSEN,
    GROSS,
    HOEHE,
    IKZ,
    JOERG,
    KAETHE,
    LK,
    LUEDENSCHEIDT,
    MINISTRY,
    NAUHEIM,
    NOTE,
    OBER,
    PHILIPPSTHAL,
    WETTERAU,
    small_world,
    titles,
)  # fmt: skip
from tests.kit.stores import Stores

QUERIES: dict[str, list[str]] = {
    # municipalities by name, however it is spelled
    "Gießen": [GIESSEN, LK, BUSECK, KAETHE, NOTE],
    "giessen universität": [GIESSEN],
    "LK Gießen": [LK, BUSECK, GIESSEN],
    "[LK] Gießen": [LK, BUSECK, GIESSEN],
    "kreis giessen": [LK, BUSECK, GIESSEN],
    "Landkreis": [LK, WETTERAU, NAUHEIM, BUSECK, GIESSEN, OBER],
    "Bus": [BUSECK, JOERG, BOOKING],
    "BUSECK": [BUSECK, JOERG, BOOKING],
    "gross gerau": [GERAU, GROSS],
    "Groß-Gerau": [GERAU, GROSS],
    "groß": [GERAU, GROSS, BUSECK],
    "GROSS": [GERAU, GROSS, BUSECK],
    "gerau gross": [GERAU, GROSS],
    "ober-mörlen": [OBER, AYSE, IKZ],
    "Obermoerlen": [OBER, AYSE, IKZ],
    "ober moerlen": [OBER, AYSE, IKZ],
    "morlen": [OBER, NAUHEIM, AYSE, IKZ],
    "Mo\u0308rlen": [OBER, NAUHEIM, AYSE, IKZ],
    "wetterau": [WETTERAU, NAUHEIM, OBER],
    "Wetteraukreis": [WETTERAU, NAUHEIM, OBER],
    "bad": [NAUHEIM, LUEDENSCHEIDT, IKZ],
    "B": [NAUHEIM, BUSECK, BUNDLE, BOOKING, GERAU, WETTERAU, JOERG, LUEDENSCHEIDT, IKZ],
    "Haldern": [PHILIPPSTHAL],
    "Neuenstein": [PHILIPPSTHAL],
    "neunstein": [PHILIPPSTHAL],
    "Phil": [PHILIPPSTHAL],
    # keys
    "06531005": [GIESSEN],
    "065310": [BUSECK, GIESSEN, LK],
    "065310000000": [LK],
    "06632015": [PHILIPPSTHAL],
    "06631099": [PHILIPPSTHAL],
    "0644": [NAUHEIM, OBER, WETTERAU],
    # other organisations
    "ekom21": [EKOM],
    "KGRZ": [EKOM],
    "ministerium innern": [MINISTRY, HOEHE],
    "hess min": [MINISTRY, HOEHE],
    "hessen": [EKOM],
    # people
    "Müller": [JOERG, KAETHE, LUEDENSCHEIDT],
    "mueller": [JOERG, KAETHE, LUEDENSCHEIDT],
    "MULLER": [JOERG, KAETHE, LUEDENSCHEIDT],
    "müller bus": [JOERG],
    "müller gießen": [KAETHE],
    "käthe müller": [KAETHE],
    "Dr. Müller": [KAETHE],
    "kaethe.mueller@giessen.de": [KAETHE],
    "lüdenscheidt": [LUEDENSCHEIDT],
    "Yilmaz": [AYSE],
    "YILMAZ": [AYSE],
    "yılm": [AYSE],
    "ayse": [AYSE],
    "von der hohe": [HOEHE],
    "hoehe": [HOEHE],
    "digitalisation": [],
    # telephone numbers
    "0611 353-1950": [MINISTRY],
    "+49 611 353 1950": [MINISTRY],
    "0049 (611) 3531950": [MINISTRY],
    "0611/353": [MINISTRY],
    "06413061234": [KAETHE],
    "0641 306": [KAETHE],
    "0176 1234": [JOERG],
    "0641 306-9999": [],
    # cases
    "IKZ-2021-017": [IKZ],
    "ikz 2021": [IKZ],
    "standesamt": [IKZ],
    "personenstand bad nauheim": [IKZ],
    "modul 3": [BOOKING],
    "M3 buseck": [BOOKING],
    "baugenehmigung": [BUNDLE],
    "bauen wohnen": [BUNDLE],
    "strassenbeitrage": [NOTE],
    "Straßenbeiträge Rückruf": [NOTE],
    "rueckruf giessen": [NOTE],
    "am 19.05.2021": [NOTE],
    # nothing
    "gibtesnicht": [],
    "müller xyz": [],
    "***": [],
    "?!": [],
    '"': [],
    "Gie* OR": [],
    "' OR '1'='1": [],
    "NEAR(gießen)": [],
}


@pytest.fixture(scope="module")
def worlds(stores: Stores) -> Iterator[dict[str, Store]]:
    with ExitStack() as stack:
        yield {
            dialect: stack.enter_context(stores.opened(dialect, small_world))
            for dialect in ("sqlite", "postgresql")
        }


def test_the_list_is_long_enough() -> None:
    assert len(QUERIES) >= 60


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_the_same_everywhere(worlds: dict[str, Store], query: str) -> None:
    found = {dialect: titles(store, query) for dialect, store in worlds.items()}
    assert found["sqlite"] == QUERIES[query]
    assert found["postgresql"] == found["sqlite"]


def test_every_beginning_of_every_title_finds_its_record(worlds: dict[str, Store]) -> None:
    lost = []
    for dialect, store in worlds.items():
        with store.engine.connect() as connection:
            for line in page(connection, Scope(), 100):
                for end in range(1, len(line.title) + 1):
                    found = page(connection, Scope(text=line.title[:end]), 100)
                    same = [each for each in found if each[1:] == line[1:]]
                    if not Scope(text=line.title[:end]).is_empty and len(same) != 1:
                        lost.append((dialect, line.title[:end]))
    assert lost == []


SPELLINGS = (
    "0611 353 1950",
    "0611/353-1950",
    "0611 / 353 - 1950",
    "+49 (0)611 353-1950",
    "+49 (0611) 3531950",
    "0049 611 3531950",
    "06113531950",
    "(0611) 353 1950",
    "0611.353.1950",
    "+49 611 353-19 50",
    "+4961135319 50",
    "0611 353\u20131950",
    "0611 353\u20111950",
    "(+49) 611 3531950",
    " 0611 3531950 ",
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_number_is_found_in_every_spelling(worlds: dict[str, Store], spelling: str) -> None:
    assert phone_digits(spelling) == "06113531950"
    assert {dialect: titles(store, spelling) for dialect, store in worlds.items()} == {
        "sqlite": [MINISTRY],
        "postgresql": [MINISTRY],
    }


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_number_is_found_while_it_is_typed(worlds: dict[str, Store], spelling: str) -> None:
    lost = [
        spelling[:end]
        for end in range(1, len(spelling) + 1)
        if sum(char.isdigit() for char in spelling[:end]) >= 5
        and MINISTRY not in titles(worlds["sqlite"], spelling[:end])
    ]
    assert lost == []


@pytest.mark.parametrize("query", ["19.05.2021", "7/2021", "2021-017", "19.05.", "2021"])
def test_dates_and_file_numbers_of_digits_find_their_text(
    worlds: dict[str, Store], query: str
) -> None:
    for store in worlds.values():
        assert {NOTE, IKZ} & set(titles(store, query))


def test_letters_and_digits_mean_the_same_to_both_databases(worlds: dict[str, Store]) -> None:
    odd = ["3e5", "1e309", "0x1f", "12abc", "1e10abc", "e5", "b12", "007", "1a2b3c", "x" * 60]
    with worlds["postgresql"].engine.connect() as connection:
        lost = [
            word
            for word in odd
            for typed in (word, word[:-1])
            if not connection.scalar(
                text("SELECT array_to_tsvector(ARRAY[:word]) @@ CAST(:query AS tsquery)"),
                {"word": word, "query": Scope(text=typed).query("postgresql").found},
            )
        ]
    assert lost == []


def test_an_empty_text_lists_everything_and_signs_alone_nothing(worlds: dict[str, Store]) -> None:
    for store in worlds.values():
        assert len(titles(store, "")) == len(titles(store, "   ")) > 15
        assert titles(store, "-/()") == []
        assert Scope(text="-/()").is_empty
        assert not Scope(text=" ").is_empty


def test_a_list_of_one_kind_holds_that_kind(worlds: dict[str, Store]) -> None:
    for store in worlds.values():
        assert titles(store, "müller", Kind.CONTACT, Kind.CONTACT) == [JOERG, KAETHE, LUEDENSCHEIDT]
        assert titles(store, "müller", Kind.NOTE, Kind.NOTE) == []
        assert titles(store, "", Kind.ORGANISATION, Kind.ORGANISATION) == [EKOM, MINISTRY]
        assert titles(store, "", Kind.CONTACT, Kind.CONTACT) == [
            GROSS,
            JOERG,
            KAETHE,
            LUEDENSCHEIDT,
            HOEHE,
            AYSE,
        ]
