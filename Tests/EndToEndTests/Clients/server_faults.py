"""Does to a server what goes wrong in life. Usage: server_faults.py PROGRAM FOLDER

FOLDER/models holds a model spa-eng. Ends with status 0 and `all held` if the server behaves each time.
"""
import http.client, json, os, shutil, signal, socket, sqlite3, subprocess, sys, threading, time

program, folder = sys.argv[1:3]
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
SECRET = "zyzzyva"
log_path = f"{folder}/log"


class Server:
    def __init__(self, *flags):
        environment = dict(os.environ, CHASQUI_MODELS=f"{folder}/models", CHASQUI_DATA=f"{folder}/data")
        self.process = subprocess.Popen(
            [program, "serve", "--port", str(port), "--log-format", "json", "--log-level", "debug",
             "--reload-interval", "0.3", "--maximum-body-bytes", "200000", *flags],
            env=environment, cwd=folder, stderr=open(log_path, "a"), stdout=subprocess.DEVNULL)
        for _ in range(600):
            assert self.process.poll() is None, open(log_path).read()[-3000:]
            try:
                if call("GET", "/health")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def alive(self):
        return self.process.poll() is None


def call(method, path, body=None, headers=None, timeout=60):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        if isinstance(body, dict):
            body, headers = json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})}
        connection.request(method, path, body, headers or {})
        reply = connection.getresponse()
        return reply.status, reply.read(), reply
    finally:
        connection.close()


def translate(text, **options):
    return call("POST", "/v1/translate", {"text": text, "source": "es", "target": "en", **options})


def until(condition, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(what)


def upload(text, name="letter.txt"):
    boundary = "----faults"
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
             for key, value in [("source", "es"), ("target", "en")]]
    parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n{text}\r\n'
                 f"--{boundary}--\r\n")
    status, body, _ = call("POST", "/v1/documents", "".join(parts).encode(),
                           {"Content-Type": f"multipart/form-data; boundary={boundary}"})
    assert status == 202, (status, body)
    return json.loads(body)["id"]


def job(identifier):
    status, body, _ = call("GET", f"/v1/documents/{identifier}")
    assert status == 200, (status, body)
    return json.loads(body)


def metric(name):
    """The sum over all labels."""
    lines = call("GET", "/metrics")[1].decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.split("{")[0].split(" ")[0] == name)


def bad_requests(server):
    json_type = {"Content-Type": "application/json"}
    for body, expected in [
        (b"{", 400), (b"", 400), (b"[]", 400), (b'{"text":"\xff\xfe","target":"en"}', 400),
        (b'{"text":"a","target":"tlh"}', 400), (b'{"text":"a","target":"en","source":"x-y-z"}', 400),
        (b'{"text":' + b"[" * 50000, 400), (b'{"text":"' + b"a" * 300000 + b'","target":"en"}', 413),
        (b'{"text":"' + b"a" * 150000 + b'","target":"en"}', 413),
    ]:
        status, reply, _ = call("POST", "/v1/translate", body, json_type)
        assert status == expected, (body[:60], status, reply[:200])
        assert json.loads(reply)["status"] == expected
    # Chunks whose sum is too long, which no length announces.
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST", "/v1/translate", (b"a" * 50000 for _ in range(6)), json_type, encode_chunked=True)
        assert connection.getresponse().status == 413
    except (BrokenPipeError, ConnectionResetError):
        pass
    connection.close()
    for path in ["/assets/../../../../etc/passwd", "/assets/..%2f..%2f..%2fetc%2fpasswd", "/assets/%2e%2e/passwd",
                 "/download_file/..%2f..%2fetc%2fpasswd", "/v1/documents/..%2f..%2fservice.sqlite",
                 "/v1/documents/../../etc/passwd/result", "/v2/document/..%2fx", "//etc/passwd"]:
        status, reply, _ = call("GET", path)
        assert status in (400, 401, 403, 404, 405), (path, status)
        assert b"root:" not in reply and b"SQLite format" not in reply
    _, _, reply = call("GET", "/health", headers={"X-Request-ID": "a b\tc<script>"})
    assert "<" not in reply.headers["X-Request-ID"]
    for junk in [b"\x00" * 100, b"GET\r\n\r\n", b"\x16\x03\x01" * 50, b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                 b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 100000 + b"\r\n\r\n"]:
        with socket.create_connection(("127.0.0.1", port), 10) as raw:
            try:
                raw.sendall(junk)
                raw.settimeout(5)
                raw.recv(1000)
            except OSError:
                pass
    assert server.alive()


def asking_first(server):
    """Clients with long bodies ask whether to send them, and wait for a while where nobody answers."""
    body = json.dumps({"text": "La salud es un derecho.", "source": "es", "target": "en"}).encode()
    head = (b"POST /v1/translate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n")
    with socket.create_connection(("127.0.0.1", port), 30) as raw:
        for _ in range(2):
            raw.sendall(head % len(body))
            answer = raw.recv(1000)
            assert answer == b"HTTP/1.1 100 Continue\r\n\r\n", answer
            raw.sendall(body)
            reply = b""
            while b"translations" not in reply:
                reply += raw.recv(10000)
            assert reply.startswith(b"HTTP/1.1 200"), reply
            while not reply.endswith(b"}]}"):
                reply += raw.recv(10000)
    # Within the reply to the request before, the permission would break that reply.
    stream = json.dumps({"text": "La salud es un derecho. " * 40, "source": "es", "target": "en"}).encode()
    with socket.create_connection(("127.0.0.1", port), 30) as raw:
        raw.sendall(b"POST /v1/translate/stream HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    b"Content-Length: %d\r\n\r\n" % len(stream) + stream)
        raw.sendall(head % len(body) + body)
        reply = b""
        while b'"translations"' not in reply:
            part = raw.recv(10000)
            assert part, reply[-500:]
            reply += part
        assert b"100 Continue" not in reply and b"event: done" in reply, reply[-500:]
    with socket.create_connection(("127.0.0.1", port), 30) as raw:
        # The body is not sent: what comes next on this connection would be taken for it.
        raw.sendall(head % 10**12)
        answer = b""
        while part := raw.recv(1000):
            answer += part
        assert answer.startswith(b"HTTP/1.1 413") and b"connection: close" in answer.lower(), answer
    # What is refused before its body is read is refused at once: too long for its route, or nowhere to go.
    for path, length, status in [("/v1/translate", 250_000, 413), ("/v1/nowhere", 80, 404)]:
        answer = answer_to(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                           f"Expect: 100-continue\r\nContent-Length: {length}\r\n\r\n".encode())
        assert answer.startswith(b"HTTP/1.1 %d" % status), answer


def answer_to(request):
    """All that comes back until the server closes the connection."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), 30) as raw:
        raw.sendall(request)
        while part := raw.recv(10000):
            answer += part
    return answer


def old_requests(server):
    """HTTP/1.0 knows neither interim replies nor chunks, and its replies end with the connection."""
    body = json.dumps({"text": "La salud es un derecho.", "source": "es", "target": "en"}).encode()
    for path, mark in [("/v1/translate", b'"translations"'), ("/v1/translate/stream", b"event: done")]:
        answer = answer_to(f"POST {path} HTTP/1.0\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
                           f"Connection: keep-alive\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        head, _, content = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.0 200") and b"chunked" not in head.lower(), answer
        assert mark in content and content.lstrip()[:1] in b"{e", answer


def heads_that_cannot_be_read(server):
    """Their replies hold words for the clients of every dialect."""
    good = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
    for request, status in [
        (good + b"X: " + b"y" * 20_000 + b"\r\n\r\n", 431), (good + b"X: y\r\n" * 150 + b"\r\n", 431),
        (b"GET /?" + b"y" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 431), (b"GARBAGE\r\n\r\n", 400),
    ]:
        answer = answer_to(request)
        assert answer.startswith(b"HTTP/1.1 %d" % status), answer
        problem = json.loads(answer.partition(b"\r\n\r\n")[2])
        assert problem["status"] == status and problem["detail"] == problem["error"] == problem["message"], problem
    answer = answer_to(good + b"\r\nGARBAGE\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200") and answer.count(b"HTTP/1.1 400") == 1, answer


def streams_that_nobody_reads(server):
    """They keep no place that others need: there are more of them than places."""
    body = json.dumps({"text": "\n" * 90000, "source": "es", "target": "en"}).encode()
    raws = []
    for _ in range(300):
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        raw.connect(("127.0.0.1", port))
        raw.sendall(b"POST /v1/translate/stream HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    b"Content-Length: %d\r\n\r\n" % len(body) + body)
        raws.append(raw)
    # Until they rest they are requests like others, each for up to the deadline of half a minute.
    until(lambda: translate("La salud es un derecho.")[0] == 200, 120, "streams keep everybody out")
    until(lambda: metric("chasqui_requests_admitted") < 50, 60, "streams keep their places")
    for raw in raws:
        raw.close()
    assert server.alive()


def slow_and_half_open(server):
    raws = []
    for index in range(200):
        raw = socket.create_connection(("127.0.0.1", port), 10)
        raw.sendall(b"POST /v1/translate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + (b"Content-Length: 1000\r\n\r\n{" if index % 2 else b"X-Slow: "))
        raws.append(raw)
    begun = time.monotonic()
    assert translate("La salud es un derecho.")[0] == 200
    assert time.monotonic() - begun < 5, "slow clients hold up the others"
    for raw in raws:
        raw.close()
    assert server.alive()


def clients_that_go(server):
    text = "\n".join(f"El centro de salud número {number} abre el lunes a las ocho." for number in range(900))
    body = json.dumps({"text": text, "source": "es", "target": "en"}).encode()
    before = metric("chasqui_translated_sentences_total")
    for _ in range(4):
        raw = socket.create_connection(("127.0.0.1", port), 10)
        raw.sendall(b"POST /v1/translate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    b"Content-Length: %d\r\n\r\n" % len(body) + body)
        time.sleep(0.1)
        raw.close()
    until(lambda: metric("chasqui_work_waiting") == 0, 60, "work never ends")
    done = metric("chasqui_translated_sentences_total") - before
    assert done <= 1800, f"work for clients that have gone was done: {done} sentences"
    assert server.alive()


def models_that_go(server):
    model, away = f"{folder}/models/spa-eng", f"{folder}/away"
    os.rename(model, away)
    until(lambda: translate("hola")[0] == 400, 60, "a removed model serves")
    assert call("GET", "/ready")[0] == 503
    os.rename(away, model)
    until(lambda: translate("hola")[0] == 200, 60, "a model that came back does not serve")
    # Files that are cut short under the server's hands.
    shutil.copytree(model, away)
    for name in os.listdir(model):
        if name != "manifest.json":
            os.truncate(f"{model}/{name}", 0)
    statuses = set()
    for number in range(40):
        statuses.add(translate(f"El centro de salud número {number} abre el lunes.")[0])
        time.sleep(0.02)
    assert statuses <= {200, 400, 503}, statuses
    assert server.alive(), "a damaged model ended the server"
    until(lambda: translate("hola")[0] in (400, 503), 60, "a damaged model serves")
    shutil.rmtree(model)
    os.rename(away, model)
    until(lambda: translate("hola")[0] == 200, 60, "a mended model does not serve")


def locked_database(server):
    database = sqlite3.connect(f"{folder}/data/glossaries.sqlite" if os.path.exists(f"{folder}/data/glossaries.sqlite")
                               else next(f"{folder}/data/{name}" for name in os.listdir(f"{folder}/data")
                                         if name.endswith(".sqlite") and name != "service.sqlite"), timeout=30)
    database.execute("BEGIN IMMEDIATE")
    outcome = []
    thread = threading.Thread(target=lambda: outcome.append(call("POST", "/v1/glossaries", {"name": "locked"})))
    thread.start()
    for _ in range(20):
        begun = time.monotonic()
        assert translate("La salud es un derecho.")[0] == 200
        assert time.monotonic() - begun < 3, "a locked database holds up translations"
    thread.join(40)
    database.rollback()
    database.close()
    assert outcome and outcome[0][0] == 503 and outcome[0][2].headers["Retry-After"], outcome
    status, reply, _ = call("POST", "/v1/glossaries", {"name": "unlocked"})
    assert status == 201, (status, reply)


def jobs_that_resume(server):
    text = "\n".join(f"El centro de salud número {number} abre el lunes y no cobra a nadie." for number in range(6000))
    identifier = upload(text)
    until(lambda: job(identifier)["segmentsDone"] > 0, 60, "the job does not begin")
    server.kill()
    before = time.monotonic()
    server = Server()
    state = job(identifier)
    assert state["status"] in ("queued", "translating"), state
    until(lambda: job(identifier)["status"] == "done", 180, f"the job does not resume: {job(identifier)}")
    resumed = call("GET", f"/v1/documents/{identifier}/result")[1]
    again = upload(text)
    until(lambda: job(again)["status"] == "done", 180, "the second job does not end")
    assert resumed == call("GET", f"/v1/documents/{again}/result")[1], "a resumed job has another result"
    assert resumed.decode().count("\n") == text.count("\n")
    evil = upload("hola", 'a\\"b.txt')
    until(lambda: job(evil)["status"] == "done", 60, "a job with an odd name does not end")
    disposition = call("GET", f"/v1/documents/{evil}/result")[2].headers["Content-Disposition"]
    assert "\n" not in disposition and disposition.startswith("attachment"), disposition
    return server


def ends_well(server):
    text = "\n".join(f"El hospital número {number} abre el lunes a las ocho." for number in range(600))
    outcome = []
    thread = threading.Thread(target=lambda: outcome.append(translate(text)[0]))
    thread.start()
    until(lambda: outcome or metric("chasqui_requests_admitted") >= 1, 30, "the request does not arrive")
    server.process.send_signal(signal.SIGTERM)
    thread.join(60)
    assert outcome == [200], f"a request at work was not finished: {outcome}"
    assert server.process.wait(30) == 0


server = Server()
for index in range(3):
    assert translate(f"La {SECRET} es un derecho.", include=["sentences", "evidence"])[0] == 200
assert call("GET", f"/v1/entries?q={SECRET}")[0] == 200
with_key = {"Authorization": f"Bearer {SECRET}"}
assert call("GET", "/v1/usage", headers=with_key)[0] == 200, "a server without keys minds one"
subprocess.run([program, "keys", "create", "somebody"], check=True, stdout=subprocess.DEVNULL,
               env=dict(os.environ, CHASQUI_DATA=f"{folder}/data"))
until(lambda: call("GET", "/v1/usage", headers=with_key)[0] == 401, 60, "a wrong key is taken for none")
for fault in [bad_requests, asking_first, old_requests, heads_that_cannot_be_read, streams_that_nobody_reads,
              slow_and_half_open, clients_that_go, models_that_go, locked_database]:
    fault(server)
    print(f"{fault.__name__} held", flush=True)
server = jobs_that_resume(server)
print("jobs_that_resume held", flush=True)
ends_well(server)
print("ends_well held", flush=True)
log = open(log_path, encoding="utf-8", errors="replace").read()
assert SECRET not in log and "centro de salud" not in log, "a text is in the log"
print("all held")
