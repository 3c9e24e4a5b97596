"""What the tasks of the recorded programs do, said anew."""

# The functions import what they need where they run, and say things in the words of the records.


def write_file() -> None:
    with open("/file", "w") as stream:
        stream.write("Hello, world!")


def read_file() -> None:
    with open("/file") as stream:
        print(list(stream))


def write_numbers() -> None:
    import json

    with open("/file", "w") as stream:
        stream.writelines(json.dumps(number) + "\n" for number in range(10))


def list_lines() -> None:
    import json
    import sys

    with open("/file") as stream:
        json.dump([{"i": line} for line in stream], sys.stdout)


def show_i(i: int) -> None:
    print(i)


def flip() -> None:
    import random

    print("heads" if random.randint(0, 1) == 0 else "tails")


def heads() -> None:
    print("it was heads")


def tails() -> None:
    print("it was tails")


def maybe_fail() -> None:
    import random

    if random.random() <= 0.5:
        raise Exception("FAILURE")
    print("SUCCESS")


def say_success() -> None:
    print("SUCCESS")


def say_failure() -> None:
    print("FAILURE")


def say(message: str) -> None:
    """Any text."""
    print(message)


def generate() -> None:
    import json
    import sys

    json.dump([{"value": number} for number in range(10)], sys.stdout)


def consume(value: int) -> None:
    print(f"Received value: {value}!")


def gpu_info() -> None:
    import os

    print(f'This is a task that uses GPUs! CUDA info:\n{os.popen("nvidia-smi").read()}')


def hello() -> None:
    print("Hello, Hera!")


def fail_half() -> None:
    import random

    if random.random() < 0.5:
        raise Exception("p < .5 = FAIL")
    print("p >= .5 = SUCCESS")


def first() -> None:
    print("Performed task 1!")


def second() -> None:
    print("Performed task 2!")


def third() -> None:
    print("Performed task 3!")


def fourth() -> None:
    print("Performed task 4")


def read_secret() -> None:
    with open("secret/config.json") as stream:
        print(f"Secret: {stream.readline()}")


def serve() -> None:
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{'name':'John'}")

    HTTPServer(("0.0.0.0", 8080), Handler).serve_forever()


def ask() -> None:
    import http.client
    import os

    address = os.environ["SERVER_IP"]
    print(address)
    connection = http.client.HTTPConnection(address.strip('"') + ":8080")
    connection.request("GET", "/")
    print(connection.getresponse().read())


def show_storage() -> None:
    import os

    free = os.popen("df -h").read()
    print(f"This is a task that requires a lot of storage! Available storage:\n{free}")
