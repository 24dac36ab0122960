"""`ozg-tui hilfe`: the section of the Handbuch about a word."""

from argparse import Namespace

from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import paragraph, say, title, write_json
from ozg_tui.handbook import Section, about


def run(options: Namespace) -> int:
    """Print the section that fits best and the names of others; without a word all names."""
    text = " ".join(options.wort)
    found = about(text)
    if options.json:
        write_json({"sections": [each._asdict() for each in found]})
    elif not text:
        say("Das Handbuch. »ozg-tui hilfe WORT« zeigt einen Abschnitt:", "")
        say(*(f"  {each.title}" for each in found))
    elif not found:
        say(f"Zu »{text}« steht nichts im Handbuch. Ohne Wort nennt »ozg-tui hilfe« alles.")
    else:
        _show(found[0], [each.title for each in found[1:]])
    return Exit.OK if found else Exit.NOT_FOUND


def _show(section: Section, others: list[str]) -> None:
    title(section.title)
    for line in section.text.splitlines():
        text = line.lstrip()
        paragraph(text, " " * (len(line) - len(text)))
    if others:
        say("")
        paragraph(f"Auch in: {', '.join(others)}")
