"""Requests for samplers: ids, tracestates and priorities of every kind, made from a seed. All values are invented."""

import random

import corpus

SPAN_ID = "00000000000000ab"

STATES = (
    "", "a=b", " a=b , c=d ", ",,", "ot=", "ot=th:8", "ot=th:0", "ot=th:c", "ot=th:1000", "ot=th:FD7", "ot=th:fffffffffffff8",
    "ot=th:e;rv:90000000000000", "ot=rv:e1234567890abc", "ot=rv:FD70A3D70A3D71", "ot=rv:40000000000000;th:8", "a=b,ot=x:y;th:8;z:,c=d",
    "ot=th:4,ot=th:8", "ot=th:8;th:4", "ot=x:y", "ot=th:8;", "ot=;th:8", "ot=th:", "ot=th:-1", "ot=th:100000000000000", "ot=rv:123", "ot= th:8",
    "ot=th:8=p:1", "ot=1:1", "ot=X:1", "garbage", "=", "-a=b", "A=b", "a@=b", "1a@b=c", "a@bcdefghijklmno=c", "x" * 256 + "=v", "x" * 257 + "=v",
    "ot=x:" + "_" * 254, "ot=x:" + "_" * 255, "x=y," * 30 + "ot=th:8", "x=y," * 31 + "ot=th:8", "a=" + "b" * 256, "a=" + "b" * 257,
    ",".join("k%d=%s" % (i, "v" * 120) for i in range(8)), ",".join("k%d=%s" % (i, "v" * 124) for i in range(8)) + ",z=1",
)

PRIORITIES = tuple(
    [corpus.number(n) for n in (0, 1, 2, -1, 50, 100, 101)]
    + [corpus.double(n) for n in (0.0, 0.5, 1.0, -0.5, 10.125, 99.9, 100.0, 1e-20)]
    + [corpus.text(t) for t in ("0", "1", "0.0", "-1", "00", "1e3", "0x1p-2", "1_0", "NaN", "Inf", "1e400", "1e-400", "", " 1", "high")]
    + [corpus.boolean(True), corpus.NOTHING, corpus.array(corpus.number(1))])

VALUES = (
    corpus.text("1234"), corpus.text(""), corpus.number(17), corpus.double(1.5), corpus.boolean(True), corpus.binary(b"\x01\x02"),
    corpus.binary(b""), corpus.array(corpus.number(1), corpus.text("a")), corpus.mapping(("k", "v")), corpus.NOTHING,
)

THRESHOLDS = ("0", "8", "c", "80", "FFF", "x", "-1", "fffffffffffffff", "")
RANDOMNESSES = ("90000000000000", "FD70A3D70A3D71", "f0000000000000", "123", "9000000000000g", "")


def ids(seed, count):
    made = random.Random(seed)
    return ["%032x" % made.getrandbits(128) for _ in range(count)] + [
        "", "0" * 32, "0" * 31 + "1", "1" + "0" * 31, "f" * 32, "0" * 18 + "8" + "0" * 13, "0" * 18 + "7" + "f" * 13]


def span(trace, state="", own=()):
    return {"traceId": trace, "spanId": SPAN_ID, "traceState": state, "name": "s", "attributes": list(own)}


def attributes(*pairs):
    return [{"key": key, "value": value if isinstance(value, dict) else corpus.text(value)} for key, value in pairs]


def spans():
    found = [span(trace) for trace in ids(1, 1000)]
    for state in STATES:
        found += [span(trace, state) for trace in ids(2, 12)]
    for priority in PRIORITIES:
        own = attributes(("http.route", "/"), ("sampling.priority", priority), ("k", "v"))
        found += [span(trace, "a=b", own) for trace in ids(3, 6)]
        found += [span(trace, "ot=th:4", own) for trace in ids(4, 3)]
    return found


def record(trace, own=()):
    return {"traceId": trace, "severityNumber": 9, "body": corpus.text("b"), "attributes": list(own)}


def records():
    found = [record(trace) for trace in ids(5, 500)]
    for value in VALUES:
        found += [record(trace, attributes(("id", value))) for trace in ids(6, 3)]
    made = random.Random(7)
    found += [record("", attributes(("id", "%08x" % made.getrandbits(32)))) for _ in range(300)]
    for priority in PRIORITIES:
        found += [record(trace, attributes(("id", "a"), ("priority", priority))) for trace in ids(8, 5)]
    for threshold in THRESHOLDS:
        found += [record(trace, attributes(("id", "a"), ("sampling.threshold", threshold))) for trace in ids(9, 5)]
        own = attributes(("sampling.threshold", threshold), ("id", "a"), ("k", "v"))
        found += [record(trace, own) for trace in ids(13, 5)]
    for randomness in RANDOMNESSES:
        own = attributes(("sampling.randomness", randomness), ("id", "a"))
        found += [record(trace, own) for trace in ids(10, 5)]
        found += [record(trace, own + attributes(("sampling.threshold", "8"))) for trace in ids(11, 5)]
    found += [record(trace, attributes(("sampling.threshold", corpus.number(8)))) for trace in ids(12, 5)]
    return found


def requests():
    """Pairs of signal and request, in the order in which they are sent."""
    traces = {"resourceSpans": [{"scopeSpans": [{"spans": spans()}]}]}
    logs = {"resourceLogs": [{"scopeLogs": [{"logRecords": records()}]}]}
    return [("traces", traces), ("logs", logs)]
