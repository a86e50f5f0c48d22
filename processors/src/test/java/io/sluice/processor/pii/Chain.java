package io.sluice.processor.pii;

import com.google.protobuf.ByteString;
import io.sluice.api.Batch;
import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.Configs;
import io.sluice.processor.attributes.AttributesFactory;
import io.sluice.processor.redaction.RedactionFactory;
import io.sluice.processor.requiredattributes.RequiredAttributesFactory;
import io.sluice.processor.resource.ResourceFactory;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Processors of one pipeline that edit records, in one stage or each in its own. */
final class Chain {

    /** A processor and its configuration. */
    record Member(String type, String yaml) {}

    /** What became of a request beside its bytes: how many items are left, which were dropped why, and the outcome if none is left. */
    record Account(
            int items, Map<String, Integer> drops, @Nullable Outcome outcome) {}

    private final Signal signal;
    private final List<Stage> stages = new ArrayList<>();
    private final RecordingConsumer next = RecordingConsumer.holding();
    private Account last = new Account(0, Map.of(), null);

    private Chain(Signal signal) {
        this.signal = signal;
    }

    static Chain together(Signal signal, List<Member> members) {
        Chain chain = new Chain(signal);
        TestContext context = context("merged");
        Processor.Staged all = processor(signal, members.get(0));
        for (Member member : members.subList(1, members.size())) {
            Processor.Staged next = processor(signal, member);
            Processor.Staged merged = all.mergedWith(next);
            if (merged == null) {
                chain.stages.add(all.newStage(context, chain.next));
            }
            all = merged == null ? next : merged;
        }
        chain.stages.add(all.newStage(context, chain.next));
        return chain;
    }

    static Chain apart(Signal signal, List<Member> members) {
        Chain chain = new Chain(signal);
        for (Member member : members) {
            chain.stages.add(processor(signal, member).newStage(context(member.type()), chain.next));
        }
        return chain;
    }

    private static TestContext context(String name) {
        return new TestContext(ComponentKind.PROCESSOR, ComponentId.of(name));
    }

    private static Processor.Staged processor(Signal signal, Member member) {
        ProcessorFactory<?> factory = switch (member.type()) {
            case "attributes" -> new AttributesFactory();
            case "resource" -> new ResourceFactory();
            case "redaction" -> new RedactionFactory();
            case "required_attributes" -> new RequiredAttributesFactory();
            default -> new PiiFactory();
        };
        return started(signal, factory, member);
    }

    private static <C> Processor.Staged started(Signal signal, ProcessorFactory<C> factory, Member member) {
        Processor processor =
                factory.create(context(member.type()), Configs.of(factory, member.yaml()), new PipelineId(signal, ""));
        try {
            processor.start();
        } catch (ComponentException e) {
            throw new AssertionError(e);
        }
        return (Processor.Staged) processor;
    }

    /** What becomes of a request; empty if nothing is left. */
    ByteString of(ByteString request) {
        byte[] bytes = request.toByteArray();
        RecordingAck ack = new RecordingAck();
        Batch batch = new Batch(signal, Payload.of(bytes), items(request), RequestContext.NONE, ack);
        for (Stage stage : stages) {
            stage.process(batch);
            Batch left = next.poll();
            if (left == null) {
                last = new Account(0, new TreeMap<>(ack.drops()), ack.outcome());
                return ByteString.EMPTY;
            }
            batch = left;
        }
        ByteString result = PiiRun.bytes(batch);
        last = new Account(batch.items(), new TreeMap<>(ack.drops()), null);
        if (items(result) != batch.items()) {
            throw new AssertionError(batch.items() + " items are counted, there are " + items(result));
        }
        return result;
    }

    /** What became of the last request. */
    Account last() {
        return last;
    }

    /** How many items a request holds. */
    int items(ByteString request) {
        byte[] bytes = request.toByteArray();
        try {
            return OtlpBytes.validate(signal, bytes, 0, bytes.length);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
