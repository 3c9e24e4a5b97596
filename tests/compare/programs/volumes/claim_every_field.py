"""Every constructor argument of a volume that is claimed."""

from hera.workflows import Volume, Workflow
from hera.workflows import models as m

w = Workflow(
    generate_name="claim-",
    entrypoint="x",
    volumes=[
        Volume(
            name="full",
            mount_path="/full",
            size="1Gi",
            access_modes=["ReadWriteOncePod"],
            data_source=m.TypedLocalObjectReference(kind="PersistentVolumeClaim", name="d"),
            data_source_ref=m.TypedObjectReference(kind="PersistentVolumeClaim", name="d"),
            selector=m.LabelSelector(match_labels={"a": "b"}),
            storage_class_name="fast",
            volume_attributes_class_name="gold",
            volume_mode="Block",
            volume_name="pv-1",
            metadata=m.ObjectMeta(labels={"x": "y"}, name="mine"),
        ),
        Volume(name="labelled", size="1Gi", metadata=m.ObjectMeta(labels={"x": "y"})),
    ],
)
