package io.sluice.api.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A nested record that can be off as a whole; the component is {@code @Nullable} and null means off. Every such block also takes the
 * boolean key {@code enabled}; {@code enabled: false} is off.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Block {

    /** What the block is in a certain case. */
    enum State {
        /** Off: null. */
        OFF,
        /** On, with the defaults of its record. */
        DEFAULTS
    }

    /** When the key is absent. */
    State absent() default State.OFF;

    /** When the key stands there with nothing (null) behind it. */
    State empty() default State.OFF;
}
