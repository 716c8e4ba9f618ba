package dev.onggi.operator.gateway;

/** The gateway's main program. */
public final class Gateway {
    private Gateway() {}
}
