"""Two ways to make one call of the AWS API: boto3, and the AWS CLI without a process of its own."""

import contextlib
import io
import json
import os
import re
from collections.abc import Callable

import botocore.session
from botocore.exceptions import ClientError
from botocore.hooks import HierarchicalEmitter
from twin import ENDPOINT, SERVICES

Watch = Callable[..., None]


class Refused(Exception):
    """An error answer of AWS."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class Boto3:
    def __init__(self, watch: Watch) -> None:
        import boto3

        core = botocore.session.get_session()
        core.register("before-parse", watch)
        session = boto3.Session(botocore_session=core)
        self.clients = {
            service: session.client(name, endpoint_url=ENDPOINT) for service, name in SERVICES.items()
        }

    def call(self, service: str, operation: str, given: dict) -> dict:
        client = self.clients[service]
        method = next(name for name, each in client.meta.method_to_api_mapping.items() if each == operation)
        try:
            answer = getattr(client, method)(**given)
        except ClientError as error:
            raise Refused(error.response["Error"]["Code"], error.response["Error"]["Message"]) from None
        answer.pop("ResponseMetadata")
        return answer


class Cli:
    """`aws` in this process: the start of one takes half a second."""

    def __init__(self, watch: Watch) -> None:
        from awscli.clidriver import create_clidriver

        os.environ.update(AWS_ENDPOINT_URL=ENDPOINT, AWS_PAGER="", AWS_DEFAULT_OUTPUT="json")
        self.driver = create_clidriver()
        emitter: HierarchicalEmitter = self.driver.session.get_component("event_emitter")
        emitter.register("before-parse", watch)

    def call(self, service: str, operation: str, given: dict) -> dict:
        words = [SERVICES[service], kebab(operation)]
        for name, value in given.items():
            option = kebab(name)
            if value is True or value is False:
                words.append(f"--{option}" if value else f"--no-{option}")
            else:
                words += [f"--{option}", value if isinstance(value, str) else json.dumps(value)]
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = self.driver.main(words)
        if code != 0:
            found = re.search(r"An error occurred \((\w+)\).*?: (.*)", err.getvalue(), re.DOTALL)
            if found is None:
                raise RuntimeError(f"aws {' '.join(words)}: exit code {code}, {err.getvalue().strip()}")
            raise Refused(found[1], found[2].strip())
        return json.loads(out.getvalue() or "{}")


def kebab(name: str) -> str:
    from botocore import xform_name

    return xform_name(name, "-")
