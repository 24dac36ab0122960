"""Which files somebody is likely to mean, and how a new one is called."""

from collections.abc import Iterable
from pathlib import Path

from ozg_tui.desk.papers.folder import documents_folder, download_folder

ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".ods", ".vcf", ".json"})
MOST_FILES = 200
_MOST_COPIES = 99


def readable_files() -> list[Path]:
    """Files in the folders of documents and downloads that may be read, the newest first."""
    found = [
        (path.stat().st_mtime, path)
        for folder in dict.fromkeys((download_folder(), documents_folder()))
        for path in _files(folder)
    ]
    return [path for _, path in sorted(found, reverse=True)[:MOST_FILES]]


def new_path(name: str, day: str, form: str) -> Path:
    """A path in the folder of documents that nothing has yet: `Kontakte 2026-11-30.xlsx`."""
    folder = documents_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for copy in range(1, _MOST_COPIES):
        path = folder / f"{name} {day}{f' ({copy})' if copy > 1 else ''}.{form}"
        if not path.exists() and not path.is_symlink():
            return path
    return path


def _files(folder: Path) -> Iterable[Path]:
    try:
        return [
            path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file()
        ]
    except OSError:
        return []
