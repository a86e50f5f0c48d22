package io.sluice.pdata.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Samples;
import io.sluice.pdata.Signal;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all views together say about a request, against the generated classes. */
class ViewsConformanceTest {

    private final Rebuild rebuild = new Rebuild();

    private static Message prototype(Signal signal) {
        return switch (signal) {
            case TRACES -> ExportTraceServiceRequest.getDefaultInstance();
            case LOGS -> ExportLogsServiceRequest.getDefaultInstance();
            case METRICS -> ExportMetricsServiceRequest.getDefaultInstance();
        };
    }

    /**
     * The generated request of these bytes, without unknown fields. It is parsed by reflection first: where the members of a oneof come as
     * A, B, A, the generated parsers of Java wrongly merge both As. What protobuf's specification, C++ and Go say, reflection says too.
     */
    private static Message parse(Signal signal, byte[] bytes) {
        Parser<? extends Message> parser = prototype(signal).getParserForType();
        try {
            Message parsed = DynamicMessage.parseFrom(prototype(signal).getDescriptorForType(), bytes);
            return DiscardUnknownFieldsParser.wrap(parser).parseFrom(parsed.toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("the generated classes refuse what was accepted", e);
        }
    }

    private Message readViews(Signal signal, byte[] bytes) throws MalformedException {
        return rebuild.request(signal, bytes, 0, bytes.length);
    }

    /** Valid bytes mean what they mean to the generated classes; others may mean anything or be refused, but only as declared. */
    private boolean agrees(Signal signal, byte[] bytes) {
        boolean valid = true;
        try {
            OtlpBytes.validate(signal, bytes, 0, bytes.length);
        } catch (MalformedException _) {
            valid = false;
        }
        try {
            Message read = readViews(signal, bytes);
            if (valid) {
                assertThat(read).isEqualTo(parse(signal, bytes));
            }
        } catch (MalformedException e) {
            assertThat(valid).as("valid bytes are refused: " + e).isFalse();
        }
        return valid;
    }

    @ParameterizedTest
    @EnumSource
    void sayWhatTheGeneratedClassesWrote(Signal signal) throws MalformedException {
        for (int seed = 0; seed < 500; seed++) {
            byte[] bytes = new Samples(seed).request(signal).toByteArray();

            assertThat(readViews(signal, bytes)).isEqualTo(parse(signal, bytes));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sayOfEveryFieldHoweverWrittenWhatTheGeneratedClassesSay(Signal signal) throws MalformedException {
        Set<FieldDescriptor> covered = new HashSet<>();
        for (int seed = 0; seed < 4000; seed++) {
            byte[] bytes = new RandomWire(seed).message(prototype(signal).getDescriptorForType());
            OtlpBytes.validate(signal, bytes, 0, bytes.length);

            Message parsed = parse(signal, bytes);
            assertThat(readViews(signal, bytes)).as("seed %d", seed).isEqualTo(parsed);
            collectFields(parsed, covered);
        }

        assertThat(covered).containsExactlyInAnyOrderElementsOf(allFields(signal));
    }

    private static void collectFields(Message message, Collection<FieldDescriptor> into) {
        message.getAllFields().forEach((field, value) -> {
            into.add(field);
            for (Object one : value instanceof List<?> list ? list : List.of(value)) {
                if (one instanceof Message child) {
                    collectFields(child, into);
                }
            }
        });
    }

    private static Set<FieldDescriptor> allFields(Signal signal) {
        Set<FieldDescriptor> all = new HashSet<>();
        addFields(prototype(signal).getDescriptorForType(), all);
        return all;
    }

    private static void addFields(Descriptor message, Set<FieldDescriptor> all) {
        for (FieldDescriptor field : message.getFields()) {
            if (all.add(field) && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                addFields(field.getMessageType(), all);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readInsideALongerArray(Signal signal) throws MalformedException {
        byte[] bytes = new RandomWire(7).message(prototype(signal).getDescriptorForType());
        byte[] longer = new byte[bytes.length + 20];
        Arrays.fill(longer, (byte) 0xff);
        System.arraycopy(bytes, 0, longer, 9, bytes.length);

        assertThat(rebuild.request(signal, longer, 9, 9 + bytes.length)).isEqualTo(parse(signal, bytes));
    }

    @ParameterizedTest
    @EnumSource
    void refuseTruncatedBytesOrGiveThemTheirMeaning(Signal signal) {
        for (int seed = 0; seed < 12; seed++) {
            byte[] bytes = new Samples(seed).request(signal).toByteArray();
            byte[] wild = new RandomWire(seed).message(prototype(signal).getDescriptorForType());
            for (byte[] whole : List.of(bytes, wild)) {
                for (int length = 0; length < whole.length; length++) {
                    agrees(signal, Arrays.copyOf(whole, length));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refuseFlippedBitsOrGiveThemTheirMeaning(Signal signal) {
        int accepted = 0;
        Random random = new Random(42);
        for (int seed = 0; seed < 300; seed++) {
            byte[] bytes = new RandomWire(seed).message(prototype(signal).getDescriptorForType());
            for (int flip = 0; bytes.length > 0 && flip < 60; flip++) {
                byte[] flipped = bytes.clone();
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                accepted += agrees(signal, flipped) ? 1 : 0;
            }
        }
        assertThat(accepted).as("flips that leave a message").isPositive();
    }
}
