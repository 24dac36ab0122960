"""What is said about a defect of the program: kind and place, never a value."""

import traceback
from pathlib import Path


def describe(error: BaseException) -> str:
    """Kind and place of a defect; the values around it may be personal data and stay out."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}, Zeile {frames[-1].lineno}" if frames else ""
    return f"Das ist ein Fehler des Programms ({type(error).__name__}{place})."
