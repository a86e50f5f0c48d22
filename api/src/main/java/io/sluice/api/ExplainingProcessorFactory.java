package io.sluice.api;

/** Makes processors that work by rules on texts, and can show what those do. */
public interface ExplainingProcessorFactory<C> extends ProcessorFactory<C> {

    /**
     * Makes what shows it. Starts nothing, and needs no engine; files that {@code config} names, of keys for instance, are read once.
     *
     * @throws ComponentException if the processor could not start
     */
    TextExplainer explainer(C config) throws ComponentException;
}
