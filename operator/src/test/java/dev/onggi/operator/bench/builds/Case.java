package dev.onggi.operator.bench.builds;

/** What has happened before a build, in the order of a round. */
enum Case {
    COLD("cold"),
    UNCHANGED("nothing changed"),
    CHANGED("one source file changed");

    private final String label;

    Case(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
