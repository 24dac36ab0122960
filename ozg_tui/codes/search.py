"""What can be found."""

from enum import IntEnum


class Kind(IntEnum):
    """The kinds of search entry, in the order of a mixed list."""

    MUNICIPALITY = 0
    ORGANISATION = 1
    CONTACT = 2
    APPLICATION = 3
    BOOKING = 4
    BUNDLE = 5
    NOTE = 6
    FOLLOW_UP = 7
    CALL = 8
    NEWSLETTER_ISSUE = 9
    SUBSCRIPTION = 10
    KNOWLEDGE = 11
    MODEL_PROJECT = 12
