package io.sluice.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Prints the effective configuration, defaults included. Unredacted, what is printed loads again to an equal configuration.
 *
 * <p>Threads: any.
 */
public final class ConfigPrinter {

    private final boolean redacted;

    /**
     * A printer.
     *
     * @param redacted true to print {@code [REDACTED]} for secrets
     */
    public ConfigPrinter(boolean redacted) {
        this.redacted = redacted;
    }

    /** The configuration as YAML. */
    public String yaml(CollectorConfig config) {
        StringBuilder out = new StringBuilder();
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setSplitLines(false)
                .build();
        new Dump(settings).dumpNode(node(new ConfigTree(redacted).of(config)), new StreamDataWriter() {
            @Override
            public void write(String text) {
                out.append(text);
            }

            @Override
            public void write(String text, int from, int length) {
                out.append(text, from, from + length);
            }
        });
        return out.toString();
    }

    /** The configuration as JSON, one line. */
    public String json(CollectorConfig config) {
        return Json.of(new ConfigTree(redacted).of(config)) + "\n";
    }

    private static Node node(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                List<NodeTuple> tuples = map.entrySet().stream()
                        .map(entry -> new NodeTuple(node(entry.getKey()), node(entry.getValue())))
                        .toList();
                yield new MappingNode(Tag.MAP, tuples, map.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            case List<?> list ->
                new SequenceNode(
                        Tag.SEQ,
                        list.stream().map(ConfigPrinter::node).toList(),
                        list.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            case String text -> new ScalarNode(Tag.STR, text, style(text));
            case null -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
            case Boolean bool -> new ScalarNode(Tag.BOOL, bool.toString(), ScalarStyle.PLAIN);
            case Double real -> new ScalarNode(Tag.FLOAT, Json.number(real), ScalarStyle.PLAIN);
            default -> new ScalarNode(Tag.INT, value.toString(), ScalarStyle.PLAIN);
        };
    }

    /** Quoted if the loader would take it for something else than text; the library's idea of that is narrower. */
    private static ScalarStyle style(String text) {
        boolean plain = Scalars.resolve(text) == Value.Kind.STRING && !text.equals("<<");
        return plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
    }
}
