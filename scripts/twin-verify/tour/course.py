"""What the stops of the tour have in hand."""

import twin
from drivers import Boto3, Cli, Refused
from members import surprises
from report import Report


class Course:
    def __init__(self, driver: type[Boto3] | type[Cli]) -> None:
        self.report = Report()
        self.visited: set[str] = set()
        self.refusals = 0
        self.place = ""
        self.driver = driver(self.watch)

    def watch(self, operation_model, response_dict, **_: object) -> None:
        found = surprises(
            operation_model, response_dict["status_code"], response_dict["headers"], response_dict["body"]
        )
        self.report.check(f"{self.place}: members of {operation_model.name}", found, [])

    def call(self, service: str, operation: str, **given: object) -> dict:
        """An answer of success."""
        answer = self.driver.call(service, operation, given)
        self.visited.add(f"{service}.{operation}")
        return answer

    def refused(self, code: str, service: str, operation: str, **given: object) -> None:
        self.refusals += 1
        try:
            self.driver.call(service, operation, given)
        except Refused as error:
            self.check(f"refusal of {operation}", error.code, code)
        else:
            self.report.fail(f"{self.place}: {operation} was not refused with {code}")

    def check(self, what: str, found: object, wanted: object) -> None:
        self.report.check(f"{self.place}: {what}", found, wanted)

    def wait(self, seconds: int) -> None:
        twin.wait(seconds)

    # What many stops look at.

    def group(self, name: str) -> dict:
        found = self.call("autoscaling", "DescribeAutoScalingGroups", AutoScalingGroupNames=[name])
        return found["AutoScalingGroups"][0]

    def states(self, name: str) -> list[str]:
        return sorted(each["LifecycleState"] for each in self.group(name)["Instances"])

    def ids(self, name: str) -> list[str]:
        return [each["InstanceId"] for each in self.group(name)["Instances"]]

    def state(self, name: str, instance: str) -> str:
        instances = self.group(name)["Instances"]
        return next(each["LifecycleState"] for each in instances if each["InstanceId"] == instance)

    def health(self, target_group: str) -> list[str]:
        found = self.call("elasticloadbalancing", "DescribeTargetHealth", TargetGroupArn=target_group)
        return sorted(each["TargetHealth"]["State"] for each in found["TargetHealthDescriptions"])
