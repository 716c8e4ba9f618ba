package dev.onggi.operator.bench.registry;

/** What is measured. */
enum Operation {
    PUSH("push 1 MB"),
    PULL("pull 1 MB"),
    HEAD("HEAD manifest"),
    GET("GET manifest");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
