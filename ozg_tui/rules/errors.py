"""The one error a person can put right by typing something else."""


class InputError(ValueError):
    """Input that cannot be understood; its text is a German sentence for the screen."""
