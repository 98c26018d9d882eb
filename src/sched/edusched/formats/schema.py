"""JSON Schemas of instance, plan and records, for editors and for other programs.

They come from the same models the loader uses. What a schema cannot say, such as that an id must exist, only
the loader checks.
"""

from typing import Any

from edusched.domain.base import Model
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.records import Records
from edusched.rules import catalogue

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_LIMITS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}

Schema = dict[str, Any]


def instance_schema() -> Schema:
    """Return the JSON Schema of an instance, the parameters of each rule of the catalogue included."""
    schema = _schema(Instance)
    definitions: Schema = schema["$defs"]
    rule: Schema = definitions["PolicyRule"]
    parameters = {name: _hoisted(part, name, definitions) for name, part in _parameters().items()}
    rule["properties"]["rule"]["enum"] = list(parameters)
    rule["allOf"] = [
        {
            "if": {"properties": {"rule": {"const": name}}, "required": ["rule"]},
            "then": {"properties": {"parameters": part}},
        }
        for name, part in parameters.items()
    ]
    schema["$defs"] = dict(sorted(definitions.items()))
    return schema


def plan_schema() -> Schema:
    """Return the JSON Schema of a plan."""
    schema = _schema(Plan)
    # Plans built in memory need not say these two; files must.
    schema["required"] = ["schema_version", "kind", *schema["required"]]
    return schema


def records_schema() -> Schema:
    """Return the JSON Schema of records."""
    return _schema(Records)


def _schema(model: type[Model]) -> Schema:
    schema: Schema = {"$schema": DIALECT, **model.model_json_schema(mode="validation")}
    plain: Schema = _numbers_only(schema)
    return plain


def _parameters() -> dict[str, Schema]:
    found: dict[str, Schema] = _numbers_only(catalogue.parameter_schemas())
    return found


def _numbers_only(node: Any) -> Any:
    """Say of hours what JSON Schema can say: pydantic offers a text form, and limits in words of its own."""
    if isinstance(node, list):
        return [_numbers_only(item) for item in node]
    if not isinstance(node, dict):
        return node
    if not {"decimal_places", "anyOf"} <= node.keys():
        return {key: _numbers_only(value) for key, value in node.items()}
    number: Schema = {}
    for choice in node["anyOf"]:
        if choice["type"] == "number":
            number |= choice
    for key, value in node.items():
        if key == "default" and isinstance(value, str):
            number[key] = float(value)
        elif key not in ("anyOf", "decimal_places", "max_digits"):
            number[_LIMITS.get(key) or key] = value
    return number


def _hoisted(part: Schema, rule: str, definitions: Schema) -> Schema:
    """Move the definitions of a rule's parameters to the root, where references look for them.

    A definition that is there already is shared; another one of the same name gets the rule's name before
    its own.
    """
    inner: Schema = part.pop("$defs", {})
    names: dict[str, str] = {
        name: name if definitions.get(name, body) == body else f"{rule}.{name}"
        for name, body in inner.items()
    }
    for name, body in inner.items():
        definitions[names[name]] = _renamed(body, names)
    moved: Schema = _renamed(part, names)
    return moved


def _renamed(node: Any, names: dict[str, str]) -> Any:
    if isinstance(node, list):
        return [_renamed(item, names) for item in node]
    if not isinstance(node, dict):
        return node
    changed = {key: _renamed(value, names) for key, value in node.items()}
    reference = changed.get("$ref")
    if isinstance(reference, str):
        name = reference.removeprefix("#/$defs/")
        changed["$ref"] = f"#/$defs/{names.get(name, name)}"
    return changed
