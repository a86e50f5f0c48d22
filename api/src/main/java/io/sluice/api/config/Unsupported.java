package io.sluice.api.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Keys that the Collector knows in this place and Sluice does not have. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Unsupported.List.class)
public @interface Unsupported {

    /** The keys, as written. */
    String[] value();

    /**
     * True if a user relies on the key for protection (TLS, authentication, a limit): to ignore it would be to lie, so its presence is an
     * error. Otherwise it is a warning.
     */
    boolean protects() default false;

    /** What to do instead, one sentence, or why it has no meaning here. */
    String instead();

    /** Holds repeated annotations. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {
        Unsupported[] value();
    }
}
