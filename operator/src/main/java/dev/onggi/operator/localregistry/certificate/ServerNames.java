package dev.onggi.operator.localregistry.certificate;

import dev.onggi.operator.model.RegistryNames;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * The names under which a registry is reached, as its certificate carries them.
 *
 * @param dns DNS names; the first one is the certificate's subject
 * @param addresses IP addresses
 */
public record ServerNames(List<String> dns, List<String> addresses) {

    /** The names of a registry's Service, of all lengths that resolve in a Pod, and its address. */
    public static ServerNames of(RegistryNames names, String clusterIp) {
        return new ServerNames(
                List.of(
                        names.host(),
                        names.host() + ".cluster.local",
                        names.name() + "." + names.namespace(),
                        names.name()),
                List.of(clusterIp));
    }

    /**
     * These names, and that of the loopback proxy on nodes: CRI-O speaks TLS through it to the registry itself. Only for
     * certificates of the operator's own CA, for others sign no address that everybody has.
     */
    public ServerNames withLoopback() {
        return new ServerNames(
                dns, Stream.concat(addresses.stream(), Stream.of("127.0.0.1")).toList());
    }

    String first() {
        // a subject is at most 64 characters long; clients look at the alternative names alone
        return dns.getLast();
    }

    /** Whether a certificate carries exactly these names. */
    boolean areThoseOf(X509Certificate certificate) {
        return normalised(toGeneralNames()).equals(normalised(certificate));
    }

    /**
     * The names that every certificate has to be valid for, whoever made it, and that this one is not: the Service's, which
     * Pods use, and its address, which nodes use. The others spare some clients a detour and are not asked for.
     */
    List<String> missingIn(X509Certificate certificate) {
        var valid = normalised(certificate);
        var missing = new ArrayList<String>();
        if (!valid.contains(host()) && !valid.contains(wildcard(host()))) {
            missing.add(host());
        }
        if (!valid.containsAll(normalised(new GeneralNames(new GeneralName(GeneralName.iPAddress, address()))))) {
            missing.add(address());
        }
        return missing;
    }

    /** The name that Pods use. */
    String host() {
        return dns.getFirst();
    }

    /** The address that nodes use. */
    String address() {
        return addresses.getFirst();
    }

    private static String wildcard(String name) {
        return "*" + name.substring(name.indexOf('.'));
    }

    GeneralNames toGeneralNames() {
        var all = new ArrayList<GeneralName>();
        dns.forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
        addresses.forEach(address -> all.add(new GeneralName(GeneralName.iPAddress, address)));
        return new GeneralNames(all.toArray(new GeneralName[0]));
    }

    private static SortedSet<String> normalised(GeneralNames names) {
        var texts = new TreeSet<String>();
        for (var name : names.getNames()) {
            texts.add(name.getName().toString());
        }
        return texts;
    }

    private static SortedSet<String> normalised(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return new TreeSet<>();
            }
            var all = names.stream()
                    .map(entry -> new GeneralName((Integer) entry.get(0), (String) entry.get(1)))
                    .toArray(GeneralName[]::new);
            return normalised(new GeneralNames(all));
        } catch (CertificateParsingException e) {
            return new TreeSet<>();
        }
    }
}
