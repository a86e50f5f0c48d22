#!/usr/bin/env python3
"""Samples the same traces in an OpenTelemetry Collector and, with `mode: compat`, in Sluice, and compares which spans are kept.

See README.md beside this file. Python 3's standard library only.
"""

import argparse
import json
import os
import random
import sys
import tempfile

from compare import Failure, Program, output

TEXTS = ["", "value", "other", "grpc.health.v1.HealthCheck", "/metrics", "http://a", "v2"]
STATES = ["", "example=value", "example=other,x=1", "x=1,example=value", "example=value,BAD", "a=1,a=2,example=value", " example=value "]


def policy(kind, block=None, name="p"):
    return {"name": name, "type": kind, **({kind: block} if block is not None else {})}


def text(values, **more):
    return policy("string_attribute", {"key": "s", "values": values, **more})


def number(**bounds):
    return policy("numeric_attribute", {"key": "n", **bounds})


ERROR = policy("status_code", {"status_codes": ["ERROR"]}, "error")
PART = policy("probabilistic", {"sampling_percentage": 10}, "part")

CONFIGS = {
    "peer-tail": [ERROR, policy("latency", {"threshold_ms": 5000}, "slow"), PART],
    "always": [policy("always_sample")],
    "latency": [policy("latency", {"threshold_ms": 5000})],
    "latency-bounded": [policy("latency", {"threshold_ms": 3000, "upper_threshold_ms": 6000})],
    "latency-zero": [policy("latency", {"threshold_ms": 0})],
    "numeric": [number(min_value=10, max_value=50)],
    "numeric-around-zero": [number(min_value=-5, max_value=5)],
    "numeric-least-zero": [number(min_value=0, max_value=5)],
    "numeric-least": [number(min_value=60)],
    "numeric-inverted": [number(max_value=50, invert_match=True)],
    "part-1": [policy("probabilistic", {"sampling_percentage": 1})],
    "part-33.33": [policy("probabilistic", {"sampling_percentage": 33.33})],
    "part-salted": [policy("probabilistic", {"sampling_percentage": 50, "hash_salt": "my-salt"})],
    "status-ok-unset": [policy("status_code", {"status_codes": ["OK", "UNSET"]})],
    "text": [text(["value", ""])],
    "text-pattern": [text(["v[0-9]+.HealthCheck$", "^http"], enabled_regex_matching=True)],
    "text-any-pattern": [text([".*"], enabled_regex_matching=True)],
    "text-inverted": [text(["value"], invert_match=True)],
    "text-pattern-inverted": [text(["^http", "metrics$"], enabled_regex_matching=True, invert_match=True)],
    "trace-state": [policy("trace_state", {"key": "example", "values": ["value"]})],
    "trace-flags": [policy("trace_flags")],
    "span-count": [policy("span_count", {"min_spans": 3, "max_spans": 5})],
    "boolean-true": [policy("boolean_attribute", {"key": "b", "value": True})],
    "boolean-false": [policy("boolean_attribute", {"key": "b", "value": False})],
    "boolean-inverted": [policy("boolean_attribute", {"key": "b", "value": False, "invert_match": True})],
    "and": [policy("and", {"and_sub_policy": [text(["value"]), ERROR]})],
    "and-not": [policy("and", {"and_sub_policy": [
        ERROR, {"name": "n", "type": "not", "not": {"not_sub_policy": policy("latency", {"threshold_ms": 3000})}}]})],
    "not": [policy("not", {"not_sub_policy": PART})],
    "drop": [policy("always_sample", name="all"), policy("drop", {"drop_sub_policy": [text(["value"]), PART]})],
    "drop-and-first-match": [ERROR, PART, policy("drop", {"drop_sub_policy": [number(min_value=50)]})],
}


class Sampling:
    """One configuration, as the program that runs it writes it."""

    signals = ("traces",)

    def __init__(self, policies, own):
        self.policies = policies
        self.own = own

    def text(self, port, directory):
        sampling = {"decision_wait": "60s", "num_traces": 100000, "policies": self.policies, **self.own}
        return json.dumps({
            "receivers": {"otlp": {"protocols": {"http": {"endpoint": "127.0.0.1:%d" % port}}}},
            "processors": {"tail_sampling": sampling},
            "exporters": {"file": {"path": output(directory, "traces"), "flush_interval": "100ms"}},
            "service": {
                "telemetry": {"metrics": {"level": "none"}},
                "pipelines": {"traces": {"receivers": ["otlp"], "processors": ["tail_sampling"], "exporters": ["file"]}}},
        })


def attributes(dice):
    found = []
    if dice.random() < 0.3:
        found.append({"key": "s", "value": dice.choice(
            [{"stringValue": dice.choice(TEXTS)}] * 4 + [{"intValue": "7"}, {"boolValue": True}])})
    if dice.random() < 0.3:
        found.append({"key": "n", "value": dice.choice(
            [{"intValue": str(dice.randint(-10, 80))}] * 4 + [{"doubleValue": 20.5}, {"stringValue": "20"}])})
    if dice.random() < 0.2:
        found.append({"key": "b", "value": dice.choice([{"boolValue": True}, {"boolValue": False}, {"stringValue": "true"}])})
    return found


def span(dice, trace, number_of_span):
    start = 1_700_000_000_000 + dice.randint(0, 3000)
    made = {
        "traceId": trace, "spanId": "%016x" % (number_of_span + 1), "name": "s", "kind": 2,
        "startTimeUnixNano": str(start * 1_000_000 + dice.randint(0, 999_999)),
        "endTimeUnixNano": str((start + dice.choice([5, 2999, 3000, 5000, 7000])) * 1_000_000),
        "attributes": attributes(dice)}
    if dice.random() < 0.1:
        made["status"] = {"code": dice.choice([1, 2])}
    if dice.random() < 0.2:
        made["traceState"] = dice.choice(STATES)
    if dice.random() < 0.1:
        made["flags"] = dice.choice([256, 257, 1])
    if dice.random() < 0.02:
        made["startTimeUnixNano"] = dice.choice(["0", made["endTimeUnixNano"]])
    if dice.random() < 0.02:
        made["endTimeUnixNano"] = "0"
    return made


def requests(seed, traces):
    """Requests in which traces lie between each other, and come in several pieces."""
    dice = random.Random(seed)
    spans = []
    for _ in range(traces):
        trace = "%032x" % dice.getrandbits(128)
        spans.extend((trace, i) for i in range(dice.choice([1, 1, 2, 3, 4, 5, 6])))
    dice.shuffle(spans)
    made = []
    number_of_span = 0
    while number_of_span < len(spans):
        resources = []
        for _ in range(dice.randint(1, 4)):
            scopes = []
            for _ in range(dice.randint(1, 2)):
                some = spans[number_of_span:number_of_span + dice.randint(1, 40)]
                scopes.append({"scope": {"name": "lib"}, "spans": [
                    span(dice, trace, number_of_span + i) for i, (trace, _) in enumerate(some)]})
                number_of_span += len(some)
            resources.append({"resource": {"attributes": attributes(dice) if dice.random() < 0.05 else []}, "scopeSpans": scopes})
        made.append(json.dumps({"resourceSpans": resources}).encode())
    return made


def kept(program):
    found = []
    path = output(program.directory, "traces")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            for line in file:
                for resource in json.loads(line).get("resourceSpans", []):
                    for scope in resource.get("scopeSpans", []):
                        found.extend(each["spanId"] for each in scope.get("spans", []))
    return found


def run(name, policies, commands, bodies):
    with tempfile.TemporaryDirectory() as directory:
        first = {"sample_on_first_match": True} if name.endswith("first-match") else {}
        programs = [
            Program("peer", commands[0], Sampling(policies, first), directory),
            Program("sluice", commands[1], Sampling(policies, {"mode": "compat", **first}), directory)]
        try:
            for program in programs:
                program.await_start()
                for body in bodies:
                    program.send("traces", body)
        finally:
            for program in programs:
                program.stop()
        peer, sluice = (kept(program) for program in programs)
    if len(peer) != len(set(peer)) or len(sluice) != len(set(sluice)):
        return "spans came twice", 0
    if set(peer) != set(sluice):
        return "the peer alone keeps %d spans, Sluice alone %d, such as %s" % (
            len(set(peer) - set(sluice)), len(set(sluice) - set(peer)), sorted(set(peer) ^ set(sluice))[:3]), 0
    return None, len(peer)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", required=True, help="the Collector's program")
    parser.add_argument("--sluice", default="gateway/target/sluice-gateway/bin/sluice-gateway")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--traces", type=int, default=3000)
    parser.add_argument("names", nargs="*", help="configurations, all without")
    arguments = parser.parse_args()
    commands = [[os.path.abspath(arguments.peer)], [os.path.abspath(arguments.sluice)]]
    bodies = requests(arguments.seed, arguments.traces)
    different = 0
    for name in arguments.names or CONFIGS:
        try:
            problem, spans = run(name, CONFIGS[name], commands, bodies)
        except Failure as e:
            problem, spans = str(e), 0
        different += problem is not None
        print("%-24s %s" % (name, problem or "equal, %d spans kept" % spans), flush=True)
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
