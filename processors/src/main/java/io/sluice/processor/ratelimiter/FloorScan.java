package io.sluice.processor.ratelimiter;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import java.util.List;

/**
 * Finds what is never limited. One per thread and signal: it holds cursors.
 *
 * <p>Data points carry no severity, and their attributes lie in different places in each kind of metric, so for metrics the attributes of
 * the resource decide.
 */
final class FloorScan {

    private static final int RESOURCE = 1;
    private static final int ATTRIBUTES_OF_RESOURCE = 1;
    private static final int SCOPES = 2;
    private static final int ITEMS = 2;
    private static final int ATTRIBUTES_OF_SPAN = 9;
    private static final int STATUS_OF_SPAN = 15;
    private static final int CODE_OF_STATUS = 3;
    private static final int STATUS_ERROR = 2;
    private static final int SEVERITY_OF_LOG = 2;
    private static final int ATTRIBUTES_OF_LOG = 6;
    private static final int SEVERITY_ERROR = 17;

    private final Signal signal;
    private final boolean errors;
    private final List<AttributeMatcher> attributes;
    private final WireReader request = new WireReader();
    private final WireReader resource = new WireReader();
    private final WireReader scope = new WireReader();
    private final WireReader item = new WireReader();
    private final WireReader inner = new WireReader();

    FloorScan(Signal signal, RateLimiterConfig.Floor floor) {
        this.signal = signal;
        this.errors = floor.errors() && signal != Signal.METRICS;
        this.attributes =
                floor.attributes().stream().map(AttributeMatcher::parse).toList();
    }

    /** True if nothing can belong to the floor. */
    boolean isEmpty() {
        return !errors && attributes.isEmpty();
    }

    /** True if anything in the request belongs to the floor. */
    boolean isInRequest(byte[] array, int from, int end) throws MalformedException {
        if (isEmpty()) {
            return false;
        }
        request.reset(array, from, end);
        while (request.next()) {
            if (request.isBytes(1)
                    && (isResource(array, request.valueStart(), request.valueEnd())
                            || isInItems(array, request.valueStart(), request.valueEnd()))) {
                return true;
            }
        }
        return false;
    }

    private boolean isInItems(byte[] array, int from, int end) throws MalformedException {
        if (signal == Signal.METRICS) {
            return false;
        }
        resource.reset(array, from, end);
        while (resource.next()) {
            if (!resource.isBytes(SCOPES)) {
                continue;
            }
            scope.enter(resource);
            while (scope.next()) {
                if (scope.isBytes(ITEMS) && isItem(array, scope.valueStart(), scope.valueEnd())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** True if the resource of the {@code ResourceSpans}, {@code ResourceMetrics} or {@code ResourceLogs} has one of the attributes. */
    boolean isResource(byte[] array, int from, int end) throws MalformedException {
        if (attributes.isEmpty()) {
            return false;
        }
        resource.reset(array, from, end);
        while (resource.next()) {
            if (!resource.isBytes(RESOURCE)) {
                continue;
            }
            item.enter(resource);
            while (item.next()) {
                if (item.isBytes(ATTRIBUTES_OF_RESOURCE) && isAttribute(array, item.valueStart(), item.valueEnd())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** True if the span or log record is an error or has one of the attributes; false for data points. */
    boolean isItem(byte[] array, int from, int end) throws MalformedException {
        return switch (signal) {
            case TRACES -> isSpan(array, from, end);
            case LOGS -> isLog(array, from, end);
            case METRICS -> false;
        };
    }

    private boolean isSpan(byte[] array, int from, int end) throws MalformedException {
        item.reset(array, from, end);
        while (item.next()) {
            if (errors && item.isBytes(STATUS_OF_SPAN)) {
                inner.enter(item);
                while (inner.next()) {
                    if (inner.fieldNumber() == CODE_OF_STATUS
                            && inner.wireType() == WireType.VARINT
                            && inner.varint() == STATUS_ERROR) {
                        return true;
                    }
                }
            } else if (item.isBytes(ATTRIBUTES_OF_SPAN) && isAttribute(array, item.valueStart(), item.valueEnd())) {
                return true;
            }
        }
        return false;
    }

    private boolean isLog(byte[] array, int from, int end) throws MalformedException {
        item.reset(array, from, end);
        while (item.next()) {
            if (errors && item.fieldNumber() == SEVERITY_OF_LOG && item.wireType() == WireType.VARINT) {
                if (item.varint() >= SEVERITY_ERROR) {
                    return true;
                }
            } else if (item.isBytes(ATTRIBUTES_OF_LOG) && isAttribute(array, item.valueStart(), item.valueEnd())) {
                return true;
            }
        }
        return false;
    }

    private boolean isAttribute(byte[] array, int from, int end) throws MalformedException {
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.get(i).matches(array, from, end, inner)) {
                return true;
            }
        }
        return false;
    }
}
