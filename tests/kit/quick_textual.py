"""Textual with less work: what is the same in every program of a run is found out once.

A test starts a program, and a program mounts hundreds of widgets: most of the time of the suite
passes inside Textual. Nothing here changes what a screen shows, or when a message comes. All names
are private to Textual; where one of them is gone, the suite stops with a sentence.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator
from typing import Any

import textual._wait
import textual.app
import textual.message_pump
import textual.screen
from rich.console import RenderableType
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.styles import RenderStyles
from textual.css.stylesheet import Stylesheet
from textual.message import Message
from textual.message_pump import MessagePump
from textual.reactive import Reactive
from textual.screen import Screen

Handler = tuple[type, Callable[[Message], Awaitable[Any]]]


async def no_wait(_least: float = 0) -> None:
    """What stands between two keys: the program keeps their order, `settle` waits for all."""
    await asyncio.sleep(0)


def paint_later(
    compositor: Compositor,
    full: bool = False,
    screen_stack: list[Screen[Any]] | None = None,
    simplify: bool = False,
) -> RenderableType | None:
    """What changed stays marked until `settle` paints it: no terminal waits for each step."""
    return paint(compositor, full, screen_stack, simplify) if full else None


def parse_once(stylesheet: Stylesheet, css: str, *place: Any, **more: Any) -> list[RuleSet]:
    """The rules of a style sheet, which are the same in every program of this run."""
    key = (frozenset(stylesheet._variables.items()), css, place, *more.items())
    if key not in _RULES:
        _RULES[key] = _parse(stylesheet, css, *place, **more)
    return _RULES[key]


def rule(styles: RenderStyles, name: str, default: object = None) -> object:
    """A rule of a node: its own, or that of the style sheets."""
    own = styles._inline_styles._rules
    return own[name] if name in own else styles._base_styles._rules.get(name, default)  # type: ignore[literal-required]


def value(reactive: Reactive[Any], owner: Any, owner_type: type) -> Any:
    """What a reactive attribute holds, where nothing has to be computed for it."""
    if owner is not None and not hasattr(owner_type, reactive.compute_name):
        held = owner.__dict__
        if reactive.internal_name in held:
            return held[reactive.internal_name]
    return _value(reactive, owner, owner_type)


def handlers(pump: MessagePump, name: str, message: Message) -> Iterable[Handler]:
    """Who gets a message: which classes have a handler of this name is looked up once."""
    key = (type(pump), name, type(message))
    if key not in _HANDLERS:
        _HANDLERS[key] = _named(*key)
    named = _HANDLERS[key]
    return _handlers(pump, name, message) if named is None else _bound(pump, message, named)


def _named(pump: type, name: str, message: type) -> list[tuple[type, str]] | None:
    """The handlers that are found by their name; None where a decorator has a say."""
    decorated = (each.__dict__.get("_decorated_handlers") or () for each in pump.__mro__)
    if any(issubclass(message, taken) for each in decorated for taken in each):
        return None
    found = []
    for each in pump.__mro__:
        own = next((own for own in (f"_{name}", name) if each.__dict__.get(own)), None)
        if own is not None and not getattr(each.__dict__[own], "_textual_on", None):
            found.append((each, own))
    return found


def _bound(pump: MessagePump, message: Message, named: list[tuple[type, str]]) -> Iterator[Handler]:
    for kind, name in named:
        if message._no_default_action:
            return
        yield kind, kind.__dict__[name].__get__(pump, kind)


class Silence:
    """Takes what Textual would tell its console about each message."""

    @property
    def event(self) -> "Silence":
        return self

    def verbosity(self, _verbose: bool) -> "Silence":
        return self

    def __call__(self, *_told: object, **_more: object) -> None:
        return


paint = Compositor.render_update
_parse = Stylesheet._parse_rules
_value = Reactive.__get__
_handlers = MessagePump._get_dispatch_methods
_RULES: dict[Hashable, list[RuleSet]] = {}
_HANDLERS: dict[tuple[type, str, type], list[tuple[type, str]] | None] = {}

# A key costs 66 ms with the waits that Pilot comes with. The screen is laid out and painted when
# `settle` asks for it, not 60 times a second.
OWN: tuple[tuple[Any, str, Any], ...] = (
    (textual._wait, "SLEEP_GRANULARITY", 0.005),
    (textual._wait, "SLEEP_IDLE", 0.0025),
    (textual.app, "wait_for_idle", no_wait),
    (textual.screen, "UPDATE_PERIOD", 10.0),
    (Compositor, "render_update", paint_later),
    (Stylesheet, "_parse_rules", parse_once),
    # By identity, as Textual has it, but not in Python: each widget looks through all rules.
    (RuleSet, "__hash__", object.__hash__),
    (RenderStyles, "get_rule", rule),
    (Reactive, "__get__", value),
    (MessagePump, "_get_dispatch_methods", handlers),
    (textual.message_pump, "log", Silence()),
)

for owner, name, own in OWN:
    assert hasattr(owner, name), f"{owner.__name__}.{name} is gone: see tests/kit/quick_textual.py"
    setattr(owner, name, own)
