"""The programs that are timed; each runs in a process of its own.

Those named ``*_hera`` run where Hera 7.1 is installed and this repository's packages are not;
``facade`` and the hello-worlds that are no models run there and here, unchanged.
"""
