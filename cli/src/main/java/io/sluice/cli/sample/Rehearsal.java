package io.sluice.cli.sample;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.BuildInfo;
import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.Consumer;
import io.sluice.api.OnceAck;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.config.BoundComponent;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The samplers of a pipeline of traces, without the rest of it and without the engine: what goes in, what is kept of it, what they counted. */
public final class Rehearsal implements CaptureFile.Target {

    private final CaptureClock clock = new CaptureClock();
    private final Map<ComponentId, RecordingMeter> meters = new LinkedHashMap<>();
    private final List<RehearsalContext> contexts = new ArrayList<>();
    private final List<Processor> processors = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final SpanTally in;
    private final SpanTally out;
    private final java.util.function.Consumer<String> complaints;
    private final Consumer first;
    private long requests;
    private long others;
    private long broken;
    private long refused;

    /**
     * Makes and starts samplers.
     *
     * @param samplers in their order in the pipeline; their factories {@linkplain ProcessorFactory#samples sample}
     * @param routeKey the attribute of spans that tells the route
     * @param complaints is told what of a capture can't be read
     * @throws ComponentException if one of them can't start
     */
    public Rehearsal(
            List<BoundComponent<?>> samplers,
            PipelineId pipeline,
            BuildInfo build,
            String routeKey,
            java.util.function.Consumer<String> complaints)
            throws ComponentException {
        this.in = new SpanTally(routeKey);
        this.out = new SpanTally(routeKey);
        this.complaints = complaints;
        Consumer next = batch -> {
            out.add(batch.payload());
            batch.complete(Outcome.accepted());
        };
        for (BoundComponent<?> sampler : samplers.reversed()) {
            RecordingMeter meter = new RecordingMeter();
            RehearsalContext context = new RehearsalContext(sampler.id(), build, clock, meter);
            Processor processor = create(sampler, context, pipeline);
            if (!(processor instanceof Processor.Staged staged)) {
                throw new IllegalArgumentException(sampler.id() + " says that it samples, and has no stage");
            }
            processor.start();
            Stage stage = staged.newStage(context, next);
            next = stage::process;
            meters.put(sampler.id(), meter);
            contexts.addFirst(context);
            processors.addFirst(processor);
            stages.addFirst(stage);
        }
        this.first = next;
    }

    private static <C> Processor create(BoundComponent<C> bound, RehearsalContext context, PipelineId pipeline) {
        if (!(bound.factory() instanceof ProcessorFactory<C> factory)) {
            throw new IllegalArgumentException(bound.id() + " is no processor");
        }
        return factory.create(context, bound.config(), pipeline);
    }

    @Override
    public void traces(Payload payload, int spans) {
        requests++;
        in.add(payload);
        clock.arrive(in.latestEnd());
        runTasks();
        first.consume(new Batch(Signal.TRACES, payload, spans, RequestContext.NONE, new Answer(spans)));
        stages.forEach(Stage::idle);
        runTasks();
    }

    private void runTasks() {
        contexts.forEach(RehearsalContext::runTasks);
    }

    @Override
    public void other(Signal signal) {
        others++;
    }

    @Override
    public void broken(String message) {
        broken++;
        complaints.accept(message);
    }

    /** The capture is over: what is held is decided. */
    public void finish() {
        for (Stage stage : stages) {
            stage.flush();
            runTasks();
        }
        processors.forEach(processor -> processor.stop(clock.nanoTime()));
    }

    SpanTally in() {
        return in;
    }

    SpanTally out() {
        return out;
    }

    /** What each sampler counted, the last one first. */
    Map<ComponentId, RecordingMeter> meters() {
        return meters;
    }

    /** How many requests of traces were read. */
    long requests() {
        return requests;
    }

    /** How many requests of other signals were passed over. */
    long others() {
        return others;
    }

    /** How many spans were read. */
    public long spans() {
        return in.all().spans();
    }

    /** How many things could not be read. */
    public long broken() {
        return broken;
    }

    /** How many spans were refused, for want of memory. */
    long refused() {
        return refused;
    }

    /** How long the capture lasts, in nanoseconds. */
    long nanos() {
        return clock.passed();
    }

    private final class Answer extends OnceAck {

        private final int spans;

        Answer(int spans) {
            this.spans = spans;
        }

        @Override
        protected void onAnswer(Outcome outcome) {
            // nobody waits
        }

        @Override
        protected void onComplete(Outcome outcome, boolean answered) {
            if (outcome instanceof Outcome.Refused || outcome instanceof Outcome.Rejected) {
                refused += spans;
            }
        }

        @Override
        public void dropped(int items, String reason) {
            // samplers count it
        }

        @Override
        public boolean isWithdrawn() {
            return false;
        }

        @Override
        public long deadlineNanos() {
            return Ack.NO_DEADLINE;
        }
    }
}
