package io.sluice.extension.healthcheck;

import io.sluice.api.ComponentContext;
import io.sluice.api.Extension;
import io.sluice.api.ExtensionFactory;

/** Makes {@code health_check} extensions. */
public final class HealthCheckFactory implements ExtensionFactory<HealthCheckConfig> {

    @Override
    public String type() {
        return "health_check";
    }

    @Override
    public Class<HealthCheckConfig> configType() {
        return HealthCheckConfig.class;
    }

    @Override
    public Extension create(ComponentContext context, HealthCheckConfig config) {
        return new HealthCheckExtension(context, config);
    }
}
