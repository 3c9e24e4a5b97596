"""A disk that lives as long as the workflow, mounted where tasks need it."""

from hera.workflows import Container, EmptyDirVolume, Steps, Volume, Workflow

DISK = Volume(name="disk", size="1Gi", mount_path="/data", storage_class_name="standard")
MEMORY = EmptyDirVolume(name="scratch", mount_path="/scratch", medium="Memory", size_limit="64Mi")

with Workflow(generate_name="volumes-", entrypoint="main") as w:
    write = Container(
        name="write",
        image="busybox:1.36",
        command=["sh", "-c"],
        args=["date > /scratch/date && cp /scratch/date /data/"],
        volumes=[DISK, MEMORY],
    )
    read = Container(
        name="read", image="busybox:1.36", command=["cat"], args=["/data/date"], volumes=DISK
    )
    with Steps(name="main"):
        write(name="write")
        read(name="read")
