"""Ids for what is drawn up: a word and a number, never one that is there already."""

from collections.abc import Iterable

ID_CHARACTERS = 80


class Names:
    """Hands out ids."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def exact(self, word: str) -> str:
        """Return the word itself if it is free and no longer than an id, else as ``next`` does."""
        if word in self._taken or len(word) > ID_CHARACTERS:
            return self.next(word)
        self._taken.add(word)
        return word

    def next(self, word: str) -> str:
        """Return ``word-1``, ``word-2`` and so on; a long word is cut so that the id stays one."""
        number = self._last.get(word, 0)
        while True:
            number += 1
            ending = f"-{number}"
            name = word[: ID_CHARACTERS - len(ending)] + ending
            if name not in self._taken:
                self._last[word] = number
                self._taken.add(name)
                return name
