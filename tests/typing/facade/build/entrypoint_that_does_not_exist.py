"""An entrypoint that is no template."""

from hera.workflows import Container, Workflow

with Workflow(generate_name="a-", entrypoint="mian") as w:
# build: HeraWarning: .*template name 'mian' undefined: did you mean 'main'
    Container(name="main", image="alpine:3")
print(w.to_yaml())
