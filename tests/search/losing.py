"""An engine that loses a worker in the middle of a part."""

from edusched.engines.processes import ProcessEngine
from edusched.search.parts.task import solve_part
from tests.engines.tasks import lost


def part_after_a_loss(task, folder):
    """Lose the worker the first time, then plan the part."""
    return solve_part(lost(task, folder, 1, "dies"))


class Losing(ProcessEngine):
    """The worker that gets the third part is killed while it has it, and leaves a file in a folder."""

    def __init__(self, workers, folder):
        super().__init__(workers)
        self.folder, self.handed = folder, 0

    def submit(self, function, task, **limits):
        self.handed += 1
        if self.handed == 3:
            return super().submit(part_after_a_loss, task, str(self.folder), **limits)
        return super().submit(function, task, **limits)
