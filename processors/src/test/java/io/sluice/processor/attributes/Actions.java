package io.sluice.processor.attributes;

import io.sluice.processor.attributes.ActionConfig.Action;
import io.sluice.processor.attributes.ActionConfig.ConvertedType;
import org.jspecify.annotations.Nullable;

/** Actions for tests. */
public final class Actions {

    private Actions() {}

    public static ActionConfig put(Action action, String key, @Nullable Object value) {
        return new ActionConfig(key, action, value, "", "", null, "", null);
    }

    public static ActionConfig copy(Action action, String key, String fromAttribute, @Nullable Object fallback) {
        return new ActionConfig(key, action, null, fromAttribute, "", fallback, "", null);
    }

    public static ActionConfig context(String key, String fromContext, @Nullable Object fallback) {
        return new ActionConfig(key, Action.INSERT, null, "", fromContext, fallback, "", null);
    }

    public static ActionConfig by(Action action, String key, String pattern) {
        return new ActionConfig(key, action, null, "", "", null, pattern, null);
    }

    public static ActionConfig convert(String key, @Nullable ConvertedType type) {
        return new ActionConfig(key, Action.CONVERT, null, "", "", null, "", type);
    }
}
