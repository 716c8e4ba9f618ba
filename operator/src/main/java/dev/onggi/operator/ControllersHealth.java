package dev.onggi.operator;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when both controllers run and their informers see the cluster. */
@Readiness
@ApplicationScoped
class ControllersHealth implements HealthCheck {

    private final Onggi onggi;

    ControllersHealth(Onggi onggi) {
        this.onggi = onggi;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("controllers")
                .status(onggi.isHealthy())
                .build();
    }
}
