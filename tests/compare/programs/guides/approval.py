"""A decision by a person, on which the next step depends."""

from hera.workflows import Container, Parameter, Steps, Suspend, Workflow

with Workflow(generate_name="approval-", entrypoint="steps") as w:
    approve = Suspend(
        name="approve",
        duration="1h",
        intermediate_parameters=[
            Parameter(name="approve", description="go on?", default="NO", enum=["YES", "NO"])
        ],
    )
    deploy = Container(
        name="deploy",
        image="alpine:3.20",
        inputs=Parameter(name="env", enum=["dev", "prod"], default="dev"),
    )
    with Steps(name="steps"):
        answer = approve(name="approve")
        deploy(
            name="deploy",
            arguments={"env": "prod"},
            when=f"{answer.get_parameter('approve')} == YES",
        )
