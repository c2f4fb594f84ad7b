"""moto in this process, with what an account has from the start."""

import os

os.environ.update(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing", AWS_DEFAULT_REGION="eu-west-1")
os.environ.pop("AWS_ENDPOINT_URL", None)

import boto3  # noqa: E402
from moto import mock_aws  # noqa: E402
from moto.backends import get_backend  # noqa: E402

ACCOUNT, REGION = "123456789012", "eu-west-1"
NAMES = {
    "autoscaling": "autoscaling",
    "elasticloadbalancing": "elbv2",
    "monitoring": "cloudwatch",
}


class Moto:
    def __init__(self) -> None:
        mock_aws().start()
        self.clients = {service: boto3.client(name) for service, name in NAMES.items()}
        ec2 = boto3.client("ec2")
        subnets = ec2.describe_subnets()["Subnets"]
        self.environment = {
            "vpc": subnets[0]["VpcId"],
            "subnet-a": subnets[0]["SubnetId"],
            "subnet-b": subnets[1]["SubnetId"],
        }
        self.clients["autoscaling"].create_launch_configuration(
            LaunchConfigurationName="base",
            ImageId=ec2.describe_images()["Images"][0]["ImageId"],
            InstanceType="t2.medium",
        )
        self.configurations = self.backend("autoscaling").launch_configurations

    def backend(self, name: str):
        return get_backend(name)[ACCOUNT][REGION]

    def reset(self) -> None:
        """As new. EC2's backend is only emptied of instances: making it anew takes seconds."""
        for name in NAMES.values():
            self.backend(name).reset()
        self.backend("autoscaling").launch_configurations = self.configurations
        self.backend("ec2").reservations.clear()
