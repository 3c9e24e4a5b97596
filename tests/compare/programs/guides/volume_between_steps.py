"""A claim that is made for the workflow and mounted by a script and a container in turn."""

from hera.workflows import Container, Steps, Volume, Workflow, script


@script(image="python:3.12", volumes=[Volume(name="work", size="1Gi", mount_path="/mnt/work")])
def write():
    with open("/mnt/work/greeting", "w") as file:
        file.write("hello")


with Workflow(generate_name="volume-", entrypoint="steps") as w:
    read = Container(
        name="read",
        image="alpine:3.20",
        command=["cat", "/mnt/work/greeting"],
        volumes=[Volume(name="work", size="1Gi", mount_path="/mnt/work")],
    )
    with Steps(name="steps"):
        write()
        read(name="read")
