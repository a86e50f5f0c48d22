package io.sluice.api.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value of an absent (or, for lists and maps, null) key. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {

    /** YAML text of the value: {@code 5s}, {@code 8192}, {@code []}, {@code [localhost:9092]}. */
    String value();
}
