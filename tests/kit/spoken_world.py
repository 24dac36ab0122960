"""The seeded facts with invented people: what searches as callers speak are tried on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import select

from db.connection import open_engine
from db.search.table import search_entry
from db.store import Store
from db.tables import Contact, ContactRole, Note, Organisation, PhoneNumber
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from seeds.load import load
from tests.kit.clock import SetClock
from tests.kit.stores import Stores

ACTOR = "Kaya Beck"

# All are invented: place, family name, given name, title, salutation, role, its title, remark.
_PEOPLE = """
Homberg (Efze);Beispiel;Ina;;ms;head;Bürgermeisterin;
Homberg (Ohm);Muster;Carla;;ms;head;Bürgermeisterin;
Gießen;Müller;Käthe;Dr.;ms;it;;
Gießen;Müller;Ralf;;mr;finance;Kämmerer;
Gießen;Probst;Otto;;mr;head;Oberbürgermeister;
Landkreis Gießen;Anders;Vera;;ms;head;Landrätin;
Landkreis Gießen;Zander;Udo;;mr;data_protection;;
Offenbach am Main;Müller;Jens;;mr;digitalisation;;
Groß-Gerau;Groß;Heinz;;mr;it;;
Landkreis Groß-Gerau;Wels;Ilse;;ms;head;Landrätin;
Fulda;Reh;Sabine;;ms;data_protection;;
Fulda;Fuchs;Timo;;mr;finance;;
Landkreis Fulda;Dachs;Peter;;mr;head;Landrat;
Kassel;Yılmaz;Ayşe;;ms;it;;
Kassel;van den Berg;Jan;Prof. Dr.;mr;digitalisation;CDO;
Landkreis Kassel;Specht;Lore;;ms;cooperation;;
Frankfurt am Main;Amsel;Ruth;;ms;other;Leiterin Ordnungsamt;
Frankfurt am Main;Drossel;Kai;;mr;it;;
Main-Kinzig-Kreis;Fink;Mona;;ms;digitalisation;;
Main-Taunus-Kreis;Star;Leo;;mr;it;;
Wetteraukreis;Sperling;Nele;;ms;finance;;
Rodgau;Meise;Bodo;;mr;head;Bürgermeister;
Neu-Isenburg;Kranich;Olga;;ms;other;Kita-Anmeldung;
Vellmar;Ohne;Gerd;;mr;cooperation;;
Ahnatal;Storch;Emil;;mr;head;Bürgermeister;
Hofbieber;Igel;Marta;;ms;head;Bürgermeisterin;Nur vormittags im Haus, kennt das Standesamt
Wetzlar;Otter;Franz;;mr;head;Oberbürgermeister;
Lahn-Dill-Kreis;Biber;Hugo;;mr;head;Landrat;
Marburg;Hirsch;Rita;;ms;data_protection;;
Bad Homburg v. d. Höhe;Marder;Sven;;mr;head;Oberbürgermeister;
Limburg a. d. Lahn;Luchs;Petra;Dr.;ms;head;Bürgermeisterin;
Darmstadt;Wolf;Hanna;;ms;digitalisation;;Vertritt auch Weiterstadt bei Querschnittsfragen
Landkreis Darmstadt-Dieburg;Bär;Ulf;;mr;it;;
Wiesbaden;Falke;Gisela;;ms;finance;Kämmerin;
Hanau;Sommer;Lutz;;mr;head;Oberbürgermeister;
Rüsselsheim am Main;Winter;Anke;;ms;it;;
Bensheim;Herbst;Karl;;mr;head;Bürgermeister;
Oberursel (Taunus);Lenz;Antje;;ms;head;Bürgermeisterin;
Taunusstein;Schnee;Dirk;;mr;other;Hauptamtsleiter;
Maintal;Hagel;Eva;;ms;other;Standesamt;
Baunatal;Regen;Iris;;ms;head;Bürgermeisterin;
Alsfeld;Nebel;Hans;;mr;finance;;
Hessisches Ministerium für Digitalisierung und Innovation;Wind;Clara;;ms;coordination;;
"""
_NOTES = (
    ("Vellmar", "Der Magistrat von Vellmar hat am Montag getagt."),
    ("Homberg (Ohm)", "Bürgermeisterin ruft nach den Ferien zurück."),
    ("Fulda", "Frau Reh fragt nach der Kindertagesstätte am Dom."),
)


def spoken_world(store: Store) -> None:
    """The facts, the people, and notes that have words of callers in them."""
    load(store)
    with store.engine.connect() as connection:
        entry = search_entry.c
        places = {
            row.title: row.record_id
            for row in connection.execute(
                select(entry.title, entry.record_id).where(
                    entry.kind.in_((int(Kind.MUNICIPALITY), int(Kind.ORGANISATION)))
                )
            )
        }
    with store.writing(ACTOR) as session:
        for at, line in enumerate(_PEOPLE.strip().splitlines()):
            place, family, given, title, salutation, role, called, remark = line.split(";")
            session.add(
                Contact(
                    organisation_id=places[place],
                    family_name=family,
                    given_name=given,
                    title=title or None,
                    salutation=salutation,
                    note=remark or None,
                    roles=[ContactRole(role=role, title=called or None)],
                    # Numbers that the Bundesnetzagentur keeps free for films.
                    numbers=[
                        PhoneNumber(
                            kind="direct", raw=f"069 90009-{at:03}", e164=f"+496990009{at:03}"
                        )
                    ],
                )
            )
        for place, text in _NOTES:
            session.add(
                Note(
                    written_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
                    written_by=ACTOR,
                    organisation_id=places[place],
                    text=text,
                )
            )
        eschborn = session.get_one(Organisation, places["Eschborn"])
        eschborn.note = "Neubau des Rathauses; Umzug im Sommer, Telefonanlage zieht mit."


@contextmanager
def spoken_desk(stores: Stores, dialect: str) -> Iterator[Desk]:
    """A desk over that store, for reading."""
    with stores.copy(dialect, spoken_world) as url:
        desk = Desk(open_engine(url), ACTOR, SetClock())
        try:
            yield desk
        finally:
            desk.close()
