"""Copies of workflows: deep, and by pickle."""

import copy
import pickle

from hera.workflows import Container, Parameter, SecretVolume, Workflow

with Workflow(generate_name="w-", entrypoint="c", arguments={"p": 1}) as w:
    Container(
        name="c",
        image="i",
        inputs=Parameter(name="p"),
        volumes=SecretVolume(name="s", secret_name="s", mount_path="/s"),
    )
deep = copy.deepcopy(w)
deep.templates[0].image = "other"
shallow = copy.copy(w)
pickled = pickle.loads(pickle.dumps(w.templates))
again = Workflow(generate_name="again-", entrypoint="c", templates=pickled)
