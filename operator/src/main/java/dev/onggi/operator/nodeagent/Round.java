package dev.onggi.operator.nodeagent;

import dev.onggi.operator.model.SeccompProfile;
import java.io.IOException;
import java.time.Clock;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One pass over everything that the agent keeps in order. What fails in it is said once and tried again in the next.
 */
final class Round {

    private final MountedConfigMap mounted;
    private final Node node;
    private final SeccompProfile profile;
    private final Consumer<String> log;
    private final Complaints complaints;
    private final Repairs repairs;

    /** What stands until the next pass that can read everything. */
    private Findings findings = Findings.none();

    /**
     * Where the agent writes.
     *
     * @param runtime the runtime that it writes for
     * @param certs the runtime's {@code certs.d}
     * @param registries CRI-O's {@code registries.conf.d}; not looked at for another runtime
     * @param profiles the kubelet's seccomp profiles
     */
    record Node(NodeRuntime runtime, CertsDirectory certs, RegistriesDirectory registries, ProfileDirectory profiles) {}

    /**
     * How a pass went.
     *
     * @param complete whether everything could be read and written. What is somebody else's does not count against that:
     *     it is no fault of the agent
     * @param findings what the operator has to know
     */
    record Result(boolean complete, Findings findings) {}

    Round(MountedConfigMap mounted, Node node, SeccompProfile profile, Clock clock, Consumer<String> log) {
        this.mounted = mounted;
        this.node = node;
        this.profile = profile;
        this.log = log;
        this.complaints = new Complaints(log);
        this.repairs = new Repairs(clock);
    }

    /** Does the pass. */
    Result run() {
        SortedMap<String, String> failures = new TreeMap<>();
        SortedMap<String, String> wrong = new TreeMap<>();
        keepProfile(failures);
        keepRegistries(failures, wrong);
        findings.refused().forEach((subject, reason) -> wrong.put(subject, "left alone: " + reason));
        wrong.putAll(failures);
        complaints.update(wrong);
        return new Result(failures.isEmpty(), findings);
    }

    private void keepProfile(SortedMap<String, String> failures) {
        try {
            if (node.profiles().ensure(profile)) {
                log.accept(profile.localhostProfile() + ": seccomp profile written");
            }
        } catch (IOException e) {
            failures.put(profile.localhostProfile(), "the seccomp profile cannot be written: " + e);
        }
    }

    private void keepRegistries(SortedMap<String, String> failures, SortedMap<String, String> wrong) {
        try {
            Desired desired = Desired.of(mounted.read());
            wrong.putAll(desired.complaints());
            findings = attain(Wanted.of(node.runtime(), desired), failures);
        } catch (IOException e) {
            failures.put(
                    "registries", "nothing is changed, because what is wanted or what is there cannot be read: " + e);
        }
    }

    private Findings attain(Wanted wanted, SortedMap<String, String> failures) throws IOException {
        SortedMap<String, String> refused = new TreeMap<>();
        SortedSet<String> written = new TreeSet<>();
        for (Action action : Plan.of(wanted, node.certs().observe())) {
            if (action instanceof Action.Refuse(RegistryHost registry, String reason)) {
                refused.put(registry.toString(), reason);
            } else if (isPerformed(action, failures)) {
                written.add(action.registry().toString());
            }
        }
        if (node.runtime() == NodeRuntime.CRIO) {
            node.registries().attain(wanted.configurations(), refused).forEach((file, done) -> {
                log.accept(file + ": " + done);
                written.add(file);
            });
        }
        SortedSet<String> open = new TreeSet<>(refused.keySet());
        open.addAll(failures.keySet());
        return new Findings(refused, repairs.after(wanted, written, open));
    }

    private boolean isPerformed(Action action, SortedMap<String, String> failures) {
        try {
            node.certs().perform(action);
            log.accept(action.registry() + ": " + describe(action));
            return true;
        } catch (IOException e) {
            failures.put(action.registry().toString(), "failed (" + describe(action) + "): " + e);
            return false;
        }
    }

    private static String describe(Action action) {
        return switch (action) {
            case Action.Create create ->
                "directory written for " + create.files().owner();
            case Action.Write write -> write.file().fileName() + " written";
            case Action.Remove _ -> "directory removed";
            case Action.Refuse refuse -> refuse.reason();
        };
    }
}
