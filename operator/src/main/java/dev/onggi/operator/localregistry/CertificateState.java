package dev.onggi.operator.localregistry;

import java.time.Instant;
import java.util.Optional;

/** How it stands with a registry's certificate. */
sealed interface CertificateState {

    /** The certificate in use, where there is one. */
    Optional<CertificateLife> life();

    /** The one in use is the one that shall be. */
    record Valid(CertificateLife inUse) implements CertificateState {
        @Override
        public Optional<CertificateLife> life() {
            return Optional.of(inUse);
        }
    }

    /** Another one comes into use at {@code time}, when everybody trusts its CA. */
    record Changing(CertificateLife inUse, Instant time) implements CertificateState {
        @Override
        public Optional<CertificateLife> life() {
            return Optional.of(inUse);
        }
    }

    /** Somebody else has still to make it. */
    record Pending(Optional<CertificateLife> life, String message) implements CertificateState {}

    /** A person must act; {@code life} is that of the one before, which serves meanwhile. */
    record Unusable(Optional<CertificateLife> life, String reason, String message) implements CertificateState {}

    /** The spec asks for plain HTTP. */
    record Disabled() implements CertificateState {
        @Override
        public Optional<CertificateLife> life() {
            return Optional.empty();
        }
    }
}
