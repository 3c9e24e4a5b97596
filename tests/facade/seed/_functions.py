"""What the tasks of the recorded programs do, said anew."""

# The functions import what they need where they run, and say things in the words of the records.


def write_file():
    with open("/file", "w") as stream:
        stream.write("Hello, world!")


def read_file():
    with open("/file") as stream:
        print(list(stream))


def write_numbers():
    import json

    with open("/file", "w") as stream:
        stream.writelines(json.dumps(number) + "\n" for number in range(10))


def list_lines():
    import json
    import sys

    with open("/file") as stream:
        json.dump([{"i": line} for line in stream], sys.stdout)


def show_i(i: int):
    print(i)


def flip():
    import random

    print("heads" if random.randint(0, 1) == 0 else "tails")


def heads():
    print("it was heads")


def tails():
    print("it was tails")


def maybe_fail():
    import random

    if random.random() <= 0.5:
        raise Exception("FAILURE")
    print("SUCCESS")


def say_success():
    print("SUCCESS")


def say_failure():
    print("FAILURE")


def say(message: str):
    """Any text."""
    print(message)


def generate():
    import json
    import sys

    json.dump([{"value": number} for number in range(10)], sys.stdout)


def consume(value: int):
    print(f"Received value: {value}!")


def gpu_info():
    import os

    print(f'This is a task that uses GPUs! CUDA info:\n{os.popen("nvidia-smi").read()}')


def hello():
    print("Hello, Hera!")


def fail_half():
    import random

    if random.random() < 0.5:
        raise Exception("p < .5 = FAIL")
    print("p >= .5 = SUCCESS")


def first():
    print("Performed task 1!")


def second():
    print("Performed task 2!")


def third():
    print("Performed task 3!")


def fourth():
    print("Performed task 4")


def read_secret():
    with open("secret/config.json") as stream:
        print(f"Secret: {stream.readline()}")


def serve():
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{'name':'John'}")

    HTTPServer(("0.0.0.0", 8080), Handler).serve_forever()


def ask():
    import http.client
    import os

    address = os.environ["SERVER_IP"]
    print(address)
    connection = http.client.HTTPConnection(address.strip('"') + ":8080")
    connection.request("GET", "/")
    print(connection.getresponse().read())


def show_storage():
    import os

    free = os.popen("df -h").read()
    print(f"This is a task that requires a lot of storage! Available storage:\n{free}")
