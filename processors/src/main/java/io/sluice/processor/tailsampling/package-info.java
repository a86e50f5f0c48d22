/**
 * The {@code tail_sampling} processor: holds the spans of a trace for a while and then keeps or drops them together.
 *
 * <pre>
 *   request -> Intake -> runs -> Arrivals -> TraceStore (TraceTable, SpanLog, Envelopes)
 *                                                 |  time is up, no room, stop
 *                                             Decisions -> Decider -> Releases -> RequestWriter -> Deliveries -> next
 * </pre>
 *
 * <p>Spans are held as the bytes they came in. What policies ask is found while a span comes in and kept as bits and a few numbers for each
 * trace, so that a decision reads no span. In steady state nothing is allocated for a span or a trace.
 *
 * <p>With {@code logs_follow_traces} log records of other pipelines follow the decisions, which each worker writes to a board of its own and
 * any number of workers read:
 *
 * <pre>
 *   traces:  Arrivals, Decisions -> Verdicts -> VerdictBoard
 *                                                   |
 *   logs:    request -> LogStage -> LogSift <-------'   -> Deliveries -> next
 *                          |  ^  undecided
 *                         HeldLogs
 * </pre>
 *
 * <p>What is taken in is owned: decided, delivered, or dropped and counted by reason in {@link
 * io.sluice.processor.tailsampling.ItemAccount}. Threads: everything belongs to one worker, but outcomes of deliveries come from any
 * thread.
 */
@NullMarked
package io.sluice.processor.tailsampling;

import org.jspecify.annotations.NullMarked;
