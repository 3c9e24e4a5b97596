"""What is inside a function: docstrings, comments, nested functions, strings, one line."""

from hera.workflows import DAG, Workflow, script


@script()
def documented(a):
    """One line.

    More lines.
    """
    # a comment before the code
    import os  # and behind it

    text = """several
      lines"""
    both = 'it"s', "it's", f"{a!r:>10}", b"bytes", r"raw\n"

    def nested(x):
        # inside
        return [y for y in x if y]

    class Local:
        value = 1

    if a:
        print(nested([text, both, os.name, Local.value]))
    else:
        pass


@script()
def one_line(a):
    print(a)
    print("b")


@script()
def only_docstring():
    "Nothing to do."


@script()
def ellipsis(): ...


@script()
async def later(a):
    await a


with Workflow(generate_name="bodies-", entrypoint="d") as w, DAG(name="d"):
    documented(arguments={"a": 1})
    one_line(arguments={"a": 1})
    only_docstring()
    ellipsis()
    later(arguments={"a": 1})
