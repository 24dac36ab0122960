"""`ozg-tui bericht`: what reports there are, one of them, or one of a receipt again."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError, complain
from ozg_tui.cli.kit.output import paragraph, say, table, write_json
from ozg_tui.cli.reports.options import FORMATS, PARAMETERS

if TYPE_CHECKING:
    from ozg_tui.desk.reports.answering import Answer
    from ozg_tui.desk.reports.receipts import Checked

_ENDINGS = {"txt": "text", "markdown": "md", "htm": "html"}


def run(options: Namespace) -> int:
    """Answer, or say what can be asked."""
    if options.quittung is not None:
        return _check(options)
    if options.name is None:
        return _list(options)
    from ozg_tui.desk.reports.answering import ask
    from ozg_tui.desk.reports.asking import STICHTAG
    from ozg_tui.desk.reports.catalogue import find_report
    from ozg_tui.desk.reports.receipts import NOT_KEPT, keep
    from ozg_tui.desk.reports.writing import write

    form, report = _form(options), find_report(options.name)
    typed = {word: getattr(options, word) or "" for word in PARAMETERS}
    with desk_of(options) as desk:
        answer = ask(desk, report, typed | {STICHTAG: options.stichtag or ""})
        is_kept = keep(desk, answer)
        if options.nach is not None:
            write(answer, form, Path(options.nach), overwrite=options.ueberschreiben)
    if options.nach is None:
        _print(answer, form)
    elif options.json:
        write_json({"report": report.code, "file": options.nach, "receipt": answer.receipt})
    else:
        say(f"{report.title} nach {options.nach} geschrieben.", f"Quittung {answer.receipt}")
    if not is_kept:
        complain(NOT_KEPT)
    return Exit.OK


def _form(options: Namespace) -> str:
    if options.nach is None:
        form: str = options.format or ("json" if options.json else FORMATS[0])
        if form in {"xlsx", "pdf"}:
            raise UsageError(f"Für {form} bitte mit --nach eine Datei angeben.")
        return form
    ending = Path(options.nach).suffix.lstrip(".").lower()
    form = options.format or _ENDINGS.get(ending, ending)
    if form not in FORMATS:
        raise UsageError(
            f"Die Endung von »{options.nach}« sagt kein Format. Möglich sind: {', '.join(FORMATS)}."
        )
    return form


def _print(answer: "Answer", form: str) -> None:
    from ozg_tui.desk.reports.writing import made

    text = made(answer, form).decode("utf-8-sig")
    print(text.replace("\r\n", "\n"), end="")


def _list(options: Namespace) -> int:
    from ozg_tui.desk.reports.catalogue import REPORTS

    if options.json:
        about = [
            {
                "code": each.code,
                "name": each.name,
                "title": each.title,
                "definition": each.definition,
                "denominator": each.denominator,
                "source": each.source,
                "takes": ["stichtag", *each.takes],
                "by": [code for code, _ in each.by],
            }
            for each in REPORTS
        ]
        write_json({"reports": about})
        return Exit.OK
    table(
        [(each.code, each.name, each.title) for each in REPORTS],
        ("Nr.", "Name", "Bericht"),
    )
    return Exit.OK


def _check(options: Namespace) -> int:
    from ozg_tui.desk.reports.receipts import check

    with desk_of(options) as desk:
        checked = check(desk, options.quittung)
    if options.json:
        write_json(_content(checked))
    else:
        _say(checked)
    return Exit.OK if checked.is_proven and checked.is_still_so else Exit.NOT_FULFILLED


def _content(checked: "Checked") -> dict[str, Any]:
    from ozg_tui.desk.reports.answering import stored

    return {
        "receipt": checked.receipt,
        "report": checked.then.report.code,
        "asked": stored(checked.then.asked),
        "at": checked.at,
        "actor": checked.actor,
        "proven": checked.is_proven,
        "counted": checked.then.rows,
        "still_so": checked.is_still_so,
        "counted_now": checked.now.rows,
        "receipt_now": checked.now.receipt,
    }


def _say(checked: "Checked") -> None:
    from ozg_tui.desk.core.moments import moment_text
    from ozg_tui.desk.reports.receipts import told

    say(
        f"{checked.then.report.title}, ausgestellt am {moment_text(checked.at)} von {checked.actor}"
    )
    for sentence in told(checked):
        paragraph(sentence)
