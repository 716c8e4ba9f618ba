package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.certificate.Authority;
import dev.onggi.operator.localregistry.certificate.TlsMaterial;

/** What a registry's certificate shall be, by the kind that its spec asks for. */
sealed interface CertificateWish {

    /** One of the operator's own CA. */
    record SelfSigned(Authority authority) implements CertificateWish {}

    /** This one, which somebody else made. */
    record Supplied(TlsMaterial material) implements CertificateWish {}

    /** One that somebody else makes and that is not there yet. */
    record Pending(String message) implements CertificateWish {}

    /** One that cannot be had until a person acts. */
    record Unusable(String reason, String message) implements CertificateWish {}

    /** None: plain HTTP. */
    record None() implements CertificateWish {}
}
