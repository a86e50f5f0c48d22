package io.sluice.buildtools.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionTablesTest {

    private static final String PAGE = """
        # thing

        <!-- options ThingConfig -->
        stale
        <!-- end of options -->

        Prose.
        """;

    private static final String THING = """
        package a;

        /**
         * Configuration.
         *
         * @param maxKeys most keys, {@code a|b}
         * @param mode how
         * @param names names
         * @param secret who
         * @param inner more
         * @param must have it
         */
        @Unsupported(value = {"auth", "tls"}, protects = true, instead = "Use " + "a proxy.")
        public record ThingConfig(
                @Default("7") @Range(min = 1) int maxKeys,
                @Default("slow") Mode mode,
                @Default("[]") List<String> names,
                @Nullable Secret secret,
                @Block @Nullable Inner inner,
                @Key(value = "needed", renamedFrom = "must") String must) {

            private static final int NOT_AN_OPTION = 1;

            public enum Mode {
                /** Takes its time. */
                SLOW,
                @Key("very-fast")
                FAST
            }

            /**
             * Nested.
             *
             * @param deepTime when
             */
            public record Inner(@Default("\\"\\"") Duration deepTime) {}
        }
        """;

    @TempDir
    Path folder;

    private SourceIndex index(String... sources) throws IOException {
        Path file = Files.writeString(folder.resolve("ThingConfig.java"), sources[0]);
        return sources.length == 1
                ? SourceIndex.parse(List.of(file))
                : SourceIndex.parse(List.of(file, Files.writeString(folder.resolve("ThingFactory.java"), sources[1])));
    }

    @Test
    void writesEveryOptionOfARecordAndOfTheRecordsBelowIt() throws IOException {
        Page page = new Page(Path.of("docs/thing.md"), PAGE);

        String written = new OptionTables(index(THING), List.of(page)).rewritten(page);

        assertThat(written).isEqualTo("""
            # thing

            <!-- options ThingConfig -->

            | key | type | default | meaning |
            |---|---|---|---|
            | `max_keys` | integer | `7` | most keys, `a\\|b` |
            | `mode` | `slow`, `very-fast` | `slow` | how: `slow` - Takes its time |
            | `names` | list of text | `[]` | names |
            | `secret` | secret | unset | who |
            | `inner` | block | off | more |
            | `inner::deep_time` | duration | empty | when |
            | `needed` | text | **required** | have it; formerly `must` |

            The Collector's keys that are not here:

            - `auth`, `tls`: an error. Use a proxy.

            <!-- end of options -->

            Prose.
            """);
    }

    @Test
    void leavesAFreshPageAsItIs() throws IOException {
        SourceIndex index = index(THING);
        Page stale = new Page(Path.of("docs/thing.md"), PAGE);
        Page fresh = new Page(stale.file(), new OptionTables(index, List.of(stale)).rewritten(stale));

        assertThat(new OptionTables(index, List.of(fresh)).rewritten(fresh)).isEqualTo(fresh.text());
    }

    @Test
    void linksARecordThatHasATableOfItsOwn() throws IOException {
        Page page = new Page(Path.of("docs/thing.md"), PAGE);
        Page other = new Page(
                Path.of("docs/more/blocks.md"),
                "# A\n## The `inner` block\n<!-- options Inner -->\n<!-- end of options -->\n# B\n");

        String written = new OptionTables(index(THING), List.of(page, other)).rewritten(page);

        assertThat(written)
                .contains("| `inner` | [block](more/blocks.md#the-inner-block) | off |")
                .doesNotContain("deep_time");
    }

    @Test
    void refusesAnOptionWithoutAMeaning() throws IOException {
        Page page = new Page(Path.of("docs/thing.md"), PAGE);
        OptionTables tables = new OptionTables(index(THING.replace("@param names names", "")), List.of(page));

        assertThatThrownBy(() -> tables.rewritten(page)).hasMessage("a.ThingConfig has no @param names");
    }

    @Test
    void namesTheConfigurationOfAFactoryThatNoPageDescribes() throws IOException {
        SourceIndex index = index(THING, "package a; class ThingFactory implements ProcessorFactory<ThingConfig> {}");

        assertThat(new OptionTables(index, List.of()).missing()).containsExactly("a.ThingConfig");
        assertThat(new OptionTables(index, List.of(new Page(Path.of("docs/thing.md"), PAGE))).missing())
                .isEmpty();
    }
}
