"""The page on clusters names settings that exist and messages that are said."""

import re

from edusched.engines.contract import TRIES
from tests.docs.guide import DOCS, ROOT

PAGE = (DOCS / "cluster.md").read_text(encoding="utf-8")


def test_every_message_is_one_of_ours():
    table = re.search(r"\| it says \| maybe \|\n\|.*\n((?:\|.*\n)+)", PAGE)[1]
    source = (ROOT / "src/sched/edusched/engines/cluster.py").read_text(encoding="utf-8")
    said = [line.split("|")[1].strip() for line in table.splitlines()]
    assert len(said) == 5
    for words in said:
        for piece in re.split(r"[\d.]+( s)?", words):
            assert (piece or "").strip() in source, words


def test_a_task_costs_as_many_workers_as_on_a_cluster_of_our_own():
    assert f"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES={TRIES - 1} " in PAGE


def test_the_lock_it_names_is_there():
    (name,) = set(re.findall(r"requirements/\w+\.txt", PAGE))
    assert (ROOT / name).is_file()
