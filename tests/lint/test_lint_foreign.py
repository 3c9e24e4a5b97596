"""What is not Argo's, or no object, does not fail a run: a repository has many files."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint._project import PROGRAM, caller, template, told, workflow, write

from hera.lint.project import Options, lint_paths

BROKEN = {
    "yaml": b"a: [\n",
    "twice": b"a: 1\na: 2\n",
    "helm": b"name: {{ .Values.name }}\n",
    "binary": b"\x7fELF\0\1\2",
    "latin": "a: Käse\n".encode("latin-1"),
    "utf-16": b"\xff\xfe\x00\xd8\n\0",
    "large": b"a: b\n" * 3_400_000,
}


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("data", BROKEN.values(), ids=list(BROKEN))
def test_what_is_broken_is_told_where_it_is_likely_argos_or_named_alone(
    inside: Path, data: bytes
) -> None:
    write(inside, z_yaml=workflow())
    file = inside / "a.yaml"
    file.write_bytes(data)
    for folder in (["."], ["a.yaml", "z.yaml"]):
        # The second run finds the first one's cache.
        for _ in range(2):
            results = lint_paths(folder, cache=inside / ".cache")
            assert [result.objects for result in results] == [0, 1]
            assert told(results) == []
        assert len(told(lint_paths(["a.yaml"], cache=inside / ".cache"))) == 1
    assert len(told(lint_paths(["-"], contents={"-": data}))) == 1
    for mention in ("# argoproj.io", "kind: CronWorkflow", '"kind" : "Workflow"'):
        encoded = mention.encode("utf-16-le" if data.startswith(b"\xff\xfe") else "ascii")
        file.write_bytes(data + encoded + b"\n")
        assert told(lint_paths(["."])), mention


def test_a_file_too_large_to_read_is_told_where_it_is_likely_argos(inside: Path) -> None:
    write(inside, z_yaml=workflow())
    with (inside / "a.json").open("wb") as file:
        file.truncate(101 * 2**20)
    assert told(lint_paths(["."])) == []
    assert told(lint_paths(["a.json"])) == ["a.json:0 HL003"]
    with (inside / "a.json").open("r+b") as file:
        file.write(b"argoproj.io")
    assert told(lint_paths(["."])) == ["a.json:0 HL003"]


def test_files_that_are_named_may_be_treated_as_those_in_folders(inside: Path) -> None:
    wrong = workflow(value="{{inputs.parameters.x}}")
    write(inside, gen__deep__a_yaml=wrong, b_gen_yaml=wrong, c_yaml="a: [", d_py="1 / 0\n")
    write(inside, e_py=PROGRAM, f_yaml=wrong)
    names = ["gen/deep/a.yaml", "b_gen.yaml", "c.yaml", "d.py", "e.py", str(inside / "f.yaml")]
    (inside / "b.gen.yaml").write_text(wrong)
    names[1] = "b.gen.yaml"
    forced = Options(exclude=("gen", "*.gen.yaml"), force_exclude=True)
    assert told(lint_paths(names, forced)) == ["e.py:4 HL701", f"{inside}/f.yaml:11 HL701"]
    # It need not be the only file for that.
    assert told(lint_paths(["c.yaml"], forced)) == []
    by_path = Options(exclude=(f"{inside}/gen/*",), force_exclude=True)
    assert told(lint_paths(names[:2], by_path)) == ["b.gen.yaml:11 HL701"]
    with pytest.raises(FileNotFoundError, match=r"nix\.yaml: no such file"):
        lint_paths(["nix.yaml"], forced)


def test_programs_may_be_left_out(inside: Path) -> None:
    write(inside, a_py=PROGRAM, b_yaml=workflow())
    assert [result.file for result in lint_paths([".", "a.py"], Options(programs=False))] == [
        "b.yaml"
    ]
    assert told(lint_paths(["."])) == ["a.py:4 HL701"]


PATCH = """\
apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: known}
spec: {templates: [{name: print, container: {image: "busybox:2"}}]}
"""


@pytest.mark.parametrize(
    "patches",
    [
        "patches: [{path: p/patch.yaml}]",
        "patches: [{path: ./p/patch.yaml, target: {kind: WorkflowTemplate}}]",
        "patchesStrategicMerge: [p/patch.yaml]",
        "patchesJson6902: [{path: p/patch.yaml, target: {kind: A, name: b}}]",
    ],
)
@pytest.mark.parametrize("name", ["kustomization.yaml", "kustomization.yml", "Kustomization"])
def test_patches_of_kustomize_are_no_objects(inside: Path, patches: str, name: str) -> None:
    half = PATCH.replace("spec:", "spec: {entrypoint: nix}\nold:")
    write(inside, base__t_yaml=template("known"), over__p__patch_yaml=half)
    write(inside, over__w_yaml=caller("known"))
    assert told(lint_paths(["."])) != []
    (inside / "over" / name).write_text(f"resources: [../base, w.yaml]\n{patches}\n")
    for paths in (["."], ["over/p/patch.yaml", "over", "base"]):
        results = lint_paths(paths, cache=inside / ".cache")
        assert told(results) == []
        objects = {result.file: result.objects for result in results}
        assert objects["over/p/patch.yaml"] == 0
        assert objects["over/w.yaml"] == objects["base/t.yaml"] == 1
    # What is given besides is no template either.
    besides = Options(templates=(Path("over/p"), Path("base")))
    assert told(lint_paths(["over/w.yaml"], besides)) == ["over/p:0 HL014"]
    (inside / "over/p/patch.yaml").write_text(f"{half}a: [\n")
    assert told(lint_paths(["."])) == ["over/p/patch.yaml:6 HL004"]


def test_a_patch_that_is_a_resource_as_well_is_judged(inside: Path) -> None:
    wrong = template("known", uses="massage")
    write(inside, a_yaml=wrong, kustomization_yaml="patches: [{path: a.yaml}]\n")
    assert told(lint_paths(["."])) == []
    write(inside, kustomization_yaml="patches: [{path: a.yaml}]\nresources: [a.yaml]\n")
    assert told(lint_paths(["."])) == ["a.yaml:9 HL701"]


@pytest.mark.parametrize(
    "text",
    [
        "patches: [",
        "patches: {path: a.yaml}",
        "patches: [7, {path: 8}, {patch: |-\n  a.yaml}]",
        "patches:\n- patch: |-\n    a.yaml\n- path: '..\\0'\n",
        "[patches]",
    ],
)
def test_a_kustomization_may_hold_anything(inside: Path, text: str) -> None:
    write(inside, a_yaml=template("known", uses="massage"), kustomization_yaml=text)
    assert told(lint_paths(["."])) == ["a.yaml:9 HL701"]
