package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.WorkloadEnv;
import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.EnvVarSourceBuilder;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.util.List;

/** The environment of a workload's container. */
final class WorkloadVariables {

    private WorkloadVariables() {}

    static List<EnvVar> of(List<WorkloadEnv> variables) {
        return WorkloadContainer.list(variables).stream()
                .map(WorkloadVariables::variable)
                .toList();
    }

    static List<EnvFromSource> from(List<WorkloadEnv.From> sources) {
        return WorkloadContainer.list(sources).stream()
                .map(WorkloadVariables::from)
                .toList();
    }

    private static EnvVar variable(WorkloadEnv variable) {
        return new EnvVarBuilder()
                .withName(variable.name())
                .withValue(variable.value())
                .withValueFrom(variable.valueFrom() == null ? null : source(variable.valueFrom()))
                .build();
    }

    private static EnvVarSource source(WorkloadEnv.Source source) {
        var secret = source.secretKeyRef();
        var configMap = source.configMapKeyRef();
        return secret != null
                ? new EnvVarSourceBuilder()
                        .withSecretKeyRef(new SecretKeySelector(secret.key(), secret.name(), secret.optional()))
                        .build()
                : new EnvVarSourceBuilder()
                        .withConfigMapKeyRef(
                                new ConfigMapKeySelector(configMap.key(), configMap.name(), configMap.optional()))
                        .build();
    }

    private static EnvFromSource from(WorkloadEnv.From source) {
        var secret = source.secretRef();
        var configMap = source.configMapRef();
        return new EnvFromSourceBuilder()
                .withPrefix(source.prefix())
                .withSecretRef(secret == null ? null : new SecretEnvSource(secret.name(), secret.optional()))
                .withConfigMapRef(
                        configMap == null ? null : new ConfigMapEnvSource(configMap.name(), configMap.optional()))
                .build();
    }
}
