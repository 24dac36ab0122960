"""The issues of the OZG-Report."""

from pydantic import Field
from sqlalchemy.exc import IntegrityError

from db.tables import NewsletterIssue
from ozg_tui.desk.core.records import Records, Section, filled
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.values import Input, Line, OptionalDay, OptionalLine, OptionalText
from ozg_tui.rules.dates import format_date


class IssueInput(Input):
    """An issue: its number, its day, what it is about and where it can be read."""

    number: Line = Field(title="Ausgabe")
    published_on: OptionalDay = Field(None, title="Erschienen am")
    topics: OptionalText = Field(None, title="Themen")
    url: OptionalLine = Field(None, title="Adresse im Netz")


class Issues(Records[IssueInput, NewsletterIssue]):
    """Issues of the OZG-Report."""

    code = "newsletter_issue"
    model = IssueInput
    table = NewsletterIssue

    def title(self, row: NewsletterIssue) -> str:
        """Its number."""
        return f"OZG-Report {row.number}"

    def value(self, row: NewsletterIssue) -> IssueInput:
        """All fields of the form."""
        held = {name: getattr(row, name) for name in IssueInput.model_fields}
        return IssueInput.model_construct(**held)

    def apply(self, session: DeskSession, row: NewsletterIssue, value: IssueInput) -> None:
        """Take all fields over."""
        for name in IssueInput.model_fields:
            setattr(row, name, getattr(value, name))

    def explain(self, session: DeskSession, value: IssueInput, error: IntegrityError) -> str:
        """A number is given once."""
        return f"Die Ausgabe {value.number} ist schon eingetragen."

    def sections(self, session: DeskSession, row: NewsletterIssue) -> tuple[Section, ...]:
        """What is known of it."""
        head = filled(
            (
                ("Ausgabe", row.number),
                ("Erschienen am", format_date(row.published_on) if row.published_on else None),
                ("Adresse im Netz", row.url),
            )
        )
        topics = (Section("Themen", (("", row.topics),)),) if row.topics else ()
        return (Section("Ausgabe", head), *topics)


ISSUES = Issues()
