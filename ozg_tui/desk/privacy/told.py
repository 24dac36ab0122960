"""What staff are told before and after an erasure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ozg_tui.desk.privacy.erasure import Erased, Preview
from ozg_tui.desk.privacy.found import Tie
from ozg_tui.german.counting import counted, noun

_ENTRIES = ("Eintrag", "Einträgen")


def what_goes(told: Preview) -> dict[str, int]:
    """How many rows would be erased, by table."""
    return dict(
        Counter(each.kept.name for each in told.answer.rows if each.tie is not Tie.POSSIBLE)
    )


def foreseen(told: Preview) -> tuple[str, ...]:
    """What an erasure does, what it leaves, what stands against it."""
    return tuple(_foreseen(told))


def _foreseen(told: Preview) -> Iterator[str]:
    person, answer = told.answer.person, told.answer
    if told.cases:
        yield (
            f"{person.title} wird noch gebraucht: {told.cases}. Erst abschließen oder jemand "
            "anderen eintragen; so lange wird nichts gelöscht."
        )
    sure = counted(sum(what_goes(told).values()), *_ENTRIES)
    yield (
        f"Das lässt sich NICHT zurücknehmen. In {sure} stünde statt Name, Rufnummern und Adressen "
        f"»{person.mark}«, auch im Verlauf. Vorgänge, Bewilligungen und Beträge bleiben."
    )
    if possible := answer.number(Tie.POSSIBLE):
        where = counted(possible, "weiterer Eintrag nennt", "weitere Einträge nennen")
        yield f"{where} den Namen, kann aber jemand anderen meinen und bliebe ohne Zusatz stehen."
    yield from _of_copies(told.copies)


def erased(done: Erased) -> tuple[str, ...]:
    """What was erased, and where the person still may stand."""
    return tuple(_erased(done))


def _erased(done: Erased) -> Iterator[str]:
    yield f"Gelöscht: Person {done.contact_id}, in {counted(done.rows, *_ENTRIES)}."
    if done.left:
        stays = counted(done.left, "Eintrag nennt", "Einträge nennen")
        yield f"Stehen geblieben: {stays} den Namen und kann jemand anderen meinen."
    if done.remains:
        yield (
            f"Der frei gewordene Platz der Datei ist noch nicht überschrieben: {done.remains} "
            "Bitte andere Fenster schließen und die Person noch einmal löschen."
        )
    yield from _of_copies(done.copies)


def _of_copies(copies: Sequence[Path]) -> Iterator[str]:
    if copies:
        several = noun(len(copies), "enthält sie", "enthalten sie")
        names = ", ".join(each.name for each in copies)
        yield (
            f"{counted(len(copies), 'Sicherung', 'Sicherungen')} {several} "
            f"weiterhin: {names}. Bitte löschen, sobald neuere geprüft sind; wer eine davon "
            "zurückholt, muss noch einmal löschen."
        )
    yield (
        "Sicherungen an anderen Orten, ausgegebene Listen und, mit einem Datenbank-Server, dessen "
        "Protokoll hat das Programm nicht in der Hand."
    )
