package io.sluice.processor.pii.corpus;

import java.util.ArrayList;
import java.util.List;

/** Everything that is looked for. */
final class Kinds {

    private Kinds() {}

    static List<Kind> of(Seed seed) {
        List<Kind> kinds = new ArrayList<>();
        kinds.addAll(CredentialKinds.of(seed));
        kinds.addAll(TokenKinds.of(seed));
        kinds.addAll(FieldKinds.of(seed));
        kinds.addAll(AddressKinds.of(seed));
        kinds.addAll(AccountKinds.of(seed));
        kinds.addAll(PhoneKinds.of(seed));
        kinds.addAll(JapaneseKinds.of(seed));
        return kinds;
    }
}
