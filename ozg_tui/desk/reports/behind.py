"""The records behind a line of a report, list by list, so that somebody can open them."""

from typing import NamedTuple

from db.search.refs import Refs
from ozg_tui.desk.core.subjects import BY_TABLE
from ozg_tui.desk.reports.answering import Answer
from ozg_tui.desk.reports.paper import texts
from ozg_tui.german.counting import counted
from ozg_tui.rules.dates import format_date
from ozg_tui.text import clean


class Behind(NamedTuple):
    """Records of one kind, how many they are in words, and the sentence above their list."""

    rows: Refs
    number: str
    sentence: str


def behind(answer: Answer, place: int) -> tuple[Behind, ...]:
    """What a line has counted; what is only part of other records has no list of its own."""
    row = answer.found.rows[place]
    label = next((text for text in tuple(texts(answer))[place] if text), "")
    about = f"{answer.report.title}: {clean(label)}, Stichtag {format_date(answer.asked.on)}"
    found = []
    for each in row.counted:
        subject = BY_TABLE.get(each.table)
        if subject is None or not subject.lists or not each.ids:
            continue
        listed = subject.lists[0]
        number = counted(len(each.ids), listed.noun.singular, listed.noun.plural)
        found.append(Behind(Refs(listed.kind, each.ids), number, f"{about}: {number}"))
    return tuple(found)
