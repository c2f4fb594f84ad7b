"""An empty account at moto or at the twin, in the words that the checks have in common."""

from collections.abc import Callable
from dataclasses import dataclass

from botocore.exceptions import ClientError


@dataclass
class Side:
    autoscaling: object
    elb: object
    alarms: object
    environment: dict[str, str]
    wait: Callable[[int], None]

    # What many checks begin with.

    def group(self, name: str, **given: object) -> None:
        settings = {
            "MinSize": 0,
            "MaxSize": 4,
            "LaunchConfigurationName": "base",
            "AvailabilityZones": ["eu-west-1a"],
            **given,
        }
        self.autoscaling.create_auto_scaling_group(AutoScalingGroupName=name, **settings)
        self.wait(300)

    def show(self, name: str) -> dict:
        found = self.autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])
        return found["AutoScalingGroups"][0]

    def ids(self, name: str) -> list[str]:
        return [each["InstanceId"] for each in self.show(name)["Instances"]]

    def target_group(self) -> str:
        made = self.elb.create_target_group(
            Name="web", Protocol="HTTP", Port=80, VpcId=self.environment["vpc"]
        )
        return made["TargetGroups"][0]["TargetGroupArn"]

    def listener(self, target_group: str) -> str:
        made = self.elb.create_load_balancer(
            Name="front", Subnets=[self.environment["subnet-a"], self.environment["subnet-b"]]
        )
        balancer = made["LoadBalancers"][0]["LoadBalancerArn"]
        made = self.elb.create_listener(
            LoadBalancerArn=balancer,
            Protocol="HTTP",
            Port=80,
            DefaultActions=[{"Type": "forward", "TargetGroupArn": target_group}],
        )
        return made["Listeners"][0]["ListenerArn"]

    def health(self, target_group: str) -> list[str]:
        found = self.elb.describe_target_health(TargetGroupArn=target_group)
        return sorted(each["TargetHealth"]["State"] for each in found["TargetHealthDescriptions"])


def outcome(attempt: Callable[..., object], **given: object) -> str:
    """The code of the error, or `accepted`."""
    try:
        attempt(**given)
    except ClientError as error:
        return error.response["Error"]["Code"]
    except Exception as error:  # moto fails in many ways.
        return type(error).__name__
    return "accepted"
