"""A document as text, Markdown and PDF."""
