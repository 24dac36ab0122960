"""What a file brings, in German: a summary, every row, and what was done in the end."""

from collections.abc import Iterator

from ozg_tui.desk.exchange.imports import Plan, Taken
from ozg_tui.desk.exchange.understood import Outcome, Understood

WORDS = {
    Outcome.NEW: "neu",
    Outcome.CHANGED: "geändert",
    Outcome.UNCHANGED: "unverändert",
    Outcome.QUESTION: "Fragen",
    Outcome.FAILED: "Fehler",
}
_MOST_LINES = 2_000


def recognised(plan: Plan) -> str:
    """How the file was read: `csv, cp1252, getrennt durch »;«, Überschriften in Zeile 1`."""
    form = plan.table.format
    told = [form.type, form.encoding]
    if form.separator is not None:
        sign = "Tabulatoren" if form.separator == "\t" else f"»{form.separator}«"
        told.append(f"getrennt durch {sign}")
    if form.sheet is not None:
        told.append(f"Blatt »{form.sheet}«")
    if form.spread is not None:
        told.append(f"eine Leistung je Spalte ({form.spread})")
    if form.header_line is not None:
        told.append(f"Überschriften in Zeile {form.header_line}")
    return ", ".join(part for part in told if part)


def summary(plan: Plan) -> str:
    """How it was read, what is left out, how many rows came to what."""
    lines = [recognised(plan)]
    if unmapped := plan.mapped.unmapped(plan.table.rows):
        lines.append(f"Nicht übernommen: {', '.join(unmapped)}")
    left_out = [f"{count} {what}" for what, count in plan.table.left_out.items()]
    if left_out:
        lines.append(f"Ausgelassen: {', '.join(left_out)}")
    lines.append(", ".join(f"{plan.number(each)} {word}" for each, word in WORDS.items()))
    return "\n".join(lines)


def choices(plan: Plan) -> list[tuple[str, str, str]]:
    """What can be done with the file now: code, label and hint."""
    new, changed = plan.number(Outcome.NEW), plan.number(Outcome.CHANGED)
    found = []
    if new or changed:
        found.append(("take", "Übernehmen", f"{new} neu, {changed} geändert; u nimmt alles zurück"))
    if any(question.answers for question in plan.questions):
        asked = len({each.key for each in plan.questions if each.answers})
        found.append(("ask", "Fragen beantworten", f"{asked} offen"))
    found.append(("look", "Ansehen", "jede Zeile, die etwas bringt oder offen ist"))
    if not plan.is_whole:
        found.append(("leave", "Offene Zeilen schreiben", "als Datei mit dem Grund je Zeile"))
    return found


def details(plan: Plan) -> str:
    """Every row that brings something or is open, in the order of the file."""
    lines = [
        line for row in plan.rows if row.outcome is not Outcome.UNCHANGED for line in _lines(row)
    ]
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], f"… und {len(lines) - _MOST_LINES} weitere Zeilen"]
    return "\n".join(lines) or "Die Datei bringt nichts Neues, und nichts ist offen."


def taken_over(taken: Taken) -> str:
    """What was done in the end."""
    if taken.unit is None:
        return "Nichts zu übernehmen: Es steht alles schon da."
    plan = taken.plan
    open_rows = plan.number(Outcome.QUESTION) + plan.number(Outcome.FAILED)
    rest = f" {open_rows} Zeilen blieben offen." if open_rows else ""
    new, changed = plan.number(Outcome.NEW), plan.number(Outcome.CHANGED)
    return f"Übernommen: {new} neu, {changed} geändert.{rest} u nimmt alles zurück."


def _lines(row: Understood) -> Iterator[str]:
    word = {Outcome.QUESTION: "Frage", Outcome.FAILED: "Fehler"}.get(
        row.outcome, WORDS[row.outcome]
    )
    where = f"Zeile {row.line}" if row.line else "Ganze Datei"
    yield f"{where}, {word}: {row.title}"
    for each in row.differences:
        yield f"    {each.label}: {each.now or 'leer'} → {each.then}"
    for fault in row.faults:
        yield f"    {fault.column}: {fault.sentence}" if fault.column else f"    {fault.sentence}"
    for question in row.questions:
        yield f"    {question.sentence}"
