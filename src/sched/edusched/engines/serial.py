"""The engine without workers: each task is run where it is submitted."""

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future

from edusched.engines.contract import Engine, Function, Shared, payload, request
from edusched.engines.plain import Plain
from edusched.engines.work import Workplace, value_of


class SerialEngine(Engine):
    """Runs tasks one after the other in this process; nothing ends one that takes too long."""

    workers = 1

    def __init__(self) -> None:
        self._payloads: dict[str, bytes] = {}
        self._workplace = Workplace()
        self._stop = threading.Event()

    def submit(
        self, function: Function, /, *arguments: Plain | Shared, allowed_seconds: float | None = None
    ) -> Future[Plain]:
        """Run a task; the future is done."""
        del allowed_seconds
        future: Future[Plain] = Future()
        reply = self._workplace.answer(
            request(function, arguments).raw, self._payloads.__getitem__, self._stop
        )
        try:
            future.set_result(value_of(reply))
        except Exception as error:  # noqa: BLE001 - the future raises it
            future.set_exception(error)
        return future

    def map(
        self,
        function: Function,
        /,
        *arguments: Iterable[Plain | Shared],
        allowed_seconds: float | None = None,
    ) -> Iterator[Plain]:
        """Yield what a function makes of each set of arguments; each is run when it is asked for."""
        del allowed_seconds
        for each in zip(*arguments, strict=False):
            yield self.submit(function, *each).result()

    def share(self, data: Plain, prepare: Function | None = None) -> Shared:
        """Keep data that many tasks read."""
        shared, raw = payload(data, prepare)
        self._payloads[shared.key] = raw
        return shared

    def forget(self, shared: Shared) -> None:
        """Let go of shared data."""
        self._payloads.pop(shared.key, None)
        self._workplace.forget(shared.key)

    def stop(self) -> None:
        """Ask tasks to end soon."""
        self._stop.set()

    def close(self) -> None:
        """Nothing to end."""
