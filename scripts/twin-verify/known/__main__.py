"""What moto is known to answer otherwise than AWS, looked at on moto and on the twin: python -m known.

At moto a check has to find the error: where moto mends one, the check fails, and its entry is to be taken out together with
what the sequences and normal.py do on its account.
"""

import boto3
import twin
from known import groups, load_balancing, scaling, standby
from known.side import Side
from report import Report


def twin_side(number: int) -> Side:
    """A region of its own, which is empty."""

    def client(name: str):
        return session.client(name, region_name=f"check-{number}", endpoint_url=twin.ENDPOINT)

    session = boto3.Session()
    environment = {"vpc": "vpc-1", "subnet-a": "subnet-1", "subnet-b": "subnet-2"}
    return Side(client("autoscaling"), client("elbv2"), client("cloudwatch"), environment, twin.wait)


def main() -> None:
    report = Report()
    checks = [*standby.CHECKS, *groups.CHECKS, *scaling.CHECKS, *load_balancing.CHECKS]
    for number, check in enumerate(checks):
        report.check(f"twin: {check.what}", check.find(twin_side(number)), check.aws)
    there = 0
    from moto_side import Moto

    moto = Moto()
    for check in checks:
        moto.reset()
        clients = moto.clients
        side = Side(
            clients["autoscaling"],
            clients["elasticloadbalancing"],
            clients["monitoring"],
            moto.environment,
            lambda seconds: None,
        )
        found = check.find(side)
        there += found == check.moto
        if found == check.aws:
            report.fail(f"moto has mended this: {check.what}. Take it out of known/")
        else:
            report.check(f"moto: {check.what}", found, check.moto)
    report.finish(errors=there, known=len(checks))


main()
