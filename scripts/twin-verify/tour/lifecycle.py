"""Lifecycle hooks, the warm pool, instance refreshes, and instances that come and go by hand."""

from tour.course import Course

ASG = "autoscaling"
WEB = {"AutoScalingGroupName": "web"}


def hooks(course: Course) -> None:
    hook = {"LifecycleHookName": "warm-up", **WEB}
    course.call(
        ASG,
        "PutLifecycleHook",
        LifecycleTransition="autoscaling:EC2_INSTANCE_LAUNCHING",
        HeartbeatTimeout=60,
        DefaultResult="ABANDON",
        **hook,
    )
    [found] = course.call(ASG, "DescribeLifecycleHooks", **WEB)["LifecycleHooks"]
    settings = [found[each] for each in ("HeartbeatTimeout", "GlobalTimeout", "DefaultResult")]
    course.check("hook", settings, [60, 6000, "ABANDON"])
    before = course.ids("web")
    course.call(ASG, "SetDesiredCapacity", DesiredCapacity=len(before) + 1, **WEB)
    course.wait(30)
    course.check("waiting", "Pending:Wait" in course.states("web"), True)
    [new] = [each for each in course.ids("web") if each not in before]
    course.wait(50)
    course.call(ASG, "RecordLifecycleActionHeartbeat", InstanceId=new, **hook)
    course.wait(50)
    course.check("still waiting", course.state("web", new), "Pending:Wait")
    course.call(ASG, "CompleteLifecycleAction", InstanceId=new, LifecycleActionResult="CONTINUE", **hook)
    course.wait(10)
    course.check("let go", course.state("web", new), "InService")
    completed = {"LifecycleActionResult": "CONTINUE", **hook}
    course.refused("ValidationError", ASG, "CompleteLifecycleAction", InstanceId=new, **completed)
    course.refused("ValidationError", ASG, "RecordLifecycleActionHeartbeat", InstanceId=new, **hook)
    course.call(ASG, "DeleteLifecycleHook", **hook)
    course.check("deleted", course.call(ASG, "DescribeLifecycleHooks", **WEB)["LifecycleHooks"], [])
    course.refused("ValidationError", ASG, "DeleteLifecycleHook", **hook)
    course.call(ASG, "SetDesiredCapacity", DesiredCapacity=len(before), **WEB)
    course.wait(150)


def warm_pool(course: Course) -> None:
    course.call(ASG, "PutWarmPool", MinSize=1, MaxGroupPreparedCapacity=4, PoolState="Stopped", **WEB)
    course.wait(120)
    pool = course.call(ASG, "DescribeWarmPool", **WEB)
    course.check("pool", [each["LifecycleState"] for each in pool["Instances"]], ["Warmed:Stopped"])
    course.check("settings", pool["WarmPoolConfiguration"]["MaxGroupPreparedCapacity"], 4)
    course.check("in the group", course.group("web")["WarmPoolSize"], 1)
    course.refused("ResourceInUse", ASG, "DeleteWarmPool", **WEB)
    course.call(ASG, "DeleteWarmPool", ForceDelete=True, **WEB)
    course.wait(120)
    pool = course.call(ASG, "DescribeWarmPool", **WEB)
    course.check("gone", (pool["Instances"], pool.get("WarmPoolConfiguration")), ([], None))


def refreshes(course: Course) -> None:
    def described() -> list[tuple]:
        found = course.call(ASG, "DescribeInstanceRefreshes", **WEB)["InstanceRefreshes"]
        return [(each["InstanceRefreshId"], each["Status"]) for each in found]

    before = course.ids("web")
    preferences = {"MinHealthyPercentage": 0, "InstanceWarmup": 0}
    first = course.call(ASG, "StartInstanceRefresh", Preferences=preferences, **WEB)["InstanceRefreshId"]
    course.refused("InstanceRefreshInProgress", ASG, "StartInstanceRefresh", **WEB)
    course.wait(300)
    course.check("done", described(), [(first, "Successful")])
    course.check("replaced", set(before) & set(course.ids("web")), set())
    second = course.call(ASG, "StartInstanceRefresh", **WEB)["InstanceRefreshId"]
    cancelled = course.call(ASG, "CancelInstanceRefresh", **WEB)["InstanceRefreshId"]
    course.check("the one that runs", cancelled, second)
    course.wait(300)
    course.check("newest first", described(), [(second, "Cancelled"), (first, "Successful")])
    course.refused("ActiveInstanceRefreshNotFound", ASG, "CancelInstanceRefresh", **WEB)


def health(course: Course) -> None:
    before = course.ids("web")
    course.call(
        ASG,
        "SetInstanceHealth",
        InstanceId=before[0],
        HealthStatus="Unhealthy",
        ShouldRespectGracePeriod=False,
    )
    course.wait(200)
    after = course.ids("web")
    course.check("replaced", (len(after), before[0] in after), (len(before), False))
    course.refused(
        "ValidationError", ASG, "SetInstanceHealth", InstanceId=before[0], HealthStatus="Unhealthy"
    )


def membership(course: Course) -> None:
    first = course.ids("web")[:1]
    desired = course.group("web")["DesiredCapacity"]
    course.refused("ValidationError", ASG, "AttachInstances", InstanceIds=first, **WEB)
    [activity] = course.call(
        ASG, "DetachInstances", InstanceIds=first, ShouldDecrementDesiredCapacity=True, **WEB
    )["Activities"]
    course.check("activity", activity["StatusCode"], "InProgress")
    course.wait(75)
    course.check("detached", first[0] in course.ids("web"), False)
    course.check("desired capacity without it", course.group("web")["DesiredCapacity"], desired - 1)
    course.call(ASG, "AttachInstances", InstanceIds=first, **WEB)
    course.wait(60)
    course.check("attached", course.state("web", first[0]), "InService")
    course.check("desired capacity", course.group("web")["DesiredCapacity"], desired)
    course.refused(
        "ValidationError",
        ASG,
        "DetachInstances",
        InstanceIds=["i-00000000000000000"],
        ShouldDecrementDesiredCapacity=True,
        **WEB,
    )
