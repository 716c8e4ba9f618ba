package dev.onggi.operator.model;

import java.util.regex.Pattern;

/**
 * Text that somebody else wrote, made fit for a status: without credentials, and without what would forge a line of a log
 * or change what a terminal shows.
 */
public final class LogText {

    private static final Pattern ESCAPE_SEQUENCE = Pattern.compile("\u001B\\[[0-9;?]*[ -/]*[@-~]");
    /** Control characters but newline and tab, and those that end a line or turn the direction of writing. */
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}&&[^\n\t]]|[\u2028\u2029\u202A-\u202E\u2066-\u2069]");

    private static final Pattern USER_INFO = Pattern.compile("://[^/\\s]+@");
    private static final Pattern AUTHORIZATION =
            Pattern.compile("(?i)(authorization\\s*[:=]\\s*)(?:(?:basic|bearer|token)\\s+)?[^\\s\"']+");
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?i)((?:password|passwd|secret|token|api[_-]?key)\\w*=)[^\\s\"']+");
    /** As in JSON and YAML; without quotes only where the name leaves no doubt: "unexpected token: x" is no credential. */
    private static final Pattern FIELD = Pattern.compile(
            "(?i)(\"[\\w-]*(?:password|passwd|secret|token|api[_-]?key)\"\\s*:\\s*\"|\\b(?:password|passwd)\\s*:\\s+)[^\\s\"']+");
    /** Credentials that are known by their form: GitHub, GitLab, Slack, AWS, JSON Web Tokens. */
    private static final Pattern TOKEN =
            Pattern.compile("\\b(?:gh[pousr]_\\w{20,}|github_pat_\\w{20,}|glpat-[\\w-]{16,}"
                    + "|xox[abprs]-[\\w-]{10,}|AKIA[0-9A-Z]{16}|eyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*)");

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?");
    private static final Pattern EMPTY_FIRST_LINES = Pattern.compile("^(?:[ \t]*\n)+");
    private static final String REDACTED = "***";

    private LogText() {}

    /** The text, cleaned; an empty one for null. */
    public static String clean(String text) {
        if (text == null) {
            return "";
        }
        var printable =
                CONTROL.matcher(ESCAPE_SEQUENCE.matcher(text).replaceAll("")).replaceAll("");
        var redacted = PRIVATE_KEY.matcher(printable).replaceAll(REDACTED);
        redacted = USER_INFO.matcher(redacted).replaceAll("://" + REDACTED + "@");
        redacted = AUTHORIZATION.matcher(redacted).replaceAll("$1" + REDACTED);
        redacted = ASSIGNMENT.matcher(redacted).replaceAll("$1" + REDACTED);
        redacted = FIELD.matcher(redacted).replaceAll("$1" + REDACTED);
        redacted = TOKEN.matcher(redacted).replaceAll(REDACTED);
        return EMPTY_FIRST_LINES.matcher(redacted).replaceFirst("").stripTrailing();
    }

    /** The text on one line, at most so many characters, its end cut off. */
    public static String line(String text, int most) {
        var line = clean(text).replace('\n', ' ').replace('\t', ' ').strip();
        return line.length() <= most ? line : line.substring(0, wholeCharacter(line, most - 1)) + "…";
    }

    /** The last whole lines of the text, at most so many characters. */
    public static String tail(String text, int most) {
        var clean = clean(text);
        if (clean.length() <= most) {
            return clean;
        }
        int newline = clean.indexOf('\n', clean.length() - most);
        int start = newline < 0 ? wholeCharacter(clean, clean.length() - most) : newline + 1;
        return clean.substring(start);
    }

    private static int wholeCharacter(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }
}
