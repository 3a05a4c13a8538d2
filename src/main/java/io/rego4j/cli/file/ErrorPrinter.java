package io.rego4j.cli.file;

import io.rego4j.cli.command.Shell;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.util.List;

/** Prints the errors in a policy: place, code and message, the line, and a caret; in colours on a terminal. */
public final class ErrorPrinter {
    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final Shell shell;

    public ErrorPrinter(Shell shell) {
        this.shell = shell;
    }

    /** Shows each error on standard error. */
    public void print(List<Diagnostic> errors) {
        for (Diagnostic error : errors) {
            print(error.display());
        }
    }

    /** As {@link #print(List)}, for errors of one file: its name is put before an error that does not have it. */
    public void print(String file, List<Diagnostic> errors) {
        for (Diagnostic error : errors) {
            boolean isNamed = error.span() != null || error.message().contains(Source.printable(file));
            print(isNamed ? error.display() : Source.printable(file) + ": " + error.display());
        }
    }

    private void print(String error) {
        shell.err().println(shell.errIsTerminal() ? coloured(error) : error);
    }

    private static String coloured(String text) {
        String[] lines = text.split("\n", 3);
        String first = BOLD + lines[0] + PLAIN;
        return lines.length < 3 ? first : first + "\n" + lines[1] + "\n" + RED + lines[2] + PLAIN;
    }
}
