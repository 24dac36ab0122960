"""Where the program leans on what its libraries do not promise.

Nothing else names a private part of Textual or argparse (`db/seams.py` has those of SQLAlchemy).
Each seam says why it is needed, and a test proves its effect, not its name. What is patched or
overridden here is pinned to one version.
"""
