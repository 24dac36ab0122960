"""What begins at a Kommune."""

from ozg_tui.commands.command import ON_RECORD, Command

COMMANDS = (
    Command("book", "Beratung buchen", ("t",), ON_RECORD, "Bucht eine Beratung für diese Kommune."),
    Command("add_contact", "Kontakt anlegen", ("k",), ON_RECORD, "Legt hier einen Kontakt an."),
)
