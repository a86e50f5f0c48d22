package io.sluice.api.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The YAML spelling of a record component or enum constant where it is not its Java name in lower snake case. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Key {

    /** The key, or empty to keep the derived one. */
    String value() default "";

    /** Older spellings that still work, each with a warning that names the new one. */
    String[] renamedFrom() default {};
}
