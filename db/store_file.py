"""The file of an embedded store: made private, refused where it cannot be trusted."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from db.errors import StoreUnreachableError, StoreUnsuitableError
from db.opened_file import APPLICATION_ID, MAGIC, header_of, number_at

# 9p is missing on purpose: sandboxes have it as their root, on a local disk.
_NETWORK_FILE_SYSTEMS = frozenset(
    {
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
        "fuse.ceph-fuse",
        "fuse.glusterfs",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.sshfs",
    }
)


def prepare_file(path: Path) -> None:
    """Create folder and file for the owner alone, or refuse what cannot be trusted."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file_system = _file_system(path.parent)
        if file_system in _NETWORK_FILE_SYSTEMS:
            raise StoreUnsuitableError(
                f"»{path.parent}« liegt auf einem Netzlaufwerk ({file_system}). Dort kann der "
                "eingebettete Bestand beschädigt werden. Bitte einen lokalen Ordner wählen oder "
                "einen PostgreSQL-Server verwenden (--db postgresql+psycopg://…)."
            )
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _check_file(path)
    except OSError as error:
        raise StoreUnreachableError(
            f"Der Bestand »{path}« lässt sich nicht öffnen: {_reason(error)}"
        ) from error


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise StoreUnsuitableError(f"»{path}« ist ein Ordner, keine Bestandsdatei.")
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise StoreUnsuitableError(f"»{path}« ist keine Datei, in der ein Bestand liegen kann.")
    mode = stat.S_IMODE(found.st_mode)
    if os.name == "posix" and mode & 0o077:
        raise StoreUnsuitableError(
            f"Die Bestandsdatei »{path}« ist auch für andere Benutzer lesbar. Bitte zuerst "
            f'schützen: chmod 600 "{path}"'
        )
    head = header_of(path)
    if head and not head.startswith(MAGIC):
        raise StoreUnsuitableError(f"»{path}« ist keine Bestandsdatei dieses Programms.")
    if head and number_at(head, 68) != APPLICATION_ID:
        raise StoreUnsuitableError(
            f"»{path}« gehört zu einem anderen Programm und wird nicht verändert."
        )


def _reason(error: OSError) -> str:
    reasons = {13: "keine Berechtigung.", 28: "der Datenträger ist voll.", 30: "nur Lesen erlaubt."}
    return reasons.get(error.errno or 0, "der Ordner ist nicht erreichbar.")


def _file_system(folder: Path) -> str:
    """The kind of file system below a folder, empty where the system does not tell."""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    real = folder.resolve()
    best, kind = -1, ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, mount, file_system, *_ = line.split(" ")
        point = Path(mount.replace("\\040", " "))
        if (point == real or point in real.parents) and len(point.parts) >= best:
            # Of two mounts on one folder the later one is seen.
            best, kind = len(point.parts), file_system
    return kind
