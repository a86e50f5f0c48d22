package io.sluice.testkit.kafka;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.metadata.UserScramCredentialRecord;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.server.common.ApiMessageAndVersion;

/**
 * The metadata records that make SCRAM users while a broker's folder is formatted. Unlike the formatter's own arguments they take every
 * password, and unlike the admin's they are there before the first client is.
 */
final class BrokerUsers {

    private static final int ITERATIONS = 4096;

    private BrokerUsers() {}

    static List<ApiMessageAndVersion> records(Map<String, String> users) throws NoSuchAlgorithmException {
        List<ApiMessageAndVersion> records = new ArrayList<>();
        for (Map.Entry<String, String> user : users.entrySet()) {
            for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
                records.add(record(user.getKey(), user.getValue(), mechanism));
            }
        }
        return records;
    }

    private static ApiMessageAndVersion record(String name, String password, ScramMechanism mechanism)
            throws NoSuchAlgorithmException {
        ScramCredential credential = new ScramFormatter(
                        org.apache.kafka.common.security.scram.internals.ScramMechanism.forMechanismName(
                                mechanism.mechanismName()))
                .generateCredential(password, ITERATIONS);
        return new ApiMessageAndVersion(
                new UserScramCredentialRecord()
                        .setName(name)
                        .setMechanism(mechanism.type())
                        .setSalt(credential.salt())
                        .setStoredKey(credential.storedKey())
                        .setServerKey(credential.serverKey())
                        .setIterations(credential.iterations()),
                (short) 0);
    }
}
