package io.sluice.pdata.view;

import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;

/**
 * A whole request of one signal.
 *
 * @param <T> the view of what its scopes hold: spans, log records or metrics
 */
public final class RequestView<T extends CursorView> extends MessageView {

    private static final int RESOURCES = 1;

    private final ResourceItemsView<T> resources;

    private RequestView(int message, ResourceItemsView<T> resources) {
        super(message);
        this.resources = resources;
    }

    /** For {@link Signal#TRACES}. */
    public static RequestView<SpanView> traces() {
        return new RequestView<>(
                Schema.TRACES,
                new ResourceItemsView<>(
                        Schema.RESOURCE_SPANS, new ScopeItemsView<>(Schema.SCOPE_SPANS, new SpanView())));
    }

    /** For {@link Signal#LOGS}. */
    public static RequestView<LogRecordView> logs() {
        return new RequestView<>(
                Schema.LOGS,
                new ResourceItemsView<>(
                        Schema.RESOURCE_LOGS, new ScopeItemsView<>(Schema.SCOPE_LOGS, new LogRecordView())));
    }

    /** For {@link Signal#METRICS}. */
    public static RequestView<MetricView> metrics() {
        return new RequestView<>(
                Schema.METRICS,
                new ResourceItemsView<>(
                        Schema.RESOURCE_METRICS, new ScopeItemsView<>(Schema.SCOPE_METRICS, new MetricView())));
    }

    /** Stands before the first resource. */
    public ResourceItemsView<T> resources() {
        resources.over(this, RESOURCES);
        return resources;
    }
}
