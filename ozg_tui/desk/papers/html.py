"""A document as a page of HTML for reading and printing: no script, nothing from elsewhere."""

from collections.abc import Iterator
from html import escape as safe

from ozg_tui.desk.papers.document import Bars, Block, Document, Facts, Heading, Paragraph, Table
from ozg_tui.desk.papers.text import printed

_STYLE = (
    "body{font:1rem/1.45 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;margin:1rem 0}"
    "th,td{border-bottom:1px solid #767676;padding:.2rem .6rem;text-align:left;vertical-align:top}"
    ".r{text-align:right;font-variant-numeric:tabular-nums}"
    ".b{background:#595959;height:.8rem;print-color-adjust:exact}"
    ".l{width:20rem}dt{font-weight:bold}"
)


def as_html(document: Document) -> str:
    """The document as one page that needs no other file."""
    body = "\n".join(line for block in document.blocks for line in _block(block))
    return (
        "<!DOCTYPE html>\n"
        '<html lang="de">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{safe(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{safe(document.title)}</h1>\n{body}\n</main>\n"
        f"<footer><p>{safe(f'{document.reference}, {printed(document)}')}</p></footer>\n"
        "</body>\n</html>\n"
    )


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level}>{safe(block.text)}</h{block.level}>"
        case Paragraph():
            yield f"<p>{safe(block.text)}</p>"
        case Facts():
            yield "<dl>"
            yield from (
                f"<dt>{safe(label)}</dt><dd>{safe(text)}</dd>" for label, text in block.rows
            )
            yield "</dl>"
        case Table():
            yield "<table>\n<thead><tr>"
            yield from (
                _cell("th", "col", head, at in block.right) for at, head in _at(block.heads)
            )
            yield "</tr></thead>\n<tbody>"
            for name, *cells in block.rows:
                yield f'<tr><th scope="row">{safe(name)}</th>'
                yield from (_cell("td", "", cell, at in block.right) for at, cell in _at(cells, 1))
                yield "</tr>"
            yield "</tbody>\n</table>"
        case Bars():
            yield f"<table>\n<caption>{safe(block.title)}</caption>\n<thead><tr>"
            yield '<th scope="col">Name</th><th scope="col">Wert</th><th scope="col">Länge</th>'
            yield "</tr></thead>\n<tbody>"
            for bar in block.rows:
                length = f'<div class="b" style="width:{block.share(bar):.1%}"></div>'
                yield (
                    f'<tr><th scope="row">{safe(bar.name)}</th>'
                    f'<td class="r">{safe(bar.text)}</td><td class="l">{length}</td></tr>'
                )
            yield "</tbody>\n</table>"


def _at(cells: "tuple[str, ...] | list[str]", first: int = 0) -> Iterator[tuple[int, str]]:
    return iter(enumerate(cells, first))


def _cell(tag: str, scope: str, text: str, is_number: bool) -> str:
    marks = (' class="r"' if is_number else "") + (f' scope="{scope}"' if scope else "")
    return f"<{tag}{marks}>{safe(text)}</{tag}>"
