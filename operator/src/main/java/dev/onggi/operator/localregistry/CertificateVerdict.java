package dev.onggi.operator.localregistry;

import dev.onggi.operator.status.ConditionStatus;

/** How it stands with a registry's certificate, in the terms of the condition CertificateReady. */
record CertificateVerdict(ConditionStatus status, String reason, String message) {

    static CertificateVerdict of(CertificateState state) {
        return switch (state) {
            case CertificateState.Valid valid -> valid(validity(valid.inUse()));
            case CertificateState.Changing changing ->
                valid(
                        "%s; another one, of another CA, comes into use at %s, when everybody has trusted that CA for an hour"
                                .formatted(validity(changing.inUse()), changing.time()));
            case CertificateState.Pending pending ->
                notReady(LocalRegistryReasons.CERTIFICATE_PENDING, pending.message());
            case CertificateState.Unusable unusable -> notReady(unusable.reason(), unusable.message());
            case CertificateState.Disabled disabled ->
                notReady(
                        LocalRegistryReasons.TLS_DISABLED,
                        "spec.tls.disabled is true: whoever sees the traffic can read passwords and change images; this is for tests only");
        };
    }

    private static String validity(CertificateLife life) {
        return "valid until " + life.notAfter()
                + life.renewalTime().map(time -> ", renewed at " + time).orElse("");
    }

    private static CertificateVerdict valid(String message) {
        return new CertificateVerdict(ConditionStatus.TRUE, LocalRegistryReasons.CERTIFICATE_VALID, message);
    }

    private static CertificateVerdict notReady(String reason, String message) {
        return new CertificateVerdict(ConditionStatus.FALSE, reason, message);
    }
}
