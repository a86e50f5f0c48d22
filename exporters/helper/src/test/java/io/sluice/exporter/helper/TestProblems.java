package io.sluice.exporter.helper;

import io.sluice.api.config.Problems;
import java.util.ArrayList;
import java.util.List;

/** Collects the keys that a check complains of. */
final class TestProblems implements Problems {

    final List<String> errors = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    @Override
    public void error(String key, String what, String remedy) {
        errors.add(key);
    }

    @Override
    public void warning(String key, String what, String remedy) {
        warnings.add(key);
    }

    @Override
    public Problems at(String key) {
        return this;
    }

    @Override
    public boolean isSet(String key) {
        return true;
    }
}
