"""Holds raw answers against botocore's output shapes: its parsers overlook members that they do not know."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from botocore.model import OperationModel, Shape

COMMON_ERRORS = {"ValidationError", "InvalidAction", "MissingParameter", "TwinUnsupported"}


def surprises(operation: OperationModel, status: int, headers: dict, body: bytes) -> list[str]:
    """What in an answer the model does not have, and what it requires and the answer lacks."""
    if headers.get("content-type", "").startswith("application/x-amz-json"):
        document = json.loads(body)
        if status >= 300:
            return list(unknown_error(operation, document["__type"].split("#")[-1]))
        return list(in_json(operation.output_shape, document, operation.name)) if operation.output_shape else []
    root = ElementTree.fromstring(body)
    if status >= 300:
        return list(unknown_error(operation, next(each for each in root.iter() if tag(each) == "Code").text))
    if tag(root) != f"{operation.name}Response":
        return [f"{operation.name}: the root is {tag(root)}"]
    found = []
    for part in root:
        if tag(part) == f"{operation.name}Result":
            if operation.output_shape is None:
                found += [f"{operation.name}: {tag(each)}" for each in part]
            else:
                found += in_xml(operation.output_shape, part, operation.name)
        elif tag(part) != "ResponseMetadata":
            found.append(f"{operation.name}: {tag(part)}")
    return found


def unknown_error(operation: OperationModel, code: str) -> Iterator[str]:
    codes = {each.error_code for each in operation.error_shapes}
    if code not in codes | COMMON_ERRORS:
        yield f"{operation.name}: error code {code} is not one of {sorted(codes)}"


def in_xml(shape: Shape, element: ElementTree.Element, path: str) -> Iterator[str]:
    if shape.type_name == "structure":
        names = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        yield from absent(shape, {tag(each) for each in element}, path)
        for each in element:
            if tag(each) in names:
                yield from in_xml(names[tag(each)], each, f"{path}.{tag(each)}")
            else:
                yield f"{path}: unknown member {tag(each)}"
    elif shape.type_name == "list":
        item = shape.member.serialization.get("name", "member")
        for each in element:
            if tag(each) == item:
                yield from in_xml(shape.member, each, f"{path}[]")
            else:
                yield f"{path}: unknown item {tag(each)}"
    elif shape.type_name == "map":
        for entry in element:
            if [tag(each) for each in entry] != ["key", "value"]:
                yield f"{path}: unknown entry"
    elif len(element) > 0:
        yield f"{path}: a {shape.type_name} with members"


def in_json(shape: Shape, value: object, path: str) -> Iterator[str]:
    if shape.type_name == "structure":
        yield from absent(shape, set(value), path)
        for name, each in value.items():
            if name in shape.members:
                yield from in_json(shape.members[name], each, f"{path}.{name}")
            else:
                yield f"{path}: unknown member {name}"
    elif shape.type_name == "list":
        for each in value:
            yield from in_json(shape.member, each, f"{path}[]")


def absent(shape: Shape, present: set[str], path: str) -> Iterator[str]:
    for name in shape.required_members:
        if shape.members[name].serialization.get("name", name) not in present:
            yield f"{path}: lacks the required member {name}"


def tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
