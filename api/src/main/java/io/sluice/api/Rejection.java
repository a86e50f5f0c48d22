package io.sluice.api;

/** Why a batch was refused for good. Also the closed set of values of the {@code reason} label. */
public enum Rejection {
    /** The bytes are not what they claim to be: INVALID_ARGUMENT, HTTP 400. */
    MALFORMED,
    /** A size limit was passed: RESOURCE_EXHAUSTED without RetryInfo, HTTP 413. */
    TOO_LARGE,
    /** The sender did not say who it is: UNAUTHENTICATED, HTTP 401. */
    UNAUTHENTICATED,
    /** The sender may not do this: PERMISSION_DENIED, HTTP 403. */
    PERMISSION_DENIED,
    /** Nobody here takes this signal: UNIMPLEMENTED, HTTP 404. */
    UNSUPPORTED,
    /** A backend rejected the data for good: INTERNAL, HTTP 500. */
    BACKEND;

    /** The value of the {@code reason} label. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
