"""Whole projects: files are found, read, judged side by side, and what is wrong is told.

    from hera.lint.project import Options, lint_paths

Reading down: `files` finds the files, `source` reads one and gives its objects, `programs` runs
Python programs, `positions` knows the lines and columns, `ignores` the comments that silence a
rule, `run` puts them together with `cache` in front, and `formats` writes what was found.
"""
