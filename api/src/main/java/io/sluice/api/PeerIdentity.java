package io.sluice.api;

import java.util.List;

/**
 * Who the sender proved to be by its client certificate.
 *
 * @param name the identity to key limits and tenants by: the first URI name (SPIFFE id), else the first DNS name, of the leaf's subject
 *     alternative names, else its subject
 * @param subject the leaf's distinguished name, RFC 2253
 * @param alternativeNames the leaf's URI and DNS subject alternative names, in its order
 */
public record PeerIdentity(String name, String subject, List<String> alternativeNames) {
    public PeerIdentity {
        alternativeNames = List.copyOf(alternativeNames);
    }
}
