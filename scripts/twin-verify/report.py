"""How the jobs say what they found: one line of JSON, the last one of their output."""

import json


class Report:
    def __init__(self) -> None:
        self.passed = 0
        self.failed: list[str] = []

    def check(self, what: str, found: object, wanted: object) -> None:
        if found == wanted:
            self.passed += 1
        else:
            self.failed.append(f"{what}: expected {wanted!r}, found {found!r}")

    def fail(self, what: str) -> None:
        self.failed.append(what)

    def finish(self, **figures: object) -> None:
        print(json.dumps({"passed": self.passed, "failed": self.failed, "figures": figures}))
