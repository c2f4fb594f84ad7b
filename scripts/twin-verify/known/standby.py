"""moto's errors about Standby, scaling in and suspended processes."""

from known.check import Check
from known.side import Side, outcome


def parked(side: Side, **given: object) -> dict:
    """A group `web` of two whose first instance is in Standby. Returns the arguments that name it."""
    side.group("web", DesiredCapacity=2, **given)
    first = {"AutoScalingGroupName": "web", "InstanceIds": side.ids("web")[:1]}
    side.autoscaling.enter_standby(**first, ShouldDecrementDesiredCapacity=True)
    side.wait(400)
    return first


def states(side: Side) -> list[str]:
    return sorted(each["LifecycleState"] for each in side.show("web")["Instances"])


def below_min(side: Side) -> object:
    side.group("web", MinSize=1, DesiredCapacity=1)
    return outcome(
        side.autoscaling.enter_standby,
        AutoScalingGroupName="web",
        InstanceIds=side.ids("web"),
        ShouldDecrementDesiredCapacity=True,
    )


def twice(side: Side) -> object:
    first = parked(side)
    return outcome(side.autoscaling.enter_standby, **first, ShouldDecrementDesiredCapacity=True)


def at_once(side: Side) -> object:
    side.group("web", DesiredCapacity=1)
    side.autoscaling.enter_standby(
        AutoScalingGroupName="web", InstanceIds=side.ids("web"), ShouldDecrementDesiredCapacity=True
    )
    return states(side)


def registered(side: Side) -> object:
    arn = side.target_group()
    side.listener(arn)
    parked(side, TargetGroupARNs=[arn])
    return side.health(arn)


def above_max(side: Side) -> object:
    first = parked(side, MaxSize=2)
    side.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=2)
    side.wait(300)
    return outcome(side.autoscaling.exit_standby, **first)


def scaled_in(side: Side) -> object:
    parked(side)
    side.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
    side.wait(400)
    return states(side)


def launch_suspended(side: Side) -> object:
    side.group("web")
    side.autoscaling.suspend_processes(AutoScalingGroupName="web", ScalingProcesses=["Launch"])
    side.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=2)
    side.wait(300)
    return len(side.ids("web"))


CHECKS = [
    Check("EnterStandby goes below MinSize", below_min, "ValidationError", "accepted"),
    Check("EnterStandby takes an instance in Standby", twice, "ValidationError", "accepted"),
    Check("EnterStandby takes no time", at_once, ["EnteringStandby"], ["Standby"]),
    Check("Standby stays registered", registered, ["healthy"], ["healthy", "healthy"]),
    Check("ExitStandby goes above MaxSize", above_max, "ValidationError", "accepted"),
    Check("scaling in ends Standby instances", scaled_in, ["Standby"], ["InService"]),
    Check("suspended Launch launches", launch_suspended, 0, 2),
]
