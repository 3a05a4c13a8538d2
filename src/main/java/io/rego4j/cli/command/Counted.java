package io.rego4j.cli.command;

/** Numbers with a noun in messages. */
public final class Counted {
    private Counted() {}

    /** A number and a noun that is made plural where it has to be: {@code 1 policy}, {@code 2 policies}. */
    public static String of(long number, String noun) {
        if (number == 1) {
            return "1 " + noun;
        }
        return number + " " + (noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s");
    }
}
