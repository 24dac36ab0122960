"""The smallest Textual program that answers a key: the anchor of all ratios on screens."""

from typing import Any

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    pressed = 0

    def compose(self) -> ComposeResult:
        yield Static("Hello 0")

    def on_key(self, _event: Any) -> None:
        self.pressed += 1
        self.query_one(Static).update(f"Hello {self.pressed}")


if __name__ == "__main__":
    Hello().run()
