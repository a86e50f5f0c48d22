package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.CommandLineHarness.Run;
import org.junit.jupiter.api.Test;

class ComponentsCommandTest {

    @Test
    void listsWhatTheProductKnows() {
        assertThat(CommandLineHarness.run(new FakeProduct().product(), "components"))
                .isEqualTo(new Run(0, """
                    buildinfo:
                        command: fake
                        description: A product for tests
                        version: 1.2.3
                    receivers:
                        - name: tap
                          stability:
                            traces: Beta
                            logs: Alpha
                    processors:
                        - name: holder
                          stability:
                            traces: Alpha
                    exporters:
                        - name: sink
                          stability:
                            traces: Stable
                    connectors: []
                    extensions: []
                    providers:
                        - scheme: env
                        - scheme: file
                        - scheme: yaml
                    """, ""));
    }
}
