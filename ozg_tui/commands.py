"""One registry of commands: bindings, footer, command list and F1 all read it.

A command is there where somebody does it: a function that it names itself, else the method
`action_<id>` of the screen in front or of the app. Its keys are of different kinds, so that a
terminal that swallows one still knows the other. Letters work where no field is being typed into.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any

from textual.binding import Binding


class Context(StrEnum):
    """Where a command is offered."""

    EVERYWHERE = "everywhere"
    LIST = "list"
    RECORD = "record"
    FORM = "form"
    MATRIX = "matrix"


@dataclass(frozen=True)
class Command:
    """Something a person can do; `footer` is its short word at the bottom of the screen.

    `does` names the function that gets the screen in front, as `module:function`; it is loaded
    when somebody wants it. Without one the screen or the app does it. `of` are the kinds of record
    for which it is there, all when empty; where a record of them has to be chosen first, `needs`
    says so.
    """

    id: str
    label: str
    keys: tuple[str, ...]
    contexts: tuple[Context, ...]
    help: str
    footer: str = ""
    does: str = ""
    of: frozenset[str] = frozenset()
    needs: str = ""


_LIST, _RECORD, _FORM = (Context.LIST,), (Context.RECORD,), (Context.FORM,)
_ALL = (Context.EVERYWHERE,)
_MATRIX = (Context.MATRIX,)
_SHOWN = (Context.LIST, Context.RECORD, Context.MATRIX)
_HERE = "ozg_tui.screens"
_PLACES = frozenset({"municipality", "organisation"})
_APPLICATIONS = frozenset({"application"})
_BUNDLES = frozenset({"bundle"})
_FOLLOW_UPS = frozenset({"follow_up"})
_LINE = "Dafür muss eine Zeile gewählt sein."
_FOLLOW_UP = "Dafür muss eine Wiedervorlage gewählt sein."

COMMANDS: tuple[Command, ...] = (
    Command("help", "Hilfe", ("f1", "question_mark"), _ALL, "Erklärt Bild und Tasten.", "Hilfe"),
    Command("search", "Suchen", ("f2", "slash"), _ALL, "Springt in die Suche.", "Suche"),
    Command("back", "Zurück", ("f3", "minus"), _ALL, "Zum vorigen Bild.", "Zurück"),
    Command(
        "values",
        "Werteliste",
        ("f4",),
        _FORM,
        "Zeigt, was in dieses Feld eingetragen werden kann.",
        "Werte",
    ),
    Command("reload", "Neu laden", ("f5", "r"), _SHOWN, "Liest den Bestand noch einmal."),
    Command("new", "Neu", ("f6", "n"), _SHOWN, "Legt einen neuen Eintrag dieser Art an.", "Neu"),
    Command(
        "add_row",
        "Zeile hinzufügen",
        ("f6",),
        _FORM,
        "Fügt eine Zeile hinzu, wo der Cursor steht; sonst eine Kommune.",
        "Zeile",
    ),
    Command("remove_row", "Zeile entfernen", (), _FORM, "Entfernt die Zeile mit dem Cursor."),
    Command(
        "why",
        "Warum?",
        ("f7", "p"),
        (Context.FORM, Context.RECORD),
        "Erklärt jede Prüfung mit Wert, Schwelle, Abstand, Regel und Quelle.",
        "Warum?",
    ),
    Command("save", "Sichern", ("f8", "ctrl+s"), _FORM, "Sichert das Formular.", "Sichern"),
    Command("commands", "Befehle", ("f9", "ctrl+p", "colon"), _ALL, "Alle Befehle.", "Befehle"),
    Command(
        "leave",
        "Abbrechen",
        ("f12",),
        _FORM,
        "Verlässt das Formular; ein Entwurf bleibt erhalten.",
    ),
    Command(
        "next_part",
        "Nächster Abschnitt",
        ("pagedown",),
        _FORM,
        "Springt zum Anfang des nächsten Abschnitts im Formular.",
    ),
    Command(
        "previous_part",
        "Voriger Abschnitt",
        ("pageup",),
        _FORM,
        "Springt zum Anfang des Abschnitts oder des vorigen.",
    ),
    Command("discard", "Entwurf verwerfen", (), _FORM, "Stellt den gesicherten Stand wieder her."),
    Command("undo_typing", "Eingabe zurücknehmen", ("ctrl+z",), _FORM, "Nimmt Getipptes zurück."),
    Command("redo_typing", "Eingabe wiederholen", ("ctrl+y",), _FORM, "Stellt Getipptes her."),
    Command(
        "undo",
        "Rückgängig",
        ("u",),
        _SHOWN,
        "Nimmt zurück, was Sie zuletzt gesichert haben; fragt vorher und sagt, was das ist.",
        does=f"{_HERE}.commands.undo:take_back",
    ),
    Command(
        "redo",
        "Wiederholen",
        ("U",),
        _SHOWN,
        "Stellt wieder her, was Sie zuletzt zurückgenommen haben; fragt vorher.",
        does=f"{_HERE}.commands.undo:give_back",
    ),
    Command(
        "open",
        "Öffnen",
        ("enter",),
        (Context.LIST, Context.MATRIX),
        "Öffnet die gewählte Zeile oder Zelle.",
        "Öffnen",
        needs=_LINE,
    ),
    Command(
        "set_state",
        "Stand eintragen",
        ("m",),
        _MATRIX,
        "Trägt für die markierten Zellen einen Stand ein; zeigt vorher, was sich ändert.",
        "Stand",
        needs=_LINE,
    ),
    Command(
        "filter",
        "Filtern",
        ("f",),
        _MATRIX,
        "Zeigt nur Kommunen, auf die in der Spalte etwas zutrifft, oder die Nachbarn der Zeile.",
        "Filter",
        needs=_LINE,
    ),
    Command(
        "mark_column",
        "Spalte markieren",
        ("asterisk",),
        _MATRIX,
        "Markiert alle gezeigten Kommunen in dieser Spalte, oder nimmt die Marken weg.",
        needs=_LINE,
    ),
    Command(
        "mark_row",
        "Zeile markieren",
        ("plus",),
        _MATRIX,
        "Markiert alle Spalten dieser Kommune, oder nimmt die Marken weg.",
        needs=_LINE,
    ),
    Command(
        "open_place",
        "Kommune öffnen",
        ("k",),
        _MATRIX,
        "Öffnet die Kommune der Zeile.",
        "Kommune",
        needs=_LINE,
    ),
    Command(
        "map",
        "Karte",
        ("d",),
        _MATRIX,
        "Zeigt das Bündel auf zwei Karten: die Kreise als Kacheln, die Gemeinden als Zellen.",
        does=f"{_HERE}.services.land_map:open_map",
    ),
    Command(
        "rollout",
        "Dienst eintragen",
        ("d",),
        _RECORD,
        "Trägt ein, wie weit diese Kommune mit einem Dienst ist; am Bündel öffnet es die Matrix.",
        "Dienst",
        does=f"{_HERE}.services.place:record_here",
        of=_PLACES | _BUNDLES,
    ),
    Command(
        "gaps",
        "Was fehlt?",
        ("f",),
        _RECORD,
        "Zeigt, was dieser Kommune fehlt und ihre Nachbarn haben, mit dem Satz fürs Telefon.",
        does=f"{_HERE}.services.place:show_gaps",
        of=_PLACES,
    ),
    Command("edit", "Bearbeiten", ("b",), _SHOWN, "Öffnet das Formular des Eintrags.", needs=_LINE),
    Command(
        "copy",
        "Auskunft kopieren",
        ("full_stop",),
        _SHOWN,
        "Kopiert die Auskunft zur gewählten Zeile mit Quelle und Datum, oder Nummer und Adresse.",
        needs=_LINE,
    ),
    Command(
        "note_call",
        "Anrufnotiz",
        ("a",),
        _SHOWN,
        "Notiert das Gespräch: Zeit, Nummer und Kommune sind eingetragen.",
        "Notiz",
        does=f"{_HERE}.telephone.calls:note",
    ),
    Command(
        "follow_up",
        "Wiedervorlage",
        ("w",),
        _SHOWN,
        "Legt zu diesem Eintrag eine Wiedervorlage an.",
        "Wiedervorl.",
        does=f"{_HERE}.commands.follow_up:plan",
    ),
    Command(
        "confirm",
        "Angabe bestätigen",
        ("c",),
        _RECORD,
        "Bestätigt die Angabe, nach der oben gefragt wird, mit dem heutigen Tag.",
        "Bestätigen",
    ),
    Command(
        "answer",
        "Anruf öffnen",
        ("ctrl+o", "l"),
        _ALL,
        "Öffnet den Anruf, der oben angekündigt ist: die Karte, die Auswahl oder die Suche.",
        does=f"{_HERE}.telephone.calls:answer",
    ),
    Command(
        "assign",
        "Nummer zuordnen",
        # Both, because keyboards exchange them.
        ("z", "y"),
        _SHOWN,
        "Gibt die Nummer des Anrufs einer Kommune und einer Person; frühere Anrufe folgen.",
        does=f"{_HERE}.telephone.calls:assign",
        of=_PLACES | {"call"},
    ),
    Command(
        "done",
        "Erledigt",
        ("x",),
        _SHOWN,
        "Hakt die Wiedervorlage ab, oder öffnet eine erledigte wieder.",
        does=f"{_HERE}.commands.follow_up:tick_off",
        of=_FOLLOW_UPS,
        needs=_FOLLOW_UP,
    ),
    Command(
        "take_over",
        "Übernehmen",
        ("h",),
        _SHOWN,
        "Macht die Wiedervorlage zur eigenen.",
        does=f"{_HERE}.commands.follow_up:take_over",
        of=_FOLLOW_UPS,
        needs=_FOLLOW_UP,
    ),
    Command("book", "Beratung buchen", ("t",), _RECORD, "Bucht eine Beratung für diese Kommune."),
    Command("add_contact", "Kontakt anlegen", ("k",), _RECORD, "Legt hier einen Kontakt an."),
    Command(
        "station",
        "Station ändern",
        ("m",),
        _RECORD,
        "Zeigt die nächsten Schritte des Antrags und was ihnen fehlt; sichert den gewählten.",
        "Station",
    ),
    Command(
        "what_if",
        "Was wäre, wenn …",
        ("s", "ctrl+r"),
        (Context.RECORD, Context.FORM),
        "Rechnet mit anderen Kommunen, anderer Laufzeit, anderen Kosten; ändert nichts.",
        "Was wäre",
    ),
    Command(
        "memo",
        "Vermerk",
        ("e",),
        _RECORD,
        "Schreibt einen Vermerk zum Antrag in eine Datei: Text, Markdown oder PDF.",
    ),
    Command(
        "confirm_deviation",
        "Abweichung bestätigen",
        (),
        _RECORD,
        "Bestätigt als zweite Person, dass der Bescheid von der Regelzuwendung abweicht.",
    ),
    Command(
        "export",
        "Liste ausgeben",
        ("e",),
        _LIST,
        "Schreibt die Liste, wie sie gefiltert ist, in eine Datei: Excel, CSV, Visitenkarten.",
        does=f"{_HERE}.exchange.send:export",
    ),
    Command(
        "receive",
        "Datei einlesen",
        (),
        _SHOWN,
        "Liest Kontakte oder Beratungen aus CSV, Excel, Visitenkarten; zeigt erst, was es brächte.",
        does=f"{_HERE}.exchange.receive:receive",
    ),
    Command(
        "go", "Gehe zu …", ("g",), _SHOWN, "Wechselt den Bereich: g und ein Buchstabe.", "Gehe"
    ),
    Command(
        "snippets",
        "Textbausteine",
        (),
        _SHOWN,
        "Zeigt und ändert die Texte, die in Notizen mit ::kürzel eingefügt werden.",
        does=f"{_HERE}.commands.snippets:open_snippets",
    ),
    Command(
        "rule_sets",
        "Regelstände",
        (),
        _SHOWN,
        "Zeigt die Regeln der IKZ mit Werten und Geltung; neue beginnen als Entwurf.",
        does=f"{_HERE}.commands.rule_sets:open_rule_sets",
    ),
    Command(
        "partners",
        "Partner finden",
        (),
        _RECORD,
        "Zeigt Nachbarn und Kommunen im Landkreis ohne laufenden IKZ-Antrag, und wen man anruft.",
        does=f"{_HERE}.ikz.partners:open_partners",
        of=_PLACES | _APPLICATIONS,
    ),
    Command(
        "tracker",
        "Beschlüsse verfolgen",
        (),
        _RECORD,
        "Zeigt, welche Gremien noch beschließen; legt Wiedervorlagen vor den Sitzungen an.",
        does=f"{_HERE}.ikz.tracker:open_tracker",
        of=_APPLICATIONS,
    ),
    Command("quit_program", "Beenden", (), _ALL, "Beendet das Programm; Entwürfe bleiben."),
)

BY_ID = {command.id: command for command in COMMANDS}

PASTED_BLOCK = f"{_HERE}.exchange.receive:receive_block"
"""What is told of rows of a spreadsheet that were pasted into a list: the screen and the text."""

WHILE_NOTING = f"{_HERE}.commands.snippets:expand_typed"
"""What is told of each change of a text of several lines: the screen and the box."""

KEY_NAMES = {
    "asterisk": "*",
    "plus": "+",
    "question_mark": "?",
    "slash": "/",
    "minus": "-",
    "colon": ":",
    "full_stop": ".",
    "enter": "Enter",
    "pageup": "Bild auf",
    "pagedown": "Bild ab",
    "ctrl+s": "Strg+S",
    "ctrl+p": "Strg+P",
    "ctrl+r": "Strg+R",
    "ctrl+o": "Strg+O",
    "ctrl+z": "Strg+Z",
    "ctrl+y": "Strg+Y",
}


def in_context(context: Context) -> Iterator[Command]:
    """The commands that are offered there."""
    for command in COMMANDS:
        if context in command.contexts or Context.EVERYWHERE in command.contexts:
            yield command


@cache
def handler(name: str) -> Callable[..., Any]:
    """The function behind `module:function`, loaded now."""
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def bindings(context: Context) -> list[Binding]:
    """The key bindings of a screen of this context."""
    return [
        Binding(key, f"command('{command.id}')", command.label, show=False)
        for command in in_context(context)
        for key in command.keys
        if key != "enter"
    ]


def key_name(key: str) -> str:
    """A key as it is written on the keyboard."""
    return KEY_NAMES.get(key, key.upper() if key.startswith("f") and key[1:].isdigit() else key)


FIRST_TO_GO = (
    "go", "open", "back", "search", "add_row", "values", "new", "confirm", "what_if", "why",
    "station", "follow_up", "note_call", "save",
)  # fmt: skip
"""What a narrow footer leaves out, in this order; help and the command list stay."""


def footer(offered: Iterable[Command], width: int, *, is_typing: bool = False) -> str:
    """The keys of these commands that work now, as many as fit into one line of this width."""
    words: dict[str, str] = {}
    stand_ins: list[str] = []
    for command in offered:
        usable = [key for key in command.keys if not (is_typing and _is_letter(key))]
        if not command.footer or not usable:
            continue
        words[command.id] = f"{key_name(usable[0])} {command.footer}"
        if usable[0] != command.keys[0]:
            stand_ins.append(command.id)
    if len("  ".join(words.values())) <= width:
        return "  ".join(words.values())
    # What is usually done with a letter gives way to what belongs into a field.
    for least in (*stand_ins, *FIRST_TO_GO):
        if len(" ".join(words.values())) <= width:
            break
        words.pop(least, None)
    return " ".join(words.values())


def _is_letter(key: str) -> bool:
    return len(key) == 1
