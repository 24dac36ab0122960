"""What the sources state, as scripts get it."""

import pytest

from tests.kit.schemas import MODEL, PLACE, SEARCH, SERVICES, fits


def keys(answer):
    return {each["key"] for each in answer.json["municipalities"]}


def test_dienste_are_17_bundles_with_70_services(run):
    answer = run("dienste", "--json")
    assert answer.code == 0
    found = fits(answer.json, SERVICES)
    assert len(found["bundles"]) == 17
    assert found["total"] == sum(each["services"] for each in found["bundles"]) == 70


def test_dienste_keep_the_two_kommunale_abgaben_apart(run):
    found = run("services", "--json").json["bundles"]
    assert [(each["name"], each["efa"]) for each in found if "Abgaben" in each["name"]] == [
        ("Kommunale Abgaben (EfA)", True),
        ("Kommunale Abgaben", False),
    ]
    assert found[0] == {
        "name": "Abfallwirtschaft",
        "efa": False,
        "services": 12,
        "available_since": ["2021-02", "2021-03"],
    }


def test_modell_has_fulda_first_and_neu_isenburg_later(run):
    first = run("modell", "--stichtag", "2020-11-20", "--json")
    later = run("--stichtag", "01.01.2023", "model", "--json")
    fits(first.json, MODEL)
    assert (first.json["as_of"], later.json["as_of"]) == ("2020-11-20", "2023-01-01")
    assert len(keys(first)) == len(keys(later)) == 15
    assert keys(first) - keys(later) == {"06631009"}
    assert keys(later) - keys(first) == {"06438009"}


def test_modell_is_empty_before_the_choice(run):
    assert run("modell", "--stichtag", "2020-11-18", "--json").json["municipalities"] == []
    assert "0 Modellkommunen" in run("modell", "--stichtag", "18.11.2020").out


def test_suche_homberg_finds_both(run):
    found = fits(run("suche", "homberg", "--json").json, SEARCH)["hits"]
    assert [each["key"] for each in found[:2]] == ["06634009", "06535009"]
    assert {each["reason"] for each in found[:2]} == {""}
    assert [each["reason"] for each in found[2:]] == ["klingt wie Homburg"]


def test_suche_oberweser_leads_to_wesertal(run):
    (hit,) = run("search", "oberweser", "--json").json["hits"]
    assert (hit["title"], hit["key"]) == ("Wesertal", "06633030")
    assert "Oberweser" in hit["reason"]


def test_suche_with_the_old_key_leads_to_hanau_with_its_new_one(run):
    (hit,) = run("suche", "06435014", "--json").json["hits"]
    assert (hit["title"], hit["key"]) == ("Hanau", "06415000")
    assert "06435014" in hit["reason"]


def test_suche_of_a_person_gives_a_number(run):
    hits = run("suche", "Merz", "Heiko", "--json").json["hits"]
    (hit,) = [each for each in hits if each["kind"] == "contact"]
    assert isinstance(hit["id"], int)
    assert "key" not in hit


def test_suche_without_a_hit_says_so(run):
    answer = run("suche", "xyzzy", "--json")
    assert (answer.code, answer.json["hits"]) == (3, [])
    assert run("suche", "xyzzy").out == "Nichts gefunden zu »xyzzy«.\n"


@pytest.mark.parametrize("typed", ["06415000", "06435014", "Hanau", "hanau", "Stadt Hanau"])
def test_kommune_by_key_or_name(run, typed):
    found = fits(run("kommune", typed, "--json").json, PLACE)
    assert (found["key"], found["kind"]) == ("06415000", "kreisfreie_stadt")
    assert [each["key"] for each in found["former"]] == ["06435014"]


def test_kommune_as_it_was_on_a_day(run):
    found = run("place", "Hanau", "--stichtag", "31.12.2025", "--json").json
    assert (found["key"], found["kind"]) == ("06435014", "sonderstatus_stadt")
    assert found["district"] == "Main-Kinzig-Kreis"


def test_kommune_that_went_into_another_leads_there_unless_the_day_is_earlier(run):
    assert run("kommune", "Oberweser", "--json").json["name"] == "Wesertal"
    before = run("kommune", "Oberweser", "--stichtag", "31.12.2019", "--json").json
    assert before["name"] == "Oberweser"


def test_kommune_of_several_is_answered_with_all(run):
    answer = run("kommune", "homberg")
    assert answer.code == 3
    assert "06634009" in answer.err
    assert "06535009" in answer.err


@pytest.mark.parametrize("typed", ["99", "09162000", "Entenhausen", "06435200", "", "%"])
def test_kommune_unknown(run, typed):
    answer = run("kommune", typed)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.endswith(".\n")


def test_kommune_on_a_page(run):
    shown = run("kommune", "06631009", "--stichtag", "01.03.2021").out
    for part in ("Sonderstatusstadt", "Stadtverordnetenversammlung", "BELEGT  ausgewählt", "FREI"):
        assert part in shown
    assert "noch keine Angaben" in shown


def test_kontakte_of_2020_are_marked(run):
    answer = run("kontakt", "list", "--json")
    assert answer.json["total"] == len(answer.json["contacts"]) == 3
    assert all(each["historic"] for each in answer.json["contacts"])
    assert "nicht mehr aktuell" in run("contact", "list", "maser").out
    assert "1 Kontakt\n" in run("contact", "list", "maser").out


def test_text_fits_80_columns(run):
    for command in (["dienste"], ["modell"], ["suche", "a"], ["kontakt", "list"]):
        assert all(len(line) <= 80 for line in run(*command).out.splitlines()), command


def test_init_twice_changes_nothing(run, own):
    answer = run("init", "--db", own, "--json")
    assert (answer.code, answer.json["store"]) == (0, own)
    assert "0 Fakten neu" in answer.json["message"]


def test_init_creates_the_store(run, tmp_path):
    path = tmp_path / "neu" / "bestand.db"
    answer = run("init", "--db", str(path))
    assert answer.code == 0
    assert "0 Fakten neu" not in answer.out
    assert path.stat().st_mode & 0o777 == 0o600
