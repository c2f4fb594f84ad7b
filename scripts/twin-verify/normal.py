"""Answers without what two implementations may choose freely: ids, times, the order of lists that have none."""

import datetime
import re

ID = re.compile(r"\b(i|vpc|subnet|sg)-[0-9a-f]{8,17}\b")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

IGNORED: dict[str, set[str]] = {}


class Normal:
    def __init__(self, names: dict[str, str]) -> None:
        """`names`: what names of the sequence stand for on this side."""
        self.names = {value: f"<{name}>" for name, value in names.items()}

    def answer(self, call: dict, answer: object) -> object:
        return self.value(answer, IGNORED.get(call["operation"], set()))

    def value(self, value: object, ignored: set[str]) -> object:
        if isinstance(value, dict):
            members = {name: self.value(each, ignored) for name, each in value.items() if name not in ignored}
            # What is absent, empty or null is one and the same to most clients.
            return {name: each for name, each in members.items() if each not in (None, [], {}, "")}
        if isinstance(value, list):
            return sorted((self.value(each, ignored) for each in value), key=repr)
        if isinstance(value, datetime.datetime):
            return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        if isinstance(value, str):
            if value in self.names:
                return self.names[value]
            return UUID.sub("<uuid>", ID.sub(r"<\1>", value))
        return value
