#!/usr/bin/env python3
"""Runs the same processors in an OpenTelemetry Collector and in Sluice, and compares what comes out of the two.

See README.md beside this file. Python 3's standard library only.
"""

import argparse
import json
import os
import re
import signal as signals
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import corpus
import sampling

SIGNALS = ("traces", "metrics", "logs")
START_SECONDS = 60
STOP_SECONDS = 30

PIPELINES = """
receivers:
  otlp:
    protocols:
      http:
        endpoint: 127.0.0.1:%(port)d
        include_metadata: true
exporters:
%(exporters)s
service:
  telemetry: {metrics: {level: none}}
  pipelines:
%(pipelines)s
"""


class Config:
    """The processors of one file: its `processors:` section as text, and which of them each pipeline has."""

    def __init__(self, path):
        self.name = os.path.splitext(os.path.basename(path))[0]
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        self.section = section(lines, "processors")
        if not self.section:
            raise SystemExit("%s has no processors" % path)
        named = [m.group(1) for line in self.section for m in [re.match(r"  ([A-Za-z_][^\s:]*):", line)] if m]
        self.processors = [name for name in named if name.split("/")[0] != "batch"]
        self.signals = SIGNALS
        self.requests = corpus.requests
        if any(name.split("/")[0] == "probabilistic_sampler" for name in self.processors):
            self.signals = ("traces", "logs")
            self.requests = sampling.requests
        for line in lines:
            match = re.match(r"# signals: (.*)", line)
            if match:
                self.signals = tuple(re.split(r",\s*", match.group(1).strip()))

    def text(self, port, directory):
        exporters = "\n".join(
            "  file/%s: {path: %s, flush_interval: 100ms}" % (s, json.dumps(output(directory, s))) for s in self.signals)
        chain = ", ".join(self.processors)
        pipelines = "\n".join(
            "    %s: {receivers: [otlp], processors: [%s], exporters: [file/%s]}" % (s, chain, s) for s in self.signals)
        own = "\n".join(self.section)
        return own + PIPELINES % {"port": port, "exporters": exporters, "pipelines": pipelines}


def section(lines, key):
    """A top-level section of YAML, with its head."""
    found = []
    for line in lines:
        if line.startswith(key + ":"):
            found.append(line)
        elif found and line and not line[0].isspace() and not line.startswith("#"):
            break
        elif found:
            found.append(line)
    return found


def output(directory, signal):
    return os.path.join(directory, signal + ".json")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """A Collector, or Sluice, that runs one configuration."""

    def __init__(self, name, command, config, directory):
        self.name = name
        self.directory = os.path.join(directory, name)
        os.mkdir(self.directory)
        self.port = free_port()
        path = os.path.join(self.directory, "config.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(config.text(self.port, self.directory))
        self.log_path = os.path.join(self.directory, "log.txt")
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(
                command + ["--config", path], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                cwd=self.directory)

    def await_start(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise Failure("%s ended with code %d: %s" % (self.name, self.process.returncode, self.log_tail()))
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise Failure("%s does not listen" % self.name)

    def send(self, signal, body):
        request = urllib.request.Request(
            "http://127.0.0.1:%d/v1/%s" % (self.port, signal), data=body,
            headers={"Content-Type": "application/json", "X-Tenant": "t-17"})
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                response.read()
        except urllib.error.HTTPError as e:
            raise Failure("%s answers %d: %s" % (self.name, e.code, e.read()[:300]))
        except OSError as e:
            raise Failure("%s does not answer: %s" % (self.name, e))

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signals.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def results(self, signal):
        path = output(self.directory, signal)
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8") as file:
            return [normal(json.loads(line, parse_int=whole)) for line in file if line.strip()]

    def log_tail(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return " | ".join(file.read().strip().splitlines()[-4:])[:600]


def whole(digits):
    """A number without a point; -0 is one of those that have one."""
    return -0.0 if digits == "-0" else int(digits)


class Failure(Exception):
    """A program that could not do its part."""


IDS = {"traceId", "spanId", "parentSpanId"}
VALUES = {"stringValue", "boolValue", "intValue", "doubleValue", "bytesValue", "arrayValue", "kvlistValue"}


def normal(node):
    """The same content in one form: fields that say nothing are left out, numbers are of one type."""
    if isinstance(node, list):
        return [normal(each) for each in node]
    if not isinstance(node, dict):
        return node
    if len(node) == 1 and next(iter(node)) in VALUES:
        return normal_value(node)
    result = {}
    for key, value in node.items():
        value = normal(value)
        if key in IDS and not value.strip("0"):
            value = ""
        if key == "value" and "key" in node:
            result[key] = value
        elif value not in ("", "0", 0, False, None) and value != [] and value != {}:
            result[key] = number(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    if "key" in node:
        result.setdefault("key", "")
        result.setdefault("value", {})
    return result


def number(value):
    """In one form, whole or not; the Collector's JSON has no sign for a zero."""
    return str(int(value)) if value == int(value) else repr(value)


def normal_value(node):
    kind, value = next(iter(node.items()))
    if kind == "intValue":
        return {kind: str(value)}
    if kind == "doubleValue":
        return {kind: repr(float(value) + 0.0)}
    if kind in ("arrayValue", "kvlistValue"):
        return {kind: [normal(each) for each in (value or {}).get("values") or []]}
    return {kind: value}


def sorted_attributes(node):
    """The same, with attributes in the order of their keys: some removals of the Collector move the last one forward."""
    if isinstance(node, list):
        each = [sorted_attributes(x) for x in node]
        if each and all(isinstance(x, dict) and "key" in x and "value" in x for x in each):
            each.sort(key=lambda x: (x["key"], json.dumps(x["value"], sort_keys=True)))
        return each
    if isinstance(node, dict):
        return {key: sorted_attributes(value) for key, value in node.items()}
    return node


def difference(theirs, ours, path=""):
    """Where two results first differ, in words; None if they are equal."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted(set(theirs) | set(ours)):
            found = difference(theirs.get(key), ours.get(key), path + "." + key)
            if found:
                return found
        return None
    if isinstance(theirs, list) and isinstance(ours, list):
        for i in range(max(len(theirs), len(ours))):
            left = theirs[i] if i < len(theirs) else None
            right = ours[i] if i < len(ours) else None
            found = difference(left, right, "%s[%d]" % (path, i))
            if found:
                return found
        return None
    if theirs == ours:
        return None
    return "%s: collector %s, sluice %s" % (path, short(theirs), short(ours))


def short(value):
    dumped = json.dumps(value, ensure_ascii=False)
    return dumped if len(dumped) <= 160 else dumped[:157] + "..."


def run(config, arguments, directory):
    """The two programs' results by signal, each a list of requests."""
    programs = []
    try:
        programs.append(Program("collector", arguments.peer, config, directory))
        programs.append(Program("sluice", arguments.sluice, config, directory))
        for program in programs:
            program.await_start()
        for signal, request in config.requests():
            if signal in config.signals:
                body = json.dumps(request, ensure_ascii=False).encode()
                for program in programs:
                    program.send(signal, body)
    finally:
        for program in programs:
            program.stop()
    return [{s: program.results(s) for s in config.signals} for program in programs]


def compare(config, arguments):
    """A verdict, and a detail."""
    with tempfile.TemporaryDirectory(prefix="compare-") as directory:
        try:
            theirs, ours = run(config, arguments, directory)
        except Failure as e:
            return "failed", str(e)
        sent = {s: [normal(r) for t, r in config.requests() if t == s] for s in config.signals}
        note = "" if difference(sent, theirs) else "the Collector changes nothing"
        if not any(theirs.values()):
            return "failed", "nothing came out of the Collector"
        if difference(theirs, ours) is None:
            return "equal", note
        found = difference(sorted_attributes(theirs), sorted_attributes(ours))
        if found is None:
            return "equal, but for the order of attributes", note
        return "DIFFERENT", found


def command(text):
    return [part if i or "/" not in part else os.path.abspath(part) for i, part in enumerate(text.split())]


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer", required=True, type=command, help="the Collector's command")
    parser.add_argument("--sluice", type=command, help="the gateway's command",
                        default=command(os.path.join(here, "../../gateway/target/sluice-gateway/bin/sluice-gateway")))
    parser.add_argument("configs", nargs="*", help="files, or directories of files; configs/ if none")
    arguments = parser.parse_args()
    paths = []
    for path in arguments.configs or [os.path.join(here, "configs")]:
        if os.path.isdir(path):
            paths += sorted(os.path.join(path, n) for n in os.listdir(path) if n.endswith(".yaml"))
        else:
            paths.append(path)
    bad = 0
    print("| configuration | signals | result |\n|---|---|---|")
    for path in paths:
        config = Config(path)
        verdict, detail = compare(config, arguments)
        bad += not verdict.startswith("equal")
        result = verdict + (": " + detail if detail else "")
        print("| %s | %s | %s |" % (config.name, ", ".join(config.signals), result.replace("|", "\\|")), flush=True)
    print("\n%d of %d equal" % (len(paths) - bad, len(paths)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
