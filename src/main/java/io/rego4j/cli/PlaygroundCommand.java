package io.rego4j.cli;

import io.rego4j.cli.command.FlagCommand;
import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.file.PolicyPaths;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaNotFoundException;
import io.rego4j.playground.Playground;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** {@code rego4j playground}: serves the playground on this machine until it is interrupted. */
final class PlaygroundCommand extends FlagCommand {
    private static final int HIGHEST_PORT = 65535;

    private final Shell shell;

    PlaygroundCommand(Shell shell) {
        super(declare());
        this.shell = shell;
    }

    private static FlagTable declare() {
        FlagTable flags = new FlagTable(
                        "Write, see and evaluate policies in the browser, on this machine: nothing leaves it. Files that are"
                                + " named can be saved; without any, the page shows what it showed last, or an example.",
                        "PATH",
                        "policies, folders with policies, input.json and data.json (or .yaml); or a link that somebody copied",
                        List.of(
                                "",
                                "It ends with Ctrl-C.",
                                "",
                                "Examples:",
                                "  rego4j playground",
                                "  rego4j playground policies/ input.json data.json",
                                "  rego4j playground 'http://127.0.0.1:7346/#p1=…'"))
                .value(
                        "PORT",
                        "where to listen, 0 for any (default " + Playground.PORT + ", or any if it is taken)",
                        "--port")
                .flag("only print the address", "--no-browser")
                .flag("let policies use the network: http.send, net.lookup_ip_addr", "--allow-network");
        return PolicyPaths.declare(flags);
    }

    @Override
    public int run(FlagTable.Given given) throws Exception {
        List<Path> files = new ArrayList<>();
        String fragment = "";
        for (String path : given.paths()) {
            int hash = path.indexOf("#p1=");
            fragment = hash < 0 ? fragment : path.substring(hash);
        }
        if (fragment.isEmpty()) {
            PolicyPaths.Found found = PolicyPaths.of(given).find();
            if (found.report(shell) != 0) {
                return 1;
            }
            files.addAll(found.files());
        }
        Playground.Builder builder = Playground.builder()
                .files(files)
                .network(given.has("--allow-network"))
                .opa(() -> OpaBinary.finder().listener(shell.err()::println).find());
        Playground playground = start(builder, given.value("--port"));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            playground.close();
            ended.countDown();
        }));
        URI address = URI.create(playground.uri() + fragment);
        shell.out().println(address);
        shell.out().flush();
        shell.err().println("The playground is open at this address until Ctrl-C.");
        if (!given.has("--no-browser")) {
            openBrowser(address);
        }
        findOpa(playground);
        ended.await();
        return 0;
    }

    private Playground start(Playground.Builder builder, @Nullable String port) throws IOException {
        if (port != null) {
            try {
                return builder.port(portOf(port)).start();
            } catch (BindException e) {
                throw new UserError(1, "port " + port + " is taken: name another one, or 0 for any");
            }
        }
        try {
            return builder.start();
        } catch (BindException e) {
            shell.err()
                    .println("note: port " + Playground.PORT
                            + " is taken, so another one is used; what the browser kept for the first is not shown");
            return builder.port(0).start();
        }
    }

    private static int portOf(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw new UserError(1, "\"" + text + "\" is no port: give a number from 0 to " + HIGHEST_PORT);
    }

    /** Finds or installs the binary while the user looks at the page. */
    private void findOpa(Playground playground) {
        try {
            OpaBinary opa = playground.opa();
            shell.err().println("Policies are evaluated by OPA " + opa.version() + ".");
        } catch (OpaNotFoundException | OpaException e) {
            shell.err().println("note: policies can be written and seen, not evaluated: " + e.getMessage());
        }
    }

    private void openBrowser(URI address) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> command = system.contains("mac")
                ? List.of("open", address.toString())
                : system.contains("windows")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", address.toString())
                        : List.of("xdg-open", address.toString());
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            shell.err().println("note: no browser could be started: open the address yourself");
        }
    }
}
