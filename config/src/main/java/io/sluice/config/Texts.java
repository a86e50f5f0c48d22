package io.sluice.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gets the text that a location of the command line or a {@code ${...}} names: a file, an environment variable, or itself. */
final class Texts {

    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String DEFAULT_MARK = ":-";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What a text may be taken for. */
    enum Scheme {
        ENV,
        FILE,
        YAML
    }

    /**
     * A text.
     *
     * @param name what it is called in messages
     * @param text null for a variable that is not set and has no default
     */
    record Fetched(Scheme scheme, String name, @Nullable String text) {}

    private final Function<String, @Nullable String> environment;

    Texts(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * Gets a text.
     *
     * @param uri scheme, colon and the rest
     * @param defaultScheme what it is without a scheme
     * @throws FetchException if there is no such thing
     */
    Fetched fetch(String uri, Scheme defaultScheme) throws FetchException {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            return fetch(defaultScheme, uri);
        }
        String rest = matcher.group(2);
        return switch (matcher.group(1)) {
            case "env" -> fetch(Scheme.ENV, rest);
            case "file" -> fetch(Scheme.FILE, rest);
            case "yaml" -> fetch(Scheme.YAML, rest);
            case "http", "https" ->
                throw new FetchException(
                        "configurations are not read over the network", "Download it and name the file.");
            default -> throw unknownScheme(matcher.group(1), rest, defaultScheme);
        };
    }

    private static FetchException unknownScheme(String scheme, String rest, Scheme defaultScheme) {
        String what = "the scheme \"" + scheme + "\" is not known";
        if (defaultScheme == Scheme.ENV && rest.startsWith("-")) {
            return new FetchException(what, "Write ${env:" + scheme + DEFAULT_MARK + "...} to give a default.");
        }
        return new FetchException(
                what,
                defaultScheme == Scheme.ENV
                        ? "Use ${env:NAME}, ${file:PATH} or ${yaml:TEXT}."
                        : "Use a path, file:PATH, env:NAME or yaml:TEXT.");
    }

    private Fetched fetch(Scheme scheme, String rest) throws FetchException {
        return switch (scheme) {
            case ENV -> variable(rest);
            case FILE -> new Fetched(scheme, rest, file(rest));
            case YAML -> new Fetched(scheme, "yaml", rest);
        };
    }

    private Fetched variable(String rest) throws FetchException {
        int mark = rest.indexOf(DEFAULT_MARK);
        String name = mark < 0 ? rest : rest.substring(0, mark);
        if (!VARIABLE.matcher(name).matches()) {
            throw new FetchException(
                    "\"" + name + "\" can't be the name of an environment variable",
                    "Use letters, digits and underscores, no digit first.");
        }
        String value = environment.apply(name);
        if (value == null && mark >= 0) {
            value = rest.substring(mark + DEFAULT_MARK.length());
        }
        return new Fetched(Scheme.ENV, "env:" + name, value);
    }

    private static String file(String name) throws FetchException {
        byte[] bytes;
        try {
            Path path = Path.of(name);
            if (name.isEmpty()) {
                throw new FetchException("no file is named", "Write a path.");
            }
            if (Files.isDirectory(path)) {
                throw new FetchException(name + " is a directory", "Name a file in it.");
            }
            try (InputStream in = Files.newInputStream(path)) {
                bytes = in.readNBytes(YamlReader.MAX_LENGTH + 1);
            }
        } catch (InvalidPathException | NoSuchFileException _) {
            throw new FetchException("there is no file " + name, "Check the path.");
        } catch (AccessDeniedException _) {
            throw new FetchException("the file " + name + " may not be read", "Give this user the right to read it.");
        } catch (IOException e) {
            throw new FetchException("the file " + name + " can't be read: " + e.getMessage(), "Check the path.");
        }
        if (bytes.length > YamlReader.MAX_LENGTH) {
            throw new FetchException(
                    "the file " + name + " is longer than " + (YamlReader.MAX_LENGTH >> 20) + " MiB",
                    "A configuration is a few hundred lines; name the right file.");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new FetchException("the file " + name + " is not UTF-8 text", "Save it as UTF-8.");
        }
    }
}
