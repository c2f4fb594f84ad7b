"""Plays sequences on moto and compares every answer with the twin's: python differential.py SEQUENCES, a JSON file."""

import json
import sys
from pathlib import Path

from botocore import xform_name
from botocore.exceptions import ClientError
from moto_side import Moto
from normal import Normal
from report import Report

MOST_SHOWN = 10


class Player:
    def __init__(self, moto: Moto, names: dict[str, str]) -> None:
        self.moto = moto
        self.names = names

    def answer(self, call: dict) -> object:
        method = getattr(self.moto.clients[call["service"]], xform_name(call["operation"]))
        given = self.resolve(call["input"])
        pages: list[dict] = []
        while True:
            try:
                found = method(**given)
            except ClientError as error:
                return {"error": error.response["Error"]["Code"]}
            except Exception as error:
                return {"error": f"moto fails: {type(error).__name__} {error}"}
            del found["ResponseMetadata"]
            pages.append(found)
            if "token" not in call:
                break
            if call["token"] not in found:
                return {"pages": pages}
            given[call["token"]] = found[call["token"]]
        return found

    def resolve(self, value: object) -> object:
        if isinstance(value, list):
            return [self.resolve(each) for each in value]
        if not isinstance(value, dict):
            return value
        if "ref" in value:
            return next(id for id, name in reversed(self.names.items()) if name == f"<{value['ref']}>")
        if "env" in value:
            return self.moto.environment[value["env"]]
        if "instances" in value:
            group = self.moto.backend("autoscaling").autoscaling_groups[value["instances"]]
            ids = [each.instance.id for each in group.instance_states]
            return ids[0] if "first" in value else ids
        return {name: self.resolve(each) for name, each in value.items()}


def main() -> None:
    sequences = json.loads(Path(sys.argv[1]).read_text())
    moto, report = Moto(), Report()
    calls, pairs = 0, set()
    for number, sequence in enumerate(sequences):
        moto.reset()
        ours, theirs = Normal(), Normal()
        player = Player(moto, theirs.names)
        told: list[str] = []
        before = None
        for call in sequence:
            calls += 1
            told.append(f"{call['operation']} {json.dumps(call['input'], ensure_ascii=False)}")
            pairs.add((before, call["operation"]))
            before = call["operation"]
            by_moto = theirs.answer(call, player.answer(call))
            by_twin = ours.answer(call, call["answer"])
            if by_twin != by_moto:
                difference = "; ".join(differences("", by_twin, by_moto))
                report.fail(f"sequence {number}: {difference}\n    " + "\n    ".join(told))
                break
        else:
            report.passed += 1
    pairs = {pair for pair in pairs if pair[0] is not None}
    failed = len(report.failed)
    report.failed[MOST_SHOWN:] = [f"and {failed - MOST_SHOWN} sequences more"] * (failed > MOST_SHOWN)
    report.finish(sequences=len(sequences), calls=calls, pairs=len(pairs))


def differences(path: str, ours: object, theirs: object) -> list[str]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        names = sorted(ours.keys() | theirs.keys())
        return [
            line for name in names for line in differences(f"{path}.{name}", ours.get(name), theirs.get(name))
        ]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [line for n, two in enumerate(zip(ours, theirs)) for line in differences(f"{path}[{n}]", *two)]
    return [] if ours == theirs else [f"{path}: twin {ours!r}, moto {theirs!r}"]


main()
