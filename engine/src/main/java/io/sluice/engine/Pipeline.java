package io.sluice.engine;

import io.sluice.api.Batch;
import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Consumer;
import io.sluice.api.Exporter;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Stage;
import io.sluice.api.telemetry.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One running pipeline: a door, its workers, and in each worker the stages of the processors and the way to the exporters. */
final class Pipeline {

    /** A processor with the id it is configured under. */
    record Step(ComponentId id, Processor processor) {}

    /**
     * How big a pipeline may be.
     *
     * @param workers threads, at least 1
     * @param ringSize batches per worker, a power of two
     */
    record Bounds(int workers, int ringSize, long maxBytes, long maxItems) {}

    private final PipelineId id;
    private final List<Step> steps;
    private final RateLimitedLog bugs;
    private final PipelineAccount account;
    private final PipelineDoor door;
    private final List<PipelineWorker> workers = new ArrayList<>();

    Pipeline(
            PipelineId id,
            List<Step> steps,
            Map<ComponentId, Exporter> exporters,
            Bounds bounds,
            EngineContext.Shared shared,
            CustodyLedger custody,
            RateLimitedLog bugs) {
        this.id = id;
        this.steps = List.copyOf(steps);
        this.bugs = bugs;
        this.account = new PipelineAccount(id, bounds.maxBytes(), bounds.maxItems(), custody, shared.meter());
        int leading = leadingGates(steps);
        List<Step> staged = steps.subList(leading, steps.size());
        int count = bounds.workers();
        for (int i = 0; i < count; i++) {
            PipelineWorker worker = new PipelineWorker(
                    "worker-" + id.toString().replace('/', '-') + "-" + i, bounds.ringSize(), shared.clock(), bugs);
            new WorkerAssembly(worker, i, count, shared, bugs).assemble(id, staged, exporters);
            workers.add(worker);
        }
        Processor.Gate[] gates = steps.subList(0, leading).stream()
                .map(step -> new MeasuredGate(
                        (Processor.Gate) step.processor(),
                        ProcessorMetrics.of(shared.meter(), step.id(), id.signal()),
                        shared.clock()))
                .toArray(Processor.Gate[]::new);
        PipelineWorker[] all = workers.toArray(new PipelineWorker[0]);
        Dispatch dispatch = count > 1 && needsTraceAffinity(staged)
                ? new TraceDispatch(id.signal(), all, shared.buffers(), bugs)
                : Dispatch.inTurn(all);
        this.door = new PipelineDoor(account, gates, dispatch, bugs);
        shared.meter()
                .gauge(
                        "pipeline_ring_batches",
                        "Batches that wait for a worker.",
                        () -> workers.stream()
                                .mapToLong(PipelineWorker::backlog)
                                .sum(),
                        "pipeline",
                        id.toString());
    }

    private static int leadingGates(List<Step> steps) {
        int n = 0;
        while (n < steps.size() && steps.get(n).processor() instanceof Processor.Gate) {
            n++;
        }
        return n;
    }

    private static boolean needsTraceAffinity(List<Step> steps) {
        return steps.stream()
                .anyMatch(step -> step.processor() instanceof Processor.Staged staged && staged.needsTraceAffinity());
    }

    /** Builds what one worker runs, from the exporters back to the first stage. */
    private record WorkerAssembly(
            PipelineWorker worker, int number, int count, EngineContext.Shared shared, RateLimitedLog bugs) {

        void assemble(PipelineId pipeline, List<Step> steps, Map<ComponentId, Exporter> exporters) {
            Hop.Hand hand = new Hop.Hand();
            List<Hop> ends = new ArrayList<>();
            exporters.forEach((id, exporter) -> ends.add(hop(ComponentKind.EXPORTER, id, exporter, hand)));
            Consumer next = FanOut.of(ends);
            List<Stage> stages = new ArrayList<>();
            int end = steps.size();
            while (end > 0) {
                int start = startOfStage(steps, end);
                ComponentId id = steps.get(start).id();
                Processor processor = merged(steps.subList(start, end));
                List<ProcessorMetrics> members = steps.subList(start, end).stream()
                        .map(step -> ProcessorMetrics.of(shared.meter(), step.id(), pipeline.signal()))
                        .toList();
                MergedMetrics merged = new MergedMetrics(members);
                WorkerContext context =
                        new WorkerContext(shared, ComponentKind.PROCESSOR, id, worker, number, count, merged);
                ProcessorMetrics metrics = members.size() == 1 ? members.get(0) : merged.ofStage();
                MeasuredStage measured =
                        new MeasuredStage(metrics, shared.clock(), next, target -> stageOf(processor, context, target));
                stages.add(0, measured.stage());
                next = hop(ComponentKind.PROCESSOR, id, measured, hand);
                end = start;
            }
            Hop first =
                    next instanceof Hop hop ? hop : hop(ComponentKind.CONNECTOR, ComponentId.of("fan_out"), next, hand);
            worker.install(first, stages.toArray(new Stage[0]));
        }

        /** Where the steps begin that end before {@code end} and can share a stage. */
        private static int startOfStage(List<Step> steps, int end) {
            int start = end - 1;
            while (start > 0 && merge(steps.subList(start - 1, end)) != null) {
                start--;
            }
            return start;
        }

        private static Processor merged(List<Step> steps) {
            Processor merged = merge(steps);
            return merged != null ? merged : steps.get(0).processor();
        }

        /** Several processors as one; null if they stay apart. */
        private static Processor.@Nullable Staged merge(List<Step> steps) {
            Processor.Staged all = null;
            for (Step step : steps) {
                if (!(step.processor() instanceof Processor.Staged staged)) {
                    return null;
                }
                all = all == null ? staged : all.mergedWith(staged);
                if (all == null) {
                    return null;
                }
            }
            return all;
        }

        private Hop hop(ComponentKind kind, ComponentId id, Consumer target, Hop.Hand hand) {
            Counter failures = shared.meter()
                    .counter(
                            "component_failures",
                            "Batches refused because of a bug in a component.",
                            "kind",
                            kind.label(),
                            "id",
                            id.toString());
            return new Hop(kind.label() + " " + id, target, hand, bugs, failures);
        }
    }

    private static Stage stageOf(Processor processor, WorkerContext context, Consumer next) {
        return switch (processor) {
            case Processor.Gate gate -> new GateStage(gate, next);
            case Processor.Staged staged -> staged.newStage(context, next);
        };
    }

    /** A gate behind other processors: asked by the worker. */
    private record GateStage(Processor.Gate gate, Consumer next) implements Stage {
        @Override
        public void process(Batch batch) {
            Outcome verdict = gate.admit(batch);
            if (verdict == null) {
                next.consume(batch);
            } else {
                batch.complete(verdict);
            }
        }
    }

    PipelineId id() {
        return id;
    }

    Consumer door() {
        return door;
    }

    PipelineAccount account() {
        return account;
    }

    /** Starts the processors, last one first, then the workers. */
    void start() throws StartException {
        for (int i = steps.size() - 1; i >= 0; i--) {
            try {
                steps.get(i).processor().start();
            } catch (ComponentException e) {
                throw new StartException("processor " + steps.get(i).id(), e);
            }
        }
        workers.forEach(PipelineWorker::start);
    }

    /** Refuses what comes, works off the rings, flushes the stages, stops the processors. */
    void stop(long deadlineNanos) {
        door.close();
        for (PipelineWorker worker : workers) {
            worker.stop(deadlineNanos);
        }
        for (Step step : steps) {
            try {
                step.processor().stop(deadlineNanos);
            } catch (RuntimeException | Error e) {
                bugs.bug("processor " + step.id() + " failed to stop", e);
            }
        }
    }
}
