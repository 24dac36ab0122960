"""A Kommune on one screen: card, funding account, services, answers."""
