package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the topic of each item, as a number of {@link TopicList}: by {@code routes} first, and then by {@code topic_from_attribute}. A
 * value of the attribute that {@code routes} does not know is as good as none, so that nobody gets an item past the mark of its resource by
 * another one.
 *
 * <p>Threads: the sender thread.
 */
final class ItemTopics {

    /** The field of {@code ResourceSpans} and its like that is the resource, and of {@code Resource} that has its attributes. */
    private static final int RESOURCE = 1;

    private static final int RESOURCE_ATTRIBUTES = 1;

    /** The field of gauges, sums and so on that has their points. */
    private static final int POINTS = 1;

    /** In place of a topic's number: an attribute says nothing. */
    private static final int NONE = Integer.MIN_VALUE;

    private final TopicList topics;
    private final Redirections redirections;

    /** The field of items that has their attributes; 0 for metrics, which have them in their points. */
    private final int itemAttributes;

    /** By the field of a metric that its data is in, the field of its points that has their attributes. */
    private final int[] pointAttributes = new int[Schema.MAX_FIELD + 1];

    private final @Nullable Marks marks;
    private final @Nullable NamedAttributes names;
    private final WireReader fields = new WireReader();
    private final WireReader points = new WireReader();
    private int marked;
    private int named;
    private int illegalNames;
    private int excess;

    /** What {@code routes} asks for. */
    private static final class Marks {

        private final NamedAttributes attributes;
        private final BytePattern name;
        private final KeyTable values = new KeyTable();
        private final int[] topics;

        Marks(RoutesConfig config, TopicList list) {
            attributes = new NamedAttributes(config.attribute());
            name = new BytePattern(config.attribute().getBytes(UTF_8));
            topics = new int[config.topics().size()];
            for (Map.Entry<String, String> route : config.topics().entrySet()) {
                byte[] value = route.getKey().getBytes(UTF_8);
                topics[values.record(0, value, 0, value.length)] = list.configured(route.getValue(), "routes::topics");
            }
        }

        /** The topic of a message with such an attribute, or {@link #NONE}. */
        int find(byte[] array, int from, int to, int attributesField) throws MalformedException {
            attributes.reset(array, from, to, attributesField);
            while (attributes.next()) {
                int value = values.find(array, attributes.from(), attributes.to());
                if (value >= 0) {
                    return topics[value];
                }
            }
            return NONE;
        }
    }

    ItemTopics(Signal signal, KafkaConfig config, TopicList topics, Redirections redirections) {
        this.topics = topics;
        this.redirections = redirections;
        this.itemAttributes = switch (signal) {
            case TRACES -> Schema.attributesOf(Schema.SPAN);
            case METRICS -> 0;
            case LOGS -> Schema.attributesOf(Schema.LOG_RECORD);
        };
        for (int field = 1; field <= Schema.MAX_FIELD; field++) {
            int entry = Schema.entry(Schema.METRIC, field);
            if (Schema.kind(entry) == Schema.ONE_OF) {
                int point = Schema.child(Schema.entry(Schema.child(entry), POINTS));
                pointAttributes[field] = Schema.attributesOf(point);
            }
        }
        RoutesConfig routes = config.routes();
        this.marks = routes == null ? null : new Marks(routes, topics);
        this.names = config.topicFromAttribute().isEmpty() ? null : new NamedAttributes(config.topicFromAttribute());
    }

    /** False if the whole of a request goes to the signal's own topic for sure. */
    boolean begin(Payload payload) {
        illegalNames = 0;
        excess = 0;
        return names != null || (marks != null && marks.name.mayBeIn(payload.array(), payload.offset(), payload.end()));
    }

    /** The content of a {@code ResourceSpans} or its like follows. */
    void enterResource(byte[] array, int from, int to) throws MalformedException {
        marked = NONE;
        named = NONE;
        fields.reset(array, from, to);
        while (fields.next()) {
            if (fields.isBytes(RESOURCE)) {
                readResource(array, fields.valueStart(), fields.valueEnd());
            }
        }
        if (named == NONE) {
            named = TopicList.OWN;
        }
    }

    private void readResource(byte[] array, int from, int to) throws MalformedException {
        if (marks != null && marked == NONE) {
            marked = marks.find(array, from, to, RESOURCE_ATTRIBUTES);
        }
        // As everywhere in the Collector, the first attribute of a name counts.
        if (names != null
                && named == NONE
                && names.reset(array, from, to, RESOURCE_ATTRIBUTES).next()) {
            named = names.from() == names.to() ? TopicList.OWN : topics.named(array, names.from(), names.to());
        }
    }

    /** The topic of the item whose content lies in {@code array}. */
    int of(byte[] array, int from, int to) throws MalformedException {
        int mark = marks == null ? NONE : markOf(marks, array, from, to);
        if (mark != NONE) {
            return mark;
        }
        if (marked != NONE) {
            return marked;
        }
        switch (named) {
            case TopicList.ILLEGAL_NAME -> illegalNames++;
            case TopicList.EXCESS -> excess++;
            default -> {
                return named;
            }
        }
        return TopicList.OWN;
    }

    private int markOf(Marks wanted, byte[] array, int from, int to) throws MalformedException {
        if (itemAttributes != 0) {
            return wanted.find(array, from, to, itemAttributes);
        }
        fields.reset(array, from, to);
        while (fields.next()) {
            int field = fields.fieldNumber();
            if (field <= Schema.MAX_FIELD && pointAttributes[field] != 0 && fields.isBytes(field)) {
                points.enter(fields);
                while (points.next()) {
                    int mark = points.isBytes(POINTS)
                            ? wanted.find(array, points.valueStart(), points.valueEnd(), pointAttributes[field])
                            : NONE;
                    if (mark != NONE) {
                        return mark;
                    }
                }
            }
        }
        return NONE;
    }

    /** The request has been gone through: counts what could not go where it was to. */
    void end() {
        if (illegalNames > 0) {
            redirections.illegalName(illegalNames);
        }
        if (excess > 0) {
            redirections.excess(excess);
        }
    }

    /** The topic of that number. */
    Destination destination(int topic) {
        return topics.get(topic);
    }
}
