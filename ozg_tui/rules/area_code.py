"""The area code of a town, read off the numbers that it is known by."""

_COUNTRY = 49


def area_code(e164: str) -> str | None:
    """Give the area code of a German landline, `0611` for `+496113531950`; None for others."""
    import phonenumbers

    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return None
    length = phonenumbers.length_of_geographical_area_code(number)
    if number.country_code != _COUNTRY or not length:
        return None
    return "0" + phonenumbers.national_significant_number(number)[:length]
