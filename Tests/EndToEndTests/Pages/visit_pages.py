#!/usr/bin/env python3
"""Visits the pages of a real server with a real browser.

    visit_pages.py CHASQUI REPOSITORY    trains small models, starts the program CHASQUI as a server on a free
                                         port of this machine with data of its own, and visits it
    visit_pages.py --address URL [NAME]  visits a server that runs; with NAME, only visits whose name has it
    visit_pages.py --check               tells with status 0 or 77 whether playwright and chromium are there

What is wrong goes to standard output, a line each; the status is then 1.
"""
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.dont_write_bytecode = True
MISSING = 77
CORPORA = ["everyday", "health", "public-services", "vaccination"]


def train(program, repository, folder):
    for source, target in (("eng", "spa"), ("spa", "eng")):
        command = [program, "train", "--source", source, "--target", target, "--output", f"{folder}/models/{source}-{target}"]
        for name in CORPORA:
            command += ["--corpus", f"{repository}/corpora/starter/{name}.tsv"]
        subprocess.run(command, check=True, capture_output=True)


def serve(program, folder, environment):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = open(f"{folder}/server.log", "wb")
    server = subprocess.Popen(
        [program, "serve", "--port", str(port), "--models", f"{folder}/models", "--database", f"{folder}/terms.sqlite"],
        env=environment, cwd=folder, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"{address}/ready").close()
            return server, address
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise SystemExit(f"the server does not start: {open(f'{folder}/server.log').read()}")


def main(arguments):
    try:
        import page_checks
    except ImportError as error:
        print(f"{error}; install it with: pip install playwright")
        return MISSING
    if not os.path.exists(page_checks.CHROMIUM):
        print(f"there is no {page_checks.CHROMIUM}")
        return MISSING
    if arguments == ["--check"]:
        return 0
    if arguments[0] == "--address":
        problems = page_checks.run(*arguments[1:])
    else:
        program, repository = (str(pathlib.Path(argument).resolve()) for argument in arguments)
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "HOME": folder, "CHASQUI_DATA": folder}
            train(program, repository, folder)
            subprocess.run(
                [program, "glossary", "sync", f"{repository}/glossaries", "--database", f"{folder}/terms.sqlite"],
                check=True, capture_output=True, env=environment)
            server, address = serve(program, folder, environment)
            try:
                problems = page_checks.run(address)
            finally:
                server.terminate()
                server.wait(30)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
