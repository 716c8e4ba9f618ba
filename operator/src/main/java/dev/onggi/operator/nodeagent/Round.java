package dev.onggi.operator.nodeagent;

import dev.onggi.operator.model.SeccompProfile;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One pass over everything that the agent keeps in order. What fails in it is said once and tried again in the next.
 */
final class Round {

    private final MountedConfigMap mounted;
    private final CertsDirectory certs;
    private final ProfileDirectory profiles;
    private final SeccompProfile profile;
    private final Consumer<String> log;
    private final Complaints complaints;

    Round(
            MountedConfigMap mounted,
            CertsDirectory certs,
            ProfileDirectory profiles,
            SeccompProfile profile,
            Consumer<String> log) {
        this.mounted = mounted;
        this.certs = certs;
        this.profiles = profiles;
        this.profile = profile;
        this.log = log;
        this.complaints = new Complaints(log);
    }

    /**
     * Does the pass.
     *
     * @return whether everything could be read and written. A directory that is somebody else's does not count against
     *     that: it is no fault of the agent, and the registry's canary on this node shows whether it does harm.
     */
    boolean run() {
        SortedMap<String, String> failures = new TreeMap<>();
        SortedMap<String, String> wrong = new TreeMap<>();
        keepProfile(failures);
        keepRegistries(failures, wrong);
        wrong.putAll(failures);
        complaints.update(wrong);
        return failures.isEmpty();
    }

    private void keepProfile(SortedMap<String, String> failures) {
        try {
            if (profiles.ensure(profile)) {
                log.accept(profile.localhostProfile() + ": seccomp profile written");
            }
        } catch (IOException e) {
            failures.put(profile.localhostProfile(), "the seccomp profile cannot be written: " + e);
        }
    }

    private void keepRegistries(SortedMap<String, String> failures, SortedMap<String, String> wrong) {
        Desired desired;
        List<Action> actions;
        try {
            desired = Desired.of(mounted.read());
            actions = Plan.of(desired, certs.observe());
        } catch (IOException e) {
            failures.put(
                    "registries", "nothing is changed, because what is wanted or what is there cannot be read: " + e);
            return;
        }
        wrong.putAll(desired.complaints());
        for (Action action : actions) {
            if (action instanceof Action.Refuse(RegistryHost registry, String reason)) {
                wrong.put(registry.toString(), "left alone: " + reason);
            } else {
                perform(action, failures);
            }
        }
    }

    private void perform(Action action, SortedMap<String, String> failures) {
        try {
            certs.perform(action);
            log.accept(action.registry() + ": " + describe(action));
        } catch (IOException e) {
            failures.put(action.registry().toString(), "failed (" + describe(action) + "): " + e);
        }
    }

    private static String describe(Action action) {
        return switch (action) {
            case Action.Create create ->
                "directory written for "
                        + Header.owner(create.files().hostsToml()).orElse("nobody");
            case Action.Write write -> write.file().fileName() + " written";
            case Action.Remove _ -> "directory removed";
            case Action.Refuse refuse -> refuse.reason();
        };
    }
}
