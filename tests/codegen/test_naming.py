"""Python names by rule: fit for Python and for pydantic, and as people would write them."""

from __future__ import annotations

import json
import keyword
import warnings
from pathlib import Path
from typing import Any

import pytest
from hera_codegen.naming import class_name, module_names, python_name
from hera_codegen.read import read
from pydantic import BaseModel, create_model

SPECS = Path(__file__).resolve().parents[2] / "specs"


@pytest.mark.parametrize(
    ("wire", "python"),
    [
        ("name", "name"),
        ("apiVersion", "api_version"),
        ("hostIP", "host_ip"),
        ("podIPs", "pod_ips"),
        ("clusterIPs", "cluster_ips"),
        ("targetWWNs", "target_wwns"),
        ("useSDKCreds", "use_sdk_creds"),
        ("insecureSkipTLSVerifyBackend", "insecure_skip_tls_verify_backend"),
        ("skipBranchRefsChangedOnOpenPR", "skip_branch_refs_changed_on_open_pr"),
        ("fsGroup", "fs_group"),
        ("caCert", "ca_cert"),
        ("artifactGC", "artifact_gc"),
        ("artifactGCStatus", "artifact_gc_status"),
        ("diskURI", "disk_uri"),
        ("HTTPGet", "http_get"),
        ("fieldsV1", "fields_v1"),
        ("S3Bucket", "s3_bucket"),
        ("oauth2", "oauth2"),
        ("k8s", "k8s"),
        ("krbCCacheSecret", "krb_c_cache_secret"),
        ("type_url", "type_url"),
        ("x-y", "x_y"),
        ("listOptions.labelSelector", "list_options_label_selector"),
        ("3d", "field_3d"),
        ("-", "field"),
    ],
)
def test_wire_names_become_snake_case(wire: str, python: str) -> None:
    assert python_name(wire) == python


@pytest.mark.parametrize("wire", ["from", "continue", "schema", "copy", "validate", "json", "list"])
def test_names_that_are_taken_end_in_an_underscore(wire: str) -> None:
    assert python_name(wire) == f"{wire}_"


@pytest.mark.parametrize("wire", ["fields", "config", "object", "type", "id", "bytes", "match"])
def test_names_that_python_and_pydantic_allow_stay(wire: str) -> None:
    assert python_name(wire) == wire


@pytest.mark.parametrize("wire", ["toDict", "toJson", "toYaml", "fromDict", "fromJson", "fromYaml"])
def test_names_of_the_models_methods_are_taken(wire: str) -> None:
    assert python_name(wire).endswith("_")


def test_every_public_attribute_of_base_model_is_taken() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some attributes are deprecated
        attributes = [name for name in dir(BaseModel) if not name.startswith("_")]
    assert [name for name in attributes if python_name(name) == name] == []


def test_pydantic_takes_every_name_of_every_release_without_a_warning() -> None:
    names: set[str] = set()
    for path in SPECS.glob("v*.json"):
        definitions = read(json.loads(path.read_text("utf-8"))).definitions.values()
        names |= {python_name(field.name) for item in definitions for field in item.fields}
    assert len(names) > 900
    assert not [name for name in names if not name.isidentifier() or keyword.iskeyword(name)]
    fields: Any = dict.fromkeys(sorted(names), (str, ""))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = create_model("Model", **fields)
    assert model.model_fields.keys() == names


@pytest.mark.parametrize(
    ("short", "python"),
    [
        ("Template", "Template"),
        ("AWSLambdaTrigger", "AWSLambdaTrigger"),
        ("logEntry", "LogEntry"),
        ("some-thing_else", "SomeThingElse"),
        ("3D", "Model3D"),
        ("None", "None_"),
    ],
)
def test_class_names_are_camel_case(short: str, python: str) -> None:
    assert class_name(short) == python


def test_a_module_is_the_last_part_of_its_package_that_is_no_version() -> None:
    packages = ["io.k8s.api.batch.v1", "io.k8s.api.apps.v1beta2", "single"]
    assert module_names(packages, []) == {
        "io.k8s.api.apps.v1beta2": "apps",
        "io.k8s.api.batch.v1": "batch",
        "single": "single",
    }


def test_modules_of_one_name_are_told_apart_by_more_parts() -> None:
    packages = ["org.one.events.v1", "org.two.events.v1", "events.v1", "events.v2"]
    names = module_names(packages, ["events"])
    assert names["org.one.events.v1"] == "one_events"
    assert names["org.two.events.v1"] == "two_events"
    assert names["events.v1"] == "events_2"
    assert names["events.v2"] == "events_3"
    assert module_names(reversed(packages), ["events"]) == names
