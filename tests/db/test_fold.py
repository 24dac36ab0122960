"""Names meet in one folded form, and stand where DIN 5007 puts them."""

import unicodedata

import pytest
import pyuca
from hypothesis import example, given
from hypothesis import strategies as st

from db.fold import fold, sort_key, words
from tests.kit.hostile import ALL

NAMES = """
Abt|Achenbach|Ägidius|Albrecht|Alsfeld|Amöneburg|Angersbach|Arnold|Aßlar|Aßmann|Bad Arolsen
Bad Camberg|Bad Homburg v. d. Höhe|Bad Homburg v.d.H.|Bad Soden am Taunus|Bad Soden-Salmünster
Baunatal|Bäcker|Bäuerle|Baer|Bär|Bahr|Beck|Becker|Beck-Müller|Beckmann|Berg|Berger|Berg, von
Biebergemünd|Biebertal|Böhm|Böhme|Boehm|Bohm|Braun|Brauner|Bräuning|Breidenbach|Breuberg|Brühl
Büdingen|Bürger|Burger|Büttelborn|Cölbe|Crößmann|D'Angelo|Dahl|Darmstadt|Darmstadt-Dieburg
Dautphetal|Dietz|Dietzenbach|Dietzhölztal|Dr. Müller|Driedorf|Edertal|Ehringshausen|Eichenzell
Eltville am Rhein|Engel|Eppstein|Erbach|Eschborn|Eschwege|Felsberg|Fernwald|Fischbachtal|Fischer
Flörsbachtal|Flörsheim am Main|Förster|Forster|Franke|Frankfurt am Main|Fränkel|Freigericht
Friedberg (Hessen)|Friedberg|Fritzlar|Fronhausen|Fulda|Fuldabrück|Fuldatal|Fürth|Gärtner|Garten
Gedern|Geisenheim|Gelnhausen|Gemünden (Felda)|Gemünden (Wohra)|Gernsheim|Giesen|Gießen|Giessen
Gladenbach|Goethe|Göthe|Gothe|Götz|Greifenstein|Griesheim|Gross|Groß|Große|Groß-Bieberau
Großalmerode|Großenlüder|Großkrotzenburg|Groß-Rohrheim|Groß-Umstadt|Groß-Zimmern|Gründau
Grünberg|Gudensberg|Guxhagen|Haas|Hahn|Hähnlein|Haiger|Hanau|Hartmann|Hattersheim am Main|Hauneck
Heidenrod|Helsa|Heppenheim (Bergstraße)|Herborn|Herleshausen|Heß|Hess|Hesse|Hessisch Lichtenau
Heusenstamm|Hirschhorn (Neckar)|Höchst i. Odw.|Hochheim am Main|Hofbieber|Höfer|Hofheim am Taunus
Hohenstein|Homberg (Efze)|Homberg (Ohm)|Huber|Hübner|Hüttenberg|Idstein|Immenhausen|Jäger|Jager
Jesberg|Jossgrund|Jung|Jünger|Kaiser|Käßmann|Karben|Kassel|Kelkheim (Taunus)|Kiefer|Kirchhain
Kirtorf|Köhler|Kohler|König|Königstein im Taunus|Korbach|Krämer|Kramer|Kraus|Krauß|Kröger|Krüger
Künzell|Lahnau|Lahn-Dill-Kreis|Lahntal|Lampertheim|Lang|Lange|Langen|Langen (Hessen)|Laubach
Lauterbach|Leun|Lich|Limburg a. d. Lahn|Limburg-Weilburg|Löhnberg|Lohfelden|Lorch|Ludwig
Lützelbach|Main-Kinzig-Kreis|Main-Taunus-Kreis|Mainz-Kostheim|Marburg|Marburg-Biedenkopf|Maß|Mass
Meier|Meißner|Meissner|Melsungen|Mengerskirchen|Meyer|Michelstadt|Möller|Moller|Mörfelden-Walldorf
Mörlenbach|Mossautal|Mücke|Mueller|Mühlheim am Main|Mühltal|Muller|Müller|Müller-Lüdenscheidt
Müllers|Münchhausen|Münster|Münzenberg|Nauheim|Neu-Anspach|Neu-Eichenberg|Neu-Isenburg|Neuberg
Neuenstein|Neuhof|Neukirchen|Neumann|Nidda|Nüsttal|O'Neill|Ober-Mörlen|Ober-Ramstadt|Oberursel
Odenwaldkreis|Offenbach|Offenbach am Main|Ortenberg|Otto|Özdemir|Petersberg|Peters|Pfungstadt
Philippsthal|Pohlheim|Poppenhausen (Wasserkuppe)|Rabenau|Ranstadt|Raßdorf|Rauschenberg|Reiß|Reis
Reißner|Rheingau-Taunus-Kreis|Riedstadt|Rimbach|Rodgau|Römer|Rosbach v. d. Höhe|Roßdorf|Rossdorf
Rotenburg a. d. Fulda|Rüdesheim am Rhein|Rüsselsheim am Main|Sächsle|Sack|Schäfer|Schafer
Schlüchtern|Schmidt|Schmitt|Schmitten|Schneider|Schöffengrund|Schöneck|Schröder|Schroeder|Schroder|Schulz
Schulze|Schwalm-Eder-Kreis|Schwalmstadt|Seeheim-Jugenheim|Selters (Taunus)|Sinn|Solms|Spangenberg
St. Goar|Steinau an der Straße|Stockstadt am Rhein|Strauß|Strauss|Sulzbach (Taunus)|Tann (Rhön)
Taunusstein|Trebur|Ulrichstein|Usingen|van der Berg|Vellmar|Vöhl|Vogelsbergkreis|Vogt|Volkmarsen
von Berg|von der Höhe|Wächtersbach|Wagner|Waldeck-Frankenberg|Waldems|Walter|Wanfried|Weiß|Weiss
Weißenborn|Weiterstadt|Werra-Meißner-Kreis|Wettenberg|Wetteraukreis|Wetzlar|Wiesbaden|Willingen
Witzenhausen|Wöllstadt|Wolf|Wölfersheim|Wolff|Yılmaz|Yilmaz|Zierenberg|Zöller|Zoller|Zwingenberg
"""
COLLATOR = pyuca.Collator()
LIST = [name for line in NAMES.strip().splitlines() for name in line.split("|")]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Müller", "Mueller", "MULLER", "müller", "MÜLLER", "Mu\u0308ller", "MUELLER"),
        ("Groß", "Gross", "GROSS", "GROẞ", "groß"),
        ("Yılmaz", "Yilmaz", "YILMAZ", "Yi\u0307lmaz"),
        ("Gießen", "Giessen", "GIESSEN", "gießen"),
        ("Özdemir", "Oezdemir", "Ozdemir"),
        ("Łukasz", "Lukasz"),
        ("José", "Jose", "JOSE\u0301"),
        ("Sørensen", "Sorensen"),
        ("Göthe", "Goethe"),
        ("ﬁnden", "finden"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_of_one_name_are_one_word(spellings: tuple[str, ...]) -> None:
    assert len({fold(each) for each in spellings}) == 1
    assert len({tuple(words(each)) for each in spellings}) == 1


def test_different_names_stay_apart() -> None:
    assert len({fold(name) for name in ("Müller", "Möller", "Miller", "Mühler", "Mull")}) == 5


TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="aeouäöüßAEOUÄÖÜ ¨\u0308mlr-", max_size=15),
    st.sampled_from(LIST),
    st.sampled_from([text[:200] for text in ALL]),
)


@given(TEXTS)
@example("Poeele")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def _found(typed: str, stored: str) -> bool:
    """What the index answers: every word typed begins a word stored."""
    kept = words(stored)
    return all(any(each.startswith(word) for each in kept) for word in words(typed))


@given(TEXTS)
@example("Mueller")
@example("Boeing")
def test_every_beginning_of_a_name_finds_it(text: str) -> None:
    for end in range(len(text) + 1):
        assert fold(text).startswith(fold(text[:end]))
        assert _found(text[:end], text)


@given(TEXTS, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_how_an_umlaut_is_encoded_does_not_matter(text: str, form: str) -> None:
    assert words(unicodedata.normalize(form, text)) == words(text)  # type: ignore[arg-type]


@given(TEXTS)
def test_a_word_is_letters_and_digits_alone(text: str) -> None:
    for word in words(text):
        assert word
        assert word.isascii()
        assert word.isalnum()
        assert word == word.lower()


def test_names_stand_as_the_unicode_collation_puts_them() -> None:
    assert len(LIST) > 300
    ours = sorted(LIST, key=sort_key)
    theirs = sorted(LIST, key=COLLATOR.sort_key)
    assert [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other] == []


NAME = st.text(alphabet="abmsuzäöüßABMSUZÄÖÜ -.,'()", min_size=1, max_size=8)


def _letters(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower().replace("ß", "ss"))
    return "".join(char for char in bare if not unicodedata.combining(char))


@given(NAME, NAME)
def test_two_names_stand_as_the_unicode_collation_puts_them(one: str, other: str) -> None:
    if _letters(one) != _letters(other):
        ours = sort_key(one) < sort_key(other)
        assert ours == (COLLATOR.sort_key(one) < COLLATOR.sort_key(other))


def test_an_umlaut_follows_its_letter_and_ss_comes_before_sharp_s() -> None:
    for names in (
        ["Muller", "Müller", "Mullers"],
        ["Gross", "Groß", "Grosse", "Große"],
        ["Bar", "Bär", "Bar-Müller"],
        ["Berg", "Berg, von", "Bergen"],
    ):
        assert sorted([*names[1:], names[0]], key=sort_key) == names


@given(TEXTS, TEXTS)
def test_a_sort_key_orders_alike_in_bytes_and_in_letters(one: str, other: str) -> None:
    first, second = sort_key(one), sort_key(other)
    try:
        in_bytes = first.encode() < second.encode()
    except UnicodeEncodeError:
        return
    assert (first < second) == in_bytes
