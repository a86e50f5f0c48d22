package io.sluice.transport.client;

import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says why a connection does not come about, with the remedy, in words that continue "the backend at X ...". */
public final class ConnectFailures {

    private static final int MAX_DEPTH = 16;

    private ConnectFailures() {}

    /** The half sentence for a failure, or null if it is none of connecting. */
    public static @Nullable String describe(@Nullable Throwable failure) {
        String refused = null;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            String description = describeOne(cause);
            if (description != null) {
                return description;
            }
            if (cause instanceof SSLException && refused == null) {
                refused = "could not agree on TLS; compare tls.min_version and tls.cipher_suites of both sides";
            }
        }
        return refused;
    }

    private static @Nullable String describeOne(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return switch (failure) {
            case UnknownHostException _ -> "is not known to DNS; check the host name in endpoint";
            case NotSslRecordException _ ->
                "does not speak TLS; set tls.insecure to true if plaintext is meant, or correct endpoint";
            case CertPathBuilderException _ -> untrusted();
            case CertPathValidatorException _ -> untrusted();
            case CertificateExpiredException _ -> "shows a certificate that has expired; renew it there";
            case CertificateException _ -> describeCertificate(message);
            case SSLException _ -> describeAlert(message);
            case ConnectException _ ->
                message.contains("timed out")
                        ? "did not answer the attempt to connect; check endpoint, network policies and firewalls"
                        : "refused the connection; check endpoint and that the backend runs";
            default -> null;
        };
    }

    private static String untrusted() {
        return "shows a certificate of an authority that is not trusted; set tls.ca_file to the authority that issued"
                + " it";
    }

    private static @Nullable String describeCertificate(String message) {
        boolean name = message.startsWith("No name matching")
                || message.contains("subject alternative")
                || message.contains("doesn't match");
        return name
                ? "shows a certificate that was issued for another name; set tls.server_name_override to the name in"
                        + " it, or correct endpoint"
                : null;
    }

    /** JSSE and BoringSSL spell the alerts of RFC 8446 section 6 differently. */
    private static @Nullable String describeAlert(String message) {
        String alert = message.toLowerCase(Locale.ROOT).replace(' ', '_');
        boolean about = alert.contains("certificate_required")
                || alert.contains("peer_did_not_return_a_certificate")
                || alert.contains("alert_unknown_ca")
                || alert.contains("alert:_unknown_ca")
                || alert.contains("alert_bad_certificate")
                || alert.contains("alert:_bad_certificate")
                || alert.contains("alert_certificate_")
                || alert.contains("alert:_certificate_");
        // A certificate that does not match the authorities a server names is not even shown, so it does not say which
        // of both it is.
        return about
                ? "wants a client certificate of an authority that it trusts; set tls.cert_file and tls.key_file to one"
                : null;
    }
}
