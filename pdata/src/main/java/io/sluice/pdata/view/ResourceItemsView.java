package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;

/**
 * Goes over {@code ResourceSpans}, {@code ResourceLogs} or {@code ResourceMetrics}, which have the same fields.
 *
 * @param <T> the view of what scopes hold: spans, log records or metrics
 */
public final class ResourceItemsView<T extends CursorView> extends CursorView {

    private static final int RESOURCE = 1;
    private static final int SCOPES = 2;
    private static final int SCHEMA_URL = 3;

    private final ResourceView resource = new ResourceView();
    private final ScopeItemsView<T> scopes;
    private final Slice schemaUrl = new Slice();

    ResourceItemsView(int message, ScopeItemsView<T> scopes) {
        super(message);
        this.scopes = scopes;
    }

    /** False if it is not there at all, which is not the same as an empty one. */
    public boolean hasResource() {
        return has(RESOURCE);
    }

    public ResourceView resource() throws MalformedException {
        resource.resetTo(this, RESOURCE);
        return resource;
    }

    /** Stands before the first scope. */
    public ScopeItemsView<T> scopes() {
        scopes.over(this, SCOPES);
        return scopes;
    }

    public Slice schemaUrl() {
        return slice(SCHEMA_URL, schemaUrl);
    }
}
