"""The base of every value that travels between the rooms."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A value that never changes and knows no field it has not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")
