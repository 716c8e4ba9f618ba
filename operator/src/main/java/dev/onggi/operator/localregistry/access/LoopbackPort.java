package dev.onggi.operator.localregistry.access;

/**
 * The port of a loopback proxy. It is derived from the UID, so that it stays the same and two registries hardly ever have
 * the same one. It lies below the node ports of Services (30000 to 32767) and the ports that Linux gives to outgoing
 * connections (32768 and above).
 */
final class LoopbackPort {

    private static final int FIRST = 20000;
    private static final int COUNT = 10000;

    private LoopbackPort() {}

    static int of(String uid) {
        return FIRST + Math.floorMod(uid.hashCode(), COUNT);
    }
}
