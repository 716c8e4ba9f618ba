package dev.onggi.operator.model;

/** Numbers of things in sentences: one of them is no "1 things". */
public final class Count {

    private Count() {}

    /** "1 node", "2 nodes". */
    public static String of(long number, String noun) {
        return number + " " + (number == 1 ? noun : plural(noun));
    }

    /** "the only node", "all 2 nodes". */
    public static String all(long number, String noun) {
        return number == 1 ? "the only " + noun : "all " + of(number, noun);
    }

    /** "0 of 1 node", "1 of 2 nodes". */
    public static String part(long number, long whole, String noun) {
        return number + " of " + of(whole, noun);
    }

    /** "1 of 2 nodes has", "0 of 2 nodes have", "0 of 1 node has". */
    public static String part(long number, long whole, String noun, String singular, String plural) {
        return part(number, whole, noun) + " " + verb(whole == 1 ? 1 : number, singular, plural);
    }

    /** The word that follows: "1 node has", "2 nodes have". */
    public static String verb(long number, String singular, String plural) {
        return number == 1 ? singular : plural;
    }

    private static String plural(String noun) {
        return noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }
}
