package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.Users;
import dev.onggi.operator.gateway.collect.StorageServices;
import dev.onggi.operator.gateway.touch.Touches;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a server needs.
 *
 * @param port where it serves; 0 for any port that is free
 * @param registry the registry behind it
 * @param upstreams local port of the pull-through registry of each host
 * @param patience how long an upstream gets to begin an answer
 * @param users the users just now
 * @param touches what requests name
 * @param services what is done with the storage itself, where the gateway knows where that is
 * @param log takes lines for the log
 */
public record ServerSettings(
        int port,
        URI registry,
        Map<String, Integer> upstreams,
        Duration patience,
        Supplier<Users> users,
        Touches touches,
        Optional<StorageServices> services,
        Consumer<String> log) {}
