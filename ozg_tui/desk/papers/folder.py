"""Where files of the person at the screen go, and where those lie that they would read."""

from pathlib import Path


def documents_folder() -> Path:
    """The documents of the person at the screen, or the program's own folder without them."""
    from platformdirs import user_data_path, user_documents_path

    documents = user_documents_path()
    return documents if documents.is_dir() else user_data_path("ozg-tui", appauthor=False)


def download_folder() -> Path:
    """Where a browser or a mail program puts files."""
    from platformdirs import user_downloads_path

    return user_downloads_path()
