"""Requests made by hand that cover the places and kinds of values a processor may edit. All values are invented."""

import base64

NANOS = "1764150000000000000"
LATER = "1764150000250000000"


def text(value):
    return {"stringValue": value}


def number(value):
    return {"intValue": str(value)}


def double(value):
    return {"doubleValue": value}


def boolean(value):
    return {"boolValue": value}


def binary(value):
    return {"bytesValue": base64.b64encode(value).decode()}


def array(*values):
    return {"arrayValue": {"values": list(values)}}


def mapping(*pairs):
    return {"kvlistValue": {"values": attributes(*pairs)}}


def attributes(*pairs):
    return [{"key": key, "value": value if isinstance(value, dict) else text(value)} for key, value in pairs]


NOTHING = {}

USUAL = attributes(
    ("http.request.method", "GET"),
    ("http.url", "https://shop.example.com/orders/4711?mail=taro.yamada@example.co.jp&page=2"),
    ("url.full", "https://user:hunter2@shop.example.com/"),
    ("enduser.id", "user-20931"),
    ("enduser.email", "hanako@example.com"),
    ("card", "4111111111111111"),
    ("cards", "4111111111111111 and 4012888888881 and 5555555555554444"),
    ("phone", "090-1234-5678"),
    ("password", "correct horse battery staple"),
    ("api_token", "tok_live_0123456789abcdef"),
    ("thread.name", "worker-7"),
    ("env", "staging"),
    ("note", "連絡先は 090-1234-5678、メールは taro@example.jp です。"),
    ("http.status_code", "200"),
    ("safe_text", "mail me at safe@example.com"),
)

ODD = attributes(
    ("empty", ""),
    ("absent", NOTHING),
    ("lines", "password: one\nmail: a@example.com\n\nlast"),
    ("crlf", "a@example.com\r\nb@example.com\r\n"),
    ("quote", "\"a@example.com\" <b@example.com> & 'c' \\ \t \u2028 \u0001 \u007f"),
    ("emoji", "😀 a@example.com 😀"),
    ("full width", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ 090-1234-5678"),
    ("count", number(42)),
    ("card.number", number(4111111111111111)),
    ("negative", number(-9223372036854775808)),
    ("ratio", double(0.1)),
    ("tiny", double(1.5e-7)),
    ("small", double(0.000001)),
    ("large", double(1e21)),
    ("larger", double(123456789012345680000.0)),
    ("whole", double(4111111111111111.0)),
    ("zero", double(-0.0)),
    ("smallest", double(5e-324)),
    ("ok", boolean(True)),
    ("not_ok", boolean(False)),
    ("password.flag", boolean(True)),
    ("raw", binary(b"a@example.com \x00\xff")),
    ("no_bytes", binary(b"")),
    ("list", array(text("a@example.com"), number(4111111111111111), array(text("090-1234-5678")), NOTHING)),
    ("no_list", array()),
    ("map", mapping(
        ("zeta", "a@example.com"),
        ("alpha", number(1)),
        ("beta", double(2.5e-9)),
        ("password", "nested secret"),
        ("mark <&>", "quote \" and \\ and \u2029 and \b\f\n\r\t"),
        ("inner", mapping(("token", "abc"), ("list", array(boolean(False), binary(b"xyz"), NOTHING)))),
        ("alpha", number(2)))),
    ("no_map", mapping()),
    ("twice", "a@example.com"),
    ("twice", "b@example.com"),
    ("count.of.text", "17"),
    ("double.of.text", "1.5e3"),
    ("not.a.number", "x17"),
    ("", "key is empty a@example.com"),
)

SUMMARIES = attributes(
    ("redaction.masked.keys", "earlier,older"),
    ("redaction.masked.count", number(2)),
    ("redaction.redacted.keys", ""),
    ("redaction.redacted.count", "text"),
    ("redaction.allowed.keys", "kept"),
    ("redaction.allowed.count", number(1)),
    ("redaction.ignored.count", number(5)),
    ("redaction.body.masked.keys", "before"),
    ("redaction.body.masked.count", number(1)),
    ("enduser.email", "hanako@example.com"),
    ("safe_text", "a@example.com"),
)

RESOURCE = attributes(
    ("service.name", "shop"),
    ("service.version", "1.4.2"),
    ("host.name", "node-17"),
    ("cloud.region", "ap-northeast-1"),
    ("owner.email", "team@example.com"),
    ("process.command_line", "java -Dpassword=hunter2 -jar shop.jar"),
    ("process.pid", number(4117)),
    ("deployment.environment", "prod"),
    ("k8s.pod.labels", mapping(("app", "shop"), ("contact", "team@example.com"))),
)

SCOPE = {
    "name": "io.example.shop",
    "version": "2.0",
    "attributes": attributes(("library.author", "dev@example.com"), ("library.kind", "web")),
}


def span(number_, name, kind, own, **more):
    return {
        "traceId": "%032x" % (0xabc0 + number_),
        "spanId": "%016x" % (0x10 + number_),
        "name": name,
        "kind": kind,
        "startTimeUnixNano": NANOS,
        "endTimeUnixNano": LATER,
        "attributes": own,
        **more,
    }


def traces():
    spans = [
        span(1, "GET /orders/{id}", 2, USUAL, parentSpanId="00000000000000ff", traceState="vendor=a@example.com"),
        span(2, "mail to a@example.com", 3, ODD, status={"code": 2, "message": "no route to b@example.com"}),
        span(3, "redacted before", 1, SUMMARIES),
        span(4, "no attributes", 4, []),
        span(5, "events", 5, attributes(("enduser.id", number(77))),
             events=[
                 {"timeUnixNano": NANOS, "name": "exception for a@example.com", "attributes": attributes(
                     ("exception.message", "user a@example.com not found\n\tat io.example.Shop"),
                     ("exception.type", "NotFound"),
                     ("password", "p"))},
                 {"timeUnixNano": LATER, "name": "empty"},
             ],
             links=[{"traceId": "%032x" % 9, "spanId": "%016x" % 9, "traceState": "x=y", "attributes": attributes(
                 ("link.email", "a@example.com"), ("enduser.id", "u"))}]),
        span(6, "GET /health", 2, attributes(("enduser.id", ""), ("thread.name", array()), ("env", boolean(True)))),
    ]
    first = {"resource": {"attributes": RESOURCE}, "scopeSpans": [
        {"scope": SCOPE, "spans": spans, "schemaUrl": "https://opentelemetry.io/schemas/1.38.0"},
        {"scope": {"name": "bare"}, "spans": [span(7, "GET /orders/{id}", 2, USUAL)]},
    ]}
    second = {"scopeSpans": [{"spans": [span(8, "no resource", 2, USUAL)]}]}
    third = {"resource": {"attributes": attributes(("service.name", "auth"), ("owner.email", ""))},
             "scopeSpans": [{"scope": {"name": "io.example.auth"}, "spans": [span(9, "login", 2, USUAL[:5])]}]}
    return [
        {"resourceSpans": [first]},
        {"resourceSpans": [second, third]},
        {"resourceSpans": [{"resource": {"attributes": RESOURCE}, "scopeSpans": [
            {"spans": [span(10 + i, "many", 1, USUAL[i:] + ODD[:i]) for i in range(len(USUAL))]}]}]},
    ]


def point(own, **more):
    return {"startTimeUnixNano": NANOS, "timeUnixNano": LATER, "attributes": own, **more}


def metrics():
    exemplar = {"timeUnixNano": NANOS, "asDouble": 1.5, "spanId": "%016x" % 1, "traceId": "%032x" % 1,
                "filteredAttributes": attributes(("enduser.email", "a@example.com"), ("enduser.id", "u"))}
    entries = [
        {"name": "orders", "description": "of a@example.com", "unit": "1",
         "metadata": attributes(("contact", "a@example.com")),
         "sum": {"aggregationTemporality": 2, "isMonotonic": True,
                 "dataPoints": [point(USUAL, asInt="7", exemplars=[exemplar]), point(ODD, asDouble=2.5)]}},
        {"name": "temperature", "gauge": {"dataPoints": [point(SUMMARIES, asDouble=-1.25), point([], asInt="0")]}},
        {"name": "duration", "histogram": {"aggregationTemporality": 1, "dataPoints": [
            point(USUAL[:8], count="3", sum=6.5, bucketCounts=["1", "2", "0"], explicitBounds=[1.0, 5.0],
                  exemplars=[exemplar])]}},
        {"name": "duration.exponential", "exponentialHistogram": {"aggregationTemporality": 1, "dataPoints": [
            point(USUAL[3:], count="3", sum=6.5, scale=2, zeroCount="1",
                  positive={"offset": 1, "bucketCounts": ["1", "1"]}, negative={})]}},
        {"name": "latency.summary", "summary": {"dataPoints": [
            point(USUAL[1:6], count="2", sum=3.0, quantileValues=[{"quantile": 0.5, "value": 1.0}])]}},
        {"name": "empty"},
    ]
    return [{"resourceMetrics": [
        {"resource": {"attributes": RESOURCE}, "scopeMetrics": [{"scope": SCOPE, "metrics": entries}]},
        {"scopeMetrics": [{"metrics": entries[:1]}]},
    ]}]


def record(body, own, **more):
    entry = {"timeUnixNano": NANOS, "severityNumber": 9, "severityText": "INFO", "attributes": own, **more}
    if body is not None:
        entry["body"] = body
    return entry


def logs():
    nested = mapping(
        ("message", "user a@example.com logged in"),
        ("password", "secret\nof two lines"),
        ("attempts", number(3)),
        ("card", number(4111111111111111)),
        ("ratio", double(0.25)),
        ("ok", boolean(True)),
        ("nothing", NOTHING),
        ("raw", binary(b"a@example.com")),
        ("safe_text", "mail safe@example.com"),
        ("user", mapping(
            ("email", "b@example.com"),
            ("password", number(1)),
            ("phones", array(text("090-1234-5678"), text("none"), mapping(("phone", "080-1111-2222")))),
            ("safe_text", "c@example.com"),
            ("enduser.id", "inner"))),
        ("list", array(text("d@example.com"), array(text("e@example.com")), number(5))),
        ("password", "again"),
    )
    records = [
        record(text("login of taro.yamada@example.co.jp from 10.1.2.3, card 4111111111111111"), USUAL),
        record(text("何もありません"), ODD, severityNumber=17, severityText="ERROR"),
        record(text(""), SUMMARIES),
        record(None, USUAL[:6], eventName="login of a@example.com"),
        record(NOTHING, []),
        record(number(4111111111111111), attributes(("enduser.id", "u"))),
        record(double(4111111111111111.5), []),
        record(boolean(True), []),
        record(binary(b"a@example.com"), []),
        record(nested, USUAL[:4]),
        record(nested, SUMMARIES),
        record(mapping(), []),
        record(array(), []),
        record(array(text("a@example.com"), nested, array(number(1), text("090-1234-5678"))), USUAL[:2]),
        record(text("a@example.com\nb@example.com"), [], severityNumber=0, severityText=""),
        record(text("safe@example.com only"), attributes(("level", "debug")), severityNumber=5, severityText="DEBUG",
               traceId="%032x" % 3, spanId="%016x" % 3, flags=1),
    ]
    return [
        {"resourceLogs": [{"resource": {"attributes": RESOURCE}, "scopeLogs": [{"scope": SCOPE, "logRecords": records}]}]},
        {"resourceLogs": [{"scopeLogs": [{"logRecords": records[:4]}]}]},
    ]


def requests():
    """Pairs of signal and request, in the order in which they are sent."""
    return ([("traces", r) for r in traces()] + [("metrics", r) for r in metrics()] + [("logs", r) for r in logs()])
