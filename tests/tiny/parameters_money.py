"""Parameters of the rules on money, drawn for a tiny instance."""

from collections.abc import Callable

from tests.tiny.draw import Draw
from tests.tiny.instances import Data


def _none(draw: Draw, data: Data) -> Data:
    return {}


MONEY: dict[str, Callable[[Draw, Data], Data]] = {
    "session_price": _none,
}
