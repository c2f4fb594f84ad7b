#!/usr/bin/env python3
"""Writes src/twin/shapes/{autoscaling,elbv2,cloudwatch,sns}.ts from botocore's service models.

The tables hold what the twin's wire codecs need of the operations below and nothing else. The same botocore gives the
same bytes, so it runs with one version only (in a venv of your own):

    pip install botocore==1.44.5
    python scripts/generate-shapes.py            writes the files
    python scripts/generate-shapes.py --check    writes nothing, fails where a file differs
"""

import argparse
import json
import pathlib
import re

import botocore
from botocore.loaders import Loader

BOTOCORE = "1.44.5"
OUT = pathlib.Path(__file__).resolve().parent.parent / "src" / "twin" / "shapes"

SERVICES = {
    "autoscaling": (
        "autoscaling",
        "2011-01-01",
        """DescribeAutoScalingGroups DescribeAutoScalingInstances DescribeTags CreateOrUpdateTags DeleteTags
        UpdateAutoScalingGroup SetDesiredCapacity EnterStandby ExitStandby TerminateInstanceInAutoScalingGroup
        SetInstanceProtection SuspendProcesses ResumeProcesses DescribeScalingActivities PutScalingPolicy DeletePolicy
        DescribePolicies PutScheduledUpdateGroupAction BatchPutScheduledUpdateGroupAction DeleteScheduledAction
        BatchDeleteScheduledAction DescribeScheduledActions DescribeInstanceRefreshes CreateAutoScalingGroup
        DeleteAutoScalingGroup PutLifecycleHook DeleteLifecycleHook DescribeLifecycleHooks CompleteLifecycleAction
        RecordLifecycleActionHeartbeat PutWarmPool DescribeWarmPool DeleteWarmPool StartInstanceRefresh
        CancelInstanceRefresh ExecutePolicy SetInstanceHealth AttachInstances DetachInstances
        AttachLoadBalancerTargetGroups DetachLoadBalancerTargetGroups DescribeLoadBalancerTargetGroups
        AttachTrafficSources DetachTrafficSources DescribeTrafficSources DescribeAccountLimits""",
    ),
    "elbv2": (
        "elasticloadbalancing",
        "2015-12-01",
        """DescribeTargetHealth DescribeTargetGroups DescribeTargetGroupAttributes ModifyTargetGroupAttributes
        DescribeLoadBalancers DescribeListeners DescribeRules RegisterTargets DeregisterTargets CreateLoadBalancer
        DeleteLoadBalancer DescribeLoadBalancerAttributes ModifyLoadBalancerAttributes CreateTargetGroup
        DeleteTargetGroup ModifyTargetGroup CreateListener DeleteListener ModifyListener CreateRule DeleteRule
        ModifyRule SetRulePriorities AddTags RemoveTags DescribeTags""",
    ),
    "cloudwatch": (
        "monitoring",
        "2010-08-01",
        """DescribeAlarms PutMetricAlarm DeleteAlarms SetAlarmState PutCompositeAlarm PutMetricData EnableAlarmActions
        DisableAlarmActions ListTagsForResource""",
    ),
    "sns": ("sns", "2010-03-31", "Publish"),
}

# Members that the twin takes no part in: a request that has one is refused like an unknown parameter.
LEFT_OUT = {("MessageAttributeValue", "BinaryValue")}

# Shapes without limits go by these names instead of their own.
PLAIN = {"string": "string", "boolean": "boolean", "integer": "integer", "long": "integer", "double": "double",
         "float": "double", "timestamp": "timestamp"}
IGNORED = {"documentation", "pattern", "deprecated", "deprecatedMessage", "box", "sensitive", "union", "xmlOrder",
           "idempotencyToken", "shape", "type"}


def refuse_unknown(where, traits, known):
    """The codecs have no notion of flattened lists, blobs and the like: such a model has to fail here."""
    unknown = set(traits) - IGNORED - set(known)
    if unknown:
        raise SystemExit(f"{where}: the codecs do not know {sorted(unknown)}")


def limits(shape):
    return {key: shape[key] for key in ("min", "max") if key in shape}


class Table:
    def __init__(self, model):
        self.model = model
        self.shapes = {}

    def name(self, shape_name):
        """The name under which a shape is found in the table; adds it, and what it is made of, on first sight."""
        shape = self.model["shapes"][shape_name]
        kind = shape["type"]
        if kind in PLAIN:
            refuse_unknown(shape_name, shape, {"min", "max", "enum"})
            entry = {"type": PLAIN[kind], **limits(shape), **({"enum": shape["enum"]} if "enum" in shape else {})}
            if len(entry) == 1:
                return PLAIN[kind]
            self.shapes[shape_name] = entry
        elif shape_name not in self.shapes:
            self.shapes[shape_name] = None  # recursive shapes end here
            self.shapes[shape_name] = getattr(self, kind)(shape_name, shape)
        return shape_name

    def structure(self, shape_name, shape):
        refuse_unknown(shape_name, shape, {"members", "required"})
        wire = {}
        members = {member: ref for member, ref in shape["members"].items() if (shape_name, member) not in LEFT_OUT}
        for member, ref in members.items():
            refuse_unknown(f"{shape_name}.{member}", ref, {"locationName"})
            if ref.get("locationName", member) != member:
                wire[member] = ref["locationName"]
        return {
            "type": "structure",
            "members": {member: self.name(ref["shape"]) for member, ref in members.items()},
            **({"required": shape["required"]} if shape.get("required") else {}),
            **({"wire": wire} if wire else {}),
        }

    def list(self, shape_name, shape):
        refuse_unknown(shape_name, shape, {"member", "min", "max"})
        refuse_unknown(f"{shape_name}.member", shape["member"], {"locationName"})
        item = shape["member"].get("locationName", "member")
        return {
            "type": "list",
            "member": self.name(shape["member"]["shape"]),
            **({"item": item} if item != "member" else {}),
            **limits(shape),
        }

    def map(self, shape_name, shape):
        refuse_unknown(shape_name, shape, {"key", "value", "min", "max"})
        refuse_unknown(f"{shape_name}.key", shape["key"], {"locationName"})
        refuse_unknown(f"{shape_name}.value", shape["value"], {"locationName"})
        names = [shape[part].get("locationName", part) for part in ("key", "value")]
        return {
            "type": "map",
            "key": self.name(shape["key"]["shape"]),
            "value": self.name(shape["value"]["shape"]),
            **({"entry": names} if names != ["key", "value"] else {}),
        }

    def nothing(self):
        """The input of an operation that takes none."""
        self.shapes["NoInput"] = {"type": "structure", "members": {}}
        return "NoInput"


def literal(value):
    """A TypeScript literal on one line."""
    if isinstance(value, dict):
        inner = ", ".join(f"{key(name)}: {literal(item)}" for name, item in value.items())
        return "{ " + inner + " }" if inner else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    if isinstance(value, str):
        return "'" + json.dumps(value)[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"
    return json.dumps(value)


def key(name):
    return name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) else literal(name)


def block(entries):
    return ",\n".join(f"    {key(name)}: {literal(entries[name])}" for name in sorted(entries))


def module(const, service, version, operation_names):
    model = Loader().load_service_model(const, "service-2", version)
    table, operations, errors = Table(model), {}, {}
    for name in operation_names.split():
        operation = model["operations"][name]
        output = operation.get("output", {})
        operations[name] = {"input": table.name(operation["input"]["shape"]) if "input" in operation else table.nothing()}
        if output:
            operations[name] |= {"output": table.name(output["shape"]), "resultWrapper": output["resultWrapper"]}
        operations[name]["errors"] = []
        for ref in operation.get("errors", []):
            error = model["shapes"][ref["shape"]].get("error", {})
            code = error.get("code", ref["shape"])
            errors[code] = {"shape": ref["shape"], "status": error.get("httpStatusCode", 400)}
            if not error.get("senderFault", False):
                errors[code]["receiver"] = True
            operations[name]["errors"].append(code)
    target = model["metadata"].get("targetPrefix")
    return "\n".join(
        [
            "// biome-ignore-all format: one shape a line",
            f"// Generated by scripts/generate-shapes.py from botocore {botocore.__version__},"
            f" data/{const}/{version}/service-2.json. Not edited by hand.",
            "import type { ServiceModel } from './shape.ts'",
            "",
            f"export const {const}: ServiceModel = {{",
            f"  service: {literal(service)},",
            f"  version: {literal(version)},",
            f"  xmlNamespace: {literal(model['metadata']['xmlNamespace'])},",
            *([f"  targetPrefix: {literal(target)},"] if target else []),
            "  operations: {",
            block(operations),
            "  },",
            "  errors: {",
            block(errors),
            "  },",
            "  shapes: {",
            block(table.shapes),
            "  }",
            "}",
            "",
        ]
    )



def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a file differs")
    check = parser.parse_args().check
    if botocore.__version__ != BOTOCORE:
        raise SystemExit(f"This needs botocore {BOTOCORE}, here is {botocore.__version__}")
    stale = []
    for const, (service, version, operation_names) in SERVICES.items():
        path, text = OUT / f"{const}.ts", module(const, service, version, operation_names)
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
    if stale:
        raise SystemExit(f"Out of date: {', '.join(stale)}. Run python scripts/generate-shapes.py")


main()
