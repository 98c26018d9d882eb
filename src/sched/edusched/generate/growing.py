"""An instance or a plan that grows county by county: what is done is kept as models, not as plain data."""

from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from edusched.domain.base import Model
from edusched.generate.ground import Json, text_of

Whole = TypeVar("Whole", bound=Model)


class Growing(Generic[Whole]):
    """A model whose lists are added to: plain data of a whole province would take much more memory."""

    def __init__(self, model: type[Whole], frame: Json) -> None:
        self._frame = model.model_validate_json(text_of(frame))
        self._added: dict[str, list[Any]] = {}

    def add(self, name: str, items: list[Json]) -> None:
        """Add things to a list."""
        adapter = _list_of(type(self._frame), name)
        self._added.setdefault(name, []).extend(adapter.validate_json(text_of(items)))

    def grown(self) -> Whole:
        """Return the whole."""
        frame = self._frame
        values = {name: getattr(frame, name) for name in frame.model_fields_set}
        values |= {name: (*values.get(name, ()), *items) for name, items in self._added.items()}
        return type(frame).model_validate(values)


@cache
def _list_of(model: type[Model], name: str) -> "TypeAdapter[tuple[Any, ...]]":
    """Return what reads things of a list; the fields of the model say what they are."""
    things: Any = model.model_fields[name].annotation
    return TypeAdapter(things)
