package io.sluice.api;

/** Something beside the pipelines: a health endpoint, a store, an authenticator. */
public interface Extension extends Component {

    /** The pipelines are up. */
    default void ready() {}

    /** The process begins to stop; called before anything else stops. */
    default void notReady() {}
}
