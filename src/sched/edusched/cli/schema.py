"""``sched schema``: the JSON Schema of what we read and write, for editors and other programs."""

import click


@click.command()
@click.argument("kind", type=click.Choice(["instance", "plan"]), default="instance")
@click.option("-o", "--output", default="-", metavar="FILE", help="File to write; -, the default, is stdout.")
def schema(kind: str, output: str) -> int:
    """Print the JSON Schema of an instance (the default) or a plan."""
    from edusched.formats.files import save_json
    from edusched.formats.schema import instance_schema, plan_schema

    save_json(instance_schema() if kind == "instance" else plan_schema(), output)
    return 0
