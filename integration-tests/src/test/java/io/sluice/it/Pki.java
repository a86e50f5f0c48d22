package io.sluice.it;

import io.sluice.testkit.TestCertificates;
import io.sluice.testkit.TestCertificates.Issued;
import java.nio.file.Path;

/**
 * The certificates of a test in a folder: {@code ca.pem}, {@code server.pem}, {@code server.key}, {@code client.pem}, {@code client.key}.
 *
 * @param authority who issued them all
 * @param client what applications and agents show
 */
record Pki(Path folder, TestCertificates authority, Issued client) {

    static Pki in(Path folder) {
        TestCertificates authority = TestCertificates.authority("it").write(folder.resolve("ca.pem"));
        authority.server().write(folder, "server");
        Issued client = authority.client("spiffe://test/node").write(folder, "client");
        return new Pki(folder, authority, client);
    }

    String file(String name) {
        return folder.resolve(name).toString();
    }
}
