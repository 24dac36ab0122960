"""Rows of a list as people: found again, told apart, judged by the checks of the contact form."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.contacts.compare import (
    Compared,
    compared,
    reached_only_by_name,
    share_a_way,
)
from ozg_tui.desk.exchange.contacts.known import (
    Name,
    Person,
    elsewhere,
    numbers_by_name,
    people,
)
from ozg_tui.desk.exchange.contacts.rows import Content, Draft, Reader
from ozg_tui.desk.exchange.contacts.successions import Said, with_successions
from ozg_tui.desk.exchange.file import File
from ozg_tui.desk.exchange.memory import of_staff
from ozg_tui.desk.exchange.understood import (
    Answer,
    Difference,
    Fault,
    Outcome,
    Question,
    Understood,
    unfinished,
)

SAME, OTHER = "same", "other"
_SAME_PERSON = (Answer(SAME, "dieselbe Person"), Answer(OTHER, "eine andere Person"))


def understand(file: File) -> tuple[Understood, ...]:
    """Understand all rows, in their order."""
    reader = Reader(file)
    drafts, said = [], {}
    for line in file.lines():
        if not line.values:
            continue
        drafts.append(reader.draft(line))
        if name := line.values.get("predecessor"):
            reason = line.values.get("left_reason", "")
            said[line.number] = Said(name, reason, line.heading("predecessor"))
    broken = [
        Understood(number, Outcome.FAILED, "", faults=(Fault(number, "", "", sentence),))
        for number, sentence in file.table.faults
    ]
    apart = _told_apart(file.desk, drafts, file.answers)
    told = [*with_successions(file.desk, apart, said), *broken]
    return tuple(sorted(told, key=lambda each: each.line))


def _told_apart(
    desk: Desk, drafts: Iterable[Draft], answers: Mapping[str, str]
) -> Iterator[Understood]:
    whole = [draft for draft in drafts if draft.content is not None]
    present = numbers_by_name(desk, {draft.name[0] for draft in whole})
    wanted = {number for draft in whole for number in present.get(draft.name, ())}
    stored, touched = people(desk, wanted), of_staff(desk, "contact", wanted)
    abroad = _abroad(desk, [draft for draft in whole if draft.name not in present])
    seen: dict[Name, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.content is None or draft.questions:
            yield unfinished(draft.row.line, draft.title, draft.questions, draft.faults)
            continue
        earlier = seen[draft.name]
        earlier.append(draft)
        same = [stored[number] for number in present.get(draft.name, ()) if number in stored]
        if len(earlier) > 1:
            yield _again(draft, earlier[0], answers)
        elif same:
            yield _beside(draft, same, touched, answers)
        else:
            yield _newcomer(draft, abroad, answers)


def _again(draft: Draft, first: Draft, answers: Mapping[str, str]) -> Understood:
    """A second row of the same name at the same place."""
    assert draft.content is not None and first.content is not None
    if compared(first.content.value, draft.content.value, draft.given).is_same:
        return Understood(draft.row.line, Outcome.UNCHANGED, draft.title, draft.content)
    key = f"twice {draft.row.line}"
    if answers.get(key) == OTHER:
        return Understood(draft.row.line, Outcome.NEW, draft.title, draft.content)
    sentence = (
        f"{draft.title} steht schon in Zeile {first.row.line}, mit anderen Angaben. Ist das noch "
        "jemand?"
    )
    return _asked(draft, key, sentence, _SAME_PERSON[1:])


def _beside(
    draft: Draft, same: list[Person], touched: set[int], answers: Mapping[str, str]
) -> Understood:
    """A row whose name stands at its place already."""
    assert draft.content is not None
    value = draft.content.value
    found = {person.id: compared(person.value, value, draft.given) for person in same}
    for number, each in found.items():
        if each.is_same:
            return Understood(draft.row.line, Outcome.UNCHANGED, draft.title, draft.content, number)
    key = f"person {draft.row.line} {draft.name[1]}"
    answer = answers.get(key)
    if answer == OTHER:
        return Understood(draft.row.line, Outcome.NEW, draft.title, draft.content)
    sure = [
        person
        for person in same
        if share_a_way(person.value, value)
        or (len(same) == 1 and (person.id not in touched or reached_only_by_name(person.value)))
        or (len(same) == 1 and answer == SAME)
    ]
    if len(sure) != 1:
        sentence = (
            f"{draft.title} gibt es dort schon, mit anderer Nummer und Adresse. Ist das dieselbe "
            "Person?"
        )
        return _asked(draft, key, sentence, _SAME_PERSON if len(same) == 1 else _SAME_PERSON[1:])
    return _changed(draft, sure[0], found[sure[0].id], sure[0].id in touched, answers)


def _changed(
    draft: Draft,
    person: Person,
    found: Compared,
    is_touched: bool,
    answers: Mapping[str, str],
) -> Understood:
    """What staff have written is never overwritten without being asked about."""
    key = f"overwrite {draft.row.line} {draft.name[1]}"
    if found.changed and is_touched and answers.get(key) != SAME:
        told = "; ".join(_told(each) for each in found.changed)
        sentence = f"Hier steht inzwischen anderes, das jemand eingetragen hat: {told}."
        question = Question(
            key, draft.row.line, "", "", sentence, (Answer(SAME, "aus der Datei nehmen"),)
        )
        return Understood(
            draft.row.line,
            Outcome.QUESTION,
            draft.title,
            record_id=person.id,
            differences=found.changed,
            questions=(question,),
        )
    return Understood(
        draft.row.line,
        Outcome.CHANGED,
        draft.title,
        Content(found.value),
        person.id,
        (*found.changed, *found.filled),
    )


def _told(each: Difference) -> str:
    return f"{each.label} »{each.now}«, in der Datei »{each.then}«"


def _newcomer(
    draft: Draft,
    abroad: Mapping[str, tuple[tuple[int, str], ...]],
    answers: Mapping[str, str],
) -> Understood:
    """Somebody new, unless the same name is reached by the same way at another place."""
    assert draft.content is not None
    key = f"moved {draft.row.line} {draft.name[1]}"
    is_known = any(
        name == draft.name[1]
        for way in _personal_ways(draft.content)
        for _, name in abroad.get(way, ())
    )
    if is_known and answers.get(key) != OTHER:
        sentence = (
            f"{draft.title} ist mit derselben Adresse oder Nummer an anderer Stelle eingetragen. "
            "Ist die Person gewechselt?"
        )
        return _asked(draft, key, sentence, _SAME_PERSON[1:])
    return Understood(draft.row.line, Outcome.NEW, draft.title, draft.content)


def _abroad(desk: Desk, drafts: list[Draft]) -> Mapping[str, tuple[tuple[int, str], ...]]:
    ways = [way for each in drafts if each.content for way in _personal_ways(each.content)]
    return elsewhere(
        desk,
        [way for way in ways if "@" in way],
        [way for way in ways if "@" not in way],
    )


def _personal_ways(content: Content) -> list[str]:
    value = content.value
    emails = [text.lower() for text in (value.email, value.email_2) if text]
    return [*emails, *([content.e164["mobile"]] if "mobile" in content.e164 else [])]


def _asked(draft: Draft, key: str, sentence: str, offered: tuple[Answer, ...]) -> Understood:
    question = Question(key, draft.row.line, "", draft.title, sentence, offered)
    return Understood(draft.row.line, Outcome.QUESTION, draft.title, questions=(question,))
