"""Two results side by side: the level that decides, ratios, and what the luck of the seeds cannot explain."""

import math

from edusched.bench.compare import Verdict, compare
from tests.bench.helpers import ROW, failed, row


def runs(*costs, **changes):
    return [row(cost, seed=seed, **changes) for seed, cost in enumerate(costs, 1)]


def only(compared):
    (group,) = compared.groups
    return group


def test_equal_results_are_the_same():
    compared = compare(runs(100, 100, 100), runs(100, 100, 100))
    group = only(compared)
    assert (group.value.name, group.value.ratio, group.value.verdict) == ("cost", 1.0, Verdict.SAME)
    assert group.telling == ()
    assert compared.medians == {
        "value": 1.0,
        "first_plan_seconds": 1.0,
        "near_best_seconds": 1.0,
        "total_seconds": 1.0,
        "peak_mib": 1.0,
    }
    assert compared.warnings == ()


def test_medians_are_compared_and_overlap_is_no_difference():
    value = only(compare(runs(100, 110, 130), runs(90, 99, 101))).value
    assert (value.old, value.new, value.ratio) == (110, 99, 0.9)
    assert value.verdict is Verdict.WITHIN
    assert (value.old_range, value.new_range) == ((100, 130), (90, 101))


def test_beyond_the_spread_is_every_run_against_every_run():
    assert only(compare(runs(100, 110), runs(90, 99))).value.verdict is Verdict.BETTER
    assert only(compare(runs(100, 110), runs(90, 100))).value.verdict is Verdict.WITHIN
    group = only(compare(runs(90, 99), runs(100, 110)))
    assert group.value.verdict is Verdict.WORSE
    assert group.telling == (group.value,)


def test_one_seed_has_no_spread():
    assert only(compare(runs(100), runs(90))).value.verdict is Verdict.ONE_SEED
    assert only(compare(runs(100), runs(100))).value.verdict is Verdict.SAME


def test_the_first_level_that_differs_decides():
    group = only(compare(runs(100, 110, obligations=5), runs(900, 910, obligations=4)))
    assert (group.value.name, group.value.ratio) == ("obligations", 0.8)
    assert group.value.verdict is Verdict.BETTER


def test_growing_from_nothing_is_infinite():
    value = only(compare(runs(100, 100), runs(100, 100, obligations=3))).value
    assert (value.name, value.old, value.new, value.ratio) == ("obligations", 0, 3, math.inf)
    negative = only(compare(runs(-100, -100), runs(-90, -90))).value
    assert negative.ratio is None


def test_of_an_even_number_the_worse_middle_run_counts():
    assert only(compare(runs(100, 120), runs(100, 120, 121))).value.old == 120


def test_times_and_memory_are_compared_too():
    old = [row(seed=k, total_seconds=10.0 + k, peak_mib=200.0) for k in (1, 2, 3)]
    new = [row(seed=k, total_seconds=5.0 + k, peak_mib=300.0 + k) for k in (1, 2, 3)]
    group = only(compare(old, new))
    by_name = {measure.name: measure for measure in group.others}
    assert by_name["total_seconds"].verdict is Verdict.BETTER
    assert by_name["peak_mib"].verdict is Verdict.WORSE
    assert [measure.name for measure in group.telling] == ["total_seconds", "peak_mib"]


def test_no_plan_is_worse_than_any_plan():
    none = [row(seed=k, status="unknown", levels={}, checked="") for k in (1, 2)]
    value = only(compare(runs(100, 110), none)).value
    assert (value.name, value.ratio, value.verdict) == ("plan", None, Verdict.WORSE)
    assert only(compare(none, none)).value.verdict is Verdict.SAME


def test_failed_runs_count_as_such_and_not_as_measurements():
    group = only(compare(runs(100, 110, 120), [*runs(100, 110), failed(seed=3, total_seconds=1.0)]))
    assert (group.old_failed, group.new_failed) == (0, 1)
    assert group.value.new == 110
    assert {m.name: m.new for m in group.others}["total_seconds"] == 60.25
    gone = only(compare(runs(100), [failed()]))
    assert [measure.ratio for measure in gone.others] == [None] * 4
    assert gone.value.ratio is None


def test_medians_are_taken_over_instances():
    old, new = [], []
    for name, cost in (("a", 50), ("b", 100), ("c", 400)):
        old.append(row(100, instance=name))
        new.append(row(cost, instance=name))
    assert compare(old, new).medians["value"] == 1.0


def test_runs_with_other_limits_are_other_groups():
    old = [row(), row(limit_seconds=10.0), row(strict=True)]
    compared = compare(old, [row(), row(workers=4)])
    assert [group.key.limit_seconds for group in compared.groups] == [60.0]
    assert compared.warnings == (
        "one (10 s): only in the old results",
        "one (60 s): only in the old results",
        "one (60 s): only in the new results",
    )
    assert compare([], [ROW]).groups == ()


def test_what_makes_a_comparison_doubtful_is_said():
    new = [
        row(cpu="another cpu", instance_hash="ba9876543210"),
        row(seed=5, cpu="another cpu", status="infeasible", levels={}, checked=""),
    ]
    assert compare([ROW], new).warnings == (
        "the machines differ in cpu (a cpu and another cpu): times cannot be compared",
        "one: the two results are about different files of that name",
        "one (60 s): the seeds differ",
        "one: one run proved it infeasible, another has a plan: one of them is wrong",
    )
