"""Answers without what two implementations may choose freely: ids, times, the order of lists that have none."""

import datetime
import re

ID = re.compile(r"\b(i|vpc|subnet|sg)-[0-9a-f]{8,17}\b")
ELB_ID = re.compile(r"/[0-9a-f]{15,16}\b")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z")

NAMES = (
    "AutoScalingGroupName",
    "AlarmName",
    "PolicyName",
    "ScheduledActionName",
    "ListenerArn",
    "RuleArn",
    "ResourceId",
    "Key",
)

# The two know different lists of attributes.
ATTRIBUTES = {"deregistration_delay.timeout_seconds", "deletion_protection.enabled"}

EVERYWHERE = {
    "CapacityRebalance",
    "ErrorMessage",
    "InstanceType",
    "LoadBalancerArns",
    "NextToken",
    "SslPolicy",
    "SuspensionReason",
    "TargetGroupStickinessConfig",
}
IGNORED = {
    # moto gives few members of activities, and none of the alarms of target tracking.
    "TerminateInstanceInAutoScalingGroup": {"Activity"},
    "PutScalingPolicy": {"Alarms", "PolicyARN"},
    "DescribePolicies": {"Alarms", "Enabled"},
    "DescribeAutoScalingInstances": {"HealthStatus"},
    "DescribeAutoScalingGroups": {"TrafficSources"},
    "DescribeLifecycleHooks": {"GlobalTimeout", "NotificationTargetARN", "RoleARN"},
    "DescribeScheduledActions": {"ScheduledActionARN", "Time"},
    "CreateLoadBalancer": {"CanonicalHostedZoneId", "DNSName", "State"},
    "DescribeLoadBalancers": {"CanonicalHostedZoneId", "DNSName", "State"},
    "DescribeAlarms": {"StateReasonData", "StateTransitionedTimestamp"},
}


class Normal:
    """One side of a sequence."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def answer(self, call: dict, answer: dict) -> object:
        if "error" not in answer:
            for name, path in call.get("names", {}).items():
                value: object = answer
                for step in path:
                    value = value[step]
                self.names[value] = f"<{name}>"
        if "Attributes" in answer:
            answer = {"Attributes": [each for each in answer["Attributes"] if each["Key"] in ATTRIBUTES]}
        return self.value(answer, EVERYWHERE | IGNORED.get(call["operation"], set()))

    def value(self, value: object, ignored: set[str]) -> object:
        if isinstance(value, dict):
            members = {name: self.value(each, ignored) for name, each in value.items() if name not in ignored}
            if members.get("Type") == "forward" and "TargetGroupArn" in members:
                # One target group may be told in two ways; AWS answers in both.
                tuples = [{"TargetGroupArn": members.pop("TargetGroupArn"), "Weight": 1}]
                members["ForwardConfig"] = {"TargetGroups": tuples}
            for config in ("HostHeaderConfig", "PathPatternConfig"):
                if config in members:
                    members["Values"] = members.pop(config)["Values"]
            # What is absent, empty or null is one and the same to most clients.
            return {name: each for name, each in members.items() if each not in (None, [], {}, "")}
        if isinstance(value, list):
            return sorted((self.value(each, ignored) for each in value), key=rank)
        if isinstance(value, datetime.datetime):
            value = value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        if isinstance(value, str):
            if value in self.names:
                return self.names[value]
            # Only the times that a sequence gave lie far ahead.
            if TIME.fullmatch(value) and value < "2090":
                return "<time>"
            return UUID.sub("<uuid>", ELB_ID.sub("/<id>", ID.sub(r"<\1>", value)))
        return value


def rank(item: object) -> str:
    """Items are told apart by their names first."""
    if not isinstance(item, dict):
        return repr(item)
    return repr([[item.get(name, "") for name in NAMES], sorted(item.items())])
