package io.sluice.config;

import io.sluice.api.ComponentId;
import io.sluice.api.PipelineId;
import io.sluice.pdata.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the ids of components and pipelines. */
final class Ids {

    private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");
    private static final int MAX_NAME = 1024;

    /** Why a text is no id. */
    static final class InvalidIdException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String remedy;

        private final String suggestion;

        InvalidIdException(String what, String remedy, String suggestion) {
            super(what, null, false, false);
            this.remedy = remedy;
            this.suggestion = suggestion;
        }

        String what() {
            return String.valueOf(getMessage());
        }

        String remedy() {
            return remedy;
        }

        String suggestion() {
            return suggestion;
        }
    }

    private Ids() {}

    static ComponentId component(String text) throws InvalidIdException {
        String type = beforeSlash(text);
        if (!TYPE.matcher(type).matches()) {
            throw new InvalidIdException(
                    "is not a component's id",
                    "Write type or type/name; a type begins with a letter, followed by up to 62 letters, digits or"
                            + " underscores.",
                    "");
        }
        return new ComponentId(type, name(text));
    }

    static PipelineId pipeline(String text) throws InvalidIdException {
        String signal = beforeSlash(text);
        for (Signal candidate : Signal.values()) {
            if (candidate.configName().equals(signal)) {
                return new PipelineId(candidate, name(text));
            }
        }
        if (signal.equals("profiles")) {
            throw new InvalidIdException("profiles are not supported", "Remove the pipeline.", "");
        }
        List<String> signals =
                Arrays.stream(Signal.values()).map(Signal::configName).toList();
        throw new InvalidIdException(
                "is not a pipeline's id", "It begins with traces, metrics or logs.", Nearest.to(signal, signals));
    }

    private static String beforeSlash(String text) {
        int slash = text.indexOf('/');
        return (slash < 0 ? text : text.substring(0, slash)).strip();
    }

    private static String name(String text) throws InvalidIdException {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return "";
        }
        String name = text.substring(slash + 1).strip();
        if (name.isEmpty()) {
            throw new InvalidIdException("has no name behind the slash", "Add a name, or remove the slash.", "");
        }
        if (name.length() > MAX_NAME || !name.codePoints().allMatch(Ids::isAllowed)) {
            throw new InvalidIdException(
                    "has a name that is too long or holds white space, control characters or symbols",
                    "Use letters, digits, dots and hyphens.",
                    "");
        }
        return name;
    }

    private static boolean isAllowed(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL -> false;
            default -> true;
        };
    }
}
