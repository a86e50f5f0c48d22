package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;

/**
 * Goes over {@code ScopeSpans}, {@code ScopeLogs} or {@code ScopeMetrics}, which have the same fields.
 *
 * @param <T> the view of what scopes hold: spans, log records or metrics
 */
public final class ScopeItemsView<T extends CursorView> extends CursorView {

    private static final int SCOPE = 1;
    private static final int ITEMS = 2;
    private static final int SCHEMA_URL = 3;

    private final ScopeView scope = new ScopeView();
    private final T items;
    private final Slice schemaUrl = new Slice();

    ScopeItemsView(int message, T items) {
        super(message);
        this.items = items;
    }

    /** False if it is not there at all, which is not the same as an empty one. */
    public boolean hasScope() {
        return has(SCOPE);
    }

    public ScopeView scope() throws MalformedException {
        scope.resetTo(this, SCOPE);
        return scope;
    }

    /** Stands before the first span, log record or metric. */
    public T items() {
        items.over(this, ITEMS);
        return items;
    }

    public Slice schemaUrl() {
        return slice(SCHEMA_URL, schemaUrl);
    }
}
