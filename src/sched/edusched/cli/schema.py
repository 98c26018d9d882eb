"""``sched schema``: the JSON Schema of what we read and write, for editors and other programs."""

import click


@click.command()
@click.argument("kind", type=click.Choice(["instance", "plan", "records"]), default="instance")
@click.option("-o", "--output", default="-", metavar="FILE", help="File to write; -, the default, is stdout.")
def schema(kind: str, output: str) -> int:
    """Print the JSON Schema of an instance (the default), a plan or records."""
    from edusched.formats.files import save_json
    from edusched.formats.schema import instance_schema, plan_schema, records_schema

    schemas = {"instance": instance_schema, "plan": plan_schema, "records": records_schema}
    save_json(schemas[kind](), output)
    return 0
