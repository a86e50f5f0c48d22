package io.sluice.processor.pii.action;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Secret;
import io.sluice.processor.pii.action.KeyException.Reason;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One key for tokens and pseudonyms. At least 32 random bytes as base64, as hexadecimal digits or, in a file, as they are.
 *
 * @param id what tokens name the key by: 1 to 16 of {@code a-z}, {@code 0-9} and {@code -}; another key gets another id
 * @param file file that holds the key; read again when it changes
 * @param value the key itself; normally {@code ${env:NAME}}
 */
public record KeyConfig(
        String id, @Nullable String file, @Nullable Secret value) implements Checked {

    static final int MAX_ID_LENGTH = 16;

    @Override
    public void check(Problems problems) {
        if (!isId(id)) {
            problems.error("id", "\"" + id + "\" is no id of a key", "Use 1 to 16 of a-z, 0-9 and -.");
        }
        boolean hasFile = file != null && !file.isEmpty();
        if (hasFile == (value != null)) {
            problems.error(
                    hasFile ? "value" : "",
                    hasFile ? "file and value exclude each other" : "has no key",
                    hasFile ? "Remove one of them." : "Set file, or value: ${env:NAME}.");
        } else {
            checkKey(hasFile ? "file" : "value", problems);
        }
    }

    /** What the start would say, said where the key is named. */
    private void checkKey(String key, Problems problems) {
        try {
            KeyText.decode(KeySource.of(this).read());
        } catch (KeyException e) {
            problems.error(key, e.what(), remedy(e.reason()));
        }
    }

    private String remedy(Reason reason) {
        String make = "32 random bytes as base64: openssl rand -base64 32.";
        return switch (reason) {
            case MISSING -> "Mount the file, or correct the path; make one with " + make;
            case UNREADABLE -> "Let the user that runs this read it.";
            case TOO_LARGE -> "Name a file that holds a key alone, such as " + make;
            case EMPTY -> (file == null ? "Set the variable that value names to " : "Write into it ") + make;
            default -> "Use at least " + make;
        };
    }

    /** Reports ids that stand there twice. */
    public static void checkList(List<KeyConfig> keys, Problems problems) {
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!ids.add(keys.get(i).id())) {
                problems.at(Integer.toString(i))
                        .error("id", "\"" + keys.get(i).id() + "\" is there twice", "Give each key an id of its own.");
            }
        }
    }

    static boolean isId(String id) {
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!isIdByte(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isIdByte(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
}
