package io.sluice.api;

/** Takes telemetry from outside and hands it to pipelines. One instance serves all signals of its id. Starts last, stops first. */
public interface Receiver extends Component {}
