"""Files on the way into records and out of them: CSV registers, and an ended plan into the next instance."""

from edusched.domain.instance import Instance
from edusched.formats.files import load_instance, load_plan, load_records, save_instance, save_records
from edusched.formats.registers import Joined, add_rows, join_units
from edusched.formats.text_files import FilePath, file_name, read_text_file
from edusched.records.carry import carry_over


def units(src: FilePath, instance: FilePath, dst: FilePath) -> Joined:
    """Take a register of units into an instance, and write it."""
    joined = join_units(read_text_file(src), file_name(src), load_instance(instance))
    save_instance(joined.instance, dst)
    return joined


def rows(src: FilePath, part: str, records: FilePath, dst: FilePath) -> int:
    """Add the rows of a CSV file to a list of records, and write them; return how many there were."""
    before = load_records(records)
    after = add_rows(read_text_file(src), file_name(src), part, before)
    save_records(after, dst)
    return len(getattr(after, part)) - len(getattr(before, part))


def carried(
    src: FilePath, instance: FilePath, records: FilePath, upcoming: FilePath, dst: FilePath
) -> Instance:
    """Take what happened to a plan over into the next instance, and write it."""
    ended = load_instance(instance)
    plan = load_plan(src, ended)
    made = carry_over(ended, plan, load_records(records, ended), load_instance(upcoming))
    save_instance(made, dst)
    return made
