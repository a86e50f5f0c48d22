package io.sluice.processor.pii;

/** The places where texts are, as {@code paths} names them. */
enum Place {
    RESOURCE_ATTRIBUTES("resource.attributes"),
    SCOPE_NAME("scope.name"),
    SCOPE_VERSION("scope.version"),
    SCOPE_ATTRIBUTES("scope.attributes"),
    SPAN_NAME("span.name"),
    SPAN_TRACE_STATE("span.trace_state"),
    SPAN_STATUS_MESSAGE("span.status.message"),
    SPAN_ATTRIBUTES("span.attributes"),
    EVENT_NAME("span.events.name"),
    EVENT_ATTRIBUTES("span.events.attributes"),
    LINK_TRACE_STATE("span.links.trace_state"),
    LINK_ATTRIBUTES("span.links.attributes"),
    LOG_BODY("log.body"),
    LOG_SEVERITY_TEXT("log.severity_text"),
    LOG_EVENT_NAME("log.event_name"),
    LOG_ATTRIBUTES("log.attributes"),
    METRIC_NAME("metric.name"),
    METRIC_DESCRIPTION("metric.description"),
    METRIC_UNIT("metric.unit"),
    METRIC_METADATA("metric.metadata"),
    DATA_POINT_ATTRIBUTES("datapoint.attributes"),
    EXEMPLAR_ATTRIBUTES("datapoint.exemplars.attributes");

    private final String path;

    Place(String path) {
        this.path = path;
    }

    /** True if there are keys here, and places of their values below. */
    boolean holdsKeys() {
        return path.endsWith("attributes") || this == METRIC_METADATA || this == LOG_BODY;
    }

    /** The name. */
    String path() {
        return path;
    }
}
