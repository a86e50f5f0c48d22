package io.sluice.exporter.local;

import io.sluice.api.AckPoint;
import io.sluice.api.ComponentContext;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Stability;
import io.sluice.exporter.helper.ExporterSettings;
import io.sluice.exporter.helper.QueuedExporter;
import io.sluice.pdata.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Makes {@code file} exporters, which write requests to a file. */
public final class FileExporterFactory implements ExporterFactory<FileConfig> {

    @Override
    public String type() {
        return "file";
    }

    @Override
    public Class<FileConfig> configType() {
        return FileConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return LocalSignals.at(Stability.BETA);
    }

    @Override
    public Exporter create(ComponentContext context, FileConfig config, Set<Signal> signals) {
        return QueuedExporter.create(
                context,
                new ExporterSettings(null, NoRetry.CONFIG, Duration.ZERO, signals),
                new FileSender(context, config));
    }

    @Override
    public AckPoint ackPoint(FileConfig config) {
        return new AckPoint("the operating system has taken the file's new bytes, not yet the disk", true, "");
    }
}
