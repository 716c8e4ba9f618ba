package dev.onggi.operator.imagebuild.resource;

/** {@code rollout.deployment.template} has something in a place where a Pod has something else. */
public final class UnfitTemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitTemplateException(String path, Throwable cause) {
        super(
                "rollout.deployment.template%s is of another type than a Pod has there; see kubectl explain deployment.spec.template%s"
                        .formatted(path, path.replaceAll("\\[\\d+]", "")),
                cause);
    }
}
