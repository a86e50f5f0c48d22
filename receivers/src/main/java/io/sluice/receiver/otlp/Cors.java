package io.sluice.receiver.otlp;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which web pages may send (Fetch standard, "CORS protocol"). Threads: any; immutable. */
final class Cors {

    private final List<String> origins;
    private final List<String> headers;
    private final String exposed;
    private final int maxAgeSeconds;

    Cors(OtlpHttpConfig.CorsConfig config) {
        this.origins = config.allowedOrigins().stream()
                .map(o -> o.toLowerCase(Locale.ROOT))
                .toList();
        this.headers = config.allowedHeaders();
        this.exposed = String.join(", ", config.exposedHeaders());
        this.maxAgeSeconds = config.maxAge();
    }

    /** The origin to allow for a request, or null if it has none or one that is not allowed. */
    @Nullable
    String allowedOrigin(HttpRequest request) {
        String origin = request.headers().get(HttpHeaderNames.ORIGIN);
        if (origin == null) {
            return null;
        }
        String lower = origin.toLowerCase(Locale.ROOT);
        return origins.stream().anyMatch(pattern -> matches(pattern, lower)) ? origin : null;
    }

    /** True if the request only asks what would be allowed. */
    static boolean isPreflight(HttpRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaderNames.ORIGIN)
                && request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** What every response to an allowed origin says. */
    void decorate(HttpHeaders response, String origin) {
        response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        response.add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        if (!exposed.isEmpty()) {
            response.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        }
    }

    /** What the response to a preflight says beyond that. */
    void allow(HttpRequest request, HttpHeaders response) {
        response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "POST");
        String wanted = request.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        String allowed =
                headers.contains("*") && wanted != null ? wanted : "content-type, " + String.join(", ", headers);
        response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, allowed);
        if (maxAgeSeconds > 0) {
            response.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, maxAgeSeconds);
        }
    }

    /** Whether text matches a pattern in which {@code *} is any text; linear in the text for each star. */
    static boolean matches(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(text);
        }
        if (!text.startsWith(pattern.substring(0, star))) {
            return false;
        }
        int at = star;
        int from = star + 1;
        for (int next = pattern.indexOf('*', from); next >= 0; next = pattern.indexOf('*', from)) {
            String middle = pattern.substring(from, next);
            int found = text.indexOf(middle, at);
            if (found < 0) {
                return false;
            }
            at = found + middle.length();
            from = next + 1;
        }
        String last = pattern.substring(from);
        return text.length() - at >= last.length() && text.endsWith(last);
    }
}
