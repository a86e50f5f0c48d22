package io.sluice.processor.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.PipelineId;
import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import io.sluice.processor.attributes.ActionConfig.Action;
import io.sluice.processor.attributes.MatchConfig.MatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AttributesConfigTest {

    private record Listed(List<String> found, String place) implements Problems {

        @Override
        public void error(String key, String what, String remedy) {
            found.add(place + key + ": " + what);
        }

        @Override
        public void warning(String key, String what, String remedy) {
            found.add("warning: " + place + key + ": " + what);
        }

        @Override
        public Problems at(String key) {
            return new Listed(found, place + key + ".");
        }

        @Override
        public boolean isSet(String key) {
            return true;
        }
    }

    private static List<String> problems(Consumer<Problems> check) {
        List<String> found = new ArrayList<>();
        check.accept(new Listed(found, ""));
        return found;
    }

    private static List<String> problems(ActionConfig action) {
        return problems(action::check);
    }

    private static List<String> problems(MatchConfig match, Signal signal) {
        AttributesConfig config = new AttributesConfig(match, null, List.of());
        return problems(each -> new AttributesFactory().check(config, new PipelineId(signal, ""), each));
    }

    @Test
    void needsAnAction() {
        assertThat(problems(new AttributesConfig(null, null, List.of())::check))
                .containsExactly("actions: there is none");
    }

    @Test
    void acceptsWhatTheCollectorAccepts() {
        assertThat(problems(Actions.put(Action.INSERT, "a", ""))).isEmpty();
        assertThat(problems(Actions.copy(Action.UPDATE, "a", "b", null))).isEmpty();
        assertThat(problems(Actions.copy(Action.UPSERT, "a", "", 5L))).isEmpty();
        assertThat(problems(Actions.by(Action.DELETE, "", "x"))).isEmpty();
        assertThat(problems(Actions.by(Action.HASH, "a", ""))).isEmpty();
        assertThat(problems(Actions.by(Action.EXTRACT, "a", "(?P<b>x)"))).isEmpty();
        assertThat(problems(Actions.convert("a", ActionConfig.ConvertedType.INT)))
                .isEmpty();
    }

    @Test
    void saysWhatAnActionLacks() {
        assertThat(problems(Actions.put(Action.INSERT, "", "x"))).containsExactly(": the action has no key");
        assertThat(problems(Actions.by(Action.HASH, "", ""))).containsExactly(": the action has no key and no pattern");
        assertThat(problems(Actions.put(Action.UPSERT, "a", null))).containsExactly(": upsert has nothing to write");
        assertThat(problems(Actions.by(Action.EXTRACT, "a", ""))).containsExactly(": extract needs a pattern");
        assertThat(problems(Actions.convert("a", null))).containsExactly(": convert needs a type");
    }

    @Test
    void saysWhatIsNotForAnAction() {
        assertThat(problems(new ActionConfig("a", Action.INSERT, "x", "b", "", null, "p", null)))
                .containsExactly(": insert has several values to write", "pattern: is not for insert");
        assertThat(problems(
                        new ActionConfig("a", Action.DELETE, "x", "b", "c", 1L, "", ActionConfig.ConvertedType.INT)))
                .containsExactly(
                        "value: is not for delete",
                        "from_attribute: is not for delete",
                        "warning: from_context: has no effect on delete",
                        "warning: default_value: has no effect on delete",
                        "converted_type: is for convert, not for delete");
    }

    @Test
    void showsWhereAPatternIsWrong() {
        assertThat(problems(Actions.by(Action.DELETE, "", "a(b")))
                .singleElement()
                .asString()
                .startsWith("pattern: is no pattern:")
                .contains(">>>");
        assertThat(problems(Actions.by(Action.EXTRACT, "a", "x"))).containsExactly("pattern: has no group to extract");
        assertThat(problems(Actions.by(Action.EXTRACT, "a", "(?P<b>x)(y)")))
                .containsExactly("pattern: has a group without a name, the 2.");
    }

    @Test
    void saysWhatIsNotForASignal() {
        MatchConfig spans = new Match(MatchType.STRICT).services("a").build();

        assertThat(problems(spans, Signal.TRACES)).isEmpty();
        assertThat(problems(spans, Signal.LOGS))
                .containsExactly("include.services: is not for logs, and a pipeline of these uses it");
        assertThat(problems(new Match(MatchType.STRICT).build(), Signal.TRACES))
                .containsExactly("include.: says nothing");
        assertThat(problems(new Match(null).resource("a", null).build(), Signal.METRICS))
                .containsExactly("warning: include.resources: has no effect on metrics, as in the Collector");
    }

    @Test
    void saysWhatIsWrongWithAMatch() {
        assertThat(problems(new Match(null).services("a").build()::check)).containsExactly(": match_type is required");
        assertThat(problems(new Match(MatchType.STRICT).kinds("SERVER").build()::check))
                .containsExactly("span_kinds.0: \"SERVER\" is no kind of span");
        assertThat(problems(new Match(MatchType.REGEXP).attribute("a", 5L).build()::check))
                .containsExactly("attributes.0.value: with match_type regexp it has to be text");
        assertThat(problems(new Match(MatchType.REGEXP).services("(").build()::check))
                .singleElement()
                .asString()
                .startsWith("services.0: is no pattern:");
    }
}
