package io.sluice.exporter.loadbalancing;

/** What decides where an item goes. */
enum RoutingKey {
    /** Its trace id. */
    TRACE_ID,
    /** The attribute {@code service.name} of its resource. */
    SERVICE
}
